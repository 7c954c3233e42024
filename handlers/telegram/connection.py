"""One bot's connection to Telegram: its token, its server and its pool of connections."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Self

from telegram import Bot

from handlers.telegram.transport import POOL_SIZE, AiohttpRequest, Timeouts

SERVER = "https://api.telegram.org"


class Connection:
    """An open way to Telegram for the bot that ``token`` belongs to; use it with ``async with``.

    ``server`` is the root of a Bot API server, such as the playground's ``http://127.0.0.1:8081``.
    """

    def __init__(
        self, token: str, server: str = SERVER, timeouts: Timeouts | None = None, pool_size: int = POOL_SIZE
    ) -> None:
        # At DEBUG the library logs tokens and whole messages.
        logging.getLogger("telegram").setLevel(logging.WARNING)
        root = server.rstrip("/")
        self.transport = AiohttpRequest(timeouts, pool_size)
        self.bot = Bot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self.transport,
            get_updates_request=self.transport,
        )
        self.url = f"{root}/bot{token}"

    async def __aenter__(self) -> Self:
        # Not Bot.initialize: it would call Telegram, and put the token into its error.
        await self.transport.initialize()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.transport.shutdown()
