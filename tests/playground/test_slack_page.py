"""Slack's windows on the playground's page, in a real browser, with an app at the other end of a socket."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import ViewportSize, expect

from playground.text import Json
from tests.playground.slack.support import actions, button, chooser, option, plain
from tests.playground.slack_page import FIRST, Windows, post_of, section
from tests.playground.stage import PATIENCE_MS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

NARROW = ViewportSize(width=390, height=844)
ACKNOWLEDGE_SECONDS = 4  # more than Slack gives an app

expect.set_options(timeout=PATIENCE_MS)


async def test_a_person_says_something_and_reads_the_answer(windows: Windows) -> None:
    window = await windows.window("Maya")
    line = window.get_by_role("textbox", name="Message Alongside")
    await expect(line).to_be_focused()
    await line.press_sequentially("hello")
    await line.press("Shift+Enter")
    await line.press_sequentially("there")
    await line.press("Enter")
    event = (await windows.heard("message"))["payload"]["event"]
    assert (event["text"], event["user"], event["channel_type"]) == ("hello\nthere", FIRST, "im")
    await expect(line).to_have_value("")

    ts = await windows.slack.post(FIRST, section("Hi *Maya*, see <https://example.org/guide|the guide>"))
    said = await post_of(window, ts)
    await expect(said.locator("b", has_text="Maya")).to_be_visible()
    await expect(said.get_by_text("APP", exact=True)).to_be_visible()
    link = said.get_by_role("link", name="the guide")
    await expect(link).to_have_attribute("href", "https://example.org/guide")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")


async def test_a_button_waits_until_the_app_has_acknowledged(windows: Windows) -> None:
    windows.app.answers = False
    window = await windows.window()
    ts = await windows.slack.post(FIRST, actions("day", button("Tuesday", "tue", style="primary")))
    key = (await post_of(window, ts)).get_by_role("button", name="Tuesday")
    await key.click()
    await expect(key).to_have_attribute("aria-busy", "true")
    press = await windows.heard("block_actions")
    action = press["payload"]["actions"][0]
    assert (action["value"], press["payload"]["message"]["ts"]) == ("tue", ts)
    await windows.app.acknowledge(press)
    await expect(key).not_to_have_attribute("aria-busy", "true")

    await windows.slack.api.chat_update(
        channel=press["payload"]["channel"]["id"], ts=ts, text="Tuesday it is."
    )
    await expect(await post_of(window, ts)).to_contain_text("Tuesday it is. (edited)")
    await expect(key).to_have_count(0)


async def test_a_press_without_an_answer_gets_a_mark(windows: Windows) -> None:
    windows.app.answers = False
    window = await windows.window()
    ts = await windows.slack.post(FIRST, actions("day", button("Tuesday", "tue")))
    said = await post_of(window, ts)
    await said.get_by_role("button", name="Tuesday").click()
    await windows.heard("block_actions")
    await windows.slack.advance(ACKNOWLEDGE_SECONDS)
    await expect(said.get_by_role("alert")).to_have_text("The app did not respond. Try again.")
    await expect(said.get_by_role("button", name="Tuesday")).not_to_have_attribute("aria-busy", "true")


async def test_selects_ticks_and_dates_tell_the_app_what_was_picked(windows: Windows) -> None:
    window = await windows.window()
    pick = {
        **chooser("static_select", "great", "fine"),
        "placeholder": plain("How was it"),
        "action_id": "how",
    }
    topics = {
        **chooser("multi_static_select", "work", "study"),
        "placeholder": plain("Topics"),
        "action_id": "t",
    }
    ticks = {
        **chooser("checkboxes", "phone", "video"),
        "action_id": "by",
        "initial_options": [option("phone")],
    }
    moment = {"type": "datepicker", "action_id": "on", "placeholder": plain("Day")}
    ts = await windows.slack.post(
        FIRST, section("About", accessory=topics), actions("a", pick), actions("b", ticks, moment)
    )
    said = await post_of(window, ts)

    await said.get_by_role("button", name="How was it").press("Enter")
    await said.get_by_role("option", name="Great").press("ArrowDown")
    await said.get_by_role("option", name="Fine").press("Enter")
    await expect(said.get_by_role("button", name="How was it: Fine")).to_be_focused()
    assert await picked(windows, "how") == "fine"

    await said.get_by_role("button", name="Topics").click()
    await said.get_by_role("option", name="Study").click()
    await said.get_by_role("option", name="Work").click()
    await windows.page.keyboard.press("Escape")
    await expect(said.get_by_role("button", name="Topics: Study, Work")).to_be_visible()
    assert await picked(windows, "t") == ["study", "work"]

    await said.get_by_label("Video").check()
    assert await picked(windows, "by") == ["phone", "video"]
    await said.get_by_label("Day").fill("2026-03-10")
    assert await picked(windows, "on") == "2026-03-10"


async def test_the_home_changes_by_itself(windows: Windows) -> None:
    window = await windows.window()
    await window.get_by_role("tab", name="Home").click()
    opened = (await windows.heard("app_home_opened"))["payload"]["event"]
    assert (opened["tab"], opened["user"]) == ("home", FIRST)
    await expect(window.get_by_text("has not put anything here yet")).to_be_visible()
    await windows.published(FIRST, section("*3* people wait"), actions("a", button("See them", "see")))
    await expect(window.get_by_role("tabpanel", name="Home")).to_contain_text("3 people wait")
    see = window.get_by_role("button", name="See them")
    await see.click()
    assert (await windows.heard("block_actions"))["payload"]["view"]["type"] == "home"
    await windows.published(FIRST, section("Nobody waits"), actions("a", button("See them", "see")))
    await expect(window.get_by_role("tabpanel", name="Home")).to_contain_text("Nobody waits")

    await window.get_by_role("tab", name="Home").press("ArrowRight")
    await windows.published(FIRST, section("One waits again"))
    await expect(window.get_by_role("tab", name="Home (new)")).to_be_visible()


async def test_a_message_has_a_shortcut(windows: Windows) -> None:
    window = await windows.window()
    ts = await windows.slack.post(FIRST, text="Sam is away this week.")
    said = await post_of(window, ts)
    more = said.get_by_role("button", name="More actions")
    await more.press("Enter")
    await said.get_by_role("menuitem", name="Raise a concern").press("Enter")
    shortcut = (await windows.heard("message_action"))["payload"]
    assert (shortcut["callback_id"], shortcut["message_ts"]) == ("raise_concern", ts)
    await expect(more).to_be_focused()


async def test_a_slash_command_and_an_answer_that_only_one_person_sees(windows: Windows) -> None:
    windows.app.replies["slash_commands"] = {"text": "Case *12* is closed."}
    window = await windows.window()
    line = window.get_by_role("textbox", name="Message Alongside")
    await line.press_sequentially("/al")
    await window.get_by_role("button", name="/alongside").click()
    await line.press_sequentially("see 12")
    await line.press("Enter")
    command = (await windows.heard("slash_commands"))["payload"]
    assert (command["command"], command["text"]) == ("/alongside", "see 12")
    answer = window.get_by_role("listitem").filter(has_text="Case 12 is closed.")
    await expect(answer).to_contain_text("Only visible to you")
    await expect(answer.get_by_role("button", name="More actions")).to_have_count(0)

    await line.fill("/nothing")
    await line.press("Enter")
    await expect(windows.page.get_by_text("/nothing is not a valid command")).to_be_visible()
    await expect(line).to_have_value("/nothing")


async def test_hostile_text_stays_text(windows: Windows) -> None:
    evil = "<img src=x onerror=alert(1)>"
    window = await windows.window(evil)
    await expect(window.get_by_role("heading", level=2)).to_have_text(evil)
    line = window.get_by_role("textbox", name="Message Alongside")
    await line.fill(f"{evil} *bold*<script>alert(1)</script>")
    await line.press("Enter")
    await windows.heard("message")
    escaped = evil.replace("<", "&lt;").replace(">", "&gt;")
    blocks = [section(f"{escaped} <javascript:alert(1)|press>"), actions("a", button(evil, "x"))]
    said = await post_of(window, await windows.slack.post(FIRST, *blocks))
    await expect(said).to_contain_text(evil)
    await expect(said.get_by_role("button", name=evil)).to_be_visible()
    await windows.published(FIRST, section(escaped), {"type": "header", "text": plain(evil)})
    await window.get_by_role("tab", name="Home").click()
    await expect(window.get_by_role("heading", level=4)).to_have_text(evil)
    await expect(
        window.locator("script, .kit-text img, h2 img, .kit-button img, .kit-header img")
    ).to_have_count(0)
    await expect(window.locator("[href^='javascript']")).to_have_count(0)


async def test_the_bar_breaks_and_mends_slack(windows: Windows) -> None:
    page = windows.page
    window = await windows.window()
    status = page.get_by_test_id("slack-status")
    await expect(status).to_have_text("1 socket")
    await page.get_by_test_id("slack-faults").click()
    panel = page.get_by_test_id("slack-faults-panel")
    await panel.get_by_label("Slack answers").select_option("500")
    await panel.get_by_role("button", name="Add the fault").click()
    await expect(panel.get_by_text("1 left")).to_be_visible()
    await panel.get_by_role("button", name="Close").click()

    await page.get_by_test_id("slack-workspaces").click()
    spaces = page.get_by_test_id("workspaces")
    await spaces.get_by_role("button", name="Uninstall").click()
    await windows.heard("app_uninstalled")
    await expect(window).to_have_attribute("data-mode", "away")
    await spaces.get_by_label("Name of a new workspace").fill("Southside")
    await spaces.get_by_role("button", name="Add the workspace").click()
    await expect(spaces.get_by_test_id("workspace-T0002")).to_contain_text("Southside")
    await spaces.get_by_role("button", name="Close").click()
    await window.get_by_role("button", name="Install Alongside").click()
    await expect(window.get_by_role("textbox", name="Message Alongside")).to_be_visible()
    await page.get_by_label("Workspace", exact=True).select_option(label="Southside")
    other = await windows.window("Tom")
    await expect(other).to_contain_text("Southside")

    await page.get_by_test_id("slack-sockets").click()
    await page.get_by_role("menuitem", name="Ask to reconnect").click()
    await windows.app.until(lambda: windows.app.closed)
    await expect(status).to_have_text("no app is connected")
    await page.get_by_test_id("slack-outage").click()
    await expect(status).to_have_text("Slack is down")
    await page.get_by_test_id("slack-outage").click()
    await expect(status).to_have_text("no app is connected")


async def test_the_first_window_is_in_sight_on_a_narrow_page(windows: Windows) -> None:
    page = windows.page
    await page.set_viewport_size(NARROW)
    tries = [f"Try this, number {number}" for number in range(12)]
    await windows.slack.http.post("/api/welcome", json={"title": "Hello", "code": "ROWAN-7", "tries": tries})
    window = await windows.window()
    keys = actions("a", button("A rather long label " * 3, "a"), button("B", "b"))
    await post_of(window, await windows.slack.post(FIRST, section("a" * 300), keys))
    await page.reload()
    await expect(window.get_by_text("Northside")).to_be_in_viewport()
    await expect(window.get_by_role("tab", name="Messages")).to_be_in_viewport()
    widths = "['html', '.slack .scroller'].map((name) => document.querySelector(name).scrollWidth)"
    assert await page.evaluate(f"Math.max(...{widths})") <= NARROW["width"]
    await expect(page.get_by_text("Try this, number 3")).to_be_hidden()
    await page.get_by_role("button", name="Unfold the welcome").click()
    await expect(page.get_by_text("Try this, number 3")).to_be_visible()


async def test_a_file_has_its_name_and_can_be_saved(windows: Windows, tmp_path: Path) -> None:
    window = await windows.window()
    channel = (await windows.slack.api.conversations_open(users=FIRST))["channel"]["id"]
    await windows.slack.api.files_upload_v2(
        channel=channel, content="BEGIN:VCALENDAR", filename="session.ics", title="Mentoring with Ann"
    )
    card = window.get_by_role("link", name="Mentoring with Ann")
    await expect(card).to_contain_text("session.ics – press to save")
    async with windows.page.expect_download() as started:
        await card.click()
    download = await started.value
    assert download.suggested_filename == "session.ics"
    await download.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == b"BEGIN:VCALENDAR"


async def picked(windows: Windows, action_id: str) -> object:
    """What the app was told of the newest pick: a text, an option's value, or a list of them."""
    await windows.app.until(
        lambda: any(_action_of(one).get("action_id") == action_id for one in windows.app.heard)
    )
    action = next(a for a in map(_action_of, reversed(windows.app.heard)) if a.get("action_id") == action_id)
    found = next(value for name, value in action.items() if name.startswith("selected_"))
    if isinstance(found, dict):
        return found["value"]
    return [one["value"] for one in found] if isinstance(found, list) else found


def _action_of(envelope: Json) -> Json:
    acted: list[Json] = envelope["payload"].get("actions", [{}])
    return acted[0]
