"""How a match goes, by five heads: five taps for the young person, a form for the mentor; a fear first."""

from __future__ import annotations

import pytest

from conversations.effects import AnswerCheckIn, RaiseConcern, Urgent
from conversations.flows.asking import SOURCE, UNSAFE
from conversations.flows.catch_up import HEADS
from conversations.following import is_unsafe, rating_of
from conversations.reply import Json
from tests.dialogues.dialogue import Conversation
from tests.dialogues.following import AFTER, CATCHING_UP, OF_MENTOR, mentor, young_person
from tests.dialogues.words import spoken

FORM = {
    "mentor_activities": "We read adverts",
    "mentor_outcomes": "",
    "mentor_relationship": "4",
    "mentor_impact": "5",
    "mentor_safe": "yes",
}


def told(*said: str) -> Conversation:
    """Return the talk of a young person who said this."""
    talk = Conversation(facts=young_person(CATCHING_UP))
    for text in said:
        talk.say(text)
    return talk


def of_mentor(**more: str) -> Conversation:
    """Return the talk of a mentor who handed in the form."""
    talk = Conversation(facts=mentor(asked=OF_MENTOR))
    talk.say("/catchup 9")
    talk.hand_in(**{**FORM, **more})
    return talk


def test_five_taps_answer_it() -> None:
    talk = Conversation(facts=young_person(CATCHING_UP))

    assert talk.press("/catchup 8 goals", None) == ["catch_up_outcomes"]
    assert talk.say("[a_bit]") == ["catch_up_safe"]
    assert talk.buttons == ["yes", "not_sure", "no"]
    assert "Do you feel safe with Sam" in spoken(talk)[-1]
    assert talk.say("[yes]") == ["catch_up_relationship"]
    assert talk.say("[4]") == ["catch_up_impact"]
    assert talk.say("[5]") == ["catch_up_end"]
    told: dict[str, Json] = {"activities": "goals", "outcomes": "a_bit", "safe": "yes"}
    answers = {**told, "relationship": 4, "impact": 5}
    assert talk.effects[-1] == AnswerCheckIn(8, answers)
    assert "/person" not in spoken(talk)[-1]
    assert (rating_of(answers), is_unsafe(answers)) == (4, False)


def test_without_a_number_the_one_that_waits_is_meant() -> None:
    talk = told("/catchup")

    assert talk.said[-1][-1].parts[0].prompt == "catch_up_activities"
    assert talk.say("we practised something") == ["catch_up_outcomes"]


@pytest.mark.parametrize(("answer", "words"), [("no", "answered: No."), ("not_sure", "I'm not sure.")])
def test_a_fear_is_acted_on_before_anything_else_is_asked(answer: str, words: str) -> None:
    talk = told("/catchup 8 talked", "[yes]")

    assert talk.say(f"[{answer}]") == ["check_in_unsafe", "danger"]
    kept, raised = talk.effects
    assert kept == AnswerCheckIn(8, {"activities": "talked", "outcomes": "yes", "safe": answer})
    assert isinstance(raised, RaiseConcern)
    assert (raised.concern, raised.source) == (UNSAFE, SOURCE)
    assert words in raised.words
    assert "0800 1111" in spoken(talk)[-2]
    assert talk.say("[unsure]") == ["danger_unsure", "check_in_safe_end"]
    assert talk.run is None
    assert is_unsafe({"safe": answer})


def test_danger_now_hurries_that_concern() -> None:
    assert told("/catchup 8 talked", "[yes]", "no", "yes").effects[-1] == Urgent(SOURCE)


@pytest.mark.parametrize("rating", ["1", "2"])
def test_whoever_does_not_get_on_is_offered_a_person(rating: str) -> None:
    talk = told("/catchup 8 talked", "[yes]", "[yes]", f"[{rating}]", "[3]")

    assert "/person" in spoken(talk)[-1]
    answers = talk.effects[-1]
    assert isinstance(answers, AnswerCheckIn)
    assert rating_of(answers.answers) == int(rating)


def test_a_mentor_answers_the_five_heads_in_one_form() -> None:
    talk = Conversation(facts=mentor(asked=OF_MENTOR))

    assert talk.say("/catchup 9") == ["mentor_activities"]
    assert talk.run is not None
    assert talk.run.pending is not None
    assert [field.key for field in talk.run.pending.form] == list(FORM)
    assert talk.hand_in(**FORM) == ["catch_up_thanks"]
    answers: dict[str, Json] = {"activities": "We read adverts", "outcomes": None}
    assert talk.effects == [AnswerCheckIn(9, {**answers, "relationship": 4, "impact": 5, "safe": "yes"})]


def test_without_forms_they_are_asked_one_by_one() -> None:
    talk = Conversation(facts=mentor(asked=OF_MENTOR))
    asked = [talk.say(said)[-1] for said in ("/catchup", "Talked", "[skip]", "[4]", "[5]")]

    assert asked == [f"mentor_{head}" for head in HEADS]
    assert talk.say("[yes]") == ["catch_up_thanks"]


@pytest.mark.parametrize("answer", ["no", "not_sure"])
def test_a_mentors_worry_goes_to_the_safeguarding_lead_at_once(answer: str) -> None:
    talk = of_mentor(mentor_safe=answer)

    assert [part.prompt for reply in talk.said[-1] for part in reply.parts][-2:] == [
        "catch_up_worry",
        "danger",
    ]
    kept, raised = talk.effects
    assert isinstance(kept, AnswerCheckIn)
    assert isinstance(raised, RaiseConcern)
    assert (raised.concern, raised.source) == (UNSAFE, SOURCE)
    assert "the mentor answered" in raised.words
    assert "0808 800 5000" in spoken(talk)[-2]


def test_safety_is_the_last_head_so_that_nothing_is_asked_between_it_and_what_follows() -> None:
    assert list(HEADS)[-1] == "safe"


def test_words_of_concern_in_the_form_cost_none_of_its_answers() -> None:
    talk = of_mentor(mentor_outcomes="He says his dad hits him")

    raised, kept = talk.effects
    assert isinstance(raised, RaiseConcern)
    assert isinstance(kept, AnswerCheckIn)
    assert kept.answers["outcomes"] == "He says his dad hits him"
    assert "dad hits him" in raised.words


@pytest.mark.parametrize("said", ["maybe later", "7", "🎉"])
def test_what_is_no_answer_is_asked_again(said: str) -> None:
    talk = told("/catchup 8 talked", "[yes]", "[yes]")

    assert talk.say(said) == ["not_a_choice", "catch_up_relationship"]


@pytest.mark.parametrize(
    ("said", "prompt"),
    [("/catchup 99", "check_in_gone"), ("/catchup 5", "check_in_gone"), ("/catchup", "check_in_none")],
)
def test_one_that_is_not_theirs_or_of_another_kind_is_not_found(said: str, prompt: str) -> None:
    talk = Conversation(facts=young_person(AFTER))

    assert talk.say(said) == [prompt]
    assert talk.effects == []
