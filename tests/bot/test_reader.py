"""The reader: what it fetched is committed before the next question confirms it, and nothing stops it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.reader import Reader, Source
from handlers import telegram
from handlers.outcome import Bad, FailedError, Gone, Retry, Scope
from storage.store import Store
from storage.tables import inbox
from tests.bot.busy import IMPATIENT, held
from tests.bot.conftest import Logged
from tests.bot.counting import counted
from tests.bot.house import LANE, House

BOT = 7


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    """Give the rooms of one process; what a database does with the inbox is tried in its own tests."""
    store = Store.open(sqlite_url)
    yield House(store)
    await store.close()


Update = dict[str, object]
Step = list[Update] | FailedError


def said(number: int, text: str = "hello", chat: int = 1001) -> Update:
    """Return Telegram's update of a private message."""
    sender = {"id": chat, "is_bot": False, "first_name": "Ann"}
    message = {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}, "from": sender}
    return {"update_id": number, "message": {**message, "text": text}}


class Platform:
    """A platform that gives what is scripted, and then lets a poll hang; ``asked`` are the offsets."""

    def __init__(self, house: House, *steps: Step) -> None:
        self.house = house
        self.asked: list[int | None] = []
        self.kept: list[int] = []
        self.cancelled = False
        self.hangs = asyncio.Event()
        self._steps = deque(steps)

    async def fetch(self, offset: int | None) -> list[Update]:
        self.asked.append(offset)
        self.kept.append(len(await self.house.rows(inbox)))
        if self._steps:
            step = self._steps.popleft()
            if isinstance(step, FailedError):
                raise step
            return step
        self.hangs.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        return []

    def source(self) -> Source:
        clock = self.house.clock
        return Source(LANE, self.fetch, lambda u: telegram.read(u, BOT, clock.now()), telegram.update_number)


@asynccontextmanager
async def reading(house: House, *steps: Step) -> AsyncIterator[tuple[Reader, Platform]]:
    """Read until the script is done and a poll hangs; then stop."""
    platform, stop = Platform(house, *steps), asyncio.Event()
    reader = Reader(platform.source(), house.inbox, house.clock)
    running = asyncio.create_task(reader.run(stop))
    async with asyncio.timeout(10):
        await platform.hangs.wait()
        yield reader, platform
        stop.set()
        await running


async def test_the_next_question_confirms_only_what_is_committed(house: House) -> None:
    async with reading(house, [said(5), said(6)], [said(7)], []) as (reader, platform):
        assert platform.asked == [None, 7, 8, 8]
        assert platform.kept == [0, 2, 3, 3]
        assert reader.reading

    assert [row.event for row in await house.rows(inbox)] == ["7:5", "7:6", "7:7"]
    assert house.turns_bell.rung


async def test_what_cannot_be_read_is_confirmed_all_the_same(house: House) -> None:
    odd: list[Update] = [
        {"update_id": 3},
        {"update_id": 4, "message": "nonsense"},
        {"update_id": 5, "message": {"chat": {"id": "x"}}},
        {"update_id": 6, "poll": {}},
        {"no number": True},
    ]
    async with reading(house, odd) as (_, platform):
        assert platform.asked == [None, 7]

    assert await house.rows(inbox) == []


async def test_what_has_no_number_moves_nothing(house: House) -> None:
    async with reading(house, [{"no number": True}]) as (_, platform):
        assert platform.asked == [None, None]


async def test_an_update_that_comes_again_is_one(house: House) -> None:
    async with reading(house, [said(5)], [said(5), said(6)]) as (_, platform):
        assert platform.asked == [None, 6, 7]

    assert [row.event for row in await house.rows(inbox)] == ["7:5", "7:6"]


async def test_a_stop_in_the_middle_of_a_long_poll_ends_it_at_once(house: House) -> None:
    async with reading(house) as (_, platform):
        assert not platform.cancelled

    assert platform.cancelled


async def test_a_stop_in_the_middle_of_a_pause_ends_it_at_once(house: House) -> None:
    platform, stop = Platform(house, away(Retry(2, Scope.LANE, "no connection"))), asyncio.Event()
    reader = Reader(platform.source(), house.inbox, house.clock)
    begun = asyncio.Event()

    async def for_ever() -> None:
        begun.set()
        await asyncio.Event().wait()

    house.clock.on_sleep = for_ever
    async with asyncio.timeout(10):
        running = asyncio.create_task(reader.run(stop))
        await begun.wait()
        stop.set()
        await running
    assert platform.asked == [None]


async def test_while_the_store_is_away_the_same_is_asked_again(sqlite_url: str, logged: Logged) -> None:
    store = Store.open(sqlite_url, busy_timeout=IMPATIENT)
    house = House(store)
    platform, stop = Platform(house, [said(5)], [said(5)], [said(5)]), asyncio.Event()
    reader = Reader(platform.source(), house.inbox, house.clock)
    slept = asyncio.Event()

    async def noted() -> None:
        slept.set()

    house.clock.on_sleep = noted
    async with asyncio.timeout(10):
        async with held(sqlite_url):
            running = asyncio.create_task(reader.run(stop))
            await slept.wait()
            assert set(platform.asked) == {None}
            assert not reader.reading
        await platform.hangs.wait()
        stop.set()
        await running

    assert [row.event for row in await house.rows(inbox)] == ["7:5"]
    assert platform.asked[-1] == 6
    assert any("asked for again" in entry["event"] for entry in logged)
    await store.close()


def away(outcome: Retry | Gone | Bad) -> FailedError:
    return FailedError(outcome)


@pytest.mark.parametrize(
    ("outcomes", "slept"),
    [
        ([Retry(2, Scope.LANE, "no connection")], [2]),
        ([Retry(0.1, Scope.LANE, "no connection")] * 7, [0.5, 1, 2, 4, 8, 15, 15]),
        ([Retry(500, Scope.LANE, "too many requests")], [15]),
        ([Gone(Scope.LANE, "the token is not valid")] * 2, [60, 60]),
        ([Bad("HTTP 413")], [0.5]),
    ],
    ids=["no line", "long away", "flood", "token refused", "nonsense"],
)
async def test_how_long_it_waits(
    house: House, outcomes: list[Retry | Gone | Bad], slept: list[float]
) -> None:
    async with reading(house, *map(away, outcomes), [said(5)]) as (reader, platform):
        assert house.clock.slept == slept
        assert platform.asked == [None] * len(outcomes) + [None, 6]
        assert reader.reading


async def test_after_a_good_answer_pauses_begin_anew(house: House) -> None:
    lost = away(Retry(0, Scope.LANE, "no connection"))
    async with reading(house, lost, lost, [], lost, []):
        assert house.clock.slept == [0.5, 1, 0.5]


async def test_a_refused_token_is_an_alarm_until_it_is_taken_again(house: House, logged: Logged) -> None:
    stopped: list[float] = []

    async def look() -> None:
        stopped.append(counted("alongside_lane_stopped", lane=LANE))

    house.clock.on_sleep = look
    async with reading(house, away(Gone(Scope.LANE, "the token is not valid")), []):
        assert stopped == [1]
        assert counted("alongside_lane_stopped", lane=LANE) == 0

    [alarm] = [entry for entry in logged if entry["log_level"] == "error"]
    assert alarm["reason"] == "the token is not valid"


async def test_it_is_not_ready_before_the_first_answer_and_while_it_is_away(house: House) -> None:
    ready: list[bool] = []
    platform = Platform(house, away(Retry(1, Scope.LANE, "no connection")))
    reader = Reader(platform.source(), house.inbox, house.clock)

    async def look() -> None:
        ready.append(reader.reading)

    house.clock.on_sleep = look
    stop = asyncio.Event()
    async with asyncio.timeout(10):
        running = asyncio.create_task(reader.run(stop))
        await platform.hangs.wait()
        stop.set()
        await running

    assert ready == [False]
    assert not reader.reading
