"""A young person answers a few statements with taps, and hears what becomes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import AnswerSurvey
from conversations.facts import Facts, Role
from conversations.flows.survey import MOST_TAPS
from conversations.programme import Question, Wave
from conversations.surveys import LEAST_PEOPLE, SurveyCard
from tests.dialogues.dialogue import Conversation
from tests.dialogues.goals import SAM, young
from tests.dialogues.words import spoken

QUESTIONS = (
    Question("options", "knowledge", "I know what I can do after school."),
    Question("my_skills", "skills", "I know what I am good at."),
    Question("get_there", "confidence", "I believe that I can get there."),
)
CARD = SurveyCard(SAM.id, Wave.START, "Sam", QUESTIONS)
ASKED = young(survey=CARD)


def of(card: SurveyCard | None) -> Facts:
    return replace(ASKED, survey=card)


def test_each_statement_is_answered_with_a_tap() -> None:
    talk = Conversation(facts=ASKED)

    assert talk.say("/survey") == ["survey_why", "survey_item"]
    assert talk.buttons == ["1", "2", "3", "4", "5"]
    assert talk.say("[2]") == ["survey_item"]
    assert talk.say("[5]") == ["survey_item"]
    assert talk.say("[4]") == []
    assert talk.effects == [
        AnswerSurvey(3, Wave.START, {"options": 2, "my_skills": 5, "get_there": 4}),
    ]
    assert talk.run is None
    text = spoken(talk)
    assert "I'll show you 3 short lines" in text[0]
    assert f"what {LEAST_PEOPLE} people or more say" in text[0]
    assert text[1] == "<b>1 of 3</b>\n\nI know what I can do after school."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("4", 4), ("mostly", 4), ("yes, very", 5), ("Not at all!", 1), ("number 3", 3), ("a little", 2)],
)
def test_an_answer_can_be_typed(typed: str, kept: int) -> None:
    talk = Conversation(facts=of(replace(CARD, questions=QUESTIONS[:1])))
    talk.say("/survey")
    talk.say(typed)

    assert talk.effects == [AnswerSurvey(3, Wave.START, {"options": kept})]


@pytest.mark.parametrize("typed", ["0", "6", "3.5", "dunno", "🎉", "1 and 2", "x" * 3000])
def test_what_is_no_answer_is_asked_again(typed: str) -> None:
    talk = Conversation(facts=ASKED)
    talk.say("/survey")

    assert talk.say(typed)[0] == "not_a_choice"
    assert talk.effects == []


def test_going_back_changes_an_answer() -> None:
    talk = Conversation(facts=ASKED)
    for said in ("/survey", "[2]", "[5]", "/back", "/back", "[1]", "[3]", "[4]"):
        talk.say(said)

    assert talk.effects == [AnswerSurvey(3, Wave.START, {"options": 1, "my_skills": 3, "get_there": 4})]


@pytest.mark.parametrize(
    ("wave", "words"), [(Wave.START, "Later I'll ask"), (Wave.END, "the same each time")]
)
def test_why_it_is_asked_is_said_first(wave: Wave, words: str) -> None:
    talk = Conversation(facts=of(replace(CARD, wave=wave)))
    talk.say("/survey")

    assert words in spoken(talk)[0]


def test_the_button_of_an_old_offer_asks_what_is_open_now() -> None:
    talk = Conversation(facts=of(replace(CARD, wave=Wave.MIDDLE, questions=QUESTIONS[:1])))

    assert talk.press("/survey start", None) == ["survey_why", "survey_item"]
    talk.say("[3]")
    assert talk.effects == [AnswerSurvey(3, Wave.MIDDLE, {"options": 3})]


@pytest.mark.parametrize(
    ("card", "prompt"),
    [
        (None, "survey_none"),
        (replace(CARD, questions=()), "survey_none"),
        (replace(CARD, answered=True), "survey_known"),
    ],
    ids=["none open", "no questions", "answered"],
)
def test_where_there_is_nothing_to_ask_it_says_so_kindly(card: SurveyCard | None, prompt: str) -> None:
    talk = Conversation(facts=of(card))

    assert talk.say("/survey") == [prompt]
    assert (talk.run, talk.effects) == (None, [])
    assert spoken(talk)


def test_answers_to_one_wave_are_never_taken_for_another() -> None:
    talk = Conversation(facts=ASKED)
    for said in ("/survey", "[1]", "[1]"):
        talk.say(said)
    talk.facts = of(replace(CARD, wave=Wave.MIDDLE))

    assert talk.say("[1]") == ["survey_why", "question_gone", "survey_item"]
    for said in ("[5]", "[5]", "[5]"):
        talk.say(said)
    assert talk.effects == [
        AnswerSurvey(3, Wave.MIDDLE, dict.fromkeys(("options", "my_skills", "get_there"), 5))
    ]


def test_a_statement_that_a_deploy_took_away_is_not_kept() -> None:
    talk = Conversation(facts=ASKED)
    for said in ("/survey", "[1]", "[2]"):
        talk.say(said)
    talk.facts = of(replace(CARD, questions=QUESTIONS[1:]))

    talk.say("[3]")
    assert talk.effects == [AnswerSurvey(3, Wave.START, {"my_skills": 2, "get_there": 3})]


def test_no_more_taps_than_two_minutes_take() -> None:
    many = tuple(Question(f"q{number}", "skills", f"Line {number}.") for number in range(12))
    talk = Conversation(facts=of(replace(CARD, questions=many)))
    talk.say("/survey")
    for _ in range(MOST_TAPS):
        talk.say("[3]")

    [effect] = talk.effects
    assert isinstance(effect, AnswerSurvey)
    assert len(effect.answers) == MOST_TAPS == 8


@pytest.mark.parametrize("role", [Role.MENTOR, Role.COORDINATOR])
def test_it_is_for_young_people(role: Role) -> None:
    assert Conversation(facts=replace(ASKED, roles=frozenset({role}))).say("/survey") == ["not_for_you"]
