"""python-telegram-bot's way to the network, on aiohttp.

It tells apart what the stock transport does not, because only the first may always be sent again:

    telegram.error.NetworkError
        NotSentError      no connection came about: not sent
        FloodError        too many requests: not carried out
        RefusedError      an answer that is not the Bot API's: an overloaded gateway, a proxy's page
        telegram.error.TimedOut
            UnansweredError   the request left, and no good answer came back: it may have arrived
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

# Connections; delivery sends up to 64 at once, and one more waits in the long poll.
POOL_SIZE = 128
# Seconds an idle connection is kept: below the 60 or 75 after which servers close one, so that a send
# seldom meets a connection that is just being closed.
KEEP_ALIVE = 30.0
# Seconds to get a connection, to write a request, and to wait for each piece of its answer.
CONNECT_TIMEOUT = 10.0
WRITE_TIMEOUT = 10.0
READ_TIMEOUT = 15.0
# Statuses with which the Bot API itself refuses a request, in JSON.
REFUSALS = frozenset({400, 401, 403, 404, 409})
TOO_MANY = 429
JSON_HEADERS = {"Content-Type": "application/json"}
# We read a few hundred bytes: asking for compression, or naming ourselves, would only cost time.
UNWANTED_HEADERS = ("Accept", "Accept-Encoding", "User-Agent")


class NotSentError(NetworkError):
    """No connection to Telegram: the request was not sent."""


class UnansweredError(TimedOut):
    """The request left and no good answer came back: it may have arrived."""


class FloodError(NetworkError):
    """Too many requests; ``seconds`` until the next is welcome.

    The library's own RetryAfter warns of its coming change each time it is made.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__("too many requests")
        self.seconds = seconds


class RefusedError(NetworkError):
    """An HTTP answer that is not the Bot API's own; ``status`` is its code."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP status {status}, not answered by the Bot API itself")
        self.status = status


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds for each phase of a request; None waits for ever."""

    connect: float | None = CONNECT_TIMEOUT
    write: float | None = WRITE_TIMEOUT
    read: float | None = READ_TIMEOUT

    @property
    def total(self) -> float | None:
        """A bound on the whole: aiohttp has none on writing alone."""
        if self.connect is None or self.write is None or self.read is None:
            return None
        return self.connect + self.write + self.read


class AiohttpRequest(BaseRequest):
    """One pool of kept-alive connections; ``initialize`` opens it and ``shutdown`` closes it."""

    __slots__ = ("_pool_size", "_session", "_timeouts", "_urls")

    def __init__(self, timeouts: Timeouts | None = None, pool_size: int = POOL_SIZE) -> None:
        self._timeouts = timeouts or Timeouts()
        self._pool_size = pool_size
        self._session: aiohttp.ClientSession | None = None
        self._urls: dict[str, URL] = {}

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where a call does not say."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Open the pool; a second call does nothing."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._pool_size, keepalive_timeout=KEEP_ALIVE),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=UNWANTED_HEADERS,
            )

    async def shutdown(self) -> None:
        """Close every connection; a second call does nothing."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of Telegram's answer.

        The wait for a free connection counts as connecting, so ``pool_timeout`` is not used. Raises
        NotSentError, UnansweredError, FloodError and RefusedError.
        """
        if self._session is None:
            raise RuntimeError("the transport is not open")
        timeout = self._timeout(read_timeout, write_timeout, connect_timeout)
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, self._url(url), data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return _checked(response.status, await response.read())
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise _told(error) from _presentable(error, url)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dict. Raises UnansweredError, and unlike the original never logs what came."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise UnansweredError("the answer made no sense")
        return answer

    def _timeout(self, read: Any, write: Any, connect: Any) -> aiohttp.ClientTimeout:
        default = self._timeouts
        wanted = Timeouts(
            connect=default.connect if connect is self.DEFAULT_NONE else connect,
            write=default.write if write is self.DEFAULT_NONE else write,
            read=default.read if read is self.DEFAULT_NONE else read,
        )
        return aiohttp.ClientTimeout(total=wanted.total, connect=wanted.connect, sock_read=wanted.read)

    def _url(self, url: str) -> URL:
        # Parsing an address costs as much as a tenth of a request, and there are a dozen methods; those
        # with a query differ each time and are not kept.
        known = self._urls.get(url)
        if known is None:
            known = URL(url, encoded=True)
            if not known.query_string:
                self._urls[url] = known
        return known


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        return json.dumps(request_data.parameters).encode(), JSON_HEADERS
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, None


def _checked(status: int, payload: bytes) -> tuple[int, bytes]:
    """The answer if it is the Bot API's own, which is always a JSON object with certain members."""
    if 200 <= status <= 299:
        if not (payload.startswith(b"{") and b'"result"' in payload):
            raise UnansweredError("the answer made no sense")
        return status, payload
    if status == TOO_MANY:
        raise _flood(payload)
    if status not in REFUSALS or not payload.startswith(b"{"):
        raise RefusedError(status)
    return status, payload


def _flood(payload: bytes) -> NetworkError:
    try:
        return FloodError(float(json.loads(payload)["parameters"]["retry_after"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return RefusedError(TOO_MANY)


def _told(error: Exception) -> NetworkError:
    """The error that says whether the request can have arrived."""
    name = type(error).__name__
    if isinstance(error, aiohttp.ConnectionTimeoutError | aiohttp.ClientConnectorError | aiohttp.InvalidURL):
        return NotSentError(f"no connection, not sent ({name})")
    if isinstance(error, TimeoutError):
        return UnansweredError(f"no answer in time ({name})")
    return UnansweredError(f"the connection broke before an answer ({name})")


def _presentable(error: Exception, url: str) -> BaseException | None:
    """The error as a cause that may be logged: one that cites the address, and so the token, is left out."""
    return error.__cause__ if url.partition("?")[0] in str(error) else error
