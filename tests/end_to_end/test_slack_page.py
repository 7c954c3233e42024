"""The page with both platforms side by side: a mentor joins, is approved, and a concern is taken in Slack."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from conversations.facts import Role
from tests.end_to_end.colleague import Colleague
from tests.end_to_end.joining import join
from tests.end_to_end.process import invited
from tests.end_to_end.stage import Stage
from tests.end_to_end.team import begins, ends, goes_on
from tests.end_to_end.words import label
from tests.playground.stage import FLAGS, chromium

pytestmark = pytest.mark.browser

PATIENCE_MS = 15_000
"""How long the page may take to show what the bot says."""

HARM = "I have been cutting myself"


@pytest.fixture
async def page(stage: Stage, priya: Colleague, mo: Colleague) -> AsyncIterator[Page]:
    """Open the playground's page, with a coordinator and a mentor in Slack."""
    path = chromium()
    if path is None:
        reason = "no Chromium here: install one, or name it in the environment variable CHROMIUM"
        if os.environ.get("CI"):
            raise RuntimeError(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1860, "height": 900}, reduced_motion="reduce")
        page.set_default_timeout(PATIENCE_MS)
        await page.goto(stage.address)
        yield page
        await browser.close()


def window(page: Page, name: str) -> Locator:
    return page.get_by_role("article", name=f"{name}’s Slack")


async def presses(window: Locator, name: str) -> None:
    """Press the newest button whose label is ``name``."""
    await window.get_by_role("button", name=label(name), exact=True).last.click()


async def sees(window: Locator, words: str) -> None:
    await expect(window.get_by_text(words).last).to_be_visible(timeout=PATIENCE_MS)


async def says(window: Locator, words: str) -> None:
    line = window.get_by_role("textbox").last
    await line.fill(words)
    await line.press("Enter")


async def test_a_mentor_joins_and_a_coordinator_approves(page: Page, mo: Colleague, sqlite_url: str) -> None:
    await begins(mo, await invited(sqlite_url, Role.MENTOR), "Priya")
    await sees(window(page, "Mo"), "What should I call you?")
    await says(window(page, "Mo"), "Mo")
    await mo.hears("employer")
    await goes_on(mo, "employer")
    await ends(mo, "Priya")

    coordinator = window(page, "Priya")
    await presses(coordinator, "see.open")
    await sees(coordinator, "Halden Ltd")
    await presses(coordinator, "see_next.approve")
    await presses(coordinator, "see_checks.approve")

    await mo.hears("approved", first_name="Mo", coordinator="Priya")
    await window(page, "Mo").get_by_role("tab", name="Home").click()
    await sees(window(page, "Mo"), "You were approved.")


async def test_a_concern_raised_on_the_phone_is_taken_in_slack(page: Page, stage: Stage, code: str) -> None:
    ann = await stage.person("Ann")
    await join(ann, code, "Priya")
    await says(page.get_by_role("article", name="Ann’s phone"), HARM)

    lead = window(page, "Priya")
    await sees(lead, "Who it is and what was said is behind the button")
    await expect(lead.get_by_text(HARM)).to_have_count(0)
    await presses(lead, "concern.take")
    await sees(lead, HARM)
    await sees(lead, "that you read it is on record")
