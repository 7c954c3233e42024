"""A nudge that waited on its way is asked about again: a settled matter is not mentioned after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.waited import FRESH_FOR
from conversations.clock import in_utc
from conversations.reply import Order, Part, Reply
from handlers.outcome import Retry, Scope
from mentoring.news import News
from mentoring.nudges.nudge import Answer
from storage.dues import DueRow
from storage.tables import outbox
from tests.bot.conftest import Logged
from tests.bot.house import WORDS, House
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
async def nudged(house: House, chain: Told) -> Nudged:
    """Give a house that knows this kind."""
    return await Nudged.made(house, chain.kind, MADE_UP)


async def delivered(nudged: Nudged, wall: datetime) -> list[str]:
    """Tick and deliver what may go at a time of the clock, and return what Ann has got."""
    nudged.local(wall)
    await nudged.tick()
    await nudged.house.deliver()
    return nudged.house.sender.to(ANN)


async def held_overnight(nudged: Nudged) -> None:
    """Decide something in the evening, and let delivery come to it only in the quiet hours."""
    nudged.local(BEFORE_NIGHT)
    await nudged.due("17:1", purpose="chain")
    await nudged.tick()
    assert await delivered(nudged, BEFORE_NIGHT + timedelta(minutes=1)) == []
    [row] = await nudged.sent()
    assert (row.status, row.reason) == ("held", "quiet hours")
    assert (await nudged.waiting())["17:1"] == in_utc(MORNING, "Europe/London")


async def kept_waiting(nudged: Nudged, time: timedelta = 2 * FRESH_FOR) -> None:
    """Decide something, and let the platform be away for some time."""
    await nudged.due("17:1", purpose="chain")
    await nudged.tick()
    nudged.at(nudged.now + time)


async def test_what_was_cancelled_in_the_night_is_not_sent_in_the_morning(
    nudged: Nudged, chain: Told
) -> None:
    await held_overnight(nudged)
    chain.settled = {"17": "the meeting was cancelled"}

    assert await delivered(nudged, MORNING) == []

    assert (await nudged.dues())["17:1"] == ("skipped", "the meeting was cancelled")


async def test_what_still_matters_is_sent_in_the_morning_and_planned_on_once(nudged: Nudged) -> None:
    await held_overnight(nudged)

    assert len(await delivered(nudged, MORNING)) == 1
    assert (await nudged.dues())["17:1"] == ("done", "")
    assert list(await nudged.waiting()) == ["17:2"]
    assert [row.status for row in await nudged.sent()] == ["held", "sent"]


async def test_one_of_which_a_part_was_sent_is_only_put_off(nudged: Nudged) -> None:
    nudged.local(BEFORE_NIGHT)
    await nudged.due("17:1", purpose="chain")
    await nudged.tick()
    async with nudged.house.store.write() as conn:
        await conn.execute(outbox.update().values(chunks=1))
    await delivered(nudged, BEFORE_NIGHT + timedelta(minutes=1))

    assert [(row.status, row.reason) for row in await nudged.sent()] == [("waiting", "quiet hours")]


async def test_what_was_settled_while_the_platform_was_away_is_not_sent(
    nudged: Nudged, chain: Told, logged: Logged
) -> None:
    await kept_waiting(nudged)
    chain.settled = {"17": "answered"}
    await nudged.house.deliver()

    assert nudged.house.sender.to(ANN) == []
    [row] = await nudged.sent()
    assert (row.status, row.reason) == ("stale", "answered")
    assert {entry["reason"] for entry in logged if entry["event"] == "not sent"} == {"answered"}


async def test_what_others_hear_of_it_is_told(nudged: Nudged, chain: Told) -> None:
    await nudged.school.coordinator("Priya", at=["slack:T1:U1"])
    await kept_waiting(nudged)
    chain.settled = {"17": "answered"}
    await nudged.house.deliver()

    assert [row.nudge for row in await nudged.house.rows(outbox, address="slack:T1:U1")] == [""]


@pytest.mark.parametrize(("waits", "asked"), [(FRESH_FOR, False), (2 * FRESH_FOR, True)])
async def test_only_what_waited_is_asked_about_again(
    nudged: Nudged, chain: Told, waits: timedelta, asked: bool
) -> None:
    await kept_waiting(nudged, waits)
    before = len(chain.asked)
    await nudged.house.deliver()

    assert (len(chain.asked) > before) is asked
    assert len(nudged.house.sender.to(ANN)) == 1


async def test_an_attempt_that_has_to_be_made_again_is_asked_about_again(nudged: Nudged, chain: Told) -> None:
    nudged.house.sender.answers(Retry(120, Scope.ACCOUNT, "flood"))
    await kept_waiting(nudged, timedelta(0))
    await nudged.house.deliver()
    chain.settled = {"17": "answered"}
    nudged.at(nudged.now + timedelta(minutes=3))
    await nudged.house.deliver()

    assert [row.status for row in await nudged.sent()] == ["stale"]


async def test_what_cannot_be_asked_about_is_sent(nudged: Nudged, chain: Told, logged: Logged) -> None:
    await kept_waiting(nudged)
    chain.failing = {"17:1"}
    await nudged.house.deliver()

    assert len(nudged.house.sender.to(ANN)) == 1
    assert [entry["nudge"] for entry in logged if entry["log_level"] == "error"] == ["chain"]


async def test_what_is_of_no_due_or_of_no_kind_any_more_is_sent(nudged: Nudged) -> None:
    house = nudged.house
    await kept_waiting(nudged)
    await house.queue("1002", "", Order.REMINDER, parts=[["nudges_set", {}]], due_id=999)
    await nudged.due("19:1")
    await nudged.tick()
    del house.kinds["made_up"]  # type: ignore[attr-defined]
    nudged.at(nudged.now + timedelta(minutes=3))
    await house.deliver_all()

    assert {row.status for row in await house.rows(outbox)} == {"sent"}
