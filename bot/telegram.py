"""Telegram's edge, as this process runs it: where updates come from, and what the bot says of itself."""

from __future__ import annotations

from functools import partial

import structlog
from starlette.routing import Route

from bot.clock import Clock
from bot.inbox import Inbox
from bot.reader import Source
from bot.rendering import HOME, Words
from bot.settings import POLL_SECONDS, Settings
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


async def settle_in(
    open_connection: telegram.Connection, settings: Settings, words: Words, clock: Clock
) -> None:
    """Say how updates should come, and set the menu and the descriptions.

    It goes on trying while Telegram is away.
    """
    steps = [
        partial(_listen, open_connection, settings),
        *(partial(_introduce, open_connection, words, language) for language in words.labels),
    ]
    for step in steps:
        while True:
            try:
                await step()
                break
            except FailedError as error:
                log.warning("the bot is not introduced yet", reason=error.outcome.reason)
                await clock.sleep(AGAIN_SECONDS)


async def _listen(open_connection: telegram.Connection, settings: Settings) -> None:
    if settings.polls:
        await telegram.listen_by_polling(open_connection)
        return
    secret = settings.telegram_webhook_secret
    url = f"{(settings.telegram_webhook_url or '').rstrip('/')}{WEBHOOK_PATH}"
    await telegram.listen_by_webhook(open_connection, url, secret.get_secret_value() if secret else "")


async def _introduce(open_connection: telegram.Connection, words: Words, language: str) -> None:
    menu = words.menu(language)
    shown = "" if language == HOME else language
    await telegram.introduce(
        open_connection,
        telegram.Introduction(dict(menu.commands), menu.description, menu.short_description, shown),
    )
