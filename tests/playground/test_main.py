"""The playground as a program of its own."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator

import httpx
import pytest

from playground.__main__ import main
from playground.server import _listener

STOPS_WITHIN = 2.0  # seconds


@contextlib.asynccontextmanager
async def program(*options: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The program and its address; it must have been ended before the end."""
    command = [sys.executable, "-m", "playground", "--port", "0", *options]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe)
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    try:
        yield process, line.removeprefix("The playground is at ").strip()
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
async def test_it_says_where_it_is_and_stops_when_told_though_polls_and_pages_are_open(
    name: signal.Signals,
) -> None:
    async with program("--token", "5:abcd", "--no-limits") as (process, address):
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            assert (await client.get("/api/state")).json()["limits"] is False
            poll = asyncio.create_task(client.get("/bot5:abcd/getUpdates", params={"timeout": 50}))
            async with client.stream("GET", "/api/events") as events:
                first = await anext(aiter(events.aiter_lines()))
                assert first == 'data: {"version": 0}'
                process.send_signal(name)
                async with asyncio.timeout(STOPS_WITHIN):
                    code = await process.wait()
            assert (await poll).json() == {"ok": True, "result": []}
        assert process.stderr is not None
        assert (code, await process.stderr.read()) == (0, b"")


def test_a_taken_port_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with _listener("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    told = capsys.readouterr().err
    assert told == f"The playground cannot use port {port}: Address already in use. Try --port 0.\n"
