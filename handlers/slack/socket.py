"""Slack's Socket Mode: one WebSocket that is opened again whenever it closes or Slack asks for it.

(slack-sdk's own client is not used: its tasks outlive it, it keeps no order, and while a token is refused or
Slack is down it asks again every few seconds.)
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable

import aiohttp
import structlog

from handlers.outcome import FailedError, Gone, Retry, Scope
from handlers.slack.app import Edge
from handlers.slack.connection import SERVER
from handlers.slack.websocket import OpenSocket

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 15.0
"""Between two attempts while Slack is away; short, so that people wait little when it is back."""
REFUSED_TOKEN_SECONDS = 60.0
"""Between two attempts while the app's token is refused: only a person can mend it."""
LONGEST_RETRY_AFTER_SECONDS = 60.0
CONNECT_SECONDS = 10.0
# Seconds between our pings; without an answer for half of it the connection counts as lost.
HEARTBEAT_SECONDS = 10.0
CLOSE_SECONDS = 1.0  # for Slack's answer when we close

# Slack's errors that pass by themselves; any other is about the token or the app's settings.
_PASSING = frozenset({
    "fatal_error", "internal_error", "ratelimited", "rate_limited", "request_timeout", "service_unavailable",
    "team_added_to_org", "upgrade_required",
})  # fmt: skip
_ERROR = re.compile(r"[a-z_]{1,40}")

log = structlog.get_logger()


class Socket:
    """Listens to Slack for the app that ``app_token`` belongs to and hands each request to ``edge``.

    ``sleep`` takes seconds. ``server`` is the address of Slack's methods.
    """

    def __init__(
        self, edge: Edge, app_token: str, sleep: Callable[[float], Awaitable[None]], server: str = SERVER
    ) -> None:
        self._edge = edge
        self._token = app_token
        self._sleep = sleep
        self._server = f"{server.rstrip('/')}/"
        self._failures = 0
        self._sockets: set[OpenSocket] = set()
        # Held from a request's arrival until it is handed on, over all connections.
        self._turn = asyncio.Lock()

    @property
    def reading(self) -> bool:
        """Whether Slack can reach us now."""
        return any(socket.is_open for socket in self._sockets)

    async def run(self, stop: asyncio.Event) -> None:
        """Listen until ``stop``; what arrived by then is received and acknowledged first."""
        stopped = asyncio.create_task(stop.wait())
        timeout = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                while not stop.is_set():
                    await self._listen(session, stopped)
            finally:
                stopped.cancel()
                await self._leave(*self._sockets)

    async def _listen(self, session: aiohttp.ClientSession, stopped: asyncio.Task[bool]) -> None:
        """Open one more connection, let go of those before it, and stay until it is to be replaced."""
        former = tuple(self._sockets)
        opening = asyncio.create_task(self._opened(session))
        await asyncio.wait({opening, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not opening.done():
            opening.cancel()
        await asyncio.wait({opening})
        if opening.cancelled():
            return
        opened = opening.result()
        if isinstance(opened, FailedError):
            await self._rest(self._failed(opened), stopped)
            return
        log.info("listening to slack")
        self._failures = 0
        self._sockets.add(opened)
        await self._leave(*former)
        leaving = asyncio.create_task(opened.leaving.wait())
        await asyncio.wait({leaving, stopped}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not opened.is_open:
            await self._rest(self._pause(), stopped)

    async def _opened(self, session: aiohttp.ClientSession) -> OpenSocket | FailedError:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                address = await self._address(session)
                socket = await session.ws_connect(
                    address,
                    heartbeat=HEARTBEAT_SECONDS,
                    timeout=aiohttp.ClientWSTimeout(ws_close=CLOSE_SECONDS),
                )
                return await OpenSocket.greeted(socket, self._edge, self._turn)
        except FailedError as error:
            return error
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            # Only its type: the address of a socket holds the ticket that lets one in.
            return FailedError(Retry(FIRST_PAUSE_SECONDS, Scope.LANE, type(error).__name__))

    async def _address(self, session: aiohttp.ClientSession) -> str:
        """Where to connect to, this once. Raises FailedError; ValueError for an answer without sense."""
        bearer = {"Authorization": f"Bearer {self._token}"}
        async with session.post(f"{self._server}apps.connections.open", headers=bearer) as answer:
            if answer.status == 429 or answer.status >= 500:
                after = _seconds(answer.headers.get("Retry-After", ""))
                raise FailedError(Retry(after, Scope.LANE, f"status {answer.status}"))
            said = json.loads(await answer.read())
        match said:
            case {"ok": True, "url": str(address)}:
                return address
            case {"error": str(error)} if error in _PASSING:
                raise FailedError(Retry(FIRST_PAUSE_SECONDS, Scope.LANE, error))
            case {"error": str(error)} if _ERROR.fullmatch(error):
                raise FailedError(Gone(Scope.LANE, error))
        raise FailedError(Retry(FIRST_PAUSE_SECONDS, Scope.LANE, "the answer made no sense"))

    async def _leave(self, *sockets: OpenSocket) -> None:
        await asyncio.gather(*(socket.close() for socket in sockets))
        self._sockets.difference_update(sockets)

    async def _rest(self, seconds: float, stopped: asyncio.Task[bool]) -> None:
        resting = asyncio.ensure_future(self._sleep(seconds))
        await asyncio.wait({resting, stopped}, return_when=asyncio.FIRST_COMPLETED)
        resting.cancel()

    def _failed(self, error: FailedError) -> float:
        """Log it without the token; return the seconds to wait before asking again."""
        outcome = error.outcome
        if isinstance(outcome, Gone):
            log.error("slack refuses the app's token: set a new one and start again. Nothing is lost; "
                      "it is tried again in a minute", reason=outcome.reason)  # fmt: skip
            return REFUSED_TOKEN_SECONDS
        pause = self._pause()
        if isinstance(outcome, Retry):
            pause = max(pause, min(outcome.after, LONGEST_RETRY_AFTER_SECONDS))
        log.warning("slack cannot be read", reason=outcome.reason, again_in=pause)
        return pause

    def _pause(self) -> float:
        self._failures += 1
        return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(self._failures - 1, 5))


def _seconds(header: str) -> float:
    """The seconds of a Retry-After; the first pause where there are none."""
    return float(header) if header.isdecimal() and header.isascii() else FIRST_PAUSE_SECONDS
