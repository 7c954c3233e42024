"""A flow: a conversation as one plain function, under a stable name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from conversations.facts import Facts, Role, Seek, Status
from conversations.replay import Answer, Paused, Replay
from conversations.reply import Json
from conversations.run import Progress, Run, Step
from conversations.talk import Talk

MEMBERS = frozenset({Status.ACTIVE, Status.PAUSED})
"""Who has joined."""

ANYBODY = frozenset(
    {Status.JOINING, Status.WAITING, Status.ACTIVE, Status.PAUSED, Status.DECLINED, Status.LEFT}
)
"""Whoever is known, also those who have not joined yet or have left."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A conversation and what a deploy changed in it.

    ``renames`` maps a step key of an older version to today's. ``kept`` flows are set aside when the
    person cancels, and go on where they were at the next /start; other flows end.

    ``command`` begins it, for people with one of ``roles`` (empty: everybody) and ``statuses``; what follows
    the command is ``Talk.given``, and answers the question ``first`` where the flow names one. ``seeks``
    says what must be looked up before a turn: it gets what was given, and the answers by step key, that
    which was just heard among them. A ``candid`` flow is about trouble: words of crisis are its answers and
    do not interrupt it.
    """

    name: str
    play: Callable[[Talk], None]
    renames: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False
    command: str = ""
    roles: frozenset[Role] = frozenset()
    statuses: frozenset[Status] = MEMBERS
    first: str = ""
    seeks: Callable[[str, Mapping[str, Json]], Seek | None] | None = None
    candid: bool = False


def replay(flow: Flow, run: Run, facts: Facts, answer: Answer | None = None) -> Replay:
    """Play ``flow`` from its top over ``run``, which is changed, until it asks or is done."""
    if flow.renames:
        _rename(run, flow.renames)
    played = Replay(run, facts, answer)
    try:
        flow.play(Talk(played))
    except Paused:
        return played
    played.set_aside_answer()
    run.pending = None
    run.progress = Progress.DONE
    return played


def _rename(run: Run, renames: Mapping[str, str]) -> None:
    """Give answers, steps and the question that waits the keys that they have today."""
    run.answers = {renames.get(key, key): value for key, value in run.answers.items()}
    run.trail = [Step(step.kind, renames.get(step.key, step.key)) for step in run.trail]
    run.early = {renames.get(key, key): text for key, text in run.early.items()}
    if run.pending is not None:
        run.pending.key = renames.get(run.pending.key, run.pending.key)
