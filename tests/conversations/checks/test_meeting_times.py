"""When a pair would meet: pressed, or said in words on the person's own clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.check import Rejected
from conversations.checks.meeting_times import MOST_BUTTONS, MOST_PICKED, WhenCheck, narrowed
from conversations.checks.words import listed
from conversations.clock import in_utc, on_wall
from conversations.facts import Facts
from conversations.programme import Framework, Hours
from conversations.reply import Json
from tests.conversations.checks.world import FACTS
from tests.dialogues.words import WORDS

LONDON, NEW_YORK = "Europe/London", "America/New_York"
LOOK = replace(FACTS, labels=WORDS.labels["en"])
"""Monday 23 November 2026, half past nine in London."""


def evenings(zone: str = LONDON) -> tuple[datetime, ...]:
    """Return offers at 16:00, 16:30 ... 19:00 on Mondays to Thursdays for six weeks, from tomorrow on."""
    days = (date(2026, 11, 24) + timedelta(more) for more in range(42))
    clocks = [time(hour, minute) for hour in (16, 17, 18) for minute in (0, 30)] + [time(19)]
    return tuple(
        in_utc(datetime.combine(day, clock), zone) for day in days if day.weekday() < 4 for clock in clocks
    )


OFFERS = evenings()


def meant(text: str, facts: Facts = LOOK, offers: Sequence[datetime] = OFFERS) -> list[str]:
    found = narrowed(text, offers, facts)
    return [f"{on_wall(one, facts.zone):%a %d %H:%M}" for one in found.times]


def refused(
    text: str, facts: Facts = LOOK, offers: Sequence[datetime] = OFFERS
) -> tuple[str, dict[str, Json]]:
    with pytest.raises(Rejected) as found:
        narrowed(text, offers, facts)
    return found.value.prompt, dict(found.value.values)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (
            "thursday after 5",
            ["Thu 26 17:00", "Thu 26 17:30", "Thu 26 18:00", "Thu 26 18:30", "Thu 26 19:00"],
        ),
        ("thursday 4-6", ["Thu 26 16:00", "Thu 26 16:30", "Thu 26 17:00"]),
        ("tomorrow 5pm", ["Tue 24 17:00"]),
        ("tomorrow before 5", ["Tue 24 16:00"]),
        ("the 14th at 17:00", ["Mon 14 17:00"]),
        ("tue 5 or wed 6", ["Tue 24 17:00", "Wed 25 18:00"]),
        ("thursday 4 or 5pm", ["Thu 26 16:00", "Thu 26 17:00"]),
        ("14 december 6 or 6:30pm", ["Mon 14 18:00", "Mon 14 18:30"]),
        ("14 dec 6 or 7pm", ["Mon 14 18:00", "Mon 14 19:00"]),
        ("around 5 tomorrow", ["Tue 24 16:30", "Tue 24 17:00", "Tue 24 17:30"]),
        ("thursday between 4 and 4:30", ["Thu 26 16:00", "Thu 26 16:30"]),
        ("next tuesday at 7pm", ["Tue 01 19:00"]),
        ("friday 5pm or thursday 5pm", ["Thu 26 17:00"]),
        ("14 dec or 15 dec, 19:00", ["Mon 14 19:00", "Tue 15 19:00"]),
    ],
)
def test_words_mean_offers(text: str, times: list[str]) -> None:
    assert meant(text) == times


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("any tuesday evening", {1}),
        ("not mondays", {1, 2, 3}),
        ("mondays and wednesdays", {0, 2}),
        ("any day but monday or tuesday", {2, 3}),
        ("anytime", {0, 1, 2, 3}),
        ("in december", {0, 1, 2, 3}),
    ],
)
def test_days_are_kept_to(text: str, days: set[int]) -> None:
    assert {on_wall(one, LONDON).weekday() for one in narrowed(text, OFFERS, LOOK).times} == days


def test_the_soonest_are_those_of_the_first_day() -> None:
    assert [one[:6] for one in meant("As soon as possible!")] == ["Tue 24"] * 7
    assert refused("asap", offers=())[0] == "not_a_meeting_time"


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("tomorrow 5pm", True),
        ("tue 5 or wed 6", True),
        ("thursday after 6", False),
        ("5pm", False),
        ("thursday", False),
    ],
)
def test_it_is_told_whether_moments_were_named(text: str, exact: bool) -> None:
    assert narrowed(text, OFFERS, LOOK).exact is exact


@pytest.mark.parametrize(
    ("text", "prompt", "values"),
    [
        *[(text, "not_a_meeting_time", {}) for text in ("", "hello", "mum says thursday", "x" * 5_000, "🎉")],
        *[
            (text, "date_in_past", {})
            for text in ("yesterday", "today 9am", "23 november at 9", "1 jan 2020 5pm")
        ],
        *[
            (text, "date_beyond_plan", {"days": 42})
            for text in (
                "14 feb",
                "29 feb 5pm",
                "in august",
                "31 dec 9999 5pm",
                "1 june 2027 at 5",
                "in 100 days",
            )
        ],
        *[
            (text, "time_out_of_hours", {"earliest": "09:00", "latest": "20:00"})
            for text in (
                "tomorrow 7am",
                "tuesday at 9pm",
                "after 8pm",
                "before 9am",
                "thursday 20-22",
                "any day 5am",
            )
        ],
        ("31 april 5pm", "not_that_many_days", {"days": 30}),
        ("29 feb 2027", "not_a_leap_year", {"year": 2027}),
        ("tuesday 4 december 5pm", "not_that_weekday", {}),
        ("today 5pm", "time_too_soon", {"hours": 24, "nearest": "Tue 24 November, 17:00"}),
        ("tomorrow 9am", "time_too_soon", {"hours": 24, "nearest": "Tue 24 November, 16:00"}),
        ("friday 5pm", "time_none_fits", {"nearest": "Thu 26 November, 17:00"}),
        ("thursday 17:15", "time_none_fits", {"nearest": "Thu 26 November, 17:00"}),
        ("thursday morning", "time_none_fits", {"nearest": "Thu 26 November, 16:00"}),
        ("this weekend", "time_none_fits", {"nearest": "Mon 30 November, 16:00"}),
        ("fridays", "time_none_fits", {"nearest": "Tue 24 November, 16:00"}),
        ("midday", "time_none_fits", {"nearest": "Tue 24 November, 16:00"}),
        ("not after 4", "time_none_fits", {"nearest": "Tue 24 November, 16:00"}),
    ],
)
def test_what_does_not_fit_says_why(text: str, prompt: str, values: dict[str, Json]) -> None:
    assert refused(text) == (prompt, values)


def test_without_any_offers_nothing_is_near() -> None:
    assert refused("thursday after 4", offers=()) == ("time_none_left", {})
    assert refused("today 5pm", offers=()) == ("time_none_left", {})
    assert refused("yesterday", offers=())[0] == "date_in_past"


def test_a_weekday_that_is_full_is_not_moved_to_another_week_unseen() -> None:
    later = tuple(one for one in OFFERS if on_wall(one, LONDON).date() > date(2026, 11, 30))

    assert refused("thursday 5pm", offers=later) == ("time_none_fits", {"nearest": "Tue 1 December, 17:00"})


def test_the_programmes_notice_and_reach_are_said() -> None:
    facts = replace(LOOK, framework=Framework("", "", hours=Hours(notice=72, ahead=10)))

    assert refused("tomorrow 5pm", facts, OFFERS[14:])[0] == "time_too_soon"
    assert refused("14 dec", facts, OFFERS[:20]) == ("date_beyond_plan", {"days": 10})


def test_a_mentor_in_another_zone_speaks_on_their_own_clock() -> None:
    facts = replace(LOOK, zone=NEW_YORK)

    assert meant("tomorrow noon", facts) == ["Tue 24 12:00"]
    found = narrowed("tomorrow noon", OFFERS, facts, zone=LONDON).times
    assert found == (datetime(2026, 11, 24, 17, tzinfo=UTC),)
    with pytest.raises(Rejected) as outside:
        narrowed("tomorrow 5pm", OFFERS, facts, zone=LONDON)
    assert outside.value.prompt == "time_out_of_hours"
    assert outside.value.values == {"earliest": "04:00", "latest": "15:00"}


@pytest.mark.parametrize("year", range(2026, 2037))
def test_words_mean_the_wall_clock_on_either_side_of_every_change(year: int) -> None:
    """In the week of the last Sunday of March and of October, five is five, whatever UTC says."""
    for month in (3, 10):
        now = datetime(year, month, 20, 10, tzinfo=UTC)
        facts = replace(LOOK, now=now)
        days = [date(year, month, 24) + timedelta(more) for more in range(10)]
        offers = [in_utc(datetime.combine(day, time(17)), LONDON) for day in days]

        assert narrowed("5pm", offers, facts).times == tuple(offers)
        assert len({one.hour for one in offers}) == 2


def check(offers: Sequence[datetime] = OFFERS) -> WhenCheck:
    return WhenCheck(offers, LOOK)


def test_buttons_are_a_handful_on_different_days_in_words() -> None:
    assert [choice.words for choice in check().choices] == [
        "Tue 24 November, 16:00",
        "Wed 25 November, 19:00",
        "Thu 26 November, 16:00",
        "Mon 30 November, 19:00",
        "Tue 1 December, 16:00",
        "Wed 2 December, 19:00",
    ]
    assert len(check().choices) == MOST_BUTTONS
    assert all(len(choice.value) <= 40 for choice in check().choices)
    assert check(()).choices == ()


def test_buttons_are_on_the_persons_own_clock() -> None:
    shown = WhenCheck(OFFERS, replace(LOOK, zone=NEW_YORK), shown=1, zone=LONDON).choices

    assert [choice.words for choice in shown] == ["Tue 24 November, 11:00"]


def test_what_was_pressed_is_taken() -> None:
    values = [choice.value for choice in check().choices]

    assert check().parse(values[0], LOOK) == (OFFERS[0],)
    assert check().parse("\n".join(reversed(values[:3])), LOOK) == tuple(
        datetime.fromisoformat(value) for value in values[:3]
    )


def test_a_buttons_words_are_taken() -> None:
    assert check().parse("  tue 24 november, 16:00", LOOK) == (OFFERS[0],)


def test_typed_words_may_mean_more_than_can_be_picked() -> None:
    found = check().parse("any tuesday", LOOK)

    assert len(found) > MOST_PICKED
    assert found == tuple(sorted(found))


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("", "too_few_choices"),
        ("   ", "too_few_choices"),
        ("\n".join(one.isoformat() for one in OFFERS[: MOST_PICKED + 1]), "too_many_choices"),
        ("2026-11-24T03:00:00+00:00", "time_taken"),
        (f"{OFFERS[0].isoformat()}\n2026-11-24T03:00:00+00:00", "time_taken"),
        ("2026-11-24T03:00:00", "time_out_of_hours"),
        ("hello", "not_a_meeting_time"),
    ],
)
def test_what_cannot_be_taken_is_refused(text: str, prompt: str) -> None:
    with pytest.raises(Rejected) as found:
        check().parse(text, LOOK)
    assert found.value.prompt == prompt


def test_an_answer_is_stored_and_stays_though_it_is_no_longer_free() -> None:
    picked = (OFFERS[3], OFFERS[9])
    stored = check().dump(picked)

    assert stored == [OFFERS[3].isoformat(), OFFERS[9].isoformat()]
    assert check(()).load(stored, LOOK) == picked


@pytest.mark.parametrize("stored", [None, [], "2026-11-24T17:00:00+00:00", [5], ["2026-11-24T17:00:00"], {}])
def test_what_is_no_answer_is_asked_again(stored: Json) -> None:
    with pytest.raises(Rejected):
        check().load(stored, LOOK)


WORDS_OF_TIME = listed(
    "next this in a the on at after before between and or not but any every 4 5pm 17:30 half past noon "
    "monday tuesdays thu fri weekend weekdays week tomorrow morning evening 14th feb 29 31 april dec until "
    "from to - , either whenever soonest 2 weeks month today tonight"
)


@given(st.lists(st.sampled_from(WORDS_OF_TIME), max_size=9).map(" ".join))
def test_any_words_are_offers_or_a_refusal(text: str) -> None:
    try:
        found = narrowed(text, OFFERS, LOOK).times
    except Rejected as refusal:
        assert refusal.prompt in WORDS.sources["en"]
    else:
        assert found
        assert set(found) <= set(OFFERS)
        assert found == tuple(sorted(found))
