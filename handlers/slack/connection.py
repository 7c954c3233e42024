"""The way to Slack: one pool of connections for all workspaces, and a client for each token."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

SERVER = "https://slack.com/api/"
# Connections; delivery sends up to 64 at once for each workspace.
POOL_SIZE = 128
# Seconds an idle connection is kept: below the 60 or 75 after which servers close one, so that a send
# seldom meets a connection that is just being closed.
KEEP_ALIVE = 30.0
# Seconds to get a connection, to wait for each piece of an answer, and for a request as a whole.
CONNECT_TIMEOUT = 10.0
READ_TIMEOUT = 15.0
WHOLE_TIMEOUT = 35.0


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds for each phase of a request."""

    connect: float = CONNECT_TIMEOUT
    read: float = READ_TIMEOUT
    whole: float = WHOLE_TIMEOUT


class Connection:
    """An open way to the Slack at ``server``, the address of its methods; use it with ``async with``."""

    def __init__(self, server: str = SERVER, timeouts: Timeouts | None = None) -> None:
        self._server = f"{server.rstrip('/')}/"
        self._timeouts = timeouts or Timeouts()
        self._session: aiohttp.ClientSession | None = None
        # At DEBUG the library logs whole messages; and it asks the logger's own level before it writes.
        self._logger = logging.getLogger("slack_sdk")
        self._logger.setLevel(logging.WARNING)

    def client(self, token: str) -> AsyncWebClient:
        """A client for the workspace that ``token`` belongs to. It sends nothing a second time by itself.

        Raises RuntimeError if the connection is not open.
        """
        if self._session is None:
            raise RuntimeError("the connection is not open")
        client = AsyncWebClient(
            token,
            base_url=self._server,
            session=self._session,
            # The library's own would post again where an answer was lost, and so post twice.
            retry_handlers=[],
            logger=self._logger,
        )
        # The library takes one from the environment, even for a server on this machine.
        client.proxy = None
        return client

    async def __aenter__(self) -> Self:
        limits = self._timeouts
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=POOL_SIZE, keepalive_timeout=KEEP_ALIVE),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(limits.whole, connect=limits.connect, sock_read=limits.read),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()
