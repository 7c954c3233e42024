"""A coordinator matches a young person with a mentor: whom, with whom, who comes along, sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.cards import LONGEST_WORDS
from conversations.effects import MakeMatch
from conversations.facts import Facts
from conversations.matching import Matching
from tests.dialogues.desk import ANN, ANNA, BEN, MATCHING, MAX, ZOE
from tests.dialogues.dialogue import Conversation
from tests.dialogues.people import coordinator
from tests.dialogues.words import spoken

EVERYBODY = coordinator(matching=MATCHING)


def matched(*said: str, facts: Facts = EVERYBODY) -> Conversation:
    """Return the talk in which this was said."""
    talk = Conversation(facts=facts)
    for text in said:
        talk.say(text)
    return talk


def labels(talk: Conversation) -> list[str]:
    """Return the words of the newest message's buttons."""
    return [choice.words for choice in talk.said[-1][-1].choices]


def test_whoever_waits_longest_is_first() -> None:
    talk = Conversation(facts=EVERYBODY)

    assert talk.say("/match") == ["match_young"]
    assert talk.buttons == ["12", "40", "31"]
    assert labels(talk) == ["Ann · 9 days", "Ben · 1 day", "Anna · 5 hours"]
    assert "3</b> young people wait" in spoken(talk)[-1]


def test_from_the_young_person_to_the_match() -> None:
    talk = matched("/match")

    assert talk.say("[12]") == ["match_mentor"]
    assert talk.buttons == ["5", "6"]
    assert labels(talk) == ["Max · Engineer", "Zoe"]
    assert talk.say("[5]") == ["match_adult"]
    assert talk.say("Mr Evans, tutor") == ["match_sure"]
    assert "Comes along: Mr Evans, tutor" in spoken(talk)[-1]
    assert talk.effects == []
    talk.say("[make]")
    assert talk.effects == [MakeMatch(5, 12, "Mr Evans, tutor")]
    assert talk.run is None


def test_a_mentor_comes_with_plain_reasons_and_what_is_missing() -> None:
    told = spoken(matched("/match", "[12]"))[-1]

    for words in (
        "Who fits Ann?",
        "The mentor you would like: A good listener, Funny",
        "What you hope for: A job that I like",
        "1. Max (number 5) · Engineer · room for 2",
        "+ Can help with: CVs, Exams",
        "+ Both are free: Weekend mornings",
        "+ Both live in: London",
        "2. Zoe (number 6) · room for 1",
        "+ Both speak: Polish",
        "− No free time in common",
    ):
        assert words in told


@pytest.mark.parametrize("said", ["/match 12", "/match #12", "/match Ben"])
def test_who_is_meant_can_follow_the_command(said: str) -> None:
    assert Conversation(facts=EVERYBODY).say(said) == ["match_mentor"]


def test_both_can_be_typed_by_name_or_number() -> None:
    talk = matched("/match", "ben")

    assert talk.say("zoe") == ["match_sure"]
    assert matched("/match", "40", "6").said[-1] == talk.said[-1]


def test_where_no_adult_is_needed_none_is_asked_for() -> None:
    talk = matched("/match 40", "[5]", "[make]")

    assert talk.effects == [MakeMatch(5, 40, "")]


def test_who_comes_along_may_be_told_later() -> None:
    talk = matched("/match 12", "[5]")

    assert talk.say("skip") == ["match_sure"]
    assert "waits until you name somebody" in spoken(talk)[-1]
    talk.say("[make]")
    assert talk.effects == [MakeMatch(5, 12, "")]


def test_it_can_be_left_at_the_end() -> None:
    talk = matched("/match 40", "[5]")

    assert talk.say("[leave]") == ["match_left"]
    assert (talk.effects, talk.run) == ([], None)
    assert spoken(talk)


def test_back_leads_to_another_mentor() -> None:
    talk = matched("/match 40", "[5]")

    assert talk.say("/back")[-1] == "match_mentor"
    talk.say("[6]")
    talk.say("[make]")
    assert talk.effects == [MakeMatch(6, 40, "")]


def test_a_name_that_several_have_is_asked_again_with_only_those() -> None:
    talk = matched("/match")

    assert talk.say("ann") == ["which_of_them", "match_young"]
    assert talk.buttons == ["12", "31"]
    assert talk.say("[31]") == ["match_mentor"]
    assert spoken(talk)


@pytest.mark.parametrize("given", ["zebedee", "999", "x" * 300, "5"])
def test_nobody_found_is_said_and_asked_again(given: str) -> None:
    talk = Conversation(facts=EVERYBODY)

    assert talk.say(f"/match {given}") == ["match_none", "match_young"]
    assert talk.buttons == ["12", "40", "31"]
    assert talk.say("12") == ["match_mentor"]
    assert talk.say("nobody") == ["match_no_such_mentor", "match_mentor"]
    assert talk.say("12") == ["match_no_such_mentor", "match_mentor"]
    assert talk.say("max") == ["match_adult"]
    assert spoken(talk)


def test_a_second_button_s_place_is_no_number() -> None:
    """A list's "2" may be anybody's number: only numbers of people count."""
    assert Conversation(facts=EVERYBODY).say("/match 2") == ["match_none", "match_young"]


@pytest.mark.parametrize("said", [("/match",), ("/match 12",), ("/match ann",)])
def test_where_everybody_has_a_mentor_it_says_so(said: tuple[str]) -> None:
    talk = Conversation(facts=coordinator(matching=Matching()))

    assert talk.say(*said) == ["match_nobody"]
    assert talk.run is None
    assert spoken(talk)


def test_where_no_mentor_has_room_it_says_so() -> None:
    talk = Conversation(facts=coordinator(matching=replace(MATCHING, mentors=())))

    assert talk.say("/match 12") == ["match_no_mentor"]
    assert spoken(talk)


def test_a_young_person_who_was_matched_meanwhile_is_told() -> None:
    talk = matched("/match 12", "[5]")
    talk.facts = coordinator(matching=Matching((BEN, ANNA), 2, mentors=(MAX, ZOE)))

    assert talk.say("skip") == ["match_gone", "question_gone"]
    assert (talk.effects, talk.run) == ([], None)
    assert spoken(talk)


def test_a_mentor_whose_room_went_meanwhile_is_told() -> None:
    talk = matched("/match 12", "[5]")
    talk.facts = coordinator(matching=replace(MATCHING, mentors=(ZOE,)))

    assert talk.say("skip") == ["match_mentor_gone", "question_gone"]
    assert talk.effects == []
    assert "/match 12" in spoken(talk)[-2]


def test_a_long_list_and_long_names_fit() -> None:
    many = tuple(replace(ANN, id=n, first_name="X" * 40) for n in range(100, 120))
    talk = matched("/match", facts=coordinator(matching=Matching(many, 45, mentors=(MAX,))))

    assert len(talk.buttons) == 20
    assert all(len(words) <= LONGEST_WORDS for words in labels(talk))
    assert "45</b> young people" in spoken(talk)[-1]
    assert "first 20" in spoken(talk)[-1]


@pytest.mark.parametrize("given", ["", " ", "\u202e"])
def test_no_words_are_asked_again(given: str) -> None:
    talk = matched("/match")

    assert talk.say(given) == ["not_text", "match_young"]


def test_who_comes_along_is_one_short_line() -> None:
    talk = matched("/match 12", "[5]")

    assert talk.say("x" * 81) == ["too_long", "match_adult"]
    assert talk.say("Mr Evans,\n tutor") == ["match_sure"]
    talk.say("[make]")
    assert talk.effects == [MakeMatch(5, 12, "Mr Evans, tutor")]
