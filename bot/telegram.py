"""Telegram's edge, as this process runs it: where updates come from, and what the bot says of itself."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from functools import partial
from typing import Any

import structlog
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.delivery.lanes import Token
from bot.inbox import Inbox
from bot.links import Links
from bot.reader import Reader, Source
from bot.rendering import HOME, Words
from bot.settings import POLL_SECONDS, Settings
from bot.wiring import Bot
from conversations.heard import Heard, Platform
from handlers import telegram
from handlers.outcome import FailedError

log = structlog.get_logger()

WEBHOOK_PATH = "/telegram"

AGAIN_SECONDS = 15.0
"""Between two attempts to introduce the bot while Telegram is away."""


def bot_id(settings: Settings) -> int:
    """Return the bot's id, which its token begins with; raise ValueError where the token is no token."""
    token = settings.telegram_token
    number, _, secret = token.get_secret_value().partition(":") if token else ("", "", "")
    if not number.isdigit() or not secret:
        raise ValueError("TELEGRAM_TOKEN is not a bot's token: it looks like 123456:ABC..., from @BotFather")
    return int(number)


def connection(settings: Settings) -> telegram.Connection:
    """Return the connection to Telegram, not yet open."""
    token = settings.telegram_token
    return telegram.Connection(token.get_secret_value() if token else "", settings.telegram_api_url)


def source(open_connection: telegram.Connection, bot: int, clock: Clock) -> Source:
    """Return Telegram as a polled source."""

    wait = 0

    async def fetch(offset: int | None) -> list[dict[str, object]]:
        # The first poll asks only for what waits already, because delivery begins after it.
        nonlocal wait
        now, wait = wait, POLL_SECONDS
        return await telegram.get_updates(open_connection, offset, now)

    def read(update: object) -> Heard | None:
        return telegram.read(update, bot, clock.now())

    return Source(Platform.TELEGRAM.value, fetch, read, telegram.update_number)


def webhook_route(settings: Settings, bot: int, inbox: Inbox, clock: Clock) -> Route:
    """Return the route that Telegram delivers to."""
    secret = settings.telegram_webhook_secret
    return telegram.webhook(
        WEBHOOK_PATH, secret.get_secret_value() if secret else "", bot, inbox.keep, clock.now
    )


class TelegramEdge:
    """Telegram, polled or delivering to a webhook, with one lane for its one token."""

    def __init__(self, settings: Settings, bot: Bot, connection: telegram.Connection, number: int) -> None:
        self._settings = settings
        self._bot = bot
        self._connection = connection
        self._number = number
        self._reader: Reader | None = None
        if settings.polls:
            self._reader = Reader(source(connection, number, bot.clock), bot.inbox, bot.clock)

    def routes(self) -> list[BaseRoute]:
        """Return the webhook, where Telegram delivers by itself."""
        if self._reader is not None:
            return []
        return [webhook_route(self._settings, self._number, self._bot.inbox, self._bot.clock)]

    def reads(self) -> bool:
        """Tell whether the last poll went well; a webhook is always open."""
        return self._reader is None or self._reader.reading

    async def listen(self, stop: asyncio.Event) -> None:
        """Poll until ``stop``. Delivery begins once it is heard what people said while nobody read.

        It may answer a question that was perhaps sent and would be asked again.
        """
        if self._reader is None:
            await self._bot.lanes.open(self._token())
            await stop.wait()
            return
        reading = asyncio.create_task(self._reader.run(stop))
        caught_up = asyncio.create_task(self._reader.caught_up.wait())
        try:
            await asyncio.wait({reading, caught_up}, return_when=asyncio.FIRST_COMPLETED)
            if not stop.is_set() and not reading.done():
                await self._bot.lanes.open(self._token())
            await reading
        finally:
            caught_up.cancel()
            reading.cancel()

    def sides(self) -> list[Coroutine[Any, Any, None]]:
        """Return the introduction of the bot to Telegram."""
        return [settle_in(self._connection, self._settings, self._bot)]

    def _token(self) -> Token:
        lane = Platform.TELEGRAM.value
        return Token(lane, telegram.MARKUP, telegram.Telegram(self._connection), self._settings.telegram_rate)


@contextlib.asynccontextmanager
async def edge(settings: Settings, bot: Bot) -> AsyncIterator[TelegramEdge]:
    """Give Telegram's edge; raise ValueError where the token is no token."""
    number = bot_id(settings)
    async with connection(settings) as opened:
        yield TelegramEdge(settings, bot, opened, number)


async def settle_in(open_connection: telegram.Connection, settings: Settings, bot: Bot) -> None:
    """Say how updates should come, learn the bot's name for links, and set the menu and the descriptions.

    It goes on trying while Telegram is away.
    """
    steps = [
        partial(_listen, open_connection, settings),
        partial(_name, open_connection, bot.links),
        *(partial(_introduce, open_connection, bot.words, language) for language in bot.words.labels),
    ]
    for step in steps:
        while True:
            try:
                await step()
                break
            except FailedError as error:
                log.warning("the bot is not introduced yet", reason=error.outcome.reason)
                await bot.clock.sleep(AGAIN_SECONDS)


async def _listen(open_connection: telegram.Connection, settings: Settings) -> None:
    if settings.polls:
        await telegram.listen_by_polling(open_connection)
        return
    secret = settings.telegram_webhook_secret
    url = f"{(settings.telegram_webhook_url or '').rstrip('/')}{WEBHOOK_PATH}"
    await telegram.listen_by_webhook(open_connection, url, secret.get_secret_value() if secret else "")


async def _name(open_connection: telegram.Connection, links: Links) -> None:
    me = await telegram.who_am_i(open_connection)
    links.are(partial(telegram.link, me.username))


async def _introduce(open_connection: telegram.Connection, words: Words, language: str) -> None:
    menu = words.menu(language)
    shown = "" if language == HOME else language
    await telegram.introduce(
        open_connection,
        telegram.Introduction(dict(menu.commands), menu.description, menu.short_description, shown),
    )
