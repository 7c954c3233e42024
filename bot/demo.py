"""The bot as it is, beside a Telegram and a Slack on this machine that people can try it with."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import click
from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from bot.clock import Clock
from bot.serving import serve
from bot.settings import Settings
from conversations.facts import Role
from handlers.telegram import link
from mentoring import invitations
from storage import migrate, organisations
from storage.store import Store

TOKEN = "1000:playground"  # noqa: S105 - it opens nothing but the playground of this demonstration
USERNAME = "AlongsideBot"
SLACK_BOT_TOKEN = "xoxb-T0001-PLAYGROUND-TOKEN-OF-NO-SECRET"  # noqa: S105 - as above
SLACK_APP_TOKEN = "xapp-1-A0001-PLAYGROUND-TOKEN-OF-NO-SECRET"  # noqa: S105 - as above
ORGANISATION = "Northside College"
PLACES = 1000
"""Of the demonstration's invitations: more than anybody will try."""

FIRST_PHONE = "You"

COLLEAGUES = ("Mentor", "Coordinator")
"""Who is in the demonstration's Slack, by what they are about to be."""

CHILD_STOP_SECONDS = 3.0

TRIES = (
    "Open the invitation on a phone, and join as a young person.",
    "Give a wrong date, send a sticker, type “back”, press an old button: it stays kind and loses nothing.",
    "Say that you are 15, and see that nothing is kept.",
    "Type /me to see and change what it knows, and /stop to leave.",
    "In Slack, be the coordinator: send the code {coordinator}, and say that you are the safeguarding lead.",
    "In Slack, be the mentor: send the code {mentor}. The coordinator's Home shows who waits; approve them.",
    "As the coordinator send /alongside match; then type /meet on the phone, and take the time in Slack.",
    "Move the clock on: cards, reminders and check-ins come at their hour, and /goals and /nudges answer.",
    "On the phone type /report, or a word of crisis: the concern is in Slack before you look up.",
    "Break something: make Telegram refuse, time out or go slow, and see that every message still arrives.",
)


class DemoSettings(Settings):
    """Settings that no .env of a real bot can reach into.

    There are no quiet hours: whoever tries it out in the evening would wait for the morning.
    """

    model_config = SettingsConfigDict(env_file=None, extra="ignore")

    quiet_from: int = 0
    quiet_until: int = 0

    def reached_at(self, listening: str = "") -> str:
        """Return this process's own address: whoever tries the bot is on the same machine."""
        return listening


async def demonstrate(port: int, folder: Path | None, stop: asyncio.Event) -> None:
    """Run the playground and the bot until ``stop``.

    ``folder`` keeps the store; without one it is thrown away at the end. Raises OSError where the
    playground cannot start.
    """
    with contextlib.ExitStack() as kept:
        place = folder or Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="alongside-")))
        place.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{place / 'demo.sqlite'}"
        async with _playground(port) as address:
            codes = await _prepared(url)
            await _greeted(address, codes)
            settings = DemoSettings(
                database_url=url,
                telegram_token=SecretStr(TOKEN),
                telegram_api_url=address,
                telegram_webhook_url=None,
                slack_bot_token=SecretStr(SLACK_BOT_TOKEN),
                slack_app_token=SecretStr(SLACK_APP_TOKEN),
                slack_api_url=f"{address}/slack/api/",
                clock_url=f"{address}/api/clock",
                port=0,
            )
            _say(address, codes)
            await serve(settings, stop)


def _say(address: str, codes: dict[Role, str]) -> None:
    click.echo(f"\n  Open {address}\n")
    click.echo(f"  Join as a young person with the code {invitations.shown(codes[Role.YOUNG_PERSON])}.")
    click.echo("  Stop with Ctrl-C.\n")


@contextlib.asynccontextmanager
async def _playground(port: int) -> AsyncIterator[str]:
    """Run the playground as a program of its own and give its address."""
    child, address = await _started(port)
    if not address and port:
        click.echo(f"Port {port} is taken; taking another.")
        child, address = await _started(0)
    if not address:
        raise OSError("the playground did not start: look at what it printed above")
    try:
        yield address
    finally:
        if child.returncode is None:
            child.terminate()
        try:
            await asyncio.wait_for(child.wait(), CHILD_STOP_SECONDS)
        except TimeoutError:
            child.kill()
            await child.wait()


async def _started(port: int) -> tuple[asyncio.subprocess.Process, str]:
    """Start the playground; the address is empty where it ended instead."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", "--port", str(port), "--token", TOKEN, "--username", USERNAME,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL if port else None,
        start_new_session=True,
    )  # fmt: skip
    assert child.stdout is not None  # noqa: S101 - it was asked for
    line = (await child.stdout.readline()).decode().strip()
    address = line.rpartition(" ")[2] if line else ""
    if not address:
        await child.wait()
    return child, address


async def _prepared(url: str) -> dict[Role, str]:
    """Make the store and its organisation, and return a code for each role."""
    await asyncio.to_thread(migrate.upgrade, url)
    now = Clock().now()
    store = Store.open(url)
    try:
        async with store.write() as conn:
            await organisations.add(conn, ORGANISATION, now)
            known = await organisations.find(conn, ORGANISATION)
            if known is None:
                raise LookupError("the organisation that was added just now is not there")
            return {
                role: await invitations.invite(conn, known, role, PLACES, None, now)
                for role in (Role.YOUNG_PERSON, Role.MENTOR, Role.COORDINATOR)
            }
    finally:
        await store.close()


async def _greeted(address: str, codes: dict[Role, str]) -> None:
    """Tell the page what to greet a newcomer with, and put a phone there."""
    code = codes[Role.YOUNG_PERSON]
    coordinator, mentor = (invitations.shown(codes[role]) for role in (Role.COORDINATOR, Role.MENTOR))
    welcome = {
        "title": "Welcome to Alongside",
        "text": f"You are about to be a young person who was invited by {ORGANISATION}. "
        "Everything happens on this machine; nothing leaves it.",
        "code": code,
        "link": link(USERNAME, code),
        "tries": [line.format(coordinator=coordinator, mentor=mentor) for line in TRIES],
    }
    async with aiohttp.ClientSession(address, raise_for_status=True) as session:
        for path, given in (
            ("/api/welcome", welcome),
            ("/api/people", {"first_name": FIRST_PHONE}),
            *(("/api/slack/people", {"name": name}) for name in COLLEAGUES),
        ):
            async with session.post(path, json=given) as answer:
                await answer.read()
