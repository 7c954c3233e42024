"""A run: one person's passage through a flow, small enough to be one JSON row."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from conversations.reply import Choice, Entry, FormField, Json, Part


class Progress(StrEnum):
    """Where a run stands: waiting for an answer, finished, or ended before its time."""

    OPEN = "open"
    DONE = "done"
    ASIDE = "aside"
    CANCELLED = "cancelled"
    REMOVED = "removed"


class StepKind(StrEnum):
    """What a step of the trail was."""

    SAID = "said"
    ANSWERED = "answered"
    DID = "did"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened in a run, in order."""

    kind: StepKind
    key: str


@dataclass(slots=True)
class Pending:
    """The question that waits: asked in ``turn``, as ``part`` with ``choices``.

    ``picked`` holds what is picked so far where several may be; ``misses`` counts wrong answers in a row.
    ``calm`` is True between a word of crisis and the next thing that is typed, which is then no answer.
    ``several`` and ``entry`` are the check's. ``form`` are the questions of which this is the first, where
    they can be answered all at once, and ``title`` is the label of their form's title.
    """

    key: str
    turn: int
    part: Part
    choices: tuple[Choice, ...] = ()
    picked: tuple[str, ...] = ()
    misses: int = 0
    calm: bool = False
    several: bool = False
    entry: Entry = Entry.LINE
    form: tuple[FormField, ...] = ()
    title: str = ""


@dataclass(slots=True)
class Run:
    """``answers`` by step key as JSON, the ``trail`` of steps in order, and the question that waits.

    ``early`` keeps what was heard for a question that a new version of the flow moved further down.
    ``pressed`` is the newest button that was taken, as the turn that asked and the value. ``given`` is what
    followed the command that began it.
    """

    id: str
    flow: str
    turn: int = 0
    progress: Progress = Progress.OPEN
    answers: dict[str, Json] = field(default_factory=dict)
    trail: list[Step] = field(default_factory=list)
    early: dict[str, str] = field(default_factory=dict)
    pending: Pending | None = None
    pressed: tuple[int, str] | None = None
    given: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the run as plain JSON values."""
        return {
            "id": self.id,
            "flow": self.flow,
            "turn": self.turn,
            "progress": self.progress.value,
            "answers": self.answers,
            "trail": [[step.kind.value, step.key] for step in self.trail],
            "early": self.early,
            "pending": _stored(self.pending) if self.pending else None,
            "pressed": list(self.pressed) if self.pressed else None,
            "given": self.given,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Run:
        """Return the run that ``to_json`` gave."""
        return cls(
            id=stored["id"],
            flow=stored["flow"],
            turn=stored["turn"],
            progress=Progress(stored["progress"]),
            answers=dict(stored["answers"]),
            trail=[Step(StepKind(kind), key) for kind, key in stored["trail"]],
            early=dict(stored["early"]),
            pending=_pending(stored["pending"]),
            pressed=tuple(stored["pressed"]) if stored.get("pressed") else None,
            given=stored.get("given", ""),
        )


def _stored(pending: Pending) -> dict[str, Any]:
    return {
        "key": pending.key,
        "turn": pending.turn,
        "part": _stored_part(pending.part),
        "choices": _stored_choices(pending.choices),
        "picked": list(pending.picked),
        "misses": pending.misses,
        "calm": pending.calm,
        "several": pending.several,
        "entry": pending.entry.value,
        "form": stored_form(pending.form),
        "title": pending.title,
    }


def _pending(stored: dict[str, Any] | None) -> Pending | None:
    if stored is None:
        return None
    return Pending(
        key=stored["key"],
        turn=stored["turn"],
        part=Part(**stored["part"]),
        choices=_choices(stored["choices"]),
        picked=tuple(stored["picked"]),
        misses=stored["misses"],
        calm=stored["calm"],
        several=stored.get("several", False),
        entry=Entry(stored.get("entry", Entry.LINE)),
        form=form_of(stored.get("form", [])),
        title=stored.get("title", ""),
    )


def stored_form(form: tuple[FormField, ...]) -> list[dict[str, Any]]:
    """Return a form as plain JSON values."""
    return [
        {
            "key": field.key,
            "part": _stored_part(field.part),
            "choices": _stored_choices(field.choices),
            "several": field.several,
            "entry": field.entry.value,
            "optional": field.optional,
            "typed": field.typed,
        }
        for field in form
    ]


def form_of(stored: list[dict[str, Any]]) -> tuple[FormField, ...]:
    """Return the form that ``stored_form`` gave."""
    return tuple(
        FormField(
            key=field["key"],
            part=Part(**field["part"]),
            choices=_choices(field["choices"]),
            several=field["several"],
            entry=Entry(field["entry"]),
            optional=field["optional"],
            typed=field["typed"],
        )
        for field in stored
    )


def _stored_part(part: Part) -> dict[str, Any]:
    return {"prompt": part.prompt, "values": dict(part.values)}


def _stored_choices(choices: tuple[Choice, ...]) -> list[list[str]]:
    return [[c.value, c.label, c.words] for c in choices]


def _choices(stored: list[list[str]]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label, words) for value, label, words in stored)
