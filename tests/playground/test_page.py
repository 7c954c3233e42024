"""The playground's page in a real browser."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, ViewportSize, async_playwright, expect

from playground.server import running
from playground.world import DEFAULT_TOKEN
from tests.playground.stage import FLAGS, PATIENCE_MS, Stage, chromium, keyboard, message

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

SMALLEST = ViewportSize(width=360, height=640)
DAY_SECONDS = 86400

expect.set_options(timeout=PATIENCE_MS)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def playground() -> AsyncIterator[str]:
    """The address of a playground that never makes the bot wait; each test finds it reset."""
    async with running(limits=False) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser(playground: str) -> AsyncIterator[BrowserContext]:
    """A Chromium that stops before the playground does, so that no page sees it go."""
    path = chromium()
    if path is None:
        reason = "no Chromium here: install one, or name it in the environment variable CHROMIUM"
        if os.environ.get("CI"):
            raise RuntimeError(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        clipboard = ["clipboard-read", "clipboard-write"]
        yield await started.new_context(permissions=clipboard, reduced_motion="reduce")
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: BrowserContext, playground: str) -> AsyncIterator[Stage]:
    """An empty playground and its page; the test fails if the page complains in the console."""
    complaints: list[str] = []
    page = await browser.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    async with aiohttp.ClientSession() as http:
        stage = Stage(playground, page, http)
        await stage.control("reset")
        await stage.control("welcome")
        await page.goto(playground)
        yield stage
        await page.close()
    assert complaints == []


async def test_greets_and_opens_the_invitation(stage: Stage) -> None:
    page, link = stage.page, "https://t.me/AlongsideBot?start=ROWAN-7"
    welcome = page.get_by_test_id("welcome")
    await expect(welcome).to_contain_text("Add a person, press START")
    tries = ["Join with the code", "Say <b>help</b>"]
    await stage.control("welcome", title="Good to see you", text="Hi", code="ROWAN-7", link=link, tries=tries)
    await expect(welcome.get_by_role("heading", level=1)).to_have_text("Good to see you")
    await expect(welcome.get_by_role("listitem")).to_have_text(tries)
    await expect(page.get_by_test_id("welcome-code")).to_have_text("ROWAN-7")
    await welcome.get_by_role("button", name="Copy").click()
    await expect(page.get_by_text("The code is copied.")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == "ROWAN-7"

    phone = await stage.add_person("Ann")
    await phone.get_by_role("button", name="Open the invitation on this phone").click()
    assert (await stage.heard("message"))["text"] == "/start ROWAN-7"
    shown = await message(phone, await stage.send(1001, f"Pass it on: {link}"))
    await shown.get_by_role("button", name=link).click()
    assert (await stage.heard("message"))["text"] == "/start ROWAN-7"


async def test_start_buttons_and_an_edit_go_there_and_back(stage: Stage) -> None:
    await stage.bot("setMyDescription", description="I help mentors and young people.")
    phone = await stage.add_person("Ann")
    await expect(phone).to_contain_text("I help mentors and young people.")
    await phone.get_by_test_id("start-1001").click()
    start = await stage.heard("message")
    assert (start["text"], start["from"]["first_name"], start["chat"]["id"]) == ("/start", "Ann", 1001)

    keys = keyboard([("Yes", "y"), ("No", "n")])
    asked = await stage.send(1001, "Shall we\n<b>begin</b>?", parse_mode="HTML", reply_markup=keys)
    bubble = await message(phone, asked)
    await expect(bubble.locator("b")).to_have_text("begin")
    await bubble.get_by_role("button", name="Yes").click()
    await expect(bubble.get_by_role("button", name="Yes")).to_have_attribute("aria-busy", "true")
    press = await stage.heard("callback_query")
    assert (press["data"], press["message"]["message_id"]) == ("y", asked)

    await stage.bot("answerCallbackQuery", callback_query_id=press["id"], text="Noted")
    await expect(phone.get_by_text("Noted")).to_be_visible()
    await expect(bubble.get_by_role("button", name="Yes")).not_to_have_attribute("aria-busy", "true")
    await stage.bot("editMessageText", chat_id=1001, message_id=asked, text="We begin.")
    await expect(bubble).to_contain_text("We begin.")
    await expect(bubble).to_contain_text("edited")
    await expect(bubble.get_by_role("button")).to_have_count(0)


async def test_what_is_typed_arrives_and_can_be_changed(stage: Stage) -> None:
    phone = await stage.started()
    line = phone.get_by_test_id("composer-1001")
    await line.press_sequentially("Hello there")
    await line.press("Enter")
    said = await stage.heard("message")
    assert said["text"] == "Hello there"
    await expect(line).to_have_value("")
    bubble = await message(phone, said["message_id"])
    await line.press("ArrowUp")
    await line.fill("Hello, you two")
    await phone.get_by_test_id("send-1001").click()
    changed = await stage.heard("edited_message")
    assert (changed["message_id"], changed["text"]) == (said["message_id"], "Hello, you two")
    await expect(bubble).to_contain_text("edited")


async def test_menus_send_commands_and_media(stage: Stage) -> None:
    commands = [{"command": "help", "description": "Get help"}]
    await stage.bot("setMyCommands", commands=commands)
    phone = await stage.started()
    await phone.get_by_role("button", name="Menu").click()
    await phone.get_by_role("menuitem", name="Get help").press("Enter")
    assert (await stage.heard("message"))["text"] == "/help"
    for label, kind in (
        ("Sticker", "sticker"),
        ("Photo", "photo"),
        ("Voice", "voice"),
        ("Location", "location"),
    ):
        await phone.get_by_role("button", name="Attach").click()
        await phone.get_by_role("menuitem", name=label).click()
        sent = await stage.heard("message")
        assert kind in sent
        await expect((await message(phone, sent["message_id"])).get_by_role("img").first).to_be_visible()


async def test_a_document_has_its_name_and_can_be_saved(stage: Stage, tmp_path: Path) -> None:
    phone = await stage.started()
    form = aiohttp.FormData({"chat_id": "1001", "caption": "For your calendar"})
    form.add_field("document", b"BEGIN:VCALENDAR", filename="session.ics", content_type="text/calendar")
    async with stage.http.post(f"{stage.address}/bot{DEFAULT_TOKEN}/sendDocument", data=form) as response:
        sent = (await response.json())["result"]["message_id"]
    bubble = await message(phone, sent)
    await expect(bubble).to_contain_text("For your calendar")
    async with stage.page.expect_download() as started:
        await bubble.get_by_role("link", name="session.ics").click()
    download = await started.value
    assert download.suggested_filename == "session.ics"
    await download.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == b"BEGIN:VCALENDAR"


async def test_block_restart_and_delete_show(stage: Stage) -> None:
    phone = await stage.started()
    await phone.get_by_test_id("more-1001").click()
    await phone.get_by_role("menuitem", name="Block the bot").click()
    await expect(phone).to_have_attribute("data-mode", "blocked")
    await expect(phone.get_by_test_id("composer-1001")).to_be_hidden()
    assert (await stage.heard("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    assert (await stage.bot("sendMessage", chat_id=1001, text="Hello?"))["error_code"] == 403

    await phone.get_by_role("button", name="Restart bot").click()
    assert (await stage.heard("my_chat_member"))["new_chat_member"]["status"] == "member"
    assert (await stage.heard("message"))["text"] == "/start"
    await expect(phone.get_by_test_id("composer-1001")).to_be_focused()

    await phone.get_by_test_id("more-1001").click()
    await phone.get_by_role("menuitem", name="Delete this account").click()
    await stage.page.get_by_role("button", name="Delete the account").click()
    await expect(phone).to_have_attribute("data-mode", "gone")


async def test_the_clock_moves_until_a_reset(stage: Stage) -> None:
    phone = await stage.add_person("Ann")
    clock = stage.page.get_by_test_id("clock")
    before = datetime.fromisoformat(await clock.get_attribute("datetime") or "")
    await stage.page.get_by_role("button", name="+1 day").click()
    await expect(stage.page.get_by_text("1 day ahead of real time")).to_be_visible()
    after = datetime.fromisoformat(await clock.get_attribute("datetime") or "")
    assert (after - before).total_seconds() >= DAY_SECONDS - 1  # the state tells whole seconds
    await stage.page.get_by_test_id("reset").click()
    await stage.page.get_by_role("button", name="Reset the playground").click()
    await expect(phone).to_have_count(0)
    await expect(stage.page.get_by_text("real time", exact=True)).to_be_visible()


async def test_markup_in_a_name_or_a_message_stays_text(stage: Stage) -> None:
    name = "<img src=x onerror=alert(1)>"
    phone = await stage.started(name)
    await expect(phone.get_by_role("heading", level=2)).to_have_text(name)
    words = "<b>bold</b> & <script>alert(1)</script>"
    await phone.get_by_test_id("composer-1001").fill(words)
    await phone.get_by_test_id("composer-1001").press("Enter")
    said = await stage.heard("message")
    await expect(await message(phone, said["message_id"])).to_contain_text(words)
    asked = await stage.send(1001, words, reply_markup=keyboard([(name, "x")]))
    await expect((await message(phone, asked)).locator(".key")).to_have_text(name)
    await expect(phone.locator("script, .text b, .key img, h2 img")).to_have_count(0)


async def test_a_deleted_message_vanishes_and_an_alert_waits(stage: Stage) -> None:
    phone = await stage.started()
    asked = await stage.send(1001, "Press it", reply_markup=keyboard([("Now", "now")]))
    await (await message(phone, asked)).get_by_role("button", name="Now").click()
    press = await stage.heard("callback_query")
    await stage.bot("answerCallbackQuery", callback_query_id=press["id"], text="Too late", show_alert=True)
    alert = phone.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Too late")
    await expect(alert.get_by_role("button", name="OK")).to_be_focused()
    await stage.page.keyboard.press("Escape")
    await expect(alert).to_be_hidden()
    await stage.bot("deleteMessage", chat_id=1001, message_id=asked)
    await expect(phone.get_by_test_id(f"message-{asked}")).to_have_count(0)


async def test_stays_at_the_newest_message_unless_scrolled_up(stage: Stage) -> None:
    phone = await stage.started()
    sent = [await stage.send(1001, f"Line {number}\n\n\n\n\n") for number in range(12)]
    await expect(phone.get_by_test_id(f"message-{sent[-1]}")).to_be_in_viewport()
    await phone.get_by_test_id("messages-1001").hover()
    await stage.page.mouse.wheel(0, -4000)
    first = phone.get_by_test_id(f"message-{sent[0]}")
    await expect(first).to_be_in_viewport()
    newest = await message(phone, await stage.send(1001, "News"))
    await expect(newest).not_to_be_in_viewport()
    await expect(first).to_be_in_viewport()
    await phone.get_by_role("button", name="Go to the newest message").click()
    await expect(newest).to_be_in_viewport()


async def test_faults_and_the_token_reach_the_bot(stage: Stage) -> None:
    await stage.started()
    await stage.page.get_by_test_id("faults").click()
    panel = stage.page.get_by_test_id("faults-panel")
    await panel.get_by_role("button", name="Add the fault").click()
    await expect(panel.get_by_text("1 left")).to_be_visible()
    refused = await stage.bot("sendMessage", chat_id=1001, text="Hello")
    assert (refused["error_code"], refused["parameters"]["retry_after"]) == (429, 3)
    await expect(panel.get_by_text("No faults are waiting")).to_be_visible()
    await panel.get_by_role("button", name="Revoke token").click()
    await expect(panel.get_by_role("button", name="Restore token")).to_be_visible()
    assert (await stage.bot("getMe"))["error_code"] == 401
    await panel.get_by_role("button", name="Restore token").click()
    await expect(panel.get_by_role("button", name="Revoke token")).to_be_visible()
    assert (await stage.bot("getMe"))["ok"]


async def test_a_group_shows_who_speaks(stage: Stage) -> None:
    await stage.started("Ann")
    await stage.page.get_by_test_id("add-group").click()
    await stage.page.get_by_role("button", name="Add the bot to this group").click()
    group = stage.page.get_by_role("article", name="Group Study group")
    assert (await stage.heard("my_chat_member"))["new_chat_member"]["status"] == "member"
    await stage.heard("message")
    await group.get_by_role("textbox").fill("/hello")
    await group.get_by_role("textbox").press("Enter")
    said = await stage.heard("message")
    assert (said["chat"]["type"], said["from"]["first_name"]) == ("group", "Ann")
    await expect(await message(group, said["message_id"])).to_contain_text("Ann")


async def test_fits_the_smallest_phone(stage: Stage) -> None:
    await stage.page.set_viewport_size(SMALLEST)
    phone = await stage.started()
    keys = keyboard([("A rather long label " * 3, "a"), ("B", "b")])
    await message(phone, await stage.send(1001, "a" * 300, reply_markup=keys))
    widths = "['html', '.scroller'].map((name) => document.querySelector(name).scrollWidth)"
    assert await stage.page.evaluate(f"Math.max(...{widths})") <= SMALLEST["width"]
