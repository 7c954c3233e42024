"""A nudge that waited on its way is asked about again: a settled matter is not mentioned after all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.waited import FRESH_FOR
from conversations.reply import Order, Part, Reply
from handlers.outcome import Retry, Scope
from mentoring.news import News
from mentoring.nudges.nudge import Answer
from storage.dues import DueRow
from storage.tables import outbox
from tests.bot.conftest import Logged
from tests.bot.house import WORDS, House, address
from tests.bot.nudging import ANN, DAY, MADE_UP, Chain, Nudged

BEFORE_NIGHT = datetime(2026, 11, 23, 20, 59, 30)  # noqa: DTZ001
MORNING = datetime(2026, 11, 24, 8)  # noqa: DTZ001


class Told(Chain):
    """A chain whose settled matters bring news for the team."""

    async def answers(
        self, conn: AsyncConnection, some: Sequence[DueRow], now: datetime
    ) -> Mapping[int, Answer]:
        """Say the same as a chain, and tell the team of what is settled."""
        told = News(Reply(parts=(Part("free_closed"),), order=Order.REMINDER), organisation=1)
        answers = await super().answers(conn, some, now)
        return {
            one: answer if answer.reply else Answer(reason=answer.reason, news=(told,))
            for one, answer in answers.items()
        }


@pytest.fixture
def house(house: House) -> House:
    """Give a house that has all its words."""
    house.words = WORDS
    return house


@pytest.fixture
def chain() -> Told:
    """Give a kind of nudge."""
    return Told(keeps=DAY)


@pytest.fixture
async def nudged(house: House, chain: Told) -> AsyncIterator[Nudged]:
    """Give a house in which a nudge for Ann has just been decided, in the evening."""
    made = await Nudged.made(house, chain.kind, MADE_UP)
    made.local(BEFORE_NIGHT)
    await made.due("17:1", purpose="chain")
    await made.tick()
    yield made


async def delivered(nudged: Nudged, wall: datetime) -> list[str]:
    """Deliver what may go at a time of the clock, and return what Ann has got."""
    nudged.local(wall)
    await nudged.house.deliver()
    return nudged.house.sender.to(ANN)


async def held_overnight(nudged: Nudged) -> None:
    """Let delivery come to it only in the quiet hours, as the platform was away."""
    assert await delivered(nudged, BEFORE_NIGHT + timedelta(minutes=1)) == []
    [row] = await nudged.sent()
    assert (row.status, row.reason) == ("waiting", "quiet hours")


async def test_what_was_cancelled_in_the_night_is_not_sent_in_the_morning(
    nudged: Nudged, chain: Told, logged: Logged
) -> None:
    await held_overnight(nudged)
    chain.settled = {"17": "the meeting was cancelled"}

    assert await delivered(nudged, MORNING) == []

    [row] = await nudged.sent()
    assert (row.status, row.reason) == ("stale", "the meeting was cancelled")
    assert {entry["reason"] for entry in logged if entry["event"] == "not sent"} == {row.reason}


async def test_what_still_matters_is_sent_in_the_morning(nudged: Nudged) -> None:
    await held_overnight(nudged)

    assert len(await delivered(nudged, MORNING)) == 1
    assert len(await nudged.waiting()) == 1


async def test_what_others_hear_of_it_is_told(nudged: Nudged, chain: Told) -> None:
    await nudged.school.coordinator("Priya", at=["slack:T1:U1"])
    await held_overnight(nudged)
    chain.settled = {"17": "answered"}

    await delivered(nudged, MORNING)

    assert [row.nudge for row in await nudged.house.rows(outbox, address="slack:T1:U1")] == [""]


@pytest.mark.parametrize(("waits", "asked"), [(FRESH_FOR, False), (2 * FRESH_FOR, True)])
async def test_only_what_waited_is_asked_about_again(
    house: House, chain: Told, waits: timedelta, asked: bool
) -> None:
    nudged = await Nudged.made(house, chain.kind, MADE_UP)
    await nudged.due("17:1", purpose="chain")
    await nudged.tick()
    before = len(chain.asked)

    house.clock.advance(waits.total_seconds())
    await house.deliver()

    assert (len(chain.asked) > before) is asked
    assert len(house.sender.to(ANN)) == 1


async def test_an_attempt_that_has_to_be_made_again_is_asked_about_again(house: House, chain: Told) -> None:
    nudged = await Nudged.made(house, chain.kind, MADE_UP)
    await nudged.due("17:1", purpose="chain")
    await nudged.tick()
    house.sender.answers(Retry(120, Scope.ACCOUNT, "flood"))
    await house.deliver()
    chain.settled = {"17": "answered"}

    house.clock.advance(180)
    await house.deliver()

    assert [row.status for row in await nudged.sent()] == ["stale"]


async def test_what_cannot_be_asked_about_is_sent(nudged: Nudged, chain: Told, logged: Logged) -> None:
    await held_overnight(nudged)
    chain.failing = {"17:1"}

    assert len(await delivered(nudged, MORNING)) == 1
    assert [entry["nudge"] for entry in logged if entry["log_level"] == "error"] == ["chain"]


async def test_what_is_no_nudge_or_of_no_kind_any_more_is_sent(nudged: Nudged, chain: Told) -> None:
    house = nudged.house
    async with house.store.write() as conn:
        await conn.execute(outbox.update().values(due_id=999))
    await held_overnight(nudged)
    await house.queue(ANN, "hello", Order.REMINDER, parts=[["nudges_set", {}]])

    assert len(await delivered(nudged, MORNING)) == 2
    assert address(ANN) in {row.address for row in await house.rows(outbox, status="sent")}
