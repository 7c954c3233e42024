"""Several answers at once: a form is offered, opened and handed in, and nothing in it is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from conversations.check import Check, skippable
from conversations.checks import date_of_birth, first_name, free_text, one_of, several_of, short_text
from conversations.effects import Amend
from conversations.flow import Flow
from conversations.heard import TurnToken
from conversations.reply import OPEN_FORM, Act, Entry, FormField
from conversations.talk import Talk
from tests.conversations.small_flows import COLOURS, YES_NO, talk_of
from tests.dialogues.dialogue import Conversation

CHECKS: Mapping[str, Check[Any]] = {
    "name": first_name,
    "born": date_of_birth,
    "colours": several_of(COLOURS, least=1, most=2),
    "way": one_of(YES_NO),
    "wish": skippable(free_text(50)),
}
GOOD = {"name": "Ann", "born": "2009-05-03", "colours": "red\nblue", "way": "yes", "wish": "a bike"}
STORED = {
    "name": "Ann",
    "born": "2009-05-03",
    "colours": ["red", "blue"],
    "way": "yes",
    "wish": "a bike",
}


def formed(talk: Talk) -> None:
    """Ask one question, five that belong together, and one more."""
    talk.ask("town", short_text(50))
    answers = talk.form("all", CHECKS, town="Leeds")
    talk.do("keep", Amend("first_name", answers["name"]))
    talk.say("kept")
    talk.ask("more", free_text(50))
    talk.say("bye")


FORMED = Flow("formed", formed)


def at_the_form(*said: str) -> Conversation:
    talk = talk_of(FORMED)
    talk.begin("formed")
    for text in ("Leeds", *said):
        talk.say(text)
    return talk


def fields_of(talk: Conversation) -> tuple[FormField, ...]:
    assert talk.run is not None
    assert talk.run.pending is not None
    return talk.run.pending.form


def token_of(talk: Conversation) -> TurnToken:
    assert talk.run is not None
    assert talk.run.pending is not None
    return TurnToken(talk.run.id, talk.run.pending.turn)


def answers_of(talk: Conversation) -> dict[str, object]:
    assert talk.run is not None
    return {key: talk.run.answers[key] for key in CHECKS if key in talk.run.answers}


def test_questions_that_belong_together_offer_a_form_on_the_first() -> None:
    talk = at_the_form()

    question = talk.said[-1][-1]
    assert [part.prompt for part in question.parts] == ["name"]
    assert (question.choices[-1].value, question.choices[-1].label) == (OPEN_FORM, "form.open")
    assert question.parts[0].values == {"town": "Leeds"}


def test_one_by_one_gives_the_same_answers() -> None:
    talk = at_the_form("Ann", "3 May 2009", "red, blue", "yes", "a bike")

    assert answers_of(talk) == STORED
    assert talk.effects == [Amend("first_name", "Ann")]


def test_a_form_opens_over_the_press_and_the_question_stays() -> None:
    talk = at_the_form()
    before = talk.run.to_json() if talk.run else None

    assert talk.say(f"[{OPEN_FORM}]") == []
    [form] = talk.said[-1]
    assert (form.act, form.title, form.press, form.message) == (Act.FORM, "form.all", "p1", "77")
    assert form.token == token_of(talk)
    assert [field.key for field in form.form] == list(CHECKS)
    assert (talk.run.to_json() if talk.run else None) == before
    assert talk.say("Ann") == ["born"]


def test_a_field_says_how_it_is_answered() -> None:
    fields = {field.key: field for field in fields_of(at_the_form())}

    assert [choice.value for choice in fields["colours"].choices] == ["red", "green", "blue"]
    assert [field.key for field in fields.values() if field.several] == ["colours"]
    assert [field.key for field in fields.values() if field.optional] == ["wish"]
    assert fields["wish"].choices == ()
    assert fields["name"].part.values == {"town": "Leeds"}
    assert {field.entry for field in fields.values()} <= set(Entry)


def test_all_answers_are_taken_at_once() -> None:
    talk = at_the_form()

    assert talk.hand_in(**GOOD) == ["kept", "more"]
    assert answers_of(talk) == STORED
    assert talk.effects == [Amend("first_name", "Ann")]
    assert talk.said[-1][0].act is Act.SETTLE
    assert [part.prompt for part in talk.said[-1][0].parts] == ["name"]
    assert talk.say("nothing") == ["bye"]


def test_a_part_can_be_answered_before_the_form_is_opened() -> None:
    talk = at_the_form("Ann", "3 May 2009")

    assert [field.key for field in fields_of(talk)] == ["colours", "way", "wish"]
    assert talk.hand_in(colours="red\nblue", way="yes", wish="a bike") == ["kept", "more"]
    assert answers_of(talk) == STORED


def test_the_last_question_alone_is_no_form() -> None:
    talk = at_the_form("Ann", "3 May 2009", "red", "yes")

    assert fields_of(talk) == ()
    assert OPEN_FORM not in talk.buttons


@pytest.mark.parametrize("left", ["", "  ", None], ids=["empty", "blank", "missing"])
def test_an_optional_field_may_be_left_empty(left: str | None) -> None:
    fields = {key: text for key, text in {**GOOD, "wish": left}.items() if text is not None}
    talk = at_the_form()

    assert talk.hand_in(**fields) == ["kept", "more"]
    assert answers_of(talk)["wish"] is None


@pytest.mark.parametrize("left", ["", None], ids=["empty", "missing"])
@pytest.mark.parametrize("key", [key for key in CHECKS if key != "wish"])
def test_any_other_field_that_was_left_empty_is_asked_by_itself(key: str, left: str | None) -> None:
    fields = {name: text for name, text in {**GOOD, key: left}.items() if text is not None}
    talk = at_the_form()

    reason, question = talk.hand_in(**fields)
    assert (reason != key, question) == (True, key)
    assert talk.say(GOOD[key].replace("\n", ", ")) == ["kept", "more"]
    assert answers_of(talk) == STORED


def test_a_wrong_answer_is_asked_again_and_the_others_are_kept() -> None:
    talk = at_the_form()

    assert talk.hand_in(**{**GOOD, "born": "3 May 2099"}) == ["date_in_future", "born"]
    assert answers_of(talk) == {"name": "Ann"}
    assert talk.effects == []
    assert talk.say("3 May 2009") == ["kept", "more"]
    assert answers_of(talk) == STORED


def test_a_form_opened_again_shows_what_was_typed() -> None:
    talk = at_the_form()
    talk.hand_in(**{**GOOD, "born": "3 May 2099"})

    fields = {field.key: field.typed for field in fields_of(talk)}
    assert fields == {"born": "3 May 2099", "colours": "red\nblue", "way": "yes", "wish": "a bike"}
    assert talk.say(f"[{OPEN_FORM}]") == []
    assert talk.said[-1][0].form == fields_of(talk)

    handed = {"born": "3 May 2009", "colours": "green", "way": "no", "wish": ""}
    assert talk.hand_in(**handed) == ["kept", "more"]
    assert answers_of(talk) == {
        **STORED,
        "colours": ["green"],
        "way": "no",
        "wish": None,
    }


def test_several_wrong_answers_are_asked_one_after_another() -> None:
    talk = at_the_form()

    assert talk.hand_in(**{**GOOD, "name": "12345", "colours": "pink"}) == ["not_a_name", "name"]
    assert talk.say("Ann") == ["not_a_choice", "colours"]
    assert talk.say("red, blue") == ["kept", "more"]
    assert answers_of(talk) == STORED


def test_back_in_the_middle_of_a_form_asks_the_question_before() -> None:
    talk = at_the_form()
    talk.hand_in(**{**GOOD, "born": "3 May 2099"})

    assert talk.say("back") == ["name"]
    assert talk.say("Bea") == ["born"]
    assert talk.say("3 May 2009") == ["kept", "more"]
    assert answers_of(talk) == {**STORED, "name": "Bea"}
