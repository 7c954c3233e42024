"""Looks at settings, store, tables, token and clock, and says what to do."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot import telegram
from bot.clock import Clock
from bot.settings import Settings
from bot.troubles import STORE_TROUBLES, in_words
from handlers.outcome import FailedError
from handlers.telegram import who_am_i
from storage import migrate

MOST_SECONDS_APART = 30
"""Between our clock and Telegram's: more, and reminders go at the wrong time."""

TIMEOUT = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is good, and what is so or what to do."""

    subject: str
    good: bool
    words: str

    def line(self) -> str:
        """Return the finding as one line for people."""
        return f"{'✓' if self.good else '✗'} {self.subject}: {self.words}"


async def examine(settings: Settings) -> list[Finding]:
    """Return what was found, in the order in which to mend it."""
    findings = [
        Finding("settings", True, "read from the environment and .env"),
        *await asyncio.to_thread(_store, settings.database_url),
    ]
    if settings.telegram_token is not None or not settings.on_slack:
        findings += [_updates(settings), *await _telegram(settings)]
    if settings.on_slack:
        findings += await _slack(settings)
    return findings


def _store(url: str) -> list[Finding]:
    try:
        current = migrate.current(url)
    except STORE_TROUBLES as error:
        return [Finding("store", False, f"look at DATABASE_URL: {in_words(error)}")]
    reached = Finding("store", True, "can be opened")
    if current == migrate.head():
        return [reached, Finding("tables", True, f"up to date ({current})")]
    if current is None and url.startswith("sqlite"):
        return [reached, Finding("tables", True, "will be made when the bot starts")]
    state = "there are none yet" if current is None else f"they are at {current}"
    return [reached, Finding("tables", False, f"{state}: run: alongside migrate")]


async def _telegram(settings: Settings) -> list[Finding]:
    if settings.telegram_token is None:
        return [Finding("token", False, "TELEGRAM_TOKEN is not set: get one from @BotFather on Telegram")]
    try:
        telegram.bot_id(settings)
        async with telegram.connection(settings) as connection:
            me = await who_am_i(connection)
    except ValueError as error:
        return [Finding("token", False, str(error))]
    except FailedError as error:
        return [Finding("token", False, f"Telegram did not take it ({error}): check it, or try again later")]
    return [
        Finding("token", True, f"it is @{me.username}'s"),
        await _clock(settings.telegram_api_url, Clock()),
    ]


async def _slack(settings: Settings) -> list[Finding]:
    from bot import slack as edge  # noqa: PLC0415 - only who has a Slack needs its libraries
    from handlers import slack  # noqa: PLC0415 - as above

    try:
        edge.checked(settings)
    except ValueError as error:
        return [Finding("slack", False, str(error))]
    how = "over a socket" if settings.slack_app_token is not None else "over HTTP at /slack/events"
    findings = [Finding("slack", True, f"it is heard {how}")]
    if settings.slack_bot_token is None:
        address = f"{(settings.public_url or '').rstrip('/')}/slack/install"
        return [*findings, Finding("workspaces", True, f"they install the app at {address}")]
    try:
        async with slack.Connection(settings.slack_api_url) as connection:
            me = await slack.who_am_i(connection.client(settings.slack_bot_token.get_secret_value()))
    except FailedError as error:
        words = f"Slack did not take SLACK_BOT_TOKEN ({error}): check it, or try again later"
        return [*findings, Finding("workspace", False, words)]
    return [*findings, Finding("workspace", True, f"the bot is in {me.team_name}")]


def _updates(settings: Settings) -> Finding:
    url = settings.telegram_webhook_url
    if url is None:
        return Finding("updates", True, "the bot asks Telegram for them")
    if not url.startswith("https://") and settings.telegram_api_url.startswith("https://"):
        return Finding("updates", False, "TELEGRAM_WEBHOOK_URL must begin with https://")
    if settings.telegram_webhook_secret is None:
        return Finding("updates", False, "TELEGRAM_WEBHOOK_SECRET is not set: take a long random word")
    return Finding("updates", True, f"Telegram delivers them to {url}")


async def _clock(url: str, clock: Clock) -> Finding:
    try:
        theirs = await _date_of(url)
    except (aiohttp.ClientError, TimeoutError, ValueError, TypeError, KeyError):
        return Finding("clock", True, "Telegram did not say its time; nothing to compare with")
    apart = abs((clock.now() - theirs).total_seconds())
    if apart > MOST_SECONDS_APART:
        return Finding("clock", False, f"{apart:.0f} seconds from Telegram's: set this machine's time")
    return Finding("clock", True, "agrees with Telegram's")


async def _date_of(url: str) -> datetime:
    async with (
        aiohttp.ClientSession(timeout=TIMEOUT) as session,
        session.get(url, allow_redirects=False) as answer,
    ):
        await answer.read()
        return parsedate_to_datetime(answer.headers["Date"])
