"""Socket Mode: when it connects, when it connects again, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from handlers.slack.socket import (
    FIRST_PAUSE_SECONDS,
    LONGEST_PAUSE_SECONDS,
    REFUSED_TOKEN_SECONDS,
    Socket,
)
from tests.handlers.slack.house import House, until
from tests.handlers.slack.hub import APP_TOKEN, TICKET, Hub, hub_open
from tests.handlers.slack.payloads import said


@dataclass
class Pauses:
    """The pauses that were asked for; each is over at once, up to ``limit`` of them."""

    seconds: list[float] = field(default_factory=list)
    limit: int = 100
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    async def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if len(self.seconds) >= self.limit:
            self.reached.set()
            await asyncio.Event().wait()


@dataclass
class Stage:
    """A hub, a house, and the socket between them."""

    hub: Hub
    house: House
    pauses: Pauses
    socket: Socket
    stop: asyncio.Event
    running: asyncio.Task[None]

    async def end(self) -> None:
        self.stop.set()
        await self.running


@asynccontextmanager
async def staged(hub: Hub, limit: int = 100) -> AsyncIterator[Stage]:
    house, pauses, stop = House(), Pauses(limit=limit), asyncio.Event()
    socket = Socket(house.edge(), APP_TOKEN, pauses.sleep, f"{hub.root}/api/")
    running = asyncio.create_task(socket.run(stop))
    try:
        yield Stage(hub, house, pauses, socket, stop, running)
    finally:
        stop.set()
        with suppress(asyncio.CancelledError):
            await running


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    async with hub_open() as hub:
        yield hub


@pytest.fixture
async def stage(hub: Hub) -> AsyncIterator[Stage]:
    async with staged(hub) as stage:
        yield stage


async def test_it_listens_and_says_so(stage: Stage) -> None:
    assert not stage.socket.reading
    await stage.hub.until(sockets=1)
    await stage.hub.send("e1", said("Hello"))
    await stage.hub.until(acknowledged=1)
    await until(lambda: stage.socket.reading)
    assert stage.hub.acknowledged == [{"envelope_id": "e1"}]
    assert [one.text for one in stage.house.kept] == ["Hello"]
    await stage.end()
    assert not stage.socket.reading
    assert stage.hub.open_now == []


async def test_closed_in_the_middle_it_connects_again(stage: Stage) -> None:
    await stage.hub.until(sockets=1)
    stage.hub.cut()
    await stage.hub.until(sockets=2)
    await stage.hub.send("e1", said("Hello"))
    await stage.hub.until(acknowledged=1)
    assert stage.pauses.seconds == [FIRST_PAUSE_SECONDS]


async def test_what_is_in_hand_when_the_socket_is_cut_is_still_kept(stage: Stage) -> None:
    stage.house.slow["Hello"] = asyncio.Event()
    await stage.hub.until(sockets=1)
    await stage.hub.send("e1", said("Hello"))
    await until(lambda: bool(stage.house.heard))
    stage.hub.cut()
    stage.house.slow["Hello"].set()
    await stage.hub.until(sockets=2)
    # Slack has no acknowledgement, so it sends the same event once more.
    await stage.hub.send("e2", said("Hello"))
    await stage.hub.until(acknowledged=1)
    assert stage.hub.acknowledged_ids == ["e2"]
    assert len({one.event for one in stage.house.kept}) == 1
    assert len(stage.house.kept) == 2


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_where_slack_asks_the_new_socket_is_open_before_the_old_one_closes(
    stage: Stage, reason: str
) -> None:
    await stage.hub.until(sockets=1)
    stage.house.slow["Slow"] = asyncio.Event()
    await stage.hub.send("e1", said("Slow", "Ev01"))
    await stage.hub.sockets[0].send_json({"type": "disconnect", "reason": reason})
    await stage.hub.until(sockets=2)
    assert stage.socket.reading
    assert 0 in stage.hub.open_now
    await stage.hub.send("e2", said("Quick", "Ev02"))
    await stage.hub.until(acknowledged=1)
    stage.house.slow["Slow"].set()
    await stage.hub.until(acknowledged=2)
    assert stage.hub.acknowledged_ids == ["e2", "e1"]
    assert stage.pauses.seconds == []


async def test_while_slack_is_down_it_asks_ever_less_often(hub: Hub) -> None:
    hub.refusals = [(503, {}, {})] * 8
    async with staged(hub) as stage:
        await hub.until(sockets=1)
        expected = [FIRST_PAUSE_SECONDS * 2**n for n in range(5)] + [LONGEST_PAUSE_SECONDS] * 3
        assert stage.pauses.seconds == expected
        await hub.send("e1", said("Hello"))
        await hub.until(acknowledged=1)
        hub.cut()
        await hub.until(sockets=2)
        assert stage.pauses.seconds[8:] == [FIRST_PAUSE_SECONDS]


async def test_nobody_listens_there(hub: Hub) -> None:
    pauses, stop = Pauses(limit=3), asyncio.Event()
    socket = Socket(House().edge(), APP_TOKEN, pauses.sleep, "http://127.0.0.1:1/api/")
    running = asyncio.create_task(socket.run(stop))
    await pauses.reached.wait()
    stop.set()
    await running
    assert pauses.seconds == [0.5, 1.0, 2.0]


REFUSED = ["invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type"]


@pytest.mark.parametrize("error", REFUSED)
async def test_a_refused_token_is_tried_each_minute(
    hub: Hub, error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.refusals = [(200, {"ok": False, "error": error}, {})] * 2
    async with staged(hub) as stage:
        await hub.until(sockets=1)
        assert stage.pauses.seconds == [REFUSED_TOKEN_SECONDS, REFUSED_TOKEN_SECONDS]
    shown = capsys.readouterr().out
    assert error in shown
    assert APP_TOKEN not in shown
    assert TICKET not in shown


ODD: dict[str, tuple[tuple[int, dict[str, object], dict[str, str]], float]] = {
    "too often": ((429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "30"}), 30.0),
    "too often, without a time": ((429, {}, {"Retry-After": "soon"}), FIRST_PAUSE_SECONDS),
    "too often, for hours": ((429, {}, {"Retry-After": "7200"}), 60.0),
    "an error that passes": ((200, {"ok": False, "error": "internal_error"}, {}), FIRST_PAUSE_SECONDS),
    "no address": ((200, {"ok": True}, {}), FIRST_PAUSE_SECONDS),
    "an address that is none": ((200, {"ok": True, "url": "nowhere"}, {}), FIRST_PAUSE_SECONDS),
    "nonsense": ((200, {"error": "Token xapp-1-secret!"}, {}), FIRST_PAUSE_SECONDS),
}


@pytest.mark.parametrize(("refusal", "pause"), ODD.values(), ids=ODD.keys())
async def test_odd_answers(
    hub: Hub,
    refusal: tuple[int, dict[str, object], dict[str, str]],
    pause: float,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hub.refusals = [refusal]
    async with staged(hub) as stage:
        await hub.until(sockets=1)
        assert stage.pauses.seconds == [pause]
    assert "xapp" not in capsys.readouterr().out


async def test_a_socket_without_a_hello_does_not_count(hub: Hub) -> None:
    hub.greets = False
    async with staged(hub) as stage:
        await hub.until(sockets=1)
        assert not stage.socket.reading
        hub.greets = True
        await hub.sockets[0].close()
        await hub.until(sockets=2)
        await hub.send("e1", said("Hello"))
        await hub.until(acknowledged=1)
        await until(lambda: stage.socket.reading)
        assert stage.pauses.seconds == [FIRST_PAUSE_SECONDS]


MOMENTS = {"before the hello": "hello", "while it rests": "rest", "while it listens": "listen"}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
async def test_it_ends_at_once(hub: Hub, moment: str) -> None:
    hub.greets = moment != "hello"
    hub.refusals = [(503, {}, {})] if moment == "rest" else []
    async with staged(hub, limit=1) as stage:
        await hub.until(asked=1, sockets=0 if moment == "rest" else 1)
        if moment == "rest":
            await stage.pauses.reached.wait()
        async with asyncio.timeout(2.0):
            await stage.end()
    assert hub.open_now == []


async def test_what_never_ends_is_given_up_at_the_end(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.slack.websocket.FINISH_SECONDS", 0.05)
    stage.house.slow["Slow"] = asyncio.Event()
    await stage.hub.until(sockets=1)
    await stage.hub.send("e1", said("Slow"))
    await until(lambda: bool(stage.house.heard))
    async with asyncio.timeout(2.0):
        await stage.end()
    assert not stage.hub.acknowledged
