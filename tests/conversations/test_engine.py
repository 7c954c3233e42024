"""Every rule that must hold of a flow, over small flows, with the run in JSON between any two turns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.check import Check, Rejected
from conversations.checks import first_name, free_text
from conversations.effects import Amend, AskForPerson, Leave, RaiseConcern, Return, Unreachable
from conversations.facts import Facts, Invitation, InvitationState, Role, Status
from conversations.flow import Flow
from conversations.heard import Kind, TurnToken
from conversations.replay import MOST_STEPS, FlowError
from conversations.reply import Act, Choice, Json, Order
from conversations.run import Progress
from conversations.talk import Talk
from tests.conversations.small_flows import LOOPING, SMALL, YES_NO, looping
from tests.dialogues.dialogue import JOINING, Conversation, dialogue, names

ACTIVE = replace(JOINING, status=Status.ACTIVE, first_name="Ann", profile={"first_name": "Ann"})


def talk_of(*flows: Flow, facts: Facts = JOINING) -> Conversation:
    return Conversation({flow.name: flow for flow in flows}, facts)


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


def test_back_undoes_the_newest_answer() -> None:
    assert dialogue(SMALL, "Ann", "back", "Bea", "red", "back", "green") == [
        ["hello", "name"],
        ["colours"],
        ["name"],
        ["colours"],
        ["wish"],
        ["colours"],
        ["wish"],
    ]


def test_back_at_the_first_question_stays_there() -> None:
    assert dialogue(SMALL, "back")[-1] == ["back_at_start", "name"]


def test_an_effect_seals_the_answers_before_it() -> None:
    answers = dialogue(SMALL, "Ann", "red", "skip", "[yes]", "back")
    assert answers[-1] == ["back_sealed", "more"]


def test_help_answers_and_leaves_the_question() -> None:
    assert dialogue(SMALL, "help", "Ann")[1:] == [["help", "name"], ["colours"]]


def test_a_word_of_crisis_is_answered_first_and_leaves_the_question() -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    assert talk.say("i want to kill myself") == ["crisis"]
    assert [reply.order for reply in talk.said[-1]] == [Order.SAFETY]
    assert [effect.words for effect in talk.effects if isinstance(effect, RaiseConcern)] == [
        "i want to kill myself"
    ]
    assert talk.say("ok thanks") == ["here_again", "name"]
    assert talk.say("Ann") == ["colours"]


def test_what_is_said_after_a_word_of_crisis_is_no_consent() -> None:
    talk = talk_of(LOOPING)
    talk.begin("looping")
    assert talk.say("my dad hits me") == ["crisis"]
    assert talk.say("yes") == ["here_again", "again"]
    assert talk.run is not None
    assert talk.run.answers == {}
    assert talk.say("[yes]") == ["day"]


@pytest.mark.parametrize(
    ("facts", "words", "prompt"),
    [
        pytest.param(ACTIVE, "my dad hits me", "crisis", id="a young person"),
        pytest.param(ACTIVE, "im going to stab him tonight", "crisis_violence", id="a threat to others"),
        pytest.param(
            replace(ACTIVE, roles=frozenset({Role.MENTOR})), "my dad hits me", "crisis_team", id="the team"
        ),
        pytest.param(replace(ACTIVE, status=Status.LEFT), "my dad hits me", "crisis", id="who has left"),
        pytest.param(replace(ACTIVE, status=Status.PAUSED), "my dad hits me", "crisis", id="who pauses"),
    ],
)
def test_the_answer_to_a_word_of_crisis_fits_who_wrote_it(facts: Facts, words: str, prompt: str) -> None:
    talk = talk_of(SMALL, facts=facts)
    assert talk.say(words) == [prompt]


def test_a_crisis_in_the_name_of_a_command_is_seen() -> None:
    talk = talk_of(SMALL, facts=ACTIVE)
    assert talk.say("/kms") == ["crisis"]


@pytest.mark.parametrize("kind", [Kind.EDITED, Kind.MEDIA], ids=["edited", "caption"])
def test_a_word_of_crisis_is_seen_wherever_it_is_written(kind: Kind) -> None:
    talk = talk_of(SMALL)
    talk.begin("small")
    assert talk.hear(kind, text="i want to kill myself") == ["crisis"]


def test_skip_is_only_for_questions_that_allow_it() -> None:
    assert dialogue(SMALL, "skip")[-1] == ["cannot_skip", "name"]


def test_cancel_ends_the_run() -> None:
    talk = talk_of(SMALL, facts=ACTIVE)
    talk.begin("small")
    assert talk.say("cancel") == ["cancelled"]
    assert talk.say("hello") == ["nothing_pending"]
    assert talk.say("cancel") == ["nothing_to_cancel"]


def test_stop_leaves_at_once_and_start_goes_on_where_it_was() -> None:
    talk = talk_of(replace(SMALL, kept=True))
    talk.begin("small")
    talk.say("Ann")
    assert talk.say("stop") == ["stopped_joining"]
    assert talk.effects == [Leave()]
    talk.facts = replace(JOINING, status=Status.LEFT)
    assert talk.say("hello?") == ["still_away"]
    assert talk.say("/start") == ["welcome_back", "colours"]
    assert talk.effects == [Leave(), Return()]


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


def deployed(talk: Conversation, flow: Flow) -> None:
    """Put a new version of a flow in place between two turns."""
    talk.flows[flow.name] = flow


def two(talk: Talk) -> None:
    talk.ask("name", first_name)
    talk.ask("town", free_text(50))
    talk.say("bye")


def test_a_deploy_that_inserts_a_question_asks_it_and_loses_no_answer() -> None:
    def inserted(talk: Talk) -> None:
        talk.ask("name", first_name)
        talk.ask("street", free_text(50))
        talk.ask("town", free_text(50))
        talk.say("bye")

    talk = talk_of(Flow("two", two))
    talk.begin("two")
    talk.say("Ann")
    deployed(talk, Flow("two", inserted))
    assert talk.say("Leeds") == ["question_gone", "street"]
    assert talk.say("High Street") == ["bye"]


def test_a_deploy_that_removes_the_question_goes_on_without_it() -> None:
    def removed(talk: Talk) -> None:
        talk.ask("name", first_name)
        talk.say("bye")

    talk = talk_of(Flow("two", two))
    talk.begin("two")
    talk.say("Ann")
    deployed(talk, Flow("two", removed))
    assert talk.say("Leeds") == ["bye", "question_gone"]


def test_a_deploy_that_renames_a_question_keeps_its_answer() -> None:
    def renamed(talk: Talk) -> None:
        talk.ask("first_name", first_name)
        talk.ask("home", free_text(50))
        talk.say("bye")

    talk = talk_of(Flow("two", two))
    talk.begin("two")
    talk.say("Ann")
    deployed(talk, Flow("two", renamed, renames={"name": "first_name", "town": "home"}))
    assert talk.say("Leeds") == ["bye"]


def test_a_deploy_is_met_by_help_a_sticker_and_an_old_button_too() -> None:
    def renamed(talk: Talk) -> None:
        talk.ask("first_name", first_name, prompt="renamed")
        talk.say("bye")

    for meet in ("help", "[sticker]", "[old]"):
        talk = talk_of(Flow("two", two))
        talk.begin("two")
        deployed(talk, Flow("two", renamed, renames={"name": "first_name"}))
        if meet == "[sticker]":
            assert talk.hear(Kind.MEDIA) == ["not_words", "renamed"]
        elif meet == "[old]":
            assert talk.press("yes", TurnToken("gone", 1)) == ["stale_button", "renamed"]
        else:
            assert talk.say(meet) == ["help", "renamed"]
        assert talk.say("Ann") == ["bye"]


def test_a_deploy_that_inserts_a_question_makes_the_buttons_of_the_later_one_old() -> None:
    def inserted(talk: Talk) -> None:
        talk.choose("sure", YES_NO)
        looping(talk)

    talk = talk_of(LOOPING)
    talk.begin("looping")
    assert talk.run is not None
    assert talk.run.pending is not None
    old = TurnToken(talk.run.id, talk.run.pending.turn)
    deployed(talk, Flow("looping", inserted))
    assert talk.say("help") == ["help", "sure"]
    assert talk.press("yes", old) == ["stale_button", "sure"]


def test_a_removed_flow_is_met_by_help_with_a_kind_message() -> None:
    talk = talk_of(Flow("two", two))
    talk.begin("two")
    del talk.flows["two"]
    assert talk.say("help") == ["help", "flow_gone"]


def test_the_name_of_a_button_wins_over_a_word_that_interrupts() -> None:
    def asks(talk: Talk) -> None:
        talk.choose("way", [Choice("help", words="Help me"), Choice("stop", words="Stop")])
        talk.say("bye")

    assert dialogue(Flow("asks", asks), "stop") == [["way"], ["bye"]]


def test_a_code_of_another_organisation_brings_nobody_back() -> None:
    other = Invitation(InvitationState.GOOD, 7, 3, 4, Role.YOUNG_PERSON, "Southside College")
    away = replace(ACTIVE, status=Status.LEFT, invitation=other)
    talk = talk_of(SMALL, facts=away)
    assert talk.say("/start ABCD1234") == ["other_organisation"]
    assert talk.effects == []
    talk.facts = replace(away, invitation=replace(other, organisation=JOINING.organisation))
    assert talk.say("/start ABCD1234") == ["welcome_back"]


def test_nothing_is_known_of_somebody_who_only_agreed() -> None:
    talk = Conversation()
    talk.begin("join")
    talk.say("yes")
    assert talk.say("/mydata")[0] == "known_nothing"


def test_a_removed_flow_ends_the_run_with_a_kind_message() -> None:
    talk = talk_of(Flow("two", two))
    talk.begin("two")
    del talk.flows["two"]
    assert talk.say("Ann") == ["flow_gone"]
    assert talk.run is None


class _Strict(Check[str]):
    """Takes only capital letters, now and when an answer is looked at again."""

    def parse(self, text: str, facts: Facts) -> str:
        if not text.isupper():
            raise Rejected("not_capitals")
        return text

    def dump(self, value: str) -> Json:
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        return self.parse(str(stored), facts)


def test_a_stored_answer_that_no_longer_fits_is_asked_again_and_charged_to_its_own_key() -> None:
    def tightened(talk: Talk) -> None:
        talk.ask("name", _Strict())
        talk.ask("town", free_text(50))
        talk.say("bye")

    talk = talk_of(Flow("two", two))
    talk.begin("two")
    talk.say("Ann")
    deployed(talk, Flow("two", tightened))
    assert talk.say("Leeds") == ["question_gone", "name"]
    assert talk.say("ANN") == ["bye"]


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


def test_what_is_known_is_told_and_leaves_the_question() -> None:
    talk = talk_of(SMALL, facts=ACTIVE)
    talk.begin("small")
    assert talk.say("/me") == ["known", "name"]
    assert talk.say("/mydata") == ["known", "name"]


def test_an_unknown_command_gets_help() -> None:
    assert dialogue(SMALL, "/dance")[-1] == ["help", "name"]


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


@pytest.mark.parametrize("words", ["/person", "person"])
def test_a_person_can_be_asked_for_at_any_time(words: str) -> None:
    talk = talk_of(SMALL, facts=ACTIVE)
    assert talk.say(words) == ["person_told"]
    talk.begin("small")
    assert talk.say(words) == ["person_told", "name"]
    assert talk.effects == [AskForPerson("", "Ann"), AskForPerson("name", "Ann")]


def test_what_cannot_wait_is_answered_as_urgent() -> None:
    talk = talk_of(SMALL, facts=ACTIVE)
    talk.say("i took 30 paracetamol")
    talk.say("my dad hits me")
    assert [replies[0].parts[0].values for replies in talk.said] == [{"urgent": True}, {"urgent": False}]


def test_an_offer_has_the_buttons_of_its_question() -> None:
    talk = talk_of(LOOPING)
    talk.begin("looping")
    assert talk.buttons == [choice.value for choice in YES_NO]
    assert names(talk.said[0]) == ["again"]
