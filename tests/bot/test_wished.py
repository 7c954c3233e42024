"""Whoever switches nudges off, pauses them or leaves hears no more of them, and may have them back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from conversations.nudging import NudgeGroup
from conversations.reply import Order
from storage import people
from tests.bot.house import House
from tests.bot.nudging import ANN, DAY, HOUR, Chain, Nudged

NUDGE = "nudge_way_out"


@pytest.fixture
def chain() -> Chain:
    """Give a kind of nudge that comes every day."""
    return Chain(keeps=2 * HOUR, group=NudgeGroup.GOALS)


@pytest.fixture
async def nudged(house: House, chain: Chain) -> Nudged:
    """Give a house in which something comes to Ann every day at ten."""
    made = await Nudged.made(house, chain.kind)
    async with house.store.write() as conn:
        await people.set_profile(conn, made.ann, {"first_name": "Ann"})
        await people.set_status(conn, made.ann, "active", made.now)
    await made.due(purpose="chain", keeps=2 * HOUR)
    return made


async def came(nudged: Nudged, day: int) -> bool:
    """Tell whether the nudge of a day, from 0, came to Ann."""
    house = nudged.house
    nudged.at(datetime(2026, 11, 23 + day, 10, tzinfo=UTC))
    before = len(house.sender.to(ANN))
    await nudged.tick()
    await house.deliver_all()
    return any(house.prompt(NUDGE) in text for text in house.sender.to(ANN)[before:])


async def test_what_is_switched_off_stays_away_until_it_is_switched_on(house: House, nudged: Nudged) -> None:
    assert await came(nudged, 0)
    assert await house.say(ANN, "stop reminders", "[switch]", "[goals]", "[done]", "[close]") == [
        "nudges_closed"
    ]
    assert not await came(nudged, 1)
    assert not await came(nudged, 2)
    await house.say(ANN, "/nudges", "[switch]", "[goals]", "[done]", "[close]")
    assert await came(nudged, 3)
    assert await came(nudged, 4)


async def test_a_pause_ends_by_itself_and_by_a_word(house: House, nudged: Nudged) -> None:
    await house.say(ANN, "/nudges pause", "until friday", "[close]")
    assert [await came(nudged, day) for day in range(5)] == [False, False, False, False, True]
    await house.say(ANN, "/nudges", "[pause]", "[2 weeks]", "[close]")
    assert not await came(nudged, 5)
    assert await house.say(ANN, "/nudges", "[resume]", "[close]") == ["nudges_closed"]
    assert await came(nudged, 6)


async def test_who_leaves_and_comes_back_is_where_they_were(house: House, nudged: Nudged) -> None:
    assert await house.say(ANN, "/stop") == ["stopped"]
    assert not await came(nudged, 0)
    assert not await came(nudged, 1)
    assert "welcome_back" in await house.say(ANN, "/start")
    assert await came(nudged, 2)


async def test_what_was_decided_before_it_was_switched_off_does_not_go(house: House, nudged: Nudged) -> None:
    nudged.house.kinds = {"chain": replace(nudged.house.kinds["chain"])}
    await nudged.tick()
    await house.say(ANN, "/nudges", "[switch]", "[goals]", "[done]", "[close]")
    await house.deliver()

    [row] = await nudged.sent()
    assert (row.status, row.reason) == ("expired", "switched off")


async def test_what_others_did_is_told_in_a_pause(house: House, nudged: Nudged) -> None:
    """News waits behind no nudge that the pause holds back."""
    await nudged.due("18:1", purpose="chain", keeps=7 * DAY)
    await nudged.tick()
    await house.say(ANN, "/nudges", "[pause]", "tomorrow", "[close]")
    await house.queue(ANN, "", Order.REMINDER, parts=[["nudges_set", {}]])
    await house.deliver_all()

    assert house.prompt("nudges_set") in house.sender.to(ANN)


async def test_what_was_decided_before_a_pause_waits_or_is_dropped(house: House, nudged: Nudged) -> None:
    await nudged.due("18:1", purpose="chain", keeps=7 * DAY)
    await nudged.tick()
    await house.say(ANN, "/nudges", "[pause]", "tomorrow", "[close]")
    await house.deliver()

    assert [(row.status, row.reason) for row in await nudged.sent()] == [
        ("expired", "paused"),
        ("held", "paused"),
    ]
    assert await nudged.waiting() == {
        "18:1": datetime(2026, 11, 24, 8, tzinfo=UTC),
        "17:2": datetime(2026, 11, 24, 10, tzinfo=UTC),
        "18:2": datetime(2026, 11, 24, 10, tzinfo=UTC),
    }
