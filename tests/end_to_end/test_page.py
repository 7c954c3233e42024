"""The demonstration as a newcomer meets it: `alongside demo`, its page in a browser, and a whole joining."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from tests.end_to_end.joining import Answer, answers, question
from tests.end_to_end.program import ALONGSIDE
from tests.end_to_end.words import label, said
from tests.playground.stage import FLAGS, chromium

pytestmark = pytest.mark.browser

PATIENCE_MS = 10_000
"""How long the page may take to show what the bot says."""

STOPS_WITHIN_SECONDS = 10.0


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    """Run the demonstration and give the address of its page; it must stop in time, without a complaint."""
    process = await asyncio.create_subprocess_exec(
        ALONGSIDE,
        *("demo", "--port", "0"),
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PORT")},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        while b"http://" not in (line := await process.stdout.readline()):
            assert line, "the demonstration ended"
        yield line.split()[-1].decode()
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(STOPS_WITHIN_SECONDS):
            _, complaints = await process.communicate()
        assert (process.returncode, complaints.decode()) == (0, "")
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@pytest.fixture
async def page(demo: str) -> AsyncIterator[Page]:
    """Open the demonstration's page; the test fails if it complains in the console."""
    path = chromium()
    if path is None:
        reason = "no Chromium here: install one, or name it in the environment variable CHROMIUM"
        if os.environ.get("CI"):
            raise RuntimeError(reason)
        pytest.skip(reason)
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(demo)
        yield page
        await browser.close()
    assert complaints == []


async def test_a_newcomer_joins_on_the_page(page: Page, tmp_path: Path) -> None:
    await page.get_by_test_id("add-person-name").fill("Ann")
    await page.get_by_test_id("add-person").click()
    phone = page.get_by_role("article", name="Ann’s phone")
    await phone.get_by_role("button", name="Open the invitation on this phone").click()

    for prompt, given in answers("Ann").items():
        await shows(phone, question(prompt, "Ann"))
        await answered(phone, given)
    await shows(phone, said("all_set", first_name="Ann"))

    picture = tmp_path / "joined.png"
    await page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000


async def shows(phone: Locator, words: str) -> None:
    """Wait until the first line of ``words`` can be read on the phone."""
    line = words.splitlines()[0]
    await expect(phone.get_by_text(line).last).to_be_visible(timeout=PATIENCE_MS)


async def answered(phone: Locator, given: Answer) -> None:
    """Type the answer, or press its buttons on the newest message."""
    if given.typed:
        line = phone.get_by_role("textbox")
        await line.fill(given.typed)
        await line.press("Enter")
    for name in given.pressed:
        await phone.get_by_role("button", name=label(name), exact=True).last.click(timeout=PATIENCE_MS)
