"""A mentor logs a session in three taps, adds notes if they like, and can change it for seven days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.concern import Category
from conversations.effects import Effect, LogMeeting, MoreWords, NoteMeeting, RaiseConcern
from conversations.facts import Role
from conversations.flows.log import LONGEST_NOTES, MOST_ACTIONS, WHY_MISSED
from conversations.following import MeetingLog
from conversations.reply import DONE, SKIP
from tests.dialogues.dialogue import NOON, Conversation
from tests.dialogues.following import FIRST, LOGGED, SECOND, mentor
from tests.dialogues.words import picked, spoken

HELD = LogMeeting(17, held=True, lasted=60, topics=("cv",))


def told(*said: str, logs: tuple[MeetingLog, ...] = (FIRST,)) -> Conversation:
    """Return the talk of a mentor who said this."""
    talk = Conversation(facts=mentor(*logs))
    for text in said:
        talk.say(text)
    return talk


def test_three_taps_log_a_session() -> None:
    talk = Conversation(facts=mentor(FIRST))

    assert talk.press("/log 17 held", None) == ["log_about", "log_minutes"]
    assert talk.buttons == ["60", "30", "45", "75", "90"]
    assert talk.say("[60]") == ["log_topics"]
    assert talk.say(f"[{DONE}]") == ["log_kept", "log_notes"]
    assert talk.effects == [HELD]
    assert "60 minutes" in spoken(talk)[-2]
    assert "Your CV" in spoken(talk)[-2]


def test_the_planned_topic_is_first_and_picked_already() -> None:
    talk = told("/log 17 held", "[60]")
    choices = talk.said[-1][-1].choices

    assert [(choice.value, choice.marked) for choice in choices[:2]] == [("cv", True), ("hello", False)]
    assert [choice.value for choice in choices[-2:]] == ["other", DONE]


@pytest.mark.parametrize(
    ("said", "topics"),
    [
        (picked(), ("cv",)),
        (picked("interview"), ("cv", "interview")),
        (picked("cv", "interview"), ("interview",)),
        (picked("cv", "other"), ()),
        (("interviews, your cv",), ("cv", "interview")),
    ],
    ids=["planned", "one more", "another", "something else", "typed"],
)
def test_topics_are_picked_or_typed(said: tuple[str, ...], topics: tuple[str, ...]) -> None:
    talk = told("/log 17 held", "[60]", *said)

    assert talk.effects == [replace(HELD, topics=topics)]


def test_no_topic_at_all_is_asked_again() -> None:
    talk = told("/log 17 held", "[60]", "[cv]")

    assert talk.say(f"[{DONE}]") == ["too_few_choices", "log_topics"]
    assert talk.effects == []


@pytest.mark.parametrize(
    ("typed", "minutes"), [("45", 45), ("an hour and a half", 90), ("1h 15", 75), ("2", 120)]
)
def test_another_length_is_typed(typed: str, minutes: int) -> None:
    assert told("/log 17 held", typed, f"[{DONE}]").effects == [replace(HELD, lasted=minutes)]


@pytest.mark.parametrize("typed", ["0", "301", "a while", "60 or 70", "-45", ""])
def test_what_is_no_length_is_asked_again(typed: str) -> None:
    talk = told("/log 17 held")

    assert talk.say(typed) == ["not_a_length", "log_minutes"]
    assert "5 minutes to 300" in spoken(talk)[-2]


def test_notes_and_next_steps_come_after_and_one_by_one() -> None:
    talk = told("/log 17 held", "[60]", f"[{DONE}]")
    talk.facts = mentor(LOGGED)

    assert talk.say("She is quicker than she thinks.") == ["log_actions"]
    assert talk.say("- Write a CV\n2. Ask Ms Khan\n\n- Write a CV") == ["log_end"]
    actions = ("Write a CV", "Ask Ms Khan")
    assert talk.effects == [HELD, NoteMeeting(17, "She is quicker than she thinks.", actions)]
    assert "3 sessions" in spoken(talk)[-1]
    assert "2 h 50 min" in spoken(talk)[-1]
    assert talk.run is None


def test_on_slack_they_are_one_form() -> None:
    talk = told("/log 17 held", "[60]", f"[{DONE}]")
    talk.facts = mentor(LOGGED)
    assert talk.run is not None
    assert talk.run.pending is not None
    assert [field.key for field in talk.run.pending.form] == ["log_notes", "log_actions"]
    assert talk.run.pending.title == "form.log_more"

    assert talk.hand_in(log_notes="", log_actions="Write a CV") == ["log_end"]
    assert talk.effects == [HELD, NoteMeeting(17, None, ("Write a CV",))]


def test_without_notes_nothing_more_is_kept() -> None:
    talk = told("/log 17 held", "[60]", f"[{DONE}]", f"[{SKIP}]")

    assert talk.say("skip") == ["log_end"]
    assert talk.effects == [HELD]


@pytest.mark.parametrize(
    ("typed", "prompt"),
    [
        ("\n".join(f"step {n}" for n in range(MOST_ACTIONS + 1)), "too_many_lines"),
        ("x" * 201, "line_too_long"),
        (" \n - \n", "not_text"),
        ("Write a CV\nSend it to me: sam@example.org", "contact_in_words"),
    ],
)
def test_next_steps_that_cannot_be_kept_are_asked_again(typed: str, prompt: str) -> None:
    talk = told("/log 17 held", "[60]", f"[{DONE}]", f"[{SKIP}]")

    assert talk.say(typed) == [prompt, "log_actions"]
    assert spoken(talk)


def test_notes_that_are_too_long_are_asked_again_and_shown_in_the_form() -> None:
    talk = told("/log 17 held", "[60]", f"[{DONE}]")
    notes = "x" * (LONGEST_NOTES + 1)

    assert talk.hand_in(log_notes=notes, log_actions="Write a CV") == ["too_long", "log_notes"]
    assert talk.run is not None
    assert talk.run.pending is not None
    assert talk.run.pending.form[0].typed == notes
    assert talk.say("Short") == ["log_end"]
    assert talk.effects[-1] == NoteMeeting(17, "Short", ("Write a CV",))


@pytest.mark.parametrize("why", WHY_MISSED)
def test_one_that_was_missed_is_logged_with_why(why: str) -> None:
    talk = told("/log 17 missed")

    assert talk.said[-1][-1].parts[0].prompt == "log_why"
    assert talk.say(f"[{why}]") == ["log_missed"]
    assert talk.effects == [LogMeeting(17, held=False, why=why)]
    assert "/meet" in spoken(talk)[-1]


def test_without_a_number_the_one_that_waits_is_meant() -> None:
    talk = Conversation(facts=mentor(FIRST, replace(LOGGED, meeting=12)))

    assert talk.say("/log") == ["log_about", "log_held"]
    assert talk.buttons == ["held", "missed"]
    assert talk.say("yes, we met") == ["log_minutes"]


def test_several_that_wait_are_chosen_among() -> None:
    talk = Conversation(facts=mentor(FIRST, SECOND))

    assert talk.say("/log") == ["log_which"]
    words = [choice.words for choice in talk.said[-1][-1].choices]
    assert words == ["Max · Mon 23 November, 10:00", "Kim · Sun 22 November, 12:00"]
    assert talk.say("[23]") == ["log_about", "log_held"]
    assert talk.say("[held]") == ["log_minutes"]
    assert talk.buttons[0] == "50"


def test_what_is_logged_stays_what_is_meant_though_another_waits() -> None:
    """A log makes its meeting the one that no longer waits: what comes then must not go to another."""
    talk = told("/log", "[held]", "[60]", f"[{DONE}]")
    talk.facts = mentor(replace(SECOND, starts=NOON), LOGGED)

    assert talk.say("A good hour") == ["log_actions"]
    assert talk.say("skip") == ["log_end"]
    assert talk.effects == [HELD, NoteMeeting(17, "A good hour", None)]


def test_a_log_is_shown_and_can_be_changed() -> None:
    talk = Conversation(facts=mentor(LOGGED))

    assert talk.say("/log 17") == ["log_again", "log_held"]
    assert talk.buttons == ["held", "missed", "leave"]
    shown = spoken(talk)[0]
    for words in ("Monday 23 November at 10:00", "60 minutes", "Your CV", "two adverts", "first CV"):
        assert words in shown
    assert talk.say("[held]") == ["log_minutes"]
    assert talk.say("[45]") == ["log_topics"]
    assert talk.say(f"[{DONE}]") == ["log_kept", "log_notes"]
    assert talk.effects == [replace(HELD, lasted=45)]


@pytest.mark.parametrize("said", ["/log", "/log 17", "/log 17 held", "/log #17 MISSED"])
def test_one_that_is_logged_is_never_logged_anew_by_an_old_button(said: str) -> None:
    talk = Conversation(facts=mentor(LOGGED))

    assert talk.say(said) == ["log_again", "log_held"]
    assert talk.say("[leave]") == ["log_left"]
    assert talk.effects == []
    assert talk.run is None


def test_one_that_was_missed_shows_so() -> None:
    missed = replace(LOGGED, status=FIRST.status.MISSED, lasted=0, topics=(), notes="", actions=())

    assert "not held" in spoken(told("/log 17", logs=(missed,)))[0]


def test_nothing_to_log_is_said() -> None:
    talk = Conversation(facts=mentor())

    assert talk.say("/log") == ["log_nothing"]
    assert talk.run is None


@pytest.mark.parametrize("said", ["/log 99", "/log 99 held", "/log 999999999999999"])
def test_a_session_that_is_not_theirs_or_too_old_is_not_found(said: str) -> None:
    talk = Conversation(facts=mentor(FIRST))

    assert talk.say(said) == ["log_gone"]
    assert talk.effects == []


def test_what_is_no_number_means_the_one_that_waits() -> None:
    assert told("/log the last one").said[-1][-1].parts[0].prompt == "log_held"


def test_one_that_is_gone_in_between_is_said_to_be() -> None:
    talk = told("/log 17 held")
    talk.facts = mentor()

    assert talk.say("[60]")[0] == "log_gone"
    assert talk.effects == []


def test_words_of_concern_in_a_note_are_found_and_kept() -> None:
    """Typed, they go to the safeguarding lead instead, and the question stays."""
    talk = told("/log 17 held", "[60]", f"[{DONE}]")
    worry = "She says her dad hits her"

    assert talk.say(worry) == ["crisis_team"]
    [_, raised] = talk.effects
    assert isinstance(raised, RaiseConcern)
    assert raised.words == worry
    assert raised.concern is not None
    assert raised.concern.category is Category.ABUSE
    assert talk.say("What do I do?") == ["here_again", "log_notes"]
    assert talk.effects[-1] == MoreWords("What do I do?")


def test_words_of_concern_in_a_form_cost_none_of_its_answers() -> None:
    talk = told("/log 17 held", "[60]", f"[{DONE}]")
    notes, steps = "She says her dad hits her", "Ring me on Monday"

    assert talk.hand_in(log_notes=notes, log_actions=steps) == ["crisis_team", "log_end"]
    raised, noted = _of(talk.effects, RaiseConcern), _of(talk.effects, NoteMeeting)
    assert [notes in effect.words for effect in raised if isinstance(effect, RaiseConcern)] == [True]
    assert noted == [NoteMeeting(17, notes, (steps,))]


def _of(effects: list[Effect], kind: type[Effect]) -> list[Effect]:
    return [effect for effect in effects if isinstance(effect, kind)]


@pytest.mark.parametrize("role", [Role.YOUNG_PERSON, Role.COORDINATOR])
def test_only_a_mentor_logs(role: Role) -> None:
    talk = Conversation(facts=replace(mentor(FIRST), roles=frozenset({role})))

    assert talk.say("/log 17 held") == ["not_for_you"]
    assert talk.effects == []


def test_a_session_in_another_zone_is_named_on_the_mentors_clock() -> None:
    facts = replace(mentor(FIRST), zone="America/New_York")
    talk = Conversation(facts=facts)
    talk.say("/log 17 held")

    assert "Monday 23 November at 05:00" in spoken(talk)[0]
    assert FIRST.starts == NOON - timedelta(hours=2)
