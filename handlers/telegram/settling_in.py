"""What a bot tells Telegram about itself when it starts, and how people find it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from telegram import BotCommandScopeAllPrivateChats

from handlers.telegram.connection import Connection
from handlers.telegram.errors import asked
from handlers.telegram.reading import ALLOWED_UPDATES

# Connections that Telegram may open to a webhook at once; it keeps one chat's updates in order by itself.
WEBHOOK_CONNECTIONS = 40
_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what a deep link can carry, by Telegram


@dataclass(frozen=True, slots=True)
class Me:
    """The bot that a token belongs to."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Introduction:
    """What people read about the bot: its commands with their descriptions, and itself.

    ``description`` (up to 512 characters) is shown before the first message and ``short`` (up to 120) on
    its profile. ``language`` is a two-letter code, or empty for everybody without their own.
    """

    commands: Mapping[str, str]
    description: str
    short: str
    language: str = ""


async def who_am_i(connection: Connection) -> Me:
    """Ask Telegram whose token this is. Raises FailedError."""
    user = await asked(connection.bot.get_me())
    return Me(user.id, user.username or "")


async def introduce(connection: Connection, introduction: Introduction) -> None:
    """Set the menu of commands and both descriptions, in private chats only. Raises FailedError."""
    bot, language = connection.bot, introduction.language or None
    commands = tuple(introduction.commands.items())
    await asked(bot.set_my_commands(commands, BotCommandScopeAllPrivateChats(), language))
    await asked(bot.set_my_description(introduction.description, language))
    await asked(bot.set_my_short_description(introduction.short, language))


async def listen_by_polling(connection: Connection) -> None:
    """Take away a webhook, with which ``get_updates`` would be refused; what waits is kept.

    Raises FailedError.
    """
    await asked(connection.bot.delete_webhook(drop_pending_updates=False))


async def listen_by_webhook(connection: Connection, url: str, secret: str) -> None:
    """Have updates delivered to ``url`` with ``secret`` in a header; what waits is kept.

    Raises FailedError.
    """
    await asked(
        connection.bot.set_webhook(
            url,
            max_connections=WEBHOOK_CONNECTIONS,
            allowed_updates=ALLOWED_UPDATES,
            drop_pending_updates=False,
            secret_token=secret,
        )
    )


def link(username: str, code: str) -> str:
    """The address that opens the bot and, at a tap, sends ``/start CODE``.

    Raises ValueError for a code that an address cannot carry.
    """
    if not _CODE.fullmatch(code):
        raise ValueError("a code of 1 to 64 letters, digits, - and _ is needed")
    return f"https://t.me/{username}?start={code}"
