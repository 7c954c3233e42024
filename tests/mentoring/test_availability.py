"""The times that suit a pair, out of what the store and their programme say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import on_wall
from conversations.effects import AddAway, Amend, SetWeek
from conversations.facts import Role, Seek
from conversations.programme import Framework, Hours, SchoolHours
from conversations.week import Days, Free, Week
from mentoring.availability import offers_for, times_of, week_of
from mentoring.programmes import framework
from storage import availability, erasure, matches, people
from tests.mentoring.school import ELM, School
from tests.storage.matched import matched, met

USUAL = framework("one-hour-a-month")
TUESDAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Paired:
    """A school with one match in it."""

    school: School
    mentor: int
    young_person: int
    match: int

    async def offers(self, chosen: Framework = USUAL) -> list[str]:
        """Return what is offered, on London's clock."""
        async with self.school.store.read() as conn:
            row = (await matches.by_ids(conn, [self.match]))[self.match]
            found = await offers_for(conn, row, chosen, self.school.now)
        return [f"{on_wall(one, 'Europe/London'):%a %d %H:%M}" for one in found]

    async def write(self, work: Any) -> Any:
        """Do ``work`` over a connection that writes."""
        async with self.school.store.write() as conn:
            return await work(conn)


@pytest.fixture
async def pair(school: School) -> Paired:
    """Give a mentor and a young person who are matched."""
    mentor = await school.person("Sam", Role.MENTOR)
    young_person = await school.person("Ann", Role.YOUNG_PERSON)
    async with school.store.write() as conn:
        return Paired(school, mentor, young_person, await matched(conn, mentor, young_person))


async def test_the_programmes_hours_are_offered_where_nobody_said_anything(pair: Paired) -> None:
    found = await pair.offers()

    assert found[:2] == ["Tue 24 15:30", "Tue 24 16:00"]
    assert "Tue 24 19:00" in found
    assert "Tue 24 19:30" not in found


async def test_a_framework_has_its_own_length_and_hours(pair: Paired) -> None:
    hours = Hours(school=SchoolHours.IGNORE, notice=0, ahead=1, holidays="")

    assert (await pair.offers(Framework("", "", minutes=120, hours=hours)))[-1] == "Tue 24 18:00"


async def test_what_both_said_bounds_them(pair: Paired) -> None:
    await pair.school.do(pair.mentor, SetWeek((), (Free(2, 17 * 60, 20 * 60),)))
    await pair.write(
        lambda conn: people.amend_profile(conn, pair.young_person, "free_times", ["weekday_evening"])
    )
    assert (await pair.offers())[:3] == ["Wed 25 17:00", "Wed 25 17:30", "Wed 25 18:00"]

    await pair.school.do(pair.young_person, AddAway(Days(TUESDAY, TUESDAY + 7 * DAY)))
    assert (await pair.offers())[0] == "Wed 02 17:00"


async def test_the_newest_answer_of_the_profile_counts_for_more_than_hours_set_before(pair: Paired) -> None:
    await pair.school.do(pair.mentor, SetWeek((), (Free(2, 17 * 60, 20 * 60),)))
    await pair.school.do(pair.mentor, Amend("free_times", ["weekend_morning"]))

    assert (await pair.offers())[0] == "Sat 28 09:00"


async def test_terms_of_their_own_organisation_bound_them(pair: Paired) -> None:
    elm = await pair.school.organisation(ELM)
    await pair.write(
        lambda conn: availability.add_term(conn, elm.id, "All year", TUESDAY, TUESDAY + 99 * DAY)
    )
    in_term = Framework("", "", hours=Hours(term_time_only=True))
    assert (await pair.offers(in_term))[0] == "Tue 24 15:30"

    oak = await pair.school.organisation()
    await pair.write(
        lambda conn: availability.add_term(conn, oak.id, "Late", date(2026, 12, 1), date(2026, 12, 4))
    )
    assert (await pair.offers(in_term))[0] == "Tue 01 15:30"
    assert (await pair.offers(in_term))[-1] == "Fri 04 19:00"


async def test_a_mentor_with_three_young_people_is_not_booked_twice(pair: Paired) -> None:
    others = [await pair.school.person(name, Role.YOUNG_PERSON) for name in ("Ben", "Kim")]

    async def booked(conn: AsyncConnection) -> None:
        for number, other in enumerate(others):
            starts = pair.school.now.replace(hour=16) + DAY + number * timedelta(hours=1)
            await met(conn, await matched(conn, pair.mentor, other), 1, "confirmed", starts)

    await pair.write(booked)
    assert [at for at in await pair.offers() if at.startswith("Tue 24")] == [
        "Tue 24 18:00",
        "Tue 24 18:30",
        "Tue 24 19:00",
    ]


async def test_their_own_meeting_is_no_bar_to_moving_it(pair: Paired) -> None:
    before = await pair.offers()
    await pair.write(
        lambda conn: met(conn, pair.match, 1, "confirmed", pair.school.now.replace(hour=16) + DAY)
    )

    assert await pair.offers() == before


async def test_a_match_that_is_closed_or_not_whole_has_none(pair: Paired) -> None:
    await pair.write(lambda conn: matches.close(conn, pair.match, "done", None, pair.school.now))
    assert await pair.offers() == []
    await pair.write(lambda conn: erasure.forget_person(conn, pair.mentor))
    async with pair.school.store.read() as conn:
        assert await times_of(conn, pair.match, pair.school.now) is None
        assert await times_of(conn, 999, pair.school.now) is None


async def test_a_flow_finds_the_persons_own_week(pair: Paired) -> None:
    free, days = (Free(0, 600, 660), Free(4, 600, 660)), Days(date(2027, 2, 14), date(2027, 2, 21))
    await pair.school.do(pair.young_person, SetWeek(("weekday_day",), free), AddAway(days))
    starts = pair.school.now + DAY
    await pair.write(lambda conn: met(conn, pair.match, 1, "confirmed", starts))

    found = await pair.school.sees(pair.young_person, Seek(week=True), Role.YOUNG_PERSON)
    assert found == {"week": Week(free, (days,), (starts,))}
    async with pair.school.store.read() as conn:
        assert await week_of(conn, pair.mentor, pair.school.now) == Week(meetings=(starts,))


@pytest.mark.parametrize(("hour", "kept"), [(0, True), (12, True), (23, True)])
async def test_days_away_last_until_they_are_over_everywhere(pair: Paired, hour: int, kept: bool) -> None:
    await pair.school.do(pair.mentor, AddAway(Days(TUESDAY, TUESDAY)))
    now = datetime.combine(TUESDAY, datetime.min.time(), pair.school.now.tzinfo).replace(hour=hour)
    async with pair.school.store.read() as conn:
        assert bool((await week_of(conn, pair.mentor, now)).away) is kept
        assert not (await week_of(conn, pair.mentor, now + 2 * DAY)).away
