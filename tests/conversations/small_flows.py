"""Small flows that the engine's own tests are played with."""

from __future__ import annotations

from dataclasses import replace

from conversations.check import skippable
from conversations.checks import first_name, free_text, several_of
from conversations.effects import Amend
from conversations.facts import Facts, Status
from conversations.flow import Flow
from conversations.reply import Choice
from conversations.talk import Talk
from tests.dialogues.dialogue import JOINING, Conversation

COLOURS = [Choice(name, words=name.title()) for name in ("red", "green", "blue")]
YES_NO = [Choice("yes", words="Yes"), Choice("no", words="No")]


def small(talk: Talk) -> None:
    """Ask a name, colours, a wish that may be skipped, and yes or no; then change the profile."""
    talk.say("hello")
    name = talk.ask("name", first_name)
    talk.ask("colours", several_of(COLOURS, least=1, most=2))
    talk.ask("wish", skippable(free_text(50)))
    if talk.choose("sure", YES_NO) == "yes":
        talk.do("keep", Amend("first_name", name))
        talk.say("kept", name=name)
    talk.ask("more", free_text(50))
    talk.say("bye")


def looping(talk: Talk) -> None:
    """Ask day after day until somebody says no."""
    number = 1
    while talk.choose(f"again:{number}", YES_NO) == "yes":
        talk.ask(f"day:{number}", free_text(50))
        number += 1
    talk.say("bye")


SMALL = Flow("small", small)
LOOPING = Flow("looping", looping)

ACTIVE = replace(JOINING, status=Status.ACTIVE, first_name="Ann", profile={"first_name": "Ann"})


def talk_of(*flows: Flow, facts: Facts = JOINING) -> Conversation:
    """Return somebody's talk with only these flows."""
    return Conversation({flow.name: flow for flow in flows}, facts)
