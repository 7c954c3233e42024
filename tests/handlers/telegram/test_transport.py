"""The transport: what is known to be unsent, what may have arrived, and what never leaks."""

from __future__ import annotations

import asyncio
import ssl
import traceback
from collections.abc import Awaitable

import pytest
from telegram import InputFile
from telegram.error import NetworkError, TelegramError, TimedOut

from handlers.telegram import Connection
from handlers.telegram.transport import (
    AiohttpRequest,
    FloodError,
    NotSentError,
    RefusedError,
    Timeouts,
    UnansweredError,
)
from tests.handlers.telegram.line import DROP, HANG, MESSAGE, TOKEN, Answer, Line, listening, ok, refusal


async def failure(call: Awaitable[object]) -> TelegramError:
    """The error of a call, whose whole story as a log would tell it holds no token."""
    try:
        await call
    except TelegramError as error:
        assert TOKEN not in "".join(traceback.format_exception(error))
        return error
    raise AssertionError("the call did not fail")


async def hello(connection: Connection) -> object:
    return await connection.bot.send_message(5, "Hello")


async def test_connections_are_kept_and_shared(connection: Connection, line: Line) -> None:
    await asyncio.gather(*(hello(connection) for _ in range(20)))
    first = len(line.connections)
    await asyncio.gather(*(hello(connection) for _ in range(20)))
    assert len(line.connections) == first
    await hello(connection)
    assert len(line.requests) == 41


async def test_a_refused_connection_was_not_sent() -> None:
    async with listening() as line:
        root = line.root
    async with Connection(TOKEN, root) as connection:
        error = await failure(hello(connection))
    assert isinstance(error, NotSentError)
    assert not isinstance(error, TimedOut)
    assert "not sent" in str(error)
    assert isinstance(error.__cause__, OSError)


async def test_a_server_that_speaks_no_tls_was_not_sent_to(line: Line) -> None:
    async with Connection(TOKEN, line.root.replace("http:", "https:")) as connection:
        error = await failure(hello(connection))
    assert isinstance(error, NotSentError)
    assert isinstance(error.__cause__, OSError | ssl.SSLError)
    assert not line.requests


async def test_no_free_connection_in_time_was_not_sent(line: Line) -> None:
    line.answers.append(Answer(fault=HANG))
    timeouts = Timeouts(connect=0.1, write=5.0, read=5.0)
    async with Connection(TOKEN, line.root, timeouts, pool_size=1) as connection:
        waiting = asyncio.create_task(failure(hello(connection)))
        await line.arrived.wait()
        assert isinstance(await failure(hello(connection)), NotSentError)
        line.closing.set()
        assert isinstance(await waiting, UnansweredError)


async def test_no_answer_in_time_may_have_arrived(connection: Connection, line: Line) -> None:
    line.answers.append(Answer(fault=HANG))
    error = await failure(hello(connection))
    assert isinstance(error, UnansweredError)
    assert isinstance(error, TimedOut)
    assert isinstance(error.__cause__, TimeoutError)
    assert len(line.requests) == 1


async def test_a_call_may_wait_longer_than_the_rest(connection: Connection, line: Line) -> None:
    line.answers.append(Answer(fault=HANG))
    call = asyncio.create_task(failure(connection.transport.post(f"{connection.url}/getMe", read_timeout=30)))
    done, _ = await asyncio.wait({call}, timeout=0.3)
    assert not done
    line.closing.set()
    assert isinstance(await call, UnansweredError)


async def test_a_dropped_request_may_have_arrived_and_is_not_repeated(
    connection: Connection, line: Line
) -> None:
    await hello(connection)
    line.answers.append(Answer(fault=DROP))
    assert isinstance(await failure(hello(connection)), UnansweredError)
    assert len(line.requests) == 2


async def test_an_answer_that_is_no_http_tells_no_token() -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"220 mail.example ESMTP\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, Connection(TOKEN, f"http://127.0.0.1:{port}") as connection:
        assert isinstance(await failure(hello(connection)), UnansweredError)


ANSWERS: dict[str, tuple[Answer, type[NetworkError]]] = {
    "no JSON": (Answer(body=b"<html>"), UnansweredError),
    "another JSON": (Answer(body=b'["result"]'), UnansweredError),
    "broken JSON": (Answer(body=b'{"result":'), UnansweredError),
    "flood": (refusal(429, "Too Many Requests", retry_after=9), FloodError),
    "flood without a time": (Answer(429, b"{}"), RefusedError),
    "flood of another shape": (Answer(429, b'{"parameters":{"retry_after":[]}}'), RefusedError),
    "gateway": (Answer(504), RefusedError),
    "a proxy's refusal": (Answer(403, b"<html>"), RefusedError),
    "redirected": (Answer(301), RefusedError),
}


@pytest.mark.parametrize(("answer", "kind"), ANSWERS.values(), ids=ANSWERS.keys())
async def test_answers_that_are_not_the_bot_apis(
    connection: Connection,
    line: Line,
    answer: Answer,
    kind: type[NetworkError],
    caplog: pytest.LogCaptureFixture,
) -> None:
    line.answers.append(answer)
    assert type(await failure(hello(connection))) is kind
    assert not caplog.records


async def test_flood_says_for_how_long(connection: Connection, line: Line) -> None:
    line.answers.append(refusal(429, "Too Many Requests", retry_after=9))
    error = await failure(hello(connection))
    assert isinstance(error, FloodError)
    assert error.seconds == 9


async def test_files_go_as_multipart(connection: Connection, line: Line) -> None:
    line.answers.append(ok(MESSAGE))
    calendar = InputFile(b"BEGIN:VCALENDAR", filename="meeting.ics")
    await connection.bot.send_document(5, calendar, caption="Your meeting")
    (body,) = line.bodies
    assert b'name="chat_id"\r\n\r\n5' in body
    assert b"Your meeting" in body
    assert b'filename="meeting.ics"' in body
    assert b"BEGIN:VCALENDAR" in body


async def test_it_opens_and_closes_once() -> None:
    transport = AiohttpRequest()
    with pytest.raises(NetworkError, match="not open"):
        await transport.post("http://127.0.0.1/bot1:x/getMe")
    for _ in range(2):
        await transport.initialize()
    for _ in range(2):
        await transport.shutdown()


def test_waiting_for_ever_has_no_total() -> None:
    assert AiohttpRequest(Timeouts(read=3.0)).read_timeout == 3
    assert Timeouts().total == 35
    assert Timeouts(read=None).total is None
