"""The demonstration: a Telegram to try the bot with, and nothing is left of it at the end."""

from __future__ import annotations

import asyncio
import re
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.demo import demonstrate

SAID = re.compile(r"Open (http://\S+)\s+Join as a young person with the code (\S{4}-\S{4})\.")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demonstration printed: where to look, the code to join with, and all of it."""

    address: str
    code: str
    words: str


@asynccontextmanager
async def demonstrated(
    capsys: pytest.CaptureFixture[str], folder: Path | None, port: int = 0
) -> AsyncIterator[Shown]:
    """Run the demonstration until the end of the block."""
    stop, words = asyncio.Event(), ""
    running = asyncio.create_task(demonstrate(port, folder, stop))
    try:
        async with asyncio.timeout(30):
            while (found := SAID.search(words)) is None:
                done, _ = await asyncio.wait({running}, timeout=0.02)
                assert not done, running.result()
                words += capsys.readouterr().out
        yield Shown(found[1], found[2], words)
    finally:
        stop.set()
        await running


async def test_somebody_can_join_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    async with (
        demonstrated(capsys, tmp_path / "kept") as shown,
        httpx.AsyncClient(base_url=shown.address, timeout=30) as browser,
    ):
        state = (await browser.get("/api/state")).json()
        assert state["welcome"]["code"] == shown.code.replace("-", "")
        ann = (await browser.post("/api/people", json={"first_name": "Ann"})).json()["id"]
        await browser.post(f"/api/people/{ann}/open", json={"payload": state["welcome"]["code"]})
        answered = (await browser.get(f"/api/people/{ann}/wait", params={"after": 0, "timeout": 20})).json()
        assert "Northside College" in answered["messages"][0]["text"]
    assert (tmp_path / "kept" / "demo.sqlite").exists()


async def test_a_port_that_is_taken_is_no_trouble(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with demonstrated(capsys, tmp_path, port) as shown:
            assert f"Port {port} is taken; taking another." in shown.words
            assert not shown.address.endswith(f":{port}")


async def test_a_playground_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(OSError, match="the playground did not start"):
        await demonstrate(0, None, asyncio.Event())
