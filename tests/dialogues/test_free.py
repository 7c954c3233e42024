"""Somebody says when they are free and when they are away, and whose clock they live by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from conversations.check import Check, Rejected
from conversations.effects import AddAway, Effect, RemoveAway, SetWeek, SetZone
from conversations.facts import Facts, Role, Status
from conversations.flows.free import MOST_AWAY, Act, Which
from conversations.interrupts import normalised
from conversations.reply import Json
from conversations.week import Days, Free, Week, of_parts
from tests.dialogues.dialogue import JOINING, Conversation
from tests.dialogues.words import WORDS, spoken

FREE = replace(
    JOINING,
    status=Status.ACTIVE,
    first_name="Ann",
    profile={"first_name": "Ann", "free_times": ["weekday_evening", "weekend_morning"]},
    labels=WORDS.labels["en"],
)
HALF_TERM = Days(date(2027, 2, 14), date(2027, 2, 21))
ONE_DAY = Days(date(2026, 12, 1), date(2026, 12, 1))
AWAY = replace(FREE, week=Week(away=(ONE_DAY, HALF_TERM)))


def talk_of(*said: str, facts: Facts = FREE) -> Conversation:
    """Return the talk in which all of this was said."""
    talk = Conversation(facts=facts)
    for text in ("/free", *said):
        talk.say(text)
    return talk


def live(talk: Conversation) -> None:
    """Let what was done since be what the next turn finds."""
    for effect in talk.effects[talk.lived :]:
        talk.facts = after(talk.facts, effect)
    talk.lived = len(talk.effects)


def after(facts: Facts, effect: Effect) -> Facts:
    """Return the facts as a change of this flow leaves them."""
    week = facts.week
    match effect:
        case SetWeek(parts, free):
            free_times: list[Json] = [*parts]
            profile = {**facts.profile, "free_times": free_times}
            return replace(facts, week=replace(week, free=free), profile=profile)
        case AddAway(days):
            return replace(facts, week=replace(week, away=tuple(sorted({*week.away, days}))))
        case RemoveAway(days):
            return replace(facts, week=replace(week, away=tuple(one for one in week.away if one != days)))
        case SetZone(zone):
            return replace(facts, zone=zone)
    return facts


def shown(talk: Conversation) -> Mapping[str, Any]:
    """Return what the newest question shows."""
    assert talk.run is not None
    assert talk.run.pending is not None
    return talk.run.pending.part.values


def test_it_shows_what_is_known() -> None:
    talk = talk_of(facts=replace(AWAY, week=replace(AWAY.week, free=of_parts(["weekday_evening"]))))

    assert talk.buttons == ["week", "away", "return", "zone", "close"]
    text = spoken(talk)[0]
    for words in ("Monday to Friday: 17:00 to 21:00", "14 February 2027 to 21 February 2027", "London"):
        assert words in text
    assert "1 December 2026\n" in text
    assert talk.say("[close]") == ["free_closed"]
    assert talk.effects == []


def test_without_hours_of_their_own_the_profile_counts() -> None:
    talk = talk_of()

    assert "Weekday evenings\nWeekend mornings" in spoken(talk)[0]
    assert talk.buttons == ["week", "away", "zone", "close"]


@pytest.mark.parametrize("answer", [None, [], ["gone"], "weekday_day"])
def test_without_any_hours_any_time_counts(answer: Json) -> None:
    talk = talk_of(facts=replace(FREE, profile={"free_times": answer}))

    assert "any time" in spoken(talk)[0]


def test_parts_of_the_week_are_picked() -> None:
    talk = talk_of("[week]")

    assert talk.said[-1][-1].parts[0].prompt == "free_parts"
    assert [c.value for c in talk.said[-1][-1].choices if c.marked] == ["weekday_evening", "weekend_morning"]
    for value in ("[weekday_evening]", "[weekday_day]"):
        talk.say(value)
    assert talk.say("[done]") == ["free_days"]
    assert talk.say("[skip]") == ["free_week_set", "free"]
    parts = ("weekday_day", "weekend_morning")
    assert talk.effects == [SetWeek(parts, of_parts(parts))]
    assert "Saturday to Sunday: 09:00 to 12:00" in spoken(talk)[-1]


@pytest.mark.parametrize("said", ["After school", "2", "weekday_after_school"])
def test_parts_can_be_typed(said: str) -> None:
    talk = talk_of("[week]", said, "skip")

    assert talk.effects == [SetWeek(("weekday_after_school",), of_parts(["weekday_after_school"]))]


def test_single_days_can_be_different() -> None:
    talk = talk_of("[week]", "After school", "mon 16-18, thu after 5, not fri, sat morning")

    [effect] = talk.effects
    assert isinstance(effect, SetWeek)
    assert effect.free == (
        Free(0, 960, 1080),
        Free(1, 930, 1080),
        Free(2, 930, 1080),
        Free(3, 1020, 1440),
        Free(5, 0, 720),
    )
    text = spoken(talk)[-1]
    assert "Tuesday to Wednesday: 15:30 to 18:00" in text
    assert "Thursday: 17:00 to 24:00" in text
    assert "Friday" not in text


@pytest.mark.parametrize("no", ["no", "none", "nothing", "Same"])
def test_nothing_different_leaves_the_parts(no: str) -> None:
    talk = talk_of("[week]", "After school", no)

    assert talk.effects == [SetWeek(("weekday_after_school",), of_parts(["weekday_after_school"]))]


@pytest.mark.parametrize(
    ("said", "refused"),
    [("mon 5pm", "not_week_hours"), ("14 feb 4-6", "not_week_hours"), ("not weekdays", "not_any_hours")],
)
def test_hours_that_cannot_be_read_are_asked_again(said: str, refused: str) -> None:
    talk = talk_of("[week]", "After school")

    assert talk.say(said) == [refused, "free_days"]
    assert talk.say("mon 4-6") == ["free_week_set", "free"]
    assert spoken(talk)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("14 to 21 feb", HALF_TERM),
        ("14-21 feb", HALF_TERM),
        ("[tomorrow]", Days(date(2026, 11, 24), date(2026, 11, 24))),
        ("[next week]", Days(date(2026, 11, 30), date(2026, 12, 6))),
        ("1 december", ONE_DAY),
        ("20 dec - 3 jan", Days(date(2026, 12, 20), date(2027, 1, 3))),
    ],
)
def test_days_away_are_added(said: str, days: Days) -> None:
    talk = talk_of("[away]")

    assert talk.say(said) == ["free_away_set", "free"]
    assert talk.effects == [AddAway(days)]
    assert shown(talk)["days_away"] == [{"begins": str(days.first), "ends": str(days.last)}]
    assert spoken(talk)


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("hello", "not_days_away"),
        ("", "not_days_away"),
        ("31 april", "not_that_many_days"),
        ("20 to 29 feb", "not_a_leap_year"),
        ("1 jan 2020 to 3 jan 2020", "date_away_over"),
        ("yesterday", "date_away_over"),
        ("1 jan 2031", "date_away_too_far"),
        ("31 dec 9999 to 31 dec 9999", "date_away_too_far"),
        ("the week of 31 dec 9999", "date_away_too_far"),
        ("1 jan to 31 dec 2027", "date_away_too_long"),
        ("tuesday 4 december", "not_that_weekday"),
    ],
)
def test_days_that_cannot_be_are_asked_again(said: str, refused: str) -> None:
    talk = talk_of("[away]")

    assert talk.say(said) == [refused, "free_away"]
    assert talk.say("[skip]") == ["free"]
    assert talk.effects == []
    assert spoken(talk)


def test_a_session_in_the_days_away_is_named() -> None:
    meetings = (datetime(2027, 2, 13, 23, 30, tzinfo=UTC), datetime(2027, 2, 18, 17, tzinfo=UTC))
    talk = talk_of("[away]", facts=replace(FREE, week=Week(meetings=meetings)))

    assert talk.say("14 to 21 feb") == ["free_away_set", "free_meets", "free"]
    assert "Thursday 18 February at 17:00" in spoken(talk)[-2]


def test_whose_days_they_are_goes_by_their_own_calendar() -> None:
    meetings = (datetime(2027, 2, 13, 23, 30, tzinfo=UTC),)
    facts = replace(FREE, zone="Europe/Paris", week=Week(meetings=meetings))
    talk = talk_of("[away]", facts=facts)

    assert talk.say("14 to 21 feb") == ["free_away_set", "free_meets", "free"]
    assert "Sunday 14 February at 00:30" in spoken(talk)[-2]


def test_days_away_are_taken_back() -> None:
    talk = talk_of("[return]", facts=AWAY)

    assert talk.buttons == ["2026-12-01/2026-12-01", "2027-02-14/2027-02-21", "nothing"]
    words = [choice.words for choice in talk.said[-1][-1].choices]
    assert words[:2] == ["1 December", "14 February 2027 to 21 February 2027"]
    assert talk.say("[2027-02-14/2027-02-21]") == ["free_returned", "free"]
    assert talk.effects == [RemoveAway(HALF_TERM)]
    assert shown(talk)["days_away"] == [{"begins": "2026-12-01", "ends": "2026-12-01"}]


def test_taking_nothing_back_leaves_all() -> None:
    talk = talk_of("[return]", facts=AWAY)

    assert talk.say("[nothing]") == ["free"]
    assert talk.effects == []
    assert len(shown(talk)["days_away"]) == 2


@pytest.mark.parametrize(
    ("said", "zone", "told"),
    [
        ("Paris", "Europe/Paris", "in <b>Paris</b> now. It is <b>13:00</b> there"),
        ("[America/New_York]", "America/New_York", "in <b>New York</b> now. It is <b>07:00</b> there"),
        ("i'm in mumbai now", "Asia/Kolkata", "in <b>Kolkata</b> now. It is <b>17:30</b> there"),
    ],
)
def test_the_clock_is_changed(said: str, zone: str, told: str) -> None:
    talk = talk_of("[zone]")

    assert talk.say(said) == ["free_zone_set", "free"]
    assert talk.effects == [SetZone(zone)]
    assert told in spoken(talk)[-2]
    assert zone.rpartition("/")[2].replace("_", " ") == shown(talk)["city"]


def test_a_place_that_is_not_known_is_asked_again() -> None:
    talk = talk_of("[zone]")

    assert talk.say("the moon") == ["not_a_zone", "free_zone"]
    assert talk.say("usa") == ["not_one_zone", "free_zone"]
    assert talk.say("skip") == ["free"]
    assert talk.effects == []
    assert spoken(talk)


def test_all_of_it_in_one_talk_whether_the_changes_are_seen_or_not() -> None:
    """Each turn finds what the one before changed, and what was changed and taken back again stays so."""
    said = [
        *("[week]", "After school", "not fri", "[away]", "14 to 21 feb", "[away]", "tomorrow"),
        *("[return]", "[2027-02-14/2027-02-21]", "[zone]", "Paris", "[away]", "14 to 21 feb", "help"),
    ]
    seen, unseen = talk_of(), talk_of()
    for text in said:
        assert seen.say(text) == unseen.say(text)
        live(seen)

    assert shown(seen) == shown(unseen)
    assert seen.effects == unseen.effects
    assert len(shown(seen)["days_away"]) == 2
    assert seen.facts.week.away == (Days(date(2026, 11, 24), date(2026, 11, 24)), HALF_TERM)


def test_no_more_times_away_are_taken_than_a_message_holds() -> None:
    many = tuple(Days(date(2027, 1, day), date(2027, 1, day)) for day in range(1, MOST_AWAY + 1))
    talk = talk_of(facts=replace(FREE, week=Week(away=many)))

    assert talk.buttons == ["week", "return", "zone", "close"]
    assert spoken(talk)


@pytest.mark.parametrize(("key", "check"), [("free:1", Act([])), ("free_return:1", Which([]))])
def test_an_answer_of_an_older_version_is_asked_again(key: str, check: Check[str]) -> None:
    with pytest.raises(Rejected):
        check.load("gone", FREE)
    talk = talk_of("[return]", facts=AWAY)
    assert talk.run is not None
    talk.run.answers[key] = "gone"

    assert talk.say("help")[0] == "help"
    assert shown(talk) is not None


@pytest.mark.parametrize("said", ["I'm away", "Change my free times", "days away!"])
def test_it_begins_in_words_too(said: str) -> None:
    assert WORDS.phrases["en"][normalised(said)] == "free"


def test_a_mentor_may_and_a_coordinator_need_not() -> None:
    mentor = replace(FREE, roles=frozenset({Role.MENTOR}))
    team = replace(FREE, roles=frozenset({Role.COORDINATOR}))

    assert talk_of(facts=mentor).run is not None
    assert Conversation(facts=team).say("/free") == ["not_for_you"]
