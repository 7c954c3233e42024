"""Who may fit a young person: the reasons that are counted, those that never are, and the order they give."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from conversations.facts import Role, Seek
from conversations.flows.fields import FIELDS, MENTOR_FIELDS
from conversations.matching import Fit, Matching, MatchWanted, Wanted
from conversations.reply import Json
from mentoring.matching import COMPARED, MOST_CANDIDATES, MOST_WAITING, fits, needs_adult, points
from storage import people
from tests.mentoring.school import ELM, School
from tests.storage.matched import matched

ANY = Wanted()

ANN: Mapping[str, Json] = {
    "date_of_birth": "2009-05-03",
    "region": "london",
    "interests": ["art", "music", "other"],
    "interests_other": "Drums",
    "help_with": ["cv", "confidence"],
    "free_times": ["weekend_morning"],
    "languages": ["english", "polish"],
    "ease": ["step_free"],
    "mentor_wish": ["woman", "like_me"],
}
MAX: Mapping[str, Json] = {
    "region": "london",
    "industries": ["music", "art", "other"],
    "industries_other": "Drums",
    "can_help_with": ["cv", "exams", "other"],
    "free_times": ["weekend_morning", "weekday_evening"],
    "languages": ["polish", "english"],
    "capacity": 2,
}


def test_what_both_told_is_a_reason_in_the_young_person_s_order() -> None:
    assert fits(ANN, MAX) == (
        (
            Fit("help_with", ("cv",)),
            Fit("interests", ("art", "music")),
            Fit("free_times", ("weekend_morning",)),
            Fit("languages", ("polish",)),
            Fit("region", ("london",)),
        ),
        (),
    )


def test_what_a_meeting_needs_and_is_missing_is_told() -> None:
    reasons, gaps = fits(ANN, {**MAX, "free_times": ["weekday_day"], "languages": ["urdu"]})

    assert gaps == ("free_times", "languages")
    assert {reason.kind for reason in reasons} == {"help_with", "interests", "region"}


def test_english_is_no_reason_and_no_gap() -> None:
    assert fits({"languages": ["english"]}, {"languages": ["english"]}) == ((), ("free_times",))


@pytest.mark.parametrize("young", [{}, {"interests": None, "region": "", "languages": []}])
def test_who_told_nothing_has_no_reasons(young: Mapping[str, Json]) -> None:
    assert fits(young, MAX) == ((), ("free_times", "languages"))


def test_only_what_is_listed_is_compared_and_nothing_protected_is() -> None:
    """Age, gender, background, health and needs change nothing, whatever was told of them."""
    protected: dict[str, Json] = {
        "date_of_birth": "1999-01-01",
        "ease": ["quiet"],
        "mentor_wish": ["man"],
        "first_name": "Jo",
    }

    assert fits({**ANN, **protected}, {**MAX, **protected}) == fits(ANN, MAX)
    assert set(COMPARED) == {"help_with", "interests", "free_times", "languages", "region"}
    assert set(COMPARED) <= set(FIELDS)
    assert {other for other, _ in COMPARED.values()} <= set(MENTOR_FIELDS)


def test_help_that_is_wanted_counts_most() -> None:
    assert points((Fit("help_with", ("cv", "exams")), Fit("region", ("london",)))) == 7
    assert [weight for _, weight in COMPARED.values()] == sorted(
        (weight for _, weight in COMPARED.values()), reverse=True
    )


@pytest.mark.parametrize(
    ("born", "framework", "needs"),
    [
        ("2008-11-23", "one-hour-a-month", False),
        ("2008-11-24", "one-hour-a-month", True),
        ("2006-11-24", "school-hour", True),
        ("2006-11-23", "school-hour", False),
        (None, "one-hour-a-month", True),
        ("soon", "one-hour-a-month", True),
    ],
)
def test_an_adult_is_needed_below_the_programme_s_age_and_where_the_age_is_not_known(
    school: School, born: Json, framework: str, needs: bool
) -> None:
    assert needs_adult(born, framework, "Europe/London", school.now) is needs


def test_the_birthday_is_on_the_young_person_s_own_calendar(school: School) -> None:
    evening = school.now.replace(hour=20)

    assert needs_adult("2008-11-24", "one-hour-a-month", "Europe/London", evening)
    assert not needs_adult("2008-11-24", "one-hour-a-month", "Asia/Tokyo", evening)


async def joined(school: School, first_name: str, role: Role, fields: Mapping[str, Any], **more: Any) -> int:
    """Make somebody who told this about themselves."""
    made = await school.person(first_name, role, **more)
    async with school.store.write() as conn:
        await people.set_profile(conn, made, fields)
        await people.set_status(conn, made, more.get("status", "active"), school.now)
    return made


async def desk(school: School, young: Wanted = ANY, mentor: Wanted = ANY, of: str = "") -> Matching:
    """Return what a coordinator is shown who looks for these."""
    seek = Seek(matching=MatchWanted(young, mentor))
    where = {"of": of} if of else {}
    found: Matching = (await school.sees(0, seek, Role.COORDINATOR, **where))["matching"]
    return found


async def test_those_who_fit_best_come_first_with_their_reasons(school: School) -> None:
    ann = await joined(school, "Ann", Role.YOUNG_PERSON, ANN)
    far = await joined(school, "Far", Role.MENTOR, {**MAX, "free_times": ["weekday_day"]})
    less = await joined(school, "Less", Role.MENTOR, {**MAX, "can_help_with": ["exams"]})
    best = await joined(school, "Max", Role.MENTOR, {**MAX, "job": "Engineer"})
    await joined(school, "Elm", Role.MENTOR, MAX, of=ELM)

    seen = await desk(school, Wanted(number=ann))

    assert [one.id for one in seen.mentors] == [best, less, far]
    assert (seen.mentors[0].job, seen.mentors[0].room) == ("Engineer", 2)
    assert seen.mentors[0].fits == fits(ANN, MAX)[0]
    assert seen.mentors[2].gaps == ("free_times",)
    assert (seen.found[0].first_name, seen.found[0].needs_adult) == ("Ann", True)
    assert seen.found[0].profile == ANN


async def test_without_a_young_person_no_mentors_are_read(school: School) -> None:
    await joined(school, "Ann", Role.YOUNG_PERSON, ANN)
    await joined(school, "Max", Role.MENTOR, MAX)

    seen = await desk(school)

    assert ([one.first_name for one in seen.waiting], seen.count) == (["Ann"], 1)
    assert (seen.found, seen.mentors, seen.found_mentors) == ((), (), ())


async def test_only_the_best_few_are_shown_and_another_is_found_by_name(school: School) -> None:
    ann = await joined(school, "Ann", Role.YOUNG_PERSON, ANN)
    for number in range(MOST_CANDIDATES):
        await joined(school, f"Max{number}", Role.MENTOR, MAX)
    zoe = await joined(school, "Zoe", Role.MENTOR, {})

    by_name = await desk(school, Wanted(number=ann), Wanted(name="zoe"))
    by_number = await desk(school, Wanted(number=ann), Wanted(number=zoe))

    assert len(by_name.mentors) == MOST_CANDIDATES
    assert zoe not in {one.id for one in by_name.mentors}
    assert [one.id for one in by_name.found_mentors] == [one.id for one in by_number.found_mentors] == [zoe]


async def test_all_who_wait_are_counted_however_many_are_shown(school: School) -> None:
    for _ in range(MOST_WAITING + 2):
        await joined(school, "Ann", Role.YOUNG_PERSON, ANN)
        school.later(minutes=1)

    seen = await desk(school)

    assert (len(seen.waiting), seen.count) == (MOST_WAITING, MOST_WAITING + 2)
    assert seen.waiting[0].since == school.now - timedelta(minutes=MOST_WAITING + 2)


async def test_whoever_has_a_mentor_or_is_elsewhere_is_not_offered(school: School) -> None:
    ann = await joined(school, "Ann", Role.YOUNG_PERSON, ANN)
    max_ = await joined(school, "Max", Role.MENTOR, {**MAX, "capacity": 1})
    ben = await joined(school, "Ben", Role.YOUNG_PERSON, ANN)
    async with school.store.write() as conn:
        await matched(conn, max_, ann)

    assert (await desk(school, Wanted(number=ann))).found == ()
    assert (await desk(school, Wanted(number=ben))).mentors == ()
    assert await desk(school, Wanted(number=ben), of=ELM) == Matching()
