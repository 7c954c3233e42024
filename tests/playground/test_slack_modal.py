"""The forms over a window of the page’s Slack: its own checks, the app’s errors, and what it sends."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect

from tests.playground.slack.support import actions, button, chooser, entry, form, plain
from tests.playground.slack_page import FIRST, Windows, post_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def opened(windows: Windows, window: Locator) -> Locator:
    """Press the button of a message, and return the form that the app opens for it."""
    ts = await windows.slack.post(FIRST, actions("a", button("Note it", "note")))
    await (await post_of(window, ts)).get_by_role("button", name="Note it").click()
    day = {"type": "datepicker", "action_id": "d"}
    how = {"type": "input", "block_id": "how", "optional": True, "label": plain("How")}
    await windows.opened(
        await windows.heard("block_actions"),
        form(
            entry("what", "What happened", multiline=True, max_length=20),
            {"type": "input", "block_id": "when", "label": plain("When"), "element": day},
            {**how, "element": chooser("static_select", "video", "phone")},
            title=plain("Note a meeting"),
        ),
    )
    modal = window.get_by_role("dialog", name="Note a meeting")
    what = modal.get_by_label("What happened")
    await expect(what).to_be_focused()
    await expect(modal.get_by_text("(optional)")).to_be_visible()
    return modal


async def sent(modal: Locator) -> None:
    """Press the form's own button."""
    await modal.get_by_role("button", name="Send").click()


async def filled(modal: Locator, what: str) -> None:
    """Give every answer."""
    await modal.get_by_label("What happened").fill(what)
    await modal.get_by_label("When").fill("2026-03-01")
    await modal.get_by_role("button", name="How").click()
    await modal.get_by_role("option", name="Phone").click()


async def test_a_form_is_checked_before_the_app_hears_of_it(windows: Windows) -> None:
    modal = await opened(windows, await windows.window())
    await sent(modal)
    await expect(modal.get_by_text("Please complete this required field.")).to_have_count(2)
    await filled(modal, "We talked about his CV")
    await sent(modal)
    await expect(modal.get_by_text("Please enter no more than 20 characters.")).to_be_visible()

    assert not [one for one in windows.app.heard if one["payload"].get("type") == "view_submission"]


async def test_what_the_app_finds_wrong_is_shown_and_nothing_is_lost(windows: Windows) -> None:
    modal = await opened(windows, await windows.window())
    errors = {"response_action": "errors", "errors": {"when": "That day is not over yet."}}
    windows.app.replies["view_submission"] = errors
    await filled(modal, "We met")
    await sent(modal)

    await expect(modal.get_by_text("That day is not over yet.")).to_be_visible()
    await expect(modal.get_by_label("When")).to_have_attribute("aria-invalid", "true")
    await expect(modal.get_by_label("What happened")).to_have_value("We met")


async def test_a_form_that_is_right_is_sent_and_closes(windows: Windows) -> None:
    window = await windows.window()
    modal = await opened(windows, window)
    await filled(modal, "We met")
    await sent(modal)

    await expect(modal).to_have_count(0)
    state = (await windows.heard("view_submission"))["payload"]["view"]["state"]["values"]
    assert state["what"]["answer"]["value"] == "We met"
    assert state["when"]["d"]["selected_date"] == "2026-03-01"
    assert state["how"]["picks"]["selected_option"]["value"] == "phone"
    await expect(window.get_by_role("textbox", name="Message Alongside")).to_be_focused()
