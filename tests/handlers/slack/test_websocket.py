"""What comes over a socket: in order, none held up by another, acknowledged only when it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from handlers.slack.socket import Socket
from tests.handlers.slack.house import UNKNOWN, House, until
from tests.handlers.slack.hub import APP_TOKEN, Hub, hub_open
from tests.handlers.slack.payloads import TEAM, command, said, submitted

OTHER_TEAM = f"{TEAM}2"


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def stop() -> asyncio.Event:
    return asyncio.Event()


@pytest.fixture
async def hub(house: House, stop: asyncio.Event) -> AsyncIterator[Hub]:
    """One that the house listens to already."""
    async with hub_open() as hub:
        socket = Socket(house.edge(), APP_TOKEN, asyncio.sleep, f"{hub.root}/api/")
        running = asyncio.create_task(socket.run(stop))
        await hub.until(sockets=1)
        yield hub
        stop.set()
        await running


async def test_acknowledged_only_when_it_is_kept(house: House, hub: Hub) -> None:
    house.slow["Slow"] = asyncio.Event()
    await hub.send("e1", said("Slow", "Ev01"))
    await hub.send("e2", said("Quick", "Ev02"))
    await hub.until(acknowledged=1)
    assert hub.acknowledged_ids == ["e2"]
    house.slow["Slow"].set()
    await hub.until(acknowledged=2)
    assert hub.acknowledged_ids == ["e2", "e1"]


async def test_fifty_at_once_stay_in_order(house: House, hub: Hub) -> None:
    for number in range(50):
        await hub.send(f"e{number}", said(str(number), f"Ev{number}"))
    await hub.until(acknowledged=50)
    assert [one.text for one in house.kept] == [str(number) for number in range(50)]


async def test_the_order_holds_while_a_workspace_is_looked_up(house: House, hub: Hub) -> None:
    house.looking[OTHER_TEAM] = asyncio.Event()
    await hub.send("e1", said("first", "Ev01", OTHER_TEAM))
    await hub.send("e2", said("second", "Ev02"))
    await hub.send("e3", said("", "Ev03", bot_id="B2"))
    await hub.send("e4", said("third", "Ev04"))
    await until(lambda: house.asked == [OTHER_TEAM])
    for _ in range(100):
        await asyncio.sleep(0)
    assert not house.heard
    house.looking[OTHER_TEAM].set()
    await hub.until(acknowledged=4)
    assert [one.text for one in house.heard] == ["first", "second", "third"]


async def test_not_acknowledged_if_it_could_not_be_kept(house: House, hub: Hub) -> None:
    house.is_open = False
    house.slow["Hello"] = asyncio.Event()
    house.slow["Hello"].set()
    await hub.send("e1", said("Hello"))
    # The next one is acknowledged, so the answer to the first is known to be none.
    await hub.send("e2", {"type": "event_callback", "event": 5})
    await hub.until(acknowledged=1)
    house.is_open = True
    await hub.send("e3", said("Hello"), retry_attempt=1, retry_reason="timeout")
    await hub.until(acknowledged=2)
    assert hub.acknowledged_ids == ["e2", "e3"]
    assert [one.text for one in house.kept] == ["Hello"]


NONSENSE: dict[str, object] = {
    "a list": [1],
    "a word": "Hello",
    "nothing": None,
    "no inside": {"type": "event_callback", "team_id": TEAM, "event": "Hello"},
    "authorizations that are none": {"type": "event_callback", "authorizations": 5},
}


@pytest.mark.parametrize("payload", NONSENSE.values(), ids=NONSENSE.keys())
async def test_what_cannot_be_read_is_acknowledged(house: House, hub: Hub, payload: object) -> None:
    await hub.send("e1", payload)
    await hub.until(acknowledged=1)
    assert not house.heard


async def test_frames_that_are_no_requests_do_no_harm(house: House, hub: Hub) -> None:
    for frame in ("{", "[1]", "Ping from applink", '{"type":"novelty"}', "[" * 100_000):
        await hub.sockets[0].send_str(frame)
    await hub.sockets[0].send_bytes(b"\x00")
    await hub.send("e1", said("Hello"))
    await hub.until(acknowledged=1)
    assert len(hub.sockets) == 1


async def test_a_form_is_acknowledged_empty_so_that_it_closes(house: House, hub: Hub) -> None:
    payload = submitted({"why": {"answer": {"value": "a"}}})
    await hub.send("e1", payload, type="interactive", accepts_response_payload=True)
    await hub.until(acknowledged=1)
    assert hub.acknowledged == [{"envelope_id": "e1"}]
    assert house.kept


async def test_a_command_in_an_unknown_workspace_is_told(house: House, hub: Hub) -> None:
    payload = command("help", "T0ELSEWHERE")
    await hub.send("e1", payload, type="slash_commands", accepts_response_payload=True)
    await hub.until(acknowledged=1)
    said_back = {"response_type": "ephemeral", "text": UNKNOWN}
    assert hub.acknowledged == [{"envelope_id": "e1", "payload": said_back}]


async def test_at_the_end_what_is_in_hand_is_kept_and_acknowledged(
    house: House, hub: Hub, stop: asyncio.Event
) -> None:
    house.slow["Slow"] = asyncio.Event()
    await hub.send("e1", said("Slow"))
    await until(lambda: bool(house.heard))
    stop.set()
    await asyncio.sleep(0)
    assert not hub.acknowledged
    house.slow["Slow"].set()
    await hub.until(acknowledged=1)
    assert house.kept
