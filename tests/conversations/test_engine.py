"""Every rule that must hold of a flow, over small flows, with the run in JSON between any two turns."""

from __future__ import annotations

import pytest

from conversations.effects import Amend, AskForPerson, Unreachable
from conversations.flow import Flow
from conversations.heard import Kind, TurnToken
from conversations.replay import MOST_STEPS, FlowError
from conversations.reply import Act
from conversations.run import Progress
from conversations.talk import Talk
from tests.conversations.small_flows import LOOPING, SMALL, YES_NO, talk_of
from tests.dialogues.dialogue import dialogue, names


def test_a_whole_conversation_is_two_lists() -> None:
    said = ["Ann", "[red]", "[done]", "skip", "[yes]", "nothing", "hm"]
    assert dialogue(SMALL, *said) == [
        ["hello", "name"],
        ["colours"],
        [],
        ["wish"],
        ["sure"],
        ["kept", "more"],
        ["bye"],
        ["nothing_pending"],
    ]


def test_a_wrong_answer_says_why_and_asks_again() -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    reject, question = talk.say("https://example.org")
    assert question == "name"
    assert reject != "name"
    assert talk.say("Ann") == ["colours"]


def test_three_wrong_answers_in_a_row_offer_a_person_and_pressing_tells_one() -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    for _ in range(2):
        assert "offer_person" not in talk.say("@@@@")
    assert "offer_person" in talk.say("@@@@")
    assert "ask_person" in talk.buttons
    assert talk.say("[ask_person]") == ["person_told", "name"]
    assert talk.effects == [AskForPerson("name")]
    assert talk.run is not None
    assert talk.run.pressed is not None
    assert talk.press("ask_person", TurnToken(talk.run.id, talk.run.pressed[0])) == []
    assert talk.effects == [AskForPerson("name")]
    assert talk.say("Ann") == ["colours"]


def test_a_stale_button_gets_a_kind_answer_and_changes_nothing() -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    talk.say("Ann")
    assert talk.run is not None
    before = talk.run.to_json()
    assert talk.press("red", TurnToken("run0", 99)) == ["stale_button", "colours"]
    assert talk.press("red", TurnToken("another", 1)) == ["stale_button", "colours"]
    assert talk.press("red", None) == ["stale_button", "colours"]
    assert talk.said[-1][0].act is Act.SETTLE
    assert talk.run.to_json() == before


def test_a_double_press_is_taken_once_and_says_nothing_more() -> None:
    talk = talk_of(LOOPING)
    talk.begin("looping")
    assert talk.run is not None
    assert talk.run.pending is not None
    token = TurnToken(talk.run.id, talk.run.pending.turn)
    assert talk.press("yes", token) == ["day"]
    assert talk.press("yes", token) == []
    assert talk.press("no", token) == ["stale_button", "day"]


def test_a_pressed_question_shows_the_choice_and_loses_its_buttons() -> None:
    talk = talk_of(LOOPING)
    talk.begin("looping")
    talk.say("[yes]")
    settle = talk.said[-1][0]
    assert (settle.act, settle.message, settle.press, settle.choices) == (Act.SETTLE, "77", "p1", ())
    assert [part.prompt for part in settle.parts] == ["again"]
    assert [choice.value for choice in settle.picked] == ["yes"]


def test_a_question_with_buttons_is_a_message_of_its_own() -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    talk.say("Ann")
    talk.say("nonsense")
    why, question = talk.said[-1]
    assert (len(why.parts), why.choices) == (1, ())
    assert [part.prompt for part in question.parts] == ["colours"]
    assert question.choices


def test_several_are_picked_one_by_one_in_the_same_message() -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    talk.say("Ann")
    assert talk.say("[red]") == []
    assert talk.said[-1][0].act is Act.SETTLE
    assert [c.value for c in talk.said[-1][0].choices if c.marked] == ["red"]
    talk.say("[blue]")
    talk.say("[red]")
    assert talk.say("[done]") == ["wish"]
    assert talk.run is not None
    assert talk.run.answers["colours"] == ["blue"]


def test_too_few_picked_is_said_and_what_was_picked_stays() -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    talk.say("Ann")
    assert talk.say("[done]")[-1] == "colours"
    assert talk.say("[red]") == []
    assert talk.say("[done]") == ["wish"]


def test_loops_use_numbered_keys() -> None:
    assert dialogue(LOOPING, "[yes]", "Monday", "yes", "Tuesday", "no") == [
        ["again"],
        ["day"],
        ["again"],
        ["day"],
        ["again"],
        ["bye"],
    ]


def test_a_key_used_twice_in_one_replay_fails_loudly() -> None:
    def twice(talk: Talk) -> None:
        talk.say("hello")
        talk.say("hello")

    with pytest.raises(FlowError, match="hello"):
        dialogue(Flow("twice", twice))


def test_steps_in_one_turn_are_capped() -> None:
    def endless(talk: Talk) -> None:
        number = 0
        while True:
            number += 1
            talk.say("hello", key=f"hello:{number}")

    with pytest.raises(FlowError, match=str(MOST_STEPS)):
        dialogue(Flow("endless", endless))


def test_a_sticker_gets_a_kind_answer_and_the_question_again() -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    assert talk.hear(Kind.MEDIA) == ["not_words", "name"]
    assert talk.hear(Kind.EDITED, text="Bea") == ["edited"]
    assert talk.say("Ann") == ["colours"]


def test_a_group_is_told_that_the_bot_talks_one_to_one_and_is_left() -> None:
    talk = talk_of(SMALL)
    assert talk.hear(Kind.GROUP) == ["one_to_one"]
    assert talk.said[-1][-1].act is Act.LEAVE


def test_a_block_is_an_effect_and_says_nothing() -> None:
    talk = talk_of(SMALL)
    assert talk.hear(Kind.BLOCKED) == []
    assert talk.effects == [Unreachable()]


def test_a_done_run_is_done() -> None:
    talk = talk_of(LOOPING)
    talk.begin("looping")
    talk.say("[no]")
    assert talk.run is None
    assert talk.notes[-1] == "answered"
    assert Progress.DONE.value == "done"


def test_effects_are_described_once() -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    for text in ("Ann", "red", "skip", "[yes]", "more", "x"):
        talk.say(text)
    assert talk.effects == [Amend("first_name", "Ann")]


def test_an_offer_has_the_buttons_of_its_question() -> None:
    talk = talk_of(LOOPING)
    talk.begin("looping")
    assert talk.buttons == [choice.value for choice in YES_NO]
    assert names(talk.said[0]) == ["again"]
