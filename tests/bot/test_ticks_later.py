"""What waits for a better moment: quiet hours, a pause, days away, the end of an outage, another clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ticks import MOST_BATCHES
from conversations.clock import in_utc, on_wall
from conversations.effects import AddAway, Pause, Resume, SetZone
from conversations.facts import Role
from conversations.nudging import Quiet
from conversations.week import Days
from mentoring.nudges.nudge import Planned
from mentoring.nudges.planning import add
from mentoring.nudges.withholding import LATE, SPREAD
from storage.errors import StoreAway
from storage.tables import due, outbox
from tests.bot.house import House, address
from tests.bot.nudging import ANN, DAY, HOUR, MADE_UP, SAM, Chain, Nudged, many

MICROSECOND = timedelta(microseconds=1)
LONDON, NEW_YORK = "Europe/London", "America/New_York"
WEEK = 7 * DAY


@pytest.mark.parametrize(
    ("wall", "comes"),
    [
        ("2026-11-23T20:59:59", "2026-11-23T20:59:59"),
        ("2026-11-23T21:00", "2026-11-24T08:00"),
        ("2026-11-23T23:59", "2026-11-24T08:00"),
        ("2026-11-24T03:00", "2026-11-24T08:00"),
        ("2026-11-24T07:59:59", "2026-11-24T08:00"),
        ("2026-11-24T08:00", "2026-11-24T08:00"),
        ("2027-03-28T02:30", "2027-03-28T08:00"),
        ("2027-10-31T01:30", "2027-10-31T08:00"),
    ],
)
@pytest.mark.parametrize("zone", [LONDON, NEW_YORK, "Pacific/Auckland"])
async def test_nothing_comes_in_quiet_hours(house: House, wall: str, comes: str, zone: str) -> None:
    nudged = await Nudged.made(house)
    await nudged.wishes(zone=zone)
    nudged.local(datetime.fromisoformat(wall), zone)
    await nudged.due()

    assert await nudged.tick() == 1
    if wall != comes:
        assert await nudged.sent() == []
        assert await nudged.waiting() == {"17:1": in_utc(datetime.fromisoformat(comes), zone)}
        assert await nudged.tick() == 0
        nudged.local(datetime.fromisoformat(comes), zone)
        assert await nudged.tick() == 1

    assert len(await nudged.sent()) == 1
    await house.deliver()
    assert len(house.sender.to(ANN)) == 1


async def test_quiet_hours_can_be_set(house: House) -> None:
    nudged = await Nudged.made(house, quiet=Quiet(9, 11))
    await nudged.due()

    await nudged.tick()

    assert await nudged.waiting() == {"17:1": nudged.now + HOUR}


async def test_a_matter_that_is_settled_in_the_night_is_not_mentioned_in_the_morning(house: House) -> None:
    chain = Chain(keeps=DAY)
    nudged = await Nudged.made(house, chain.kind)
    nudged.local(datetime(2026, 11, 23, 21, 30))  # noqa: DTZ001
    await nudged.due(purpose="chain")
    await nudged.tick()
    chain.settled = {"17": "the meeting was cancelled"}

    nudged.local(datetime(2026, 11, 24, 8))  # noqa: DTZ001
    await nudged.tick()

    assert await nudged.sent() == []
    assert (await nudged.dues())["17:1"] == ("skipped", "the meeting was cancelled")


async def test_what_is_too_old_in_the_morning_is_skipped_at_once_and_the_chain_goes_on(house: House) -> None:
    chain = Chain(keeps=2 * HOUR)
    nudged = await Nudged.made(house, chain.kind)
    nudged.local(datetime(2026, 11, 23, 21, 30))  # noqa: DTZ001
    await nudged.due(purpose="chain", keeps=2 * HOUR)

    await nudged.tick()

    assert await nudged.dues() == {"17:1": ("skipped", "quiet hours"), "17:2": ("waiting", "")}


async def paused(nudged: Nudged, until: datetime) -> None:
    await nudged.school.do(nudged.ann, Pause(until))


async def test_nothing_comes_in_a_pause_and_what_is_not_too_old_comes_after_it(house: House) -> None:
    chain = Chain(keeps=3 * DAY)
    nudged = await Nudged.made(house, chain.kind)
    began, ends = nudged.now, datetime(2026, 11, 26, 8, tzinfo=UTC)
    await nudged.due("17:1", purpose="chain", keeps=3 * DAY)
    await nudged.due("18:1", purpose="chain", keeps=DAY)
    await paused(nudged, ends)

    await nudged.tick()

    assert await nudged.sent() == []
    assert await nudged.dues() == {
        "17:1": ("waiting", ""),
        "18:1": ("skipped", "paused"),
        "18:2": ("waiting", ""),
    }
    assert await nudged.waiting() == {"17:1": ends, "18:2": began + DAY}
    nudged.at(ends - MICROSECOND)
    await nudged.tick()
    assert await nudged.sent() == []
    nudged.at(ends)
    await nudged.tick()
    assert len(await nudged.sent()) == 2


async def test_who_goes_on_again_gets_at_once_what_waited(house: House) -> None:
    nudged = await Nudged.made(house)
    await nudged.due(keeps=WEEK)
    await paused(nudged, datetime(2026, 11, 26, 8, tzinfo=UTC))
    await nudged.tick()

    nudged.at(nudged.now + HOUR)
    nudged.school.now = nudged.now
    await nudged.school.do(nudged.ann, Resume())
    await nudged.tick()

    assert len(await nudged.sent()) == 1


async def test_another_end_of_a_pause_holds_for_what_waits_already(house: House) -> None:
    nudged = await Nudged.made(house)
    await nudged.due(keeps=WEEK)
    await paused(nudged, datetime(2026, 11, 26, 8, tzinfo=UTC))
    await nudged.tick()
    await paused(nudged, datetime(2026, 11, 25, 8, tzinfo=UTC))

    assert await nudged.waiting() == {"17:1": datetime(2026, 11, 25, 8, tzinfo=UTC)}


async def test_a_pause_that_is_over_holds_nothing(house: House) -> None:
    nudged = await Nudged.made(house)
    await nudged.wishes(paused_until=nudged.now)
    await nudged.due()

    await nudged.tick()

    assert len(await nudged.sent()) == 1


async def away(nudged: Nudged, *days: Days) -> None:
    await nudged.school.do(nudged.ann, *map(AddAway, days))


@pytest.mark.parametrize(
    ("days", "comes"),
    [
        ([Days(date(2026, 11, 23), date(2026, 11, 23))], datetime(2026, 11, 24, 10, tzinfo=UTC)),
        ([Days(date(2026, 11, 20), date(2026, 11, 25))], datetime(2026, 11, 26, 10, tzinfo=UTC)),
        (
            [Days(date(2026, 11, 24), date(2026, 11, 24)), Days(date(2026, 11, 22), date(2026, 11, 23))],
            datetime(2026, 11, 25, 10, tzinfo=UTC),
        ),
        ([Days(date(2026, 11, 24), date(2026, 11, 30))], None),
        ([Days(date(2026, 11, 16), date(2026, 11, 22))], None),
    ],
    ids=["one day", "some days", "days in a row", "from tomorrow", "until yesterday"],
)
@pytest.mark.parametrize("asks", [True, False], ids=["asks", "tells"])
async def test_what_wants_an_answer_waits_for_the_first_day_back(
    house: House, days: list[Days], comes: datetime | None, asks: bool
) -> None:
    nudged = await Nudged.made(house, replace(MADE_UP, asks=asks))
    await away(nudged, *days)
    await nudged.due(keeps=WEEK)

    await nudged.tick()

    if comes is None or not asks:
        assert len(await nudged.sent()) == 1
    else:
        assert await nudged.waiting() == {"17:1": comes}
        nudged.at(comes)
        await nudged.tick()
        assert len(await nudged.sent()) == 1


async def test_days_away_are_those_of_the_person_s_own_calendar(house: House) -> None:
    nudged = await Nudged.made(house, replace(MADE_UP, asks=True))
    await nudged.wishes(zone="Pacific/Auckland")
    nudged.at(datetime(2026, 11, 23, 20, tzinfo=UTC))  # nine in the morning of the 24th there
    await away(nudged, Days(date(2026, 11, 24), date(2026, 11, 24)))
    await nudged.due(keeps=WEEK)

    await nudged.tick()

    assert await nudged.waiting() == {"17:1": in_utc(datetime(2026, 11, 25, 9), "Pacific/Auckland")}  # noqa: DTZ001


async def test_who_is_away_for_longer_than_it_keeps_is_not_asked(house: House) -> None:
    chain = Chain(keeps=DAY, asks=True)
    nudged = await Nudged.made(house, chain.kind)
    await away(nudged, Days(date(2026, 11, 20), date(2026, 11, 30)))
    await nudged.due(purpose="chain")

    await nudged.tick()

    assert await nudged.dues() == {"17:1": ("skipped", "away"), "17:2": ("waiting", "")}


async def test_after_a_week_of_outage_the_old_is_skipped_the_rest_spread_and_chains_go_on(
    house: House,
) -> None:
    """Ten people have a chain that comes daily and keeps for a day; the bot was down for a week."""
    began = house.clock.now()
    await many(house.store, 10, began, "chain")
    chain = Chain(keeps=3 * DAY)
    nudged = Nudged(house, chain.kind, MADE_UP)
    nudged.at(began + WEEK)
    ids = await many(house.store, 40, began + WEEK - 2 * HOUR)

    assert await nudged.tick() == 50

    assert await house.rows(outbox) == []
    became = await nudged.dues()
    assert became["17:1"] in {("skipped", "too late"), ("waiting", "")}
    for minute in range(0, 31):
        nudged.at(began + WEEK + minute * timedelta(minutes=1))
        await nudged.tick()
    sent = [row for row in await house.rows(outbox) if row.person_id in ids]
    assert sorted(row.person_id for row in sent) == ids
    assert len({row.created_at for row in sent}) > 15
    assert {row.person_id for row in await house.rows(outbox)} == set(ids)
    nudged.at(began + WEEK + DAY)
    await nudged.tick()
    assert len([row for row in await house.rows(outbox) if row.nudge == "chain"]) == 10


async def test_who_hears_when_after_an_outage_is_always_the_same(house: House) -> None:
    nudged = await Nudged.made(house)
    began = nudged.now
    await nudged.due("17:1", at=began - HOUR)
    await nudged.due("18:1", at=began - 2 * HOUR)
    await nudged.tick()

    first, second = (await nudged.waiting()).values()

    assert first == second
    assert timedelta(0) < first - began < SPREAD


@pytest.mark.parametrize(("late", "spread"), [(LATE, False), (LATE + MICROSECOND, True)])
async def test_a_busy_minute_is_no_outage(house: House, late: timedelta, spread: bool) -> None:
    nudged = await Nudged.made(house)
    await nudged.due(at=nudged.now - late)

    await nudged.tick()

    assert bool(await nudged.waiting()) is spread


async def test_what_would_be_too_old_when_spread_goes_at_once(house: House) -> None:
    nudged = await Nudged.made(house)
    await nudged.due(at=nudged.now - HOUR, keeps=HOUR)

    await nudged.tick()

    assert len(await nudged.sent()) == 1


async def test_of_several_late_ones_about_one_matter_the_newest_goes(house: House) -> None:
    chain = Chain(keeps=WEEK)
    nudged = await Nudged.made(house, chain.kind)
    began = nudged.now
    for number in (1, 2, 3):
        await nudged.due(f"17:{number}", at=began - (4 - number) * HOUR, purpose="chain", keeps=WEEK)

    await nudged.tick()
    nudged.at((await nudged.waiting())["17:1"])
    await nudged.tick()

    became = await nudged.dues()
    assert [became[f"17:{number}"] for number in (1, 2, 3)] == [
        ("skipped", "overtaken"),
        ("skipped", "overtaken"),
        ("done", ""),
    ]
    assert len(await nudged.sent()) == 1


async def test_spread_over_the_evening_it_waits_for_the_morning(house: House) -> None:
    nudged = await Nudged.made(house)
    nudged.local(datetime(2026, 11, 23, 20, 59, 59))  # noqa: DTZ001
    await nudged.due(at=nudged.now - HOUR)

    await nudged.tick()

    assert await nudged.waiting() == {"17:1": datetime(2026, 11, 24, 8, tzinfo=UTC)}


async def test_the_clock_set_back_an_hour_sends_nothing_twice_and_loses_nothing(house: House) -> None:
    chain = Chain()
    nudged = await Nudged.made(house, chain.kind)
    began = nudged.now
    await nudged.due("17:1", at=began, purpose="chain")
    await nudged.due("18:1", at=began + HOUR / 2, purpose="chain")
    await nudged.tick()

    nudged.at(began - HOUR)
    assert await nudged.tick() == 0
    for step in range(8):
        nudged.at(began - HOUR + step * timedelta(minutes=15))
        await nudged.tick()
    assert len(await nudged.sent()) == 2
    for moment in (began + DAY, began + DAY + HOUR / 2):
        nudged.at(moment)
        await nudged.tick()
    assert len(await nudged.sent()) == 4
    assert await nudged.waiting() == {"17:3": began + 2 * DAY, "18:3": began + HOUR / 2 + 2 * DAY}


@pytest.mark.parametrize(
    ("wall", "at"),
    [
        ("2027-03-28T17:00", "2027-03-28T16:00"),
        ("2027-03-27T17:00", "2027-03-27T17:00"),
        ("2027-10-31T17:00", "2027-10-31T17:00"),
        ("2027-10-30T17:00", "2027-10-30T16:00"),
        ("2027-03-28T01:30", "2027-03-28T01:00"),
        ("2027-10-31T01:30", "2027-10-31T00:30"),
    ],
)
async def test_a_promise_on_a_clock_is_kept_through_both_changes(house: House, wall: str, at: str) -> None:
    nudged = await Nudged.made(house, quiet=Quiet(0, 0))
    local, due_at = datetime.fromisoformat(wall), datetime.fromisoformat(at).replace(tzinfo=UTC)
    planned = Planned(nudged.ann, "17:1", in_utc(local, LONDON), local, LONDON)
    async with house.store.write() as conn:
        await add(conn, MADE_UP, [planned], nudged.now)

    nudged.at(due_at - MICROSECOND)
    assert await nudged.tick() == 0
    nudged.at(due_at)
    assert await nudged.tick() == 1
    assert len(await nudged.sent()) == 1


@pytest.mark.parametrize("year", range(2026, 2038))
async def test_quiet_hours_end_at_eight_on_every_change_of_the_clock(year: int) -> None:
    for month in (3, 10):
        last = max(day for day in range(25, 32) if date(year, month, day).weekday() == 6)
        evening = in_utc(datetime(year, month, last - 1, 22), LONDON)  # noqa: DTZ001
        until = Quiet().until(evening, LONDON)
        assert until is not None
        assert on_wall(until, LONDON) == datetime(year, month, last, 8)  # noqa: DTZ001


async def test_who_changes_zone_hears_at_the_same_time_of_their_new_day(house: House) -> None:
    nudged = await Nudged.made(house)
    local = datetime(2026, 11, 24, 17)  # noqa: DTZ001
    async with house.store.write() as conn:
        planned = Planned(nudged.ann, "17:1", in_utc(local, LONDON), local, LONDON)
        await add(conn, MADE_UP, [planned], nudged.now)
    await nudged.school.do(nudged.ann, SetZone(NEW_YORK))

    nudged.at(in_utc(local, LONDON))
    assert await nudged.tick() == 0
    nudged.at(in_utc(local, NEW_YORK))
    assert await nudged.tick() == 1
    assert len(await nudged.sent()) == 1


async def test_one_person_s_wishes_hold_nobody_else_s_back(house: House) -> None:
    nudged = await Nudged.made(house, replace(MADE_UP, asks=True))
    sam = await nudged.school.person("Sam", Role.MENTOR, at=[address(SAM)])
    await paused(nudged, nudged.now + DAY)
    await away(nudged, Days(date(2026, 11, 23), date(2026, 11, 23)))
    await nudged.due()
    await nudged.due(who=sam)

    await nudged.tick()

    assert (len(await nudged.sent()), len(await nudged.sent(SAM))) == (0, 1)


async def test_a_clock_that_is_moved_on_while_the_bot_runs_is_no_outage(house: House) -> None:
    """A demonstration's days pass in a second, and nobody wants to wait half an hour for what they bring."""
    nudged = await Nudged.made(house)
    await nudged.tick()
    await nudged.due(at=nudged.now + HOUR)
    house.clock.offset += 5 * HOUR
    nudged.at(nudged.now + 5 * HOUR)

    assert await nudged.tick() == 1
    assert len(await nudged.sent()) == 1


async def test_what_an_outage_left_behind_is_spread_however_many_ticks_it_takes(house: House) -> None:
    began = house.clock.now()
    ids = await many(house.store, 2 * MOST_BATCHES + 5, began - HOUR)
    nudged = Nudged(house)

    for expected in (MOST_BATCHES, MOST_BATCHES, 5):
        assert await nudged.ticks.tick(limit=1) == expected
    assert len(await house.rows(due, status="waiting")) == len(ids)
    assert await house.rows(outbox) == []


async def test_a_store_that_was_away_is_an_outage(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    nudged = await Nudged.made(house)
    await nudged.tick()
    await nudged.due()

    @asynccontextmanager
    async def away() -> AsyncIterator[AsyncConnection]:
        raise StoreAway
        yield

    with monkeypatch.context() as patched:
        patched.setattr(house.store, "read", away)
        for _ in range(3):
            nudged.at(nudged.now + HOUR / 4)
            with pytest.raises(StoreAway):
                await nudged.tick()
    await nudged.tick()

    assert len(await nudged.waiting()) == 1
