"""Somebody sees what comes by itself, switches some of it off, sets reminders, pauses and goes on again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from conversations.effects import Effect, Pause, Resume, SetNudges, SetReminders
from conversations.facts import Facts, Role, Status
from conversations.interrupts import normalised
from conversations.nudging import NudgeGroup, Quiet, Reminder, Wishes
from conversations.programme import Framework, Nudging
from tests.dialogues.dialogue import JOINING, NOON, Conversation, names
from tests.dialogues.words import WORDS, spoken

YOUNG = replace(
    JOINING,
    status=Status.ACTIVE,
    first_name="Ann",
    profile={"first_name": "Ann"},
    labels=WORDS.labels["en"],
    framework=Framework("one-hour-a-month", "One hour a month"),
)
MENTOR = replace(YOUNG, roles=frozenset({Role.MENTOR}))
COORDINATOR = replace(YOUNG, roles=frozenset({Role.COORDINATOR}))
MARCH = datetime(2027, 2, 1, 8, tzinfo=UTC)
CHOOSY = replace(
    YOUNG,
    wishes=Wishes(frozenset({NudgeGroup.GOALS}), (Reminder.HOUR,), datetime(2026, 12, 7, 8, tzinfo=UTC)),
)


def talk_of(*said: str, facts: Facts = YOUNG) -> Conversation:
    """Return the talk in which all of this was said."""
    talk = Conversation(facts=facts)
    for text in ("/nudges", *said):
        talk.say(text)
    return talk


def live(talk: Conversation) -> None:
    """Let what was done since be what the next turn finds."""
    for effect in talk.effects[talk.lived :]:
        talk.facts = replace(talk.facts, wishes=after(talk.facts.wishes, effect))
    talk.lived = len(talk.effects)


def after(wishes: Wishes, effect: Effect) -> Wishes:
    """Return the wishes as a change of this flow leaves them."""
    match effect:
        case SetNudges(off):
            return replace(wishes, off=frozenset(off))
        case SetReminders(chosen):
            return replace(wishes, reminders=chosen)
        case Pause(until):
            return replace(wishes, paused_until=until)
        case Resume():
            return replace(wishes, paused_until=None)
    return wishes


def shown(talk: Conversation) -> Mapping[str, Any]:
    """Return what the newest question shows."""
    assert talk.run is not None
    assert talk.run.pending is not None
    return talk.run.pending.part.values


def test_it_shows_what_comes_and_when() -> None:
    talk = talk_of()

    assert talk.buttons == ["pause", "remind", "switch", "close"]
    assert shown(talk) == {
        "on": ["before", "after", "goals", "other"],
        "off": [],
        "always": ["going"],
        "reminders": ["week", "day", "hour"],
        "paused": "",
        "quiet_from": "21:00",
        "quiet_until": "08:00",
    }
    [text] = spoken(talk)
    for words in ("a week before, the day before, an hour before", "how it goes", "21:00 to 08:00"):
        assert words in text
    assert talk.say("[close]") == ["nudges_closed"]
    assert talk.effects == []


def test_wishes_of_before_are_shown() -> None:
    talk = talk_of(facts=CHOOSY)

    assert talk.buttons == ["resume", "remind", "switch", "close"]
    assert (shown(talk)["off"], shown(talk)["reminders"], shown(talk)["paused"]) == (
        ["goals"],
        ["hour"],
        "2026-12-07",
    )
    assert "Paused until 7 December 2026" in spoken(talk)[0].replace("<b>", "")


def test_a_pause_that_is_over_is_none() -> None:
    assert talk_of(facts=replace(YOUNG, wishes=Wishes(paused_until=NOON))).buttons[0] == "pause"


@pytest.mark.parametrize(
    ("facts", "on", "always"),
    [
        (MENTOR, ["before", "other"], ["after", "going"]),
        (COORDINATOR, ["team"], []),
        (
            replace(YOUNG, roles=frozenset({Role.MENTOR, Role.COORDINATOR})),
            ["before", "team", "other"],
            ["after", "going"],
        ),
        (replace(YOUNG, roles=frozenset({Role.SAFEGUARDING_LEAD})), [], []),
    ],
    ids=["mentor", "coordinator", "both", "safeguarding lead"],
)
def test_each_sees_what_comes_to_them(facts: Facts, on: list[str], always: list[str]) -> None:
    talk = talk_of(facts=facts)

    assert (shown(talk)["on"], shown(talk)["always"]) == (on, always)
    assert ("switch" in talk.buttons, "remind" in talk.buttons) == (bool(on), "before" in on)
    assert spoken(talk)


def test_groups_are_switched_off_and_on_again() -> None:
    talk = talk_of("[switch]")

    assert talk.said[-1][-1].parts[0].prompt == "nudges_switch"
    marked = [choice.value for choice in talk.said[-1][-1].choices if choice.marked]
    assert marked == ["before", "after", "goals", "other"]
    for press in ("[goals]", "[before]"):
        talk.say(press)
    assert talk.say("[done]") == ["nudges_set", "nudges"]
    assert talk.effects == [SetNudges((NudgeGroup.BEFORE, NudgeGroup.GOALS))]
    assert (shown(talk)["off"], shown(talk)["reminders"]) == (["before", "goals"], [])
    assert "remind" not in talk.buttons
    live(talk)
    talk.say("[switch]")
    assert [choice.value for choice in talk.said[-1][-1].choices if choice.marked] == ["after", "other"]
    talk.say("before session, other, goals, after")
    assert talk.run is not None


@pytest.mark.parametrize("said", ["none", "nothing"])
def test_all_that_can_be_is_switched_off_by_a_word(said: str) -> None:
    talk = talk_of("[switch]", said)

    assert talk.effects == [
        SetNudges((NudgeGroup.BEFORE, NudgeGroup.AFTER, NudgeGroup.GOALS, NudgeGroup.OTHER))
    ]
    assert shown(talk)["always"] == ["going"]


def test_what_another_role_switched_off_stays_off() -> None:
    talk = talk_of("[switch]", "[done]", facts=replace(MENTOR, wishes=CHOOSY.wishes))

    assert talk.effects == [SetNudges((NudgeGroup.GOALS,))]


def test_reminders_are_the_programmes_until_somebody_chooses() -> None:
    school = replace(YOUNG.framework, nudging=Nudging(reminders=("week", "day")))
    talk = talk_of("[remind]", facts=replace(YOUNG, framework=school))

    assert [choice.value for choice in talk.said[-1][-1].choices if choice.marked] == ["week", "day"]
    talk.say("[week]")
    assert talk.say("[done]") == ["nudges_set", "nudges"]
    assert talk.effects == [SetReminders((Reminder.DAY,))]
    assert shown(talk)["reminders"] == ["day"]


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("[2 weeks]", datetime(2026, 12, 7, 8, tzinfo=UTC)),
        ("two weeks", datetime(2026, 12, 7, 8, tzinfo=UTC)),
        ("until 1 february", MARCH),
    ],
)
def test_it_is_paused_until_the_morning_of_a_day(said: str, until: datetime) -> None:
    talk = talk_of("[pause]")

    assert talk.say(said) == ["nudges_paused", "nudges"]
    assert talk.effects == [Pause(until)]
    assert talk.buttons[0] == "resume"
    assert spoken(talk)


def test_the_morning_is_that_of_the_person_s_own_clock_and_quiet_hours() -> None:
    facts = replace(YOUNG, zone="America/New_York", quiet=Quiet(20, 7))
    talk = talk_of("[pause]", "1 week", facts=facts)

    assert talk.effects == [Pause(datetime(2026, 11, 30, 12, tzinfo=UTC))]
    assert (shown(talk)["quiet_from"], shown(talk)["quiet_until"]) == ("20:00", "07:00")
    assert shown(talk)["paused"] == date(2026, 11, 30).isoformat()


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("until I say so", "pause_too_long"),
        ("a year", "pause_too_long"),
        ("today", "pause_too_short"),
        ("banana", "not_a_pause"),
    ],
)
def test_a_pause_that_cannot_be_is_asked_again(said: str, refused: str) -> None:
    talk = talk_of("[pause]")

    assert talk.say(said) == [refused, "nudges_pause"]
    assert talk.say("[skip]") == ["nudges"]
    assert talk.effects == []
    assert spoken(talk)


def test_who_paused_goes_on_again_and_pauses_again() -> None:
    talk = talk_of("[resume]", facts=CHOOSY)

    assert talk.effects == [Resume()]
    assert names(talk.said[-1]) == ["nudges_resumed", "nudges"]
    live(talk)
    talk.say("[pause]")
    assert talk.say("[1 month]") == ["nudges_paused", "nudges"]
    live(talk)
    assert talk.buttons[0] == "resume"
    assert talk.say("[close]") == ["nudges_closed"]
    assert spoken(talk)


@pytest.mark.parametrize("act", ["pause", "switch", "remind"])
def test_a_command_goes_straight_there(act: str) -> None:
    talk = Conversation(facts=YOUNG)

    assert talk.say(f"/nudges {act}") == [f"nudges_{act}"]


@pytest.mark.parametrize("status", [Status.JOINING, Status.WAITING, Status.LEFT])
def test_it_is_for_members(status: Status) -> None:
    assert talk_of(facts=replace(YOUNG, status=status)).run is None


@pytest.mark.parametrize(
    "said", ["Stop reminders", "stop the reminders!", "no more reminders", "pause", "Too many messages"]
)
def test_who_wants_fewer_of_them_does_not_leave(said: str) -> None:
    assert WORDS.phrases["en"][normalised(said)] == "nudges"


def test_who_wants_none_at_all_still_leaves() -> None:
    assert WORDS.phrases["en"][normalised("stop messaging me")] == "stop"
