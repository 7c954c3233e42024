"""The tick: what is due becomes a message or is skipped with its reason, and what comes next is planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.bells import HOMES
from bot.ticks import MOST_BATCHES, WAY_OUT
from conversations.facts import Role
from conversations.nudging import NudgeGroup
from conversations.reply import Choice, Order, Part, Reply
from mentoring.news import News
from mentoring.nudges.nudge import Answer, Nudge, Planned
from storage.dues import DueRow
from storage.tables import due, outbox
from tests.bot.conftest import Logged
from tests.bot.counting import counted
from tests.bot.house import House, address
from tests.bot.nudging import ANN, DAY, HOUR, MADE_UP, SAM, SAYS, Chain, Nudged, many, said
from tests.mentoring.school import School

MINUTE = timedelta(minutes=1)


async def test_what_is_due_becomes_a_message(house: House) -> None:
    nudged = await Nudged.made(house)
    await nudged.due()

    assert await nudged.tick() == 1

    [row] = await nudged.sent()
    assert (row.lane, row.rank, row.status, row.language) == ("telegram", Order.REMINDER, "waiting", "en")
    assert (row.person_id, row.account_id, row.nudge) == (nudged.ann, 1, "made_up")
    assert [prompt for prompt, _ in row.parts] == ["free_closed", WAY_OUT.prompt]
    [settled] = await house.rows(due)
    assert (settled.status, settled.settled_at, settled.id) == ("done", nudged.now, row.due_id)
    assert (row.not_after, row.next_at) == (settled.not_after, nudged.now)
    assert house.rung == {"telegram"}
    assert await nudged.tick() == 0
    assert len(await nudged.sent()) == 1


async def test_it_arrives_with_a_way_out(house: House) -> None:
    nudged = await Nudged.made(house)
    await nudged.due()
    await nudged.tick()

    await house.deliver()

    assert house.sender.to(ANN) == [f"{house.prompt('free_closed')}\n\n{house.prompt('nudge_way_out')}"]
    assert "/nudges" in house.sender.to(ANN)[0]


async def test_nothing_is_done_before_its_time(house: House) -> None:
    nudged = await Nudged.made(house)
    await nudged.due(at=nudged.now + timedelta(microseconds=1))

    assert await nudged.tick() == 0
    assert await nudged.sent() == []
    assert house.rung == set()


async def test_a_kind_says_its_reason_its_end_and_what_comes_then(house: House) -> None:
    async def answers(_: AsyncConnection, some: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
        [one] = some
        then = (Planned(one.person_id, "18:1", now + DAY, (now + DAY).replace(tzinfo=None), "Europe/London"),)
        if one.occurrence == "17:1":
            return {one.id: Answer(reason="it is settled", then=then)}
        return {one.id: Answer(SAYS, until=now + HOUR)}

    nudged = await Nudged.made(house, replace(MADE_UP, answers=answers))
    await nudged.due()
    assert await nudged.tick() == 1
    assert await nudged.dues() == {"17:1": ("skipped", "it is settled"), "18:1": ("waiting", "")}
    [_, planned] = await house.rows(due)
    assert (planned.purpose, planned.not_after - planned.at) == ("made_up", DAY)
    assert (planned.wall, planned.zone) == ("2026-11-24T10:00:00", "Europe/London")

    nudged.at(nudged.now + DAY)
    assert await nudged.tick() == 1
    [row] = await nudged.sent()
    assert row.not_after == nudged.now + HOUR


async def test_whoever_else_is_told_hears_of_it_and_pages_are_out_of_date(house: House) -> None:
    told = Reply(parts=(Part("free_closed"),), order=Order.REMINDER)

    async def answers(_: AsyncConnection, some: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
        news = (News(told, organisation=1), News(told, people=(sam,)))
        return {one.id: Answer(reason="passed on", news=news) for one in some}

    nudged = await Nudged.made(house, replace(MADE_UP, answers=answers))
    sam = await nudged.school.person("Sam", Role.MENTOR, at=[address(SAM)])
    await nudged.school.coordinator("Priya", at=["slack:T1:U1"])
    await nudged.due()

    await nudged.tick()

    assert sorted(row.address for row in await house.rows(outbox)) == ["slack:T1:U1", address(SAM)]
    assert {row.nudge for row in await house.rows(outbox)} == {""}
    assert house.rung == {"telegram", "slack:T1", HOMES}
    assert await nudged.school.stale() == ["slack:T1:U1"]


async def test_adding_a_kind_is_one_entry(house: House) -> None:
    """A kind that the tick has never heard of goes the whole way, from its plan to the platform."""
    button = Choice("/goals", label="home.goals")

    async def answers(_: AsyncConnection, some: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
        reply = Reply(parts=(Part("nudges_set"),), choices=(button,))
        return {one.id: Answer(reply) for one in some}

    nudged = await Nudged.made(house, Nudge("birthday_of_a_cat", keeps=HOUR, answers=answers))
    await nudged.due(purpose="birthday_of_a_cat")

    await nudged.tick()
    await house.deliver()

    [text] = house.sender.to(ANN)
    assert text.startswith(house.prompt("nudges_set"))


async def test_a_kind_that_is_no_more_is_skipped(house: House) -> None:
    nudged = await Nudged.made(house)
    await nudged.due(purpose="of an older version")
    await nudged.due()

    assert await nudged.tick() == 2
    assert {(row.purpose, row.reason) for row in await house.rows(due)} == {
        ("of an older version", "no such nudge"),
        ("made_up", ""),
    }
    assert len(await nudged.sent()) == 1


async def test_each_kind_is_asked_once_for_all_its_dues(house: House) -> None:
    chain = Chain()
    nudged = await Nudged.made(house, chain.kind, MADE_UP)
    sam = await nudged.school.person("Sam", Role.MENTOR, at=[address(SAM)])
    for about in range(5):
        await nudged.due(f"{about}:1", purpose="chain")
        await nudged.due(f"{about}:1", purpose="chain", who=sam)
    await nudged.due()

    assert await nudged.tick() == 11
    assert [len(asked) for asked in chain.asked] == [10]


async def test_what_does_not_fit_into_one_transaction_is_taken_in_several(house: House) -> None:
    ids = await many(house.store, 10, house.clock.now())
    nudged = Nudged(house)

    assert await nudged.ticks.tick(limit=3) == 10
    assert {row.person_id for row in await house.rows(outbox)} == set(ids)


async def test_a_tick_ends_though_more_is_due(house: House) -> None:
    await many(house.store, MOST_BATCHES + 1, house.clock.now())
    nudged = Nudged(house)

    assert await nudged.ticks.tick(limit=1) == MOST_BATCHES
    assert await nudged.ticks.tick(limit=1) == 1


async def test_only_the_newest_of_one_matter_speaks(house: House) -> None:
    chain = Chain()
    nudged = await Nudged.made(house, chain.kind, MADE_UP)
    sam = await nudged.school.person("Sam", Role.MENTOR, at=[address(SAM)])
    for number in (1, 2, 3):
        await nudged.due(f"17:{number}", purpose="chain")
    await nudged.due("18:1", purpose="chain")
    await nudged.due("17:9")
    await nudged.due("17:5", who=sam, purpose="chain")

    await nudged.tick()

    assert {
        one: reason for one, (status, reason) in (await nudged.dues()).items() if status == "skipped"
    } == {
        "17:1": "overtaken",
        "17:2": "overtaken",
    }
    assert (len(await nudged.sent()), len(await nudged.sent(SAM))) == (3, 1)


async def test_messages_come_in_the_order_of_their_dues(house: House) -> None:
    nudged = await Nudged.made(house)
    for occurrence, minutes in (("17:1", 3), ("18:1", 1), ("19:1", 2)):
        await nudged.due(occurrence, at=nudged.now - minutes * MINUTE)

    await nudged.tick()

    assert [row.due_id for row in await nudged.sent()] == [1, 3, 2]


async def test_one_of_which_nothing_is_said_overtakes_nothing(house: House) -> None:
    async def answers(_: AsyncConnection, some: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
        return {one.id: Answer(SAYS) if one.occurrence == "17:1" else Answer(reason="no") for one in some}

    nudged = await Nudged.made(house, replace(MADE_UP, answers=answers))
    await nudged.due("17:1")
    await nudged.due("17:2")

    await nudged.tick()

    assert await nudged.dues() == {"17:1": ("done", ""), "17:2": ("skipped", "no")}


@pytest.mark.parametrize(
    ("state", "status", "reason"),
    [
        ("blocked", "active", "account blocked"),
        ("gone", "active", "account gone"),
        ("reachable", "left", "person left"),
        ("reachable", "paused", "person paused"),
        ("reachable", "declined", "person declined"),
    ],
)
async def test_who_cannot_be_reached_hears_nothing_and_the_chain_goes_on(
    house: House, state: str, status: str, reason: str
) -> None:
    chain = Chain()
    nudged = await Nudged.made(house, chain.kind)
    await nudged.school.state(address(ANN), state)
    await nudged.wishes(status=status)
    await nudged.due(purpose="chain")

    await nudged.tick()

    assert await nudged.sent() == []
    assert await nudged.dues() == {"17:1": ("skipped", reason), "17:2": ("waiting", "")}
    [[asked]] = chain.asked
    assert asked.not_after < nudged.now


async def test_somebody_without_any_account_hears_nothing(house: House) -> None:
    nudged = await Nudged.made(house)
    lee = await nudged.school.person("Lee", Role.YOUNG_PERSON)
    nobody = School(house.store, nudged.now)
    await nobody.account("telegram::1", None)
    await nudged.due(who=lee)

    await nudged.tick()

    assert await nudged.dues() == {"17:1": ("skipped", "no account")}


async def test_the_best_account_is_written_to(house: House) -> None:
    nudged = await Nudged.made(house)
    await nudged.school.account("slack:T1:U1", nudged.ann)
    await nudged.due("17:1")
    await nudged.tick()
    await nudged.school.state("slack:T1:U1", "gone")
    await nudged.due("18:1")
    await nudged.tick()

    assert [row.address for row in await house.rows(outbox)] == ["slack:T1:U1", address(ANN)]


@pytest.mark.parametrize(
    ("kind", "off", "goes"),
    [
        (replace(MADE_UP, group=NudgeGroup.GOALS), "goals", False),
        (replace(MADE_UP, group=NudgeGroup.GOALS), "before,goals", False),
        (replace(MADE_UP, group=NudgeGroup.GOALS), "before,after", True),
        (replace(MADE_UP, group=NudgeGroup.GOING, optional=False), "going", True),
    ],
    ids=["off", "off with another", "others off", "not optional"],
)
async def test_what_somebody_switched_off_does_not_come(
    house: House, kind: Nudge, off: str, goes: bool
) -> None:
    nudged = await Nudged.made(house, kind)
    await nudged.wishes(nudges_off=off)
    await nudged.due()

    await nudged.tick()

    assert bool(await nudged.sent()) is goes
    assert await nudged.dues() == {"17:1": ("done", "") if goes else ("skipped", "switched off")}


async def test_news_for_others_heeds_no_wish_of_the_person_whose_due_it_is(house: House) -> None:
    told = Reply(parts=(Part("free_closed"),), order=Order.REMINDER)

    async def answers(_: AsyncConnection, some: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
        return {one.id: Answer(reason="told", news=(News(told, organisation=1),)) for one in some}

    nudged = await Nudged.made(house, replace(MADE_UP, answers=answers, to_person=False))
    await nudged.school.coordinator("Priya", at=["slack:T1:U1"])
    await nudged.wishes(nudges_off="other", paused_until=nudged.now + DAY, status="paused")
    await nudged.due()

    await nudged.tick()

    assert [row.address for row in await house.rows(outbox)] == ["slack:T1:U1"]


async def test_what_became_of_dues_is_counted_and_said_in_the_log_by_number(
    house: House, logged: Logged
) -> None:
    before = counted("alongside_nudges_total", kind="made_up", outcome="said")
    held = counted("alongside_nudges_total", kind="made_up", outcome="put off")
    nudged = await Nudged.made(house)
    await nudged.due("17:1")
    await nudged.due("18:1", at=nudged.now - 2 * DAY)
    await nudged.due("19:1", at=nudged.now - HOUR)

    await nudged.tick()

    assert counted("alongside_nudges_total", kind="made_up", outcome="said") == before + 1
    assert counted("alongside_nudges_total", kind="made_up", outcome="put off") == held + 1
    assert [(entry["due"], entry["reason"]) for entry in logged if entry["log_level"] == "debug"] == [
        (3, "spread after an outage"),
        (2, "too late"),
    ]


async def test_what_nobody_is_asked_by_leaves_the_store_alone(house: House) -> None:
    """A tick with nothing due takes one look, and does not wait for the writer."""
    nudged = await Nudged.made(house, replace(MADE_UP, answers=said))
    async with house.store.write():
        assert await nudged.tick() == 0
