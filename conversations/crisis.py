"""A word of crisis: the calm answer to it, and the record of it."""

from __future__ import annotations

from dataclasses import replace

from conversations.concern import Category, Concern, Severity
from conversations.effects import RaiseConcern
from conversations.heard import Heard, Kind
from conversations.reply import Order, Reply
from conversations.scene import Scene
from conversations.turn import Turn, said

REPORT, CONCERN = "report", "concern"
"""Commands whose words must never get lost: the one raises a concern, the other opens one by its number."""


def reported(heard: Heard) -> bool:
    """Tell whether a command reports something: "/concern" with words in place of a number does too."""
    if heard.kind is not Kind.COMMAND or not any(mark.isalpha() for mark in heard.text):
        return False
    return heard.command in (REPORT, CONCERN)


def report_of_a_stranger(heard: Heard) -> Turn:
    """Pass on what somebody reports who has not joined; they are told where help is, and promised nothing."""
    reply = said("crisis_stranger", Order.SAFETY, urgent=False)
    return Turn(None, (reply,), (RaiseConcern(None, heard.text, REPORT),), note="report of a stranger")


def words_of(heard: Heard) -> str:
    """Return all the words that were heard, a command's own name and the answers of a form among them."""
    return "\n".join([f"{heard.command} {heard.text}".strip(), *heard.fields.values()]).strip()


def calmed(scene: Scene, heard: Heard, concern: Concern) -> Turn:
    """Answer a word of crisis at once; the question that waits stays, and is not asked again now."""
    if scene.pending is not None:
        scene.pending.calm = True
    return alarmed(scene, heard, concern, Turn(scene.run, note="concern"))


def alarmed(scene: Scene, heard: Heard, concern: Concern, turn: Turn) -> Turn:
    """Add to ``turn`` the answer to a concern in it, and the record of it."""
    words = f"/{words_of(heard)}" if heard.command else words_of(heard)
    effects = (RaiseConcern(concern, words), *turn.effects)
    return replace(turn, replies=(crisis_answer(scene, concern), *turn.replies), effects=effects)


def crisis_answer(scene: Scene, concern: Concern) -> Reply:
    """Return the calm answer to a concern; where it cannot wait, the first thing it says is to call 999."""
    urgent = concern.severity is Severity.IMMEDIATE
    return said(crisis_prompt(scene, concern), Order.SAFETY, urgent=urgent)


def crisis_prompt(scene: Scene, concern: Concern) -> str:
    """Return the calm answer to a concern: it promises strangers nothing, and blames and clears nobody."""
    if scene.facts.status is None:
        return "crisis_stranger"
    if scene.team:
        return "crisis_team"
    return "crisis_violence" if concern.category is Category.VIOLENCE else "crisis"
