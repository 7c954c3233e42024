"""Somebody reports that something is wrong: nothing that they write is lost, wherever they stop."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import Effect, RaiseConcern, Urgent
from conversations.facts import Facts, Role, Status
from conversations.flows.report import LONGEST_REPORT, MOST_MORE
from conversations.heard import Kind
from tests.dialogues.dialogue import JOINING, Conversation
from tests.dialogues.test_me import KNOWN
from tests.dialogues.words import spoken

MENTOR: Facts = replace(KNOWN, roles=frozenset({Role.MENTOR}))


def raised(words: str) -> RaiseConcern:
    return RaiseConcern(None, words, source="report")


def reporting(*said: str, facts: Facts = KNOWN) -> Conversation:
    talk = Conversation(facts=facts)
    for text in said:
        talk.say(text)
    return talk


def test_the_words_are_raised_before_anything_else_is_asked() -> None:
    talk = Conversation(facts=KNOWN)

    assert talk.say("/report") == ["report"]
    assert talk.say("My coach waits for me every day.") == ["report_kept", "danger"]
    assert talk.effects == [raised("My coach waits for me every day.")]
    assert talk.say("[no]") == ["report_end"]
    assert talk.run is None


def test_words_that_come_with_the_command_are_the_report() -> None:
    talk = Conversation(facts=MENTOR)

    assert talk.say("/report She said that her uncle hits her") == ["report_kept", "danger"]
    assert talk.effects == [raised("She said that her uncle hits her")]
    assert talk.say("no") == ["report_end_team"]


def test_the_phrase_that_begins_a_report_is_not_the_report() -> None:
    talk = Conversation(facts=KNOWN)

    assert talk.hear(Kind.TEXT, text="report") == ["report"]
    assert talk.effects == []


@pytest.mark.parametrize("yes", ["[yes]", "yes", "yeah", "Y"])
def test_danger_is_urgent_and_the_first_thing_said_is_999(yes: str) -> None:
    talk = reporting("/report", "Somebody follows me home", yes)

    assert talk.effects == [raised("Somebody follows me home"), Urgent()]
    assert [part.prompt for part in talk.said[-1][-1].parts] == ["danger_yes", "report_end"]
    assert "999" in spoken(talk)[-2].partition("\n")[0]


@pytest.mark.parametrize("unsure", ["[unsure]", "not sure", "idk", "maybe"])
def test_whoever_is_not_sure_hears_when_to_call_and_nothing_is_rushed(unsure: str) -> None:
    talk = reporting("/report", "Somebody follows me home")

    assert talk.say(unsure) == ["danger_unsure", "report_end"]
    assert talk.effects == [raised("Somebody follows me home")]


def test_a_story_that_comes_in_several_messages_is_kept_whole() -> None:
    talk = reporting("/report", "its my coach", "he texts me at night", "and wants pictures", "[no]")

    assert talk.effects == [
        raised("its my coach"),
        raised("he texts me at night"),
        raised("and wants pictures"),
    ]
    assert talk.said[2][-1].parts[-1].prompt == "danger"


def test_a_yes_with_more_behind_it_is_both() -> None:
    talk = reporting("/report", "its my brother", "yes he has a knife")

    assert talk.effects == [raised("its my brother"), raised("yes he has a knife"), Urgent()]


def test_a_thank_you_is_neither_an_answer_nor_a_report() -> None:
    talk = reporting("/report", "its my brother")

    assert talk.say("ok thanks") == ["not_yes_or_no", "danger"]
    assert len(talk.effects) == 1


def test_whoever_goes_on_and_on_hears_what_happens_now() -> None:
    talk = reporting("/report", "it began in May", *(f"and then {n}" for n in range(MOST_MORE)))

    assert len(talk.effects) == MOST_MORE + 1
    assert talk.run is None
    assert "danger_unsure" in [part.prompt for part in talk.said[-1][-1].parts]


def test_a_word_of_crisis_is_the_report_and_does_not_interrupt_it() -> None:
    talk = reporting("/report", "i want to kill myself")

    assert talk.effects == [raised("i want to kill myself")]
    assert "999" in spoken(talk)[1]


@pytest.mark.parametrize("words", ["he sent me this, and told me not to tell", "i want to kill myself"])
def test_words_beneath_a_picture_are_the_report(words: str) -> None:
    talk = reporting("/report")
    talk.hear(Kind.MEDIA, text=words)

    assert talk.effects == [raised(words)]


def test_a_picture_without_words_is_no_report() -> None:
    talk = reporting("/report")

    assert talk.hear(Kind.MEDIA) == ["not_words", "report"]
    assert talk.effects == []


def test_a_word_of_crisis_that_no_question_takes_is_not_lost() -> None:
    """A candid talk once swallowed whatever its question did not take."""
    talk = reporting("/report")

    assert talk.hear(Kind.EDITED, text="i want to kill myself")[0] == "crisis"
    [effect] = talk.effects
    assert isinstance(effect, RaiseConcern)
    assert (effect.words, effect.concern is None) == ("i want to kill myself", False)


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.INVITED])
def test_whoever_is_known_can_report_to_the_end(status: Status) -> None:
    """Who had left, or was turned down, once began a report and then was told that they are away."""
    talk = Conversation(facts=replace(KNOWN, status=status))

    assert talk.say("/report") == ["report"]
    assert talk.say("he hits me") == ["report_kept", "danger"]
    assert talk.say("[no]") == ["report_end"]


@pytest.mark.parametrize("status", [Status.LEFT, Status.DECLINED])
def test_whoever_is_away_can_end_a_report_and_is_away_again(status: Status) -> None:
    talk = reporting("/report", facts=replace(KNOWN, status=status))

    assert talk.say("back") == ["back_at_start", "report"]
    assert talk.say("/me")[-1] == "report"
    assert talk.say("cancel") == ["cancelled"]
    assert talk.say("hello") in (["still_away"], ["declined"])


def test_whoever_is_joining_goes_on_afterwards() -> None:
    talk = Conversation(facts=JOINING)
    talk.begin("join")
    talk.say("[yes]")
    talk.say("Ann")

    assert talk.say("/report he shouts at me") == ["report_kept", "danger"]
    assert talk.say("[no]") == ["report_end"]
    assert "/start" in spoken(talk)[-1]
    assert talk.say("14 March 2009") == ["nothing_pending"]
    assert talk.say("/start") == ["date_of_birth"]
    assert talk.say("14 March 2009") == ["region"]


def test_whoever_has_joined_hears_nothing_of_joining() -> None:
    assert "/start" not in spoken(reporting("/report", "a long story", "[no]"))[-1]


def test_no_report_is_refused_for_its_length() -> None:
    words = "he shouted " * (LONGEST_REPORT // 11)

    assert reporting("/report", words).effects == [raised(words.strip())]


def test_the_end_says_who_reads_it_and_who_can_be_rung() -> None:
    young, mentor = (spoken(reporting("/report", "a story", "[no]", facts=f))[-1] for f in (KNOWN, MENTOR))

    for number in ("999", "0800 1111", "116 123", "85258"):
        assert number in young
        assert number in mentor
    assert "You did the right thing" in young
    assert "0808 800 5000" in mentor
    for duty in ("secret", "do not investigate", "words that were used"):
        assert duty in mentor


def test_what_was_reported_is_not_taken_back() -> None:
    talk = reporting("/report", "a story")
    effects: list[Effect] = list(talk.effects)

    assert talk.say("back") == ["back_sealed", "danger"]
    assert talk.effects == effects
