"""How an organisation's matches go, out of the store: colours with reasons, numbers, one match's sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from conversations.effects import NoteConcern
from conversations.facts import Role, Seek
from conversations.health import Colour, Health, Matches, Numbers, Rating, Told, Why
from conversations.matching import Wanted
from conversations.programme import Side
from mentoring.overview import MOST_LISTED, MOST_TOLD, month_began, numbers, seen
from storage import goals, matches, people
from storage.tables import check_in, person
from tests.mentoring.school import ELM, OAK, School
from tests.storage.matched import DAY, checked, matched, met, proposed

RED, AMBER, GREEN = Colour.RED, Colour.AMBER, Colour.GREEN


@dataclass
class Pair:
    """A match, with both of its people."""

    school: School
    id: int
    max: int
    ann: int

    async def met(self, number: int, status: str, days: int, **more: Any) -> int:
        """Add a meeting so many days ago."""
        async with self.school.store.write() as conn:
            return await met(conn, self.id, number, status, self.school.now - days * DAY, **more)

    async def proposed(self, days: int) -> None:
        """Let the mentor propose times so many days ago."""
        async with self.school.store.write() as conn:
            number = await met(conn, self.id, 9, "proposed", None)
            await proposed(conn, number, self.max, self.school.now - days * DAY)

    async def answered(self, person_id: int, days: int, occasion: str = "1", **answers: Any) -> None:
        """Let somebody answer a check-in so many days ago."""
        at = self.school.now - days * DAY
        async with self.school.store.write() as conn:
            await checked(conn, self.id, person_id, occasion, at, answered_at=at, answers=answers)

    async def passed_on(self, person_id: int, days: int) -> None:
        """Let a check-in of somebody's be passed on so many days ago."""
        at = self.school.now - days * DAY
        async with self.school.store.write() as conn:
            await checked(conn, self.id, person_id, "9", at - DAY, passed_on_at=at)


async def pair(
    school: School, days: int = 20, of: str = OAK, names: tuple[str, str] = ("Max", "Ann")
) -> Pair:
    """Match two new people, so many days ago."""
    max_, ann = (
        await school.person(names[0], Role.MENTOR, of=of),
        await school.person(names[1], Role.YOUNG_PERSON, of=of),
    )
    async with school.store.write() as conn:
        made = await matched(conn, max_, ann, since=school.now - days * DAY)
    return Pair(school, made, max_, ann)


async def healths(school: School, of: str = OAK) -> list[Health]:
    """Return how an organisation's matches go, those that need somebody most first."""
    home = await school.organisation(of)
    async with school.store.read() as conn:
        return [one.health for one in await seen(conn, [home.id], school.now)]


async def health(school: School) -> tuple[Colour, tuple[Why, ...]]:
    """Return the colour and the reasons of the only match."""
    [one] = await healths(school)
    return one.colour, one.why


async def of_none(_: Pair) -> None:
    """Let nothing happen."""


async def of_two_missed(one: Pair) -> None:
    await one.met(1, "held", 30)
    await one.met(2, "missed", 15)
    await one.met(3, "cancelled", 10)
    await one.met(4, "missed", 5)


async def of_a_meeting_after_misses(one: Pair) -> None:
    await one.met(1, "missed", 30)
    await one.met(2, "missed", 15)
    await one.met(3, "held", 5)


async def of_an_old_meeting(one: Pair) -> None:
    await one.met(1, "held", 60)
    await one.answered(one.ann, 3, how="fine")
    await one.answered(one.max, 3, relationship=4)


async def of_one_to_come(one: Pair) -> None:
    await one.met(1, "held", 40)
    await one.met(2, "confirmed", -3)
    await one.answered(one.ann, 3, how="fine")
    await one.answered(one.max, 3, relationship=4)


async def of_an_agreed_time(one: Pair) -> None:
    await one.met(1, "proposed", -3)


async def of_an_unlogged_meeting(one: Pair) -> None:
    await one.met(1, "confirmed", 8)


async def of_waiting_times(one: Pair) -> None:
    await one.proposed(8)


async def of_a_low_rating(one: Pair) -> None:
    await one.answered(one.ann, 9, "1", rating=5)
    await one.answered(one.ann, 3, "2", rating=2)


async def of_a_rating_that_got_better(one: Pair) -> None:
    await one.answered(one.max, 9, "1", relationship=1)
    await one.answered(one.max, 3, "2", relationship=4)


async def of_fear(one: Pair) -> None:
    await one.answered(one.ann, 9, "1", safe="yes")
    await one.answered(one.ann, 3, "2", safe="no")


async def of_a_mentor_who_is_not_sure(one: Pair) -> None:
    await one.answered(one.max, 3, safe="not_sure")
    await one.answered(one.ann, 2, safe="yes")


async def of_fear_before_a_good_meeting(one: Pair) -> None:
    await one.answered(one.ann, 9, "1", how="not_good", rating=2, safe="no")
    await one.answered(one.ann, 3, "2", how="great", rating=5)


async def of_a_low_rating_before_no_meeting(one: Pair) -> None:
    await one.answered(one.ann, 9, "1", how="not_good", rating=2)
    await one.answered(one.ann, 3, "2", how="no_meeting")


async def of_an_unlogged_meeting_before_another(one: Pair) -> None:
    await one.met(1, "confirmed", 12)
    await one.met(2, "confirmed", 1)


async def of_fear_that_is_over(one: Pair) -> None:
    await one.answered(one.ann, 9, "1", safe="no")
    await one.answered(one.ann, 3, "2", safe="yes")


async def of_no_answer(one: Pair) -> None:
    await one.passed_on(one.ann, 4)


async def of_an_answer_after_all(one: Pair) -> None:
    await one.passed_on(one.ann, 4)
    await one.answered(one.ann, 3, rating=4)


async def of_a_concern(one: Pair) -> None:
    await one.school.crisis(one.ann)


async def of_a_closed_concern(one: Pair) -> None:
    number = await one.school.crisis(one.max)
    await one.school.do(await one.school.coordinator("Lee"), NoteConcern(number, "spoken to", closes=True))


async def of_leaving(one: Pair) -> None:
    async with one.school.store.write() as conn:
        await people.set_status(conn, one.max, "left", one.school.now)


@pytest.mark.parametrize(
    ("story", "days", "colour", "why"),
    [
        (of_none, 20, GREEN, ()),
        (of_none, 50, RED, (("no_meeting", 50), ("silent_young_person", 50), ("silent_mentor", 50))),
        (
            of_two_missed,
            99,
            RED,
            (("missed", 2), ("none_arranged", 30), ("silent_young_person", 30), ("silent_mentor", 30)),
        ),
        (of_a_meeting_after_misses, 99, GREEN, ()),
        (of_an_old_meeting, 99, RED, (("no_meeting", 60),)),
        (of_one_to_come, 99, GREEN, ()),
        (of_an_agreed_time, 20, AMBER, (("adult", 0),)),
        (of_an_unlogged_meeting, 20, AMBER, (("unlogged", 8),)),
        (of_waiting_times, 20, AMBER, (("proposal", 8),)),
        (of_a_low_rating, 20, AMBER, (("low_young_person", 2),)),
        (of_a_rating_that_got_better, 20, GREEN, ()),
        (of_fear, 20, RED, (("unsafe", 0),)),
        (of_a_mentor_who_is_not_sure, 20, AMBER, (("unsure", 0),)),
        (of_fear_that_is_over, 20, GREEN, ()),
        (of_fear_before_a_good_meeting, 20, RED, (("unsafe", 0),)),
        (of_a_low_rating_before_no_meeting, 20, AMBER, (("low_young_person", 2),)),
        (of_an_unlogged_meeting_before_another, 20, AMBER, (("unlogged", 12),)),
        (of_no_answer, 20, AMBER, (("passed_on_young_person", 0),)),
        (of_an_answer_after_all, 20, GREEN, ()),
        (of_a_concern, 20, RED, (("concern", 0),)),
        (of_a_closed_concern, 20, GREEN, ()),
        (of_leaving, 20, RED, (("gone", 0),)),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
async def test_what_happened_gives_the_colour_and_its_reasons(
    school: School, story: Any, days: int, colour: Colour, why: tuple[tuple[str, int], ...]
) -> None:
    await story(await pair(school, days))

    assert await health(school) == (colour, tuple(Why(*reason) for reason in why))


async def test_whoever_has_paused_is_not_missed(school: School) -> None:
    one = await pair(school, 31)
    await one.met(1, "confirmed", -3)
    async with school.store.write() as conn:
        paused = update(person).where(person.c.id == one.ann)
        await conn.execute(paused.values(paused_until=school.now + DAY))

    assert await health(school) == (AMBER, (Why("silent_mentor", 31),))


async def test_organisations_are_kept_apart(school: School) -> None:
    mine, theirs = await pair(school, 60), await pair(school, 60, ELM)

    assert [one.match for one in await healths(school)] == [mine.id]
    assert [one.match for one in await healths(school, ELM)] == [theirs.id]


async def test_numbers_count_this_month_on_the_coordinator_s_clock(school: School) -> None:
    one, two = await pair(school, 60), await pair(school, 10)
    await one.met(1, "held", 30, lasted=45)
    await one.met(2, "held", 3)
    await two.met(1, "held", 1, lasted=90)
    home = await school.organisation()
    async with school.store.read() as conn:
        found = numbers(await seen(conn, [home.id], school.now, "Europe/London"))

    assert found == Numbers(green=2, amber=0, red=0, meetings=2, minutes=150, all_minutes=195)


@pytest.mark.parametrize(
    ("now", "zone", "began"),
    [
        (datetime(2026, 11, 23, 10, tzinfo=UTC), "Europe/London", datetime(2026, 11, 1, tzinfo=UTC)),
        (datetime(2027, 6, 30, 23, 30, tzinfo=UTC), "Europe/London", datetime(2027, 6, 30, 23, tzinfo=UTC)),
        (datetime(2027, 6, 30, 23, 30, tzinfo=UTC), "UTC", datetime(2027, 6, 1, tzinfo=UTC)),
    ],
)
def test_a_month_begins_at_midnight_on_a_clock(now: datetime, zone: str, began: datetime) -> None:
    assert month_began(now, zone) == began


async def found(school: School, number: int = 0, name: str = "", of: str = OAK) -> Matches:
    """Return what a coordinator is shown who asks for a match."""
    shown: Matches = (await school.sees(0, Seek(matches=Wanted(number, name)), of=of))["matches"]
    return shown


async def test_a_sheet_holds_all_that_a_coordinator_may_see(school: School) -> None:
    one = await pair(school, 20)
    await one.met(1, "held", 9, lasted=75)
    await one.met(2, "missed", 5)
    await one.met(3, "proposed", -3)
    await one.answered(one.ann, 9, "1", rating=2, words="It was odd")
    await one.answered(one.max, 3, relationship=4)
    async with school.store.write() as conn:
        await goals.add(conn, one.id, "Find a course", None, one.ann, school.now)

    shown = await found(school, one.id)

    sheet = shown.sheet
    assert sheet is not None
    assert (sheet.since, sheet.months, sheet.closed) == (date(2026, 11, 3), 12, None)
    assert (sheet.held, sheet.missed, sheet.minutes) == (1, 1, 75)
    assert (sheet.next, sheet.waits, sheet.adult, sheet.needs_adult) == (None, "adult", "", True)
    assert sheet.ratings == (Rating(Side.MENTOR, 4), Rating(Side.YOUNG_PERSON, 2))
    assert (sheet.goals_open, sheet.goals_reached) == (1, 0)
    assert (sheet.health.match, sheet.health.colour) == (one.id, AMBER)
    assert sheet.told == (Told(Side.YOUNG_PERSON, date(2026, 11, 14), "It was odd"),)
    assert "Find a course" not in repr(shown)


async def test_what_both_write_for_the_team_is_on_the_sheet_newest_first(school: School) -> None:
    one = await pair(school, 60)
    await one.met(1, "held", 30, notes="A good start")
    await one.answered(one.max, 20, activities="We wrote a CV", outcomes=None, relationship=4)
    for day in range(MOST_TOLD):
        await one.answered(one.ann, day + 1, str(day), rating=4, words=f"On day {day}", why="other")

    sheet = (await found(school, one.id)).sheet

    assert sheet is not None
    assert [told.words for told in sheet.told] == [f"On day {day}" for day in range(MOST_TOLD)]
    async with school.store.write() as conn:
        await conn.execute(delete(check_in).where(check_in.c.person_id == one.ann))
    sheet = (await found(school, one.id)).sheet
    assert sheet is not None
    assert [(told.side, told.words) for told in sheet.told] == [
        (Side.MENTOR, "We wrote a CV"),
        (Side.MENTOR, "A good start"),
    ]


async def test_an_ended_match_is_found_by_its_number_only(school: School) -> None:
    one = await pair(school, 60)
    async with school.store.write() as conn:
        await matches.close(conn, one.id, "moved", None, school.now - DAY)

    by_number = await found(school, one.id)

    assert by_number.sheet is not None
    assert by_number.sheet.closed == date(2026, 11, 22)
    assert by_number.sheet.closed_for == "moved"
    assert await found(school, name="ann") == await found(school) == Matches()


async def test_one_of_another_organisation_is_not_found(school: School) -> None:
    one = await pair(school, 60)

    assert await found(school, one.id, of=ELM) == Matches()
    assert await found(school, name="Max", of=ELM) == Matches()


async def test_names_find_either_of_the_two_whatever_their_accents(school: School) -> None:
    sian = await pair(school, 60, names=("Max", "Siân"))
    both = await pair(school, 20, names=("SIAN", "Ben"))

    shown = await found(school, name="sian")

    assert [one.match for one in shown.found] == [sian.id, both.id]
    assert shown.sheet is None
    assert (await found(school, name="ben")).sheet is not None
    assert [one.match for one in shown.listed] == [sian.id, both.id]


async def test_the_list_shows_those_first_who_need_somebody(school: School) -> None:
    for days in range(MOST_LISTED):
        await pair(school, days)
    late = await pair(school, 60)

    shown = await found(school)

    assert (len(shown.listed), shown.count, shown.listed[0].match) == (MOST_LISTED, MOST_LISTED + 1, late.id)
    assert shown.found == ()


async def test_a_day_is_a_day_and_not_a_date(school: School) -> None:
    """Counted in days of 24 hours, so that nothing changes its colour at midnight."""
    await pair(school, 30)
    assert (await health(school))[0] is AMBER
    school.now -= timedelta(minutes=1)
    assert (await health(school))[0] is GREEN
