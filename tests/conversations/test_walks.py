"""Arbitrary walks through every flow: whatever is said, the talk goes on and nothing is lost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.effects import Amend, Effect, Forget, Leave, Register, Return
from conversations.facts import Facts, Status
from conversations.flows import FLOWS
from conversations.heard import Kind, TurnToken
from conversations.reply import Act
from conversations.run import Progress, Run
from tests.dialogues.dialogue import JOINING, Conversation
from tests.dialogues.test_mentor import MENTOR
from tests.dialogues.test_team import COORDINATOR
from tests.dialogues.words import WORDS as SPOKEN

FORM = "[form]"
WORDS = (
    "help",
    "/report",
    "/link",
    "back",
    "skip",
    "stop",
    "cancel",
    "/start",
    "/me",
    "yes",
    "no",
    "done",
    "1",
    "2",
)
ANSWERS = ("Ann", "3 May 2009", "3 May 2012", "London", "1, 2", "to be braver", "english", "change", "fine")

said = st.one_of(
    st.sampled_from(WORDS + ANSWERS),
    st.text(max_size=80),
    st.integers(0, 12).map(lambda number: f"#{number}"),
    st.just("[sticker]"),
    st.just("[old button]"),
    st.just(FORM),
)


def facts_of(flow: str) -> Facts:
    if flow == "me":
        profile = {"first_name": "Ann", "date_of_birth": "2009-05-03", "region": "london"}
        return replace(JOINING, status=Status.ACTIVE, first_name="Ann", profile=profile)
    return MENTOR if flow == "mentor" else COORDINATOR if flow == "team" else JOINING


def step(talk: Conversation, word: str) -> list[str]:
    """Say a word, press the button of that number, send a sticker, or press an old button."""
    if word == "[sticker]":
        return talk.hear(Kind.MEDIA)
    if word == "[old button]":
        return talk.press("yes", TurnToken("gone", 1))
    if word == FORM:
        return talk.hand_in(**filled(talk.run))
    if word.startswith("#") and word[1:].isdigit():
        buttons = talk.buttons
        return talk.say(f"[{buttons[int(word[1:]) % len(buttons)]}]") if buttons else talk.say("hello")
    return talk.say(word)


def filled(run: Run | None) -> dict[str, str]:
    """Fill in the form of the question that waits: the first option, or a word."""
    form = run.pending.form if run is not None and run.pending is not None else ()
    return {field.key: field.choices[0].value if field.choices else "Ann" for field in form}


@pytest.mark.parametrize("flow", sorted(FLOWS))
@settings(deadline=None)
@given(words=st.lists(said, max_size=25))
def test_whatever_is_said_the_talk_goes_on(flow: str, words: list[str]) -> None:
    facts = replace(facts_of(flow), labels=SPOKEN.labels["en"])
    talk = Conversation(facts=facts, find=lambda _: None)
    talk.begin(flow)
    for word in words:
        before = talk.run.to_json() if talk.run else None
        answered = step(talk, word)
        assert answered or any(reply.act in (Act.SETTLE, Act.FORM) for reply in talk.said[-1])
        check_run(talk.run)
        check_buttons(talk)
        if word == "[old button]" and before is not None and talk.run is not None:
            assert talk.run.to_json() == before
        live(talk)
        if any(isinstance(effect, Forget) for effect in talk.effects):
            break
    assert len(ending(talk.effects)) <= 1


def live(talk: Conversation) -> None:
    """Let the newest effects change the facts, as they would in the store."""
    for effect in talk.effects[talk.lived :]:
        match effect:
            case Register(profile=profile, waits=waits):
                name, status = str(profile["first_name"]), Status.WAITING if waits else Status.ACTIVE
                talk.facts = replace(talk.facts, status=status, first_name=name, profile=profile)
            case Amend(field=field, value=value):
                talk.facts = replace(talk.facts, profile={**talk.facts.profile, field: value})
            case Leave():
                talk.facts = replace(talk.facts, status=Status.LEFT)
            case Return(applied=applied):
                joined = Status.ACTIVE if talk.facts.profile else Status.JOINING
                joined = Status.WAITING if applied else joined
                talk.facts = replace(talk.facts, status=joined)
    talk.lived = len(talk.effects)


def check_run(run: Run | None) -> None:
    """An open run waits for an answer, and is the same after JSON."""
    if run is None:
        return
    assert run.progress is not Progress.OPEN or run.pending is not None
    assert Run.from_json(json.loads(json.dumps(run.to_json()))) == run
    assert run.pending is None or run.pending.key not in run.answers


def check_buttons(talk: Conversation) -> None:
    """Every button that is shown belongs to the question that waits."""
    for reply in talk.said[-1]:
        if reply.choices:
            assert talk.run is not None
            assert talk.run.pending is not None
            assert reply.token == TurnToken(talk.run.id, talk.run.pending.turn)


def ending(effects: list[Effect]) -> list[Effect]:
    """The effects that may come once in a run at most."""
    return [effect for effect in effects if isinstance(effect, Register | Forget)]
