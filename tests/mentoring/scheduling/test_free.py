"""When two people can meet: never outside the hours of either, over every change of the clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.clock import in_utc, on_wall
from conversations.programme import Hours, SchoolHours
from conversations.week import Days, Free, merged, of_parts
from mentoring.scheduling.free import PairTimes, PersonTimes, Span, offers
from mentoring.scheduling.school_year import public_holidays

LONDON, NEW_YORK = "Europe/London", "America/New_York"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday."""
ANY_TIME = Hours(time(0), time(23, 59), SchoolHours.IGNORE, notice=0, ahead=14, holidays="")
HOUR = timedelta(hours=1)
HALF_HOUR = timedelta(minutes=30)
LOOK = timedelta(minutes=5)


def times(
    mentor: PersonTimes, young_person: PersonTimes, hours: Hours = ANY_TIME, now: datetime = NOW, **more: int
) -> list[datetime]:
    """Return the offers of a pair that lives by the young person's clock."""
    pair = PairTimes(young_person.zone, mentor, young_person)
    return offers(pair, hours, now, more.get("minutes", 60))


def walls(found: list[datetime], zone: str = LONDON) -> list[str]:
    return [f"{on_wall(one, zone):%a %d %H:%M}" for one in found]


def free(*hours: tuple[int, int, int], zone: str = LONDON) -> PersonTimes:
    """Return somebody who is free on weekdays, 0 is Monday, from one hour to another."""
    return PersonTimes(zone, tuple(Free(day, begins * 60, ends * 60) for day, begins, ends in hours))


def test_what_suits_both_is_offered_on_whole_and_half_hours() -> None:
    mentor, young_person = free((1, 16, 19), (3, 9, 12)), free((1, 17, 20), (4, 9, 12))

    found = times(mentor, young_person)

    assert walls(found) == [f"Tue {day} {at}" for day in ("24", "01") for at in ("17:00", "17:30", "18:00")]


@pytest.mark.parametrize(("minutes", "last"), [(30, "18:30"), (60, "18:00"), (90, "17:30"), (180, None)])
def test_a_meeting_is_over_while_both_are_still_free(minutes: int, last: str | None) -> None:
    found = walls(times(free((1, 17, 19)), free((1, 17, 20)), minutes=minutes))

    assert [one[-5:] for one in found[-1:]] == ([last] if last else [])


def test_hours_that_begin_at_odd_minutes_are_kept_to() -> None:
    odd = PersonTimes(LONDON, (Free(1, 17 * 60 + 10, 19 * 60 + 20),))

    assert walls(times(odd, free((1, 0, 24))))[:2] == ["Tue 24 17:30", "Tue 24 18:00"]


def test_hours_over_midnight_are_one_where_they_touch() -> None:
    """Late hours in London are the afternoon and evening in New York."""
    young_person = free((1, 22, 24), (2, 0, 2))
    mentor = free((1, 17, 24), zone=NEW_YORK)
    found = offers(PairTimes(NEW_YORK, mentor, young_person), ANY_TIME, NOW, 60)

    assert walls(found)[:5] == [f"Tue 24 {at}" for at in ("22:00", "22:30", "23:00", "23:30")] + [
        "Wed 25 00:00"
    ]
    assert walls(found, NEW_YORK)[0] == "Tue 24 17:00"


def test_who_set_no_hours_has_those_of_their_profile_and_else_the_programmes() -> None:
    evenings = PersonTimes(LONDON, parts=("weekday_evening",))
    nothing = PersonTimes(LONDON)

    assert walls(times(evenings, nothing, Hours()))[:2] == ["Tue 24 17:00", "Tue 24 17:30"]
    assert walls(times(nothing, nothing, Hours()))[:2] == ["Tue 24 15:30", "Tue 24 16:00"]
    assert walls(times(replace(evenings, free=(Free(2, 600, 720),)), nothing))[0] == "Wed 25 10:00"
    assert times(PersonTimes(LONDON, parts=("gone",)), nothing) == times(nothing, nothing)


def test_who_is_at_school_is_free_there_whatever_they_said_of_their_own_time() -> None:
    hours = Hours(school=SchoolHours.ONLY)
    at_home = PersonTimes(LONDON, parts=("weekday_evening",))

    assert walls(times(PersonTimes(LONDON), at_home, hours))[0] == "Tue 24 10:00"
    assert times(at_home, PersonTimes(LONDON), hours) == []
    assert times(PersonTimes(LONDON), free((1, 17, 19)), hours) == []


@pytest.mark.parametrize("who", ["mentor", "young_person"])
def test_nobody_is_offered_a_day_that_they_are_away(who: str) -> None:
    away = replace(free((1, 17, 18)), away=(Days(date(2026, 11, 20), date(2026, 11, 30)),))
    both = {"mentor": free((1, 17, 18)), "young_person": free((1, 17, 18)), who: away}

    assert walls(times(both["mentor"], both["young_person"])) == ["Tue 01 17:00"]


def test_days_away_are_of_ones_own_calendar() -> None:
    """Tuesday evening in London is Wednesday morning in Auckland."""
    mentor = PersonTimes("Pacific/Auckland", away=(Days(date(2026, 11, 25), date(2026, 11, 25)),))

    found = times(mentor, free((1, 9, 13), (1, 20, 23)), replace(ANY_TIME, ahead=2))

    assert walls(found) == ["Tue 24 09:00", "Tue 24 09:30", "Tue 24 10:00"]


@pytest.mark.parametrize("who", ["mentor", "young_person"])
def test_nobody_is_booked_twice(who: str) -> None:
    """A mentor with three young people has their other meetings too."""
    begins = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
    busy = replace(free((1, 16, 20)), busy=(Span(begins, begins + HOUR),))
    both = {"mentor": free((1, 16, 20)), "young_person": free((1, 16, 20)), who: busy}

    found = walls(times(both["mentor"], both["young_person"], replace(ANY_TIME, ahead=2)))

    assert found == ["Tue 24 16:00", "Tue 24 16:30", "Tue 24 17:00", "Tue 24 19:00"]


@pytest.mark.parametrize(
    ("hours", "first"),
    [
        (Hours(), "Tue 24 15:30"),
        (Hours(notice=72), "Thu 26 15:30"),
        (Hours(notice=0, earliest=time(7)), "Mon 23 15:30"),
        (Hours(earliest=time(7)), "Tue 24 15:30"),
        (Hours(earliest=time(16, 45)), "Tue 24 17:00"),
        (Hours(latest=time(15, 30)), "Sat 28 09:00"),
        (Hours(latest=time(9, 30)), None),
    ],
)
def test_the_programmes_hours_bound_them(hours: Hours, first: str | None) -> None:
    found = walls(times(PersonTimes(LONDON), PersonTimes(LONDON), hours))

    assert found[:1] == ([first] if first else [])
    assert not any(one[-5:] > f"{hours.latest:%H:%M}" for one in found)


def test_they_end_so_many_days_ahead() -> None:
    found = times(PersonTimes(LONDON), PersonTimes(LONDON), replace(ANY_TIME, ahead=3))

    assert walls(found)[-1] == "Thu 26 22:30"
    assert times(PersonTimes(LONDON), PersonTimes(LONDON), replace(ANY_TIME, ahead=1, notice=48)) == []


def test_a_mentor_in_another_zone_is_met_in_the_hours_of_both() -> None:
    mentor = PersonTimes(NEW_YORK, parts=("weekday_day",))

    found = times(mentor, PersonTimes(LONDON, parts=("weekday_evening",)), Hours())

    assert walls(found)[0] == "Tue 24 17:00"
    assert walls(found, NEW_YORK)[0] == "Tue 24 12:00"
    assert times(free((0, 9, 17), zone="Pacific/Auckland"), free((0, 9, 17)), Hours()) == []


def test_who_moves_is_met_in_the_same_hours_of_the_new_clock() -> None:
    mentor, before = PersonTimes(LONDON), free((1, 17, 18))
    after = replace(before, zone=NEW_YORK)

    assert walls(times(mentor, before))[0] == "Tue 24 17:00"
    assert walls(times(mentor, after), NEW_YORK)[0] == "Tue 24 17:00"
    assert times(mentor, after)[0] - times(mentor, before)[0] == 5 * HOUR


@pytest.mark.parametrize("year", [2028, 2032, 2036])
def test_29_february_is_a_day_like_others(year: int) -> None:
    leap_day = date(year, 2, 29)
    now = datetime(year, 2, 25, 10, tzinfo=UTC)
    on_the_day = PersonTimes(LONDON, (Free(leap_day.weekday(), 600, 660),))

    assert walls(times(on_the_day, PersonTimes(LONDON), now=now))[0] == f"{leap_day:%a} 29 10:00"
    away = replace(on_the_day, away=(Days(leap_day, leap_day),))
    assert walls(times(away, PersonTimes(LONDON), now=now))[0] == f"{leap_day:%a} 07 10:00"


def changes(zone: str) -> Iterator[tuple[str, datetime]]:
    """Yield every moment from 2026 to 2037 at which the clocks in ``zone`` change."""
    at, last, clock = datetime(2026, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC), ZoneInfo(zone)
    while at < last:
        if at.astimezone(clock).utcoffset() != (at + HOUR).astimezone(clock).utcoffset():
            yield zone, at + HOUR
        at += HOUR


CHANGES = [*changes(LONDON), *changes(NEW_YORK)]


def test_the_clocks_change_twice_a_year_in_both() -> None:
    assert len(CHANGES) == 2 * 2 * 12


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_a_time_of_day_stays_the_same_over_every_change(zone: str, change: datetime) -> None:
    """Both are free for an hour each afternoon: it is offered each day, before and after the change."""
    afternoon = PersonTimes(zone, tuple(Free(day, 17 * 60, 18 * 60) for day in range(7)))
    now = change - timedelta(days=3)

    found = times(afternoon, afternoon, replace(ANY_TIME, ahead=6), now)

    assert {on_wall(one, zone).time() for one in found} == {time(17)}
    assert len({on_wall(one, zone).date() for one in found}) == len(found) >= 6


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_the_hour_that_is_not_there_or_comes_twice_is_offered_once_or_not(
    zone: str, change: datetime
) -> None:
    """In the night of a change each half hour of the clock that exists is offered, and each only once."""
    day = on_wall(change, zone).date()
    midnight = in_utc(datetime.combine(day, time(0)), zone)
    found = times(
        PersonTimes(zone), PersonTimes(zone), replace(ANY_TIME, ahead=2), midnight - HOUR, minutes=30
    )
    shown = [on_wall(one, zone) for one in found if on_wall(one, zone).date() == day]

    assert len(shown) == len(set(shown))
    goes_forward = change.astimezone(ZoneInfo(zone)).dst()
    missing = {time(1), time(1, 30)} if zone == LONDON else {time(2), time(2, 30)}
    assert missing.isdisjoint({one.time() for one in shown}) == bool(goes_forward)
    assert found == sorted(set(found))


@pytest.mark.parametrize(
    "change", [at for zone, at in CHANGES if zone == LONDON], ids=lambda at: f"{at:%Y-%m-%d}"
)
def test_a_mentor_whose_clocks_change_on_another_day_is_kept_to_theirs(change: datetime) -> None:
    """Between the two changes the pair is an hour nearer or further apart."""
    mentor = PersonTimes(NEW_YORK, tuple(Free(day, 12 * 60, 13 * 60) for day in range(7)))
    found = times(mentor, PersonTimes(LONDON), replace(ANY_TIME, ahead=42), change - timedelta(days=21))

    assert {on_wall(one, NEW_YORK).time() for one in found} == {time(12)}
    assert {on_wall(one, LONDON).hour for one in found} == {16, 17}


# Zones on every side of the date line and of whole hours, whose clocks change by night or not at all.
ZONES = st.sampled_from(
    [
        *(LONDON, NEW_YORK, "Europe/Paris", "America/Los_Angeles", "America/St_Johns", "Asia/Kolkata"),
        *("Asia/Kathmandu", "Pacific/Auckland", "Pacific/Kiritimati", "Australia/Adelaide", "Africa/Lagos"),
    ]
)
HALVES = st.integers(8, 48).map(lambda number: number * 30)  # no boundary while clocks may change
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 12 * 365 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Free, ...]:
    found = draw(st.lists(st.tuples(st.integers(0, 6), HALVES, HALVES), max_size=6))
    return merged(Free(day, min(ends), max(ends)) for day, *ends in found if ends[0] != ends[1])


@st.composite
def people(draw: st.DrawFn, now: datetime) -> PersonTimes:
    away = draw(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 5)), max_size=2))
    busy = draw(st.lists(st.tuples(st.integers(0, 12 * 48), st.integers(1, 24)), max_size=3))
    today = now.date()
    taken = [(now.replace(minute=0) + HALF_HOUR * at, timedelta(minutes=5 * long)) for at, long in busy]
    return PersonTimes(
        draw(ZONES),
        draw(weeks()),
        draw(st.sampled_from([(), ("weekday_evening",), ("weekday_day", "weekend_morning")])),
        tuple(Days(today + timedelta(at), today + timedelta(at + more)) for at, more in away),
        tuple(Span(begins, begins + length) for begins, length in taken),
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[PairTimes, Hours, datetime, int]:
    now = draw(MOMENTS)
    mentor, young_person = draw(people(now)), draw(people(now))
    terms = draw(st.sampled_from([(), (Days(now.date() - timedelta(20), now.date() + timedelta(5)),)]))
    hours = Hours(
        earliest=draw(st.sampled_from([time(9), time(6, 30), time(16, 15)])),
        latest=draw(st.sampled_from([time(20), time(23), time(17)])),
        school=draw(st.sampled_from([*SchoolHours])),
        weekends=draw(st.booleans()),
        term_time_only=draw(st.booleans()),
        notice=draw(st.sampled_from([0, 24, 72])),
        ahead=draw(st.sampled_from([3, 12])),
        holidays=draw(st.sampled_from(["", "ENG", "SCT"])),
    )
    pair = PairTimes(young_person.zone, mentor, young_person, terms)
    return pair, hours, now, draw(st.sampled_from([30, 60, 90]))


def suits(person: PersonTimes, begins: datetime, ends: datetime, *, at_school: bool) -> bool:
    """Look every few minutes whether somebody is free, and at nothing else."""
    week = person.free or of_parts(() if at_school else person.parts)
    at = begins
    while at < ends:
        wall = on_wall(at, person.zone)
        minute = wall.hour * 60 + wall.minute
        is_free = not week or any(
            one.weekday == wall.weekday() and one.begins <= minute < one.ends for one in week
        )
        is_away = any(days.first <= wall.date() <= days.last for days in person.away)
        is_busy = any(one.begins <= at < one.ends for one in person.busy)
        if is_away or is_busy or not is_free:
            return False
        at += LOOK
    return True


def allows(hours: Hours, terms: tuple[Days, ...], begins: datetime, ends: datetime) -> bool:
    """Tell whether a programme meets from one wall time to another."""
    day = begins.date()
    school_ends, school_begins = hours.school_ends, hours.school_begins
    in_term = not terms or any(term.first <= day <= term.last for term in terms)
    maybe_term = in_term or not terms[0].first <= day <= terms[-1].last
    in_school = hours.school is SchoolHours.ONLY
    if ends.date() != day or begins.time() < hours.earliest or ends.time() > hours.latest:
        return False
    if day.weekday() > 4 and (in_school or not hours.weekends):
        return False
    if (in_school or hours.term_time_only) and not in_term:
        return False
    if hours.holidays and day in public_holidays(hours.holidays, day.year):
        return False
    if in_school:
        return school_begins <= begins.time() and ends.time() <= school_ends
    avoids = hours.school is SchoolHours.AVOID and maybe_term and day.weekday() < 5
    return not avoids or ends.time() <= school_begins or begins.time() >= school_ends


def looked_for(pair: PairTimes, hours: Hours, now: datetime, minutes: int) -> list[datetime]:
    """Return the offers by trying every half hour of the pair's clock."""
    found = []
    at = datetime.combine(on_wall(now, pair.zone).date(), time(4))
    while at.date() <= on_wall(now, pair.zone).date() + timedelta(hours.ahead):
        begins = in_utc(at, pair.zone)
        ends = begins + timedelta(minutes=minutes)
        at_school = hours.school is SchoolHours.ONLY
        fits = begins >= now + timedelta(hours=hours.notice) and allows(
            hours, pair.terms, at, on_wall(ends, pair.zone)
        )
        if fits and suits(pair.mentor, begins, ends, at_school=False):
            found += [begins] if suits(pair.young_person, begins, ends, at_school=at_school) else []
        at += HALF_HOUR
    return found


@settings(deadline=None, max_examples=150)
@given(world=worlds())
def test_offers_are_all_that_suit_both_and_nothing_else(
    world: tuple[PairTimes, Hours, datetime, int],
) -> None:
    assert offers(*world) == looked_for(*world)
