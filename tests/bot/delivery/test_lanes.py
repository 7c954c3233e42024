"""Lanes: opened and closed while the process runs, and nothing of theirs is lost in between."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.bells import Bells
from bot.delivery.lanes import Lanes, Token
from bot.links import Links
from conversations.nudging import Quiet
from handlers.outcome import Gone, Scope
from handlers.telegram import MARKUP
from storage import outbox as stored
from tests.bot.conftest import Logged
from tests.bot.house import LANE, SAYING, House
from tests.bot.senders import Scripted

ANN = "1001"


class Heed:
    """Notes what it is told of a lane."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.news = asyncio.Event()

    async def refused(self, lane: str) -> None:
        """Note that the lane's token is refused."""
        self.told.append(f"refused {lane}")
        self.news.set()

    async def taken(self, lane: str) -> None:
        """Note that it is taken again."""
        self.told.append(f"taken {lane}")


@pytest.fixture
def bells() -> Bells:
    return Bells()


@pytest.fixture
def lanes(house: House, bells: Bells) -> Lanes:
    house.words = SAYING
    return Lanes(house.store, house.clock, SAYING, Links(), bells, "me", Quiet())


async def sent(sender: Scripted, texts: int) -> list[str]:
    async with asyncio.timeout(10):
        while len(sender.sent) < texts:
            sender.arrived.clear()
            await sender.arrived.wait()
    return [one.text for one in sender.sent]


async def test_an_open_lane_delivers_and_a_closed_one_keeps_what_waits(house: House, lanes: Lanes) -> None:
    first, second = Scripted(), Scripted()
    await house.queue(ANN, "one")
    await lanes.open(Token(LANE, MARKUP, first, 30))
    assert await sent(first, 1) == ["one"]
    assert list(lanes.names) == [LANE]

    await lanes.close(LANE)
    assert list(lanes.names) == []
    await house.queue(ANN, "two")
    house.clock.advance(60)
    assert [row.status for row in await house.queued(ANN)] == ["sent", "waiting"]

    await lanes.open(Token(LANE, MARKUP, second, 30))
    assert await sent(second, 1) == ["two"]
    await lanes.close_all()
    assert [row.status for row in await house.queued(ANN)] == ["sent", "sent"]
    assert not lanes.ended.is_set()


async def test_a_lane_that_is_opened_again_goes_through_the_new_token(house: House, lanes: Lanes) -> None:
    first, second = Scripted(), Scripted()
    await lanes.open(Token(LANE, MARKUP, first, 30))
    await lanes.open(Token(LANE, MARKUP, second, 30))
    await house.queue(ANN, "one")

    assert await sent(second, 1) == ["one"]
    assert first.sent == []
    await lanes.close_all()


async def test_claims_of_a_process_that_died_are_given_up_where_the_store_is_ours_alone(
    house: House, lanes: Lanes, logged: Logged
) -> None:
    await house.queue(ANN, "one")
    now = house.clock.now()
    async with house.store.write() as conn:
        await stored.claim(conn, LANE, now, now + timedelta(days=1), "somebody who died", 10)

    sender = Scripted()
    await lanes.open(Token(LANE, MARKUP, sender, 30))

    [row] = await house.queued(ANN)
    theirs_alone = house.store.dialect != "sqlite"
    assert (row.claimed_by == "somebody who died") is theirs_alone
    told = [entry for entry in logged if "given up" in entry["event"]]
    assert [(entry["again"], entry["unknown"]) for entry in told] == ([] if theirs_alone else [(1, 0)])
    await lanes.close_all()


async def test_who_watches_a_lane_hears_once_that_all_is_well(house: House, lanes: Lanes) -> None:
    sender, heed = Scripted(), Heed()
    await house.queue(ANN, "one")
    await lanes.open(Token(LANE, MARKUP, sender, 30, watch=heed))
    await sent(sender, 1)
    await lanes.close_all()

    assert heed.told == [f"taken {LANE}"]


async def test_who_watches_a_lane_hears_once_that_it_is_refused_and_once_that_it_is_taken_again(
    house: House, lanes: Lanes, bells: Bells
) -> None:
    sender, heed = Scripted(), Heed()
    sender.answers(Gone(Scope.LANE, "token revoked"))
    await house.queue(ANN, "one")
    await lanes.open(Token(LANE, MARKUP, sender, 30, watch=heed))
    async with asyncio.timeout(10):
        await heed.news.wait()
    house.clock.advance(61)
    bells.ring({LANE})
    assert await sent(sender, 2) == ["one", "one"]
    await lanes.close_all()

    assert heed.told == [f"refused {LANE}", f"taken {LANE}"]
    assert [row.status for row in await house.queued(ANN)] == ["sent"]
