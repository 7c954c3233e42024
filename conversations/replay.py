"""One replay of a flow over a run: what already happened is passed over, the rest happens now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from conversations.check import Check, Rejected
from conversations.effects import Effect
from conversations.facts import Facts
from conversations.reply import CONTROLS, DONE, FLEETING, MORE, SKIP, Choice, FormField, Json, Part
from conversations.run import Pending, Run, Step, StepKind

T = TypeVar("T")

MOST_STEPS = 500
"""Steps in one turn; a flow that takes more is caught in a loop of its own."""


class FlowError(Exception):
    """A flow is written wrongly: a key used twice, steps without end, words of a concern in a question."""


class Paused(BaseException):
    """The turn ends here, at a question; not an Exception, so that no flow can swallow it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was heard for the question that waits: typed, or the value of a button that was pressed."""

    text: str
    pressed: bool = False


class Replay:
    """The state of one replay; a flow reaches it only through its Talk.

    Afterwards ``parts`` are to be said (before the question that waits) and ``effects`` to be carried out;
    ``rejected`` tells that the answer was not taken, ``dropped`` that it came too late to be, and ``picking``
    that a button of "several of" was picked and the question stays.
    """

    def __init__(self, run: Run, facts: Facts, answer: Answer | None = None) -> None:
        self.run = run
        self.facts = facts
        self.parts: list[Part] = []
        self.effects: list[Effect] = []
        self.rejected = False
        self.dropped = False
        self.picking = False
        self._answer = answer
        self._past = set(run.trail)
        self._used: set[str] = set()

    def say(self, key: str, prompt: str, values: Mapping[str, Json]) -> None:
        """Say ``prompt``, unless it was said under ``key`` in this run."""
        if self._first_time(StepKind.SAID, key):
            self.parts.append(Part(prompt, dict(values)))

    def do(self, key: str, effect: Effect) -> None:
        """Describe ``effect``, unless it was done under ``key`` in this run."""
        if self._first_time(StepKind.DID, key):
            self.effects.append(effect)

    def anew(self, key: str, prompt: str, values: Mapping[str, Json]) -> None:
        """Say ``prompt`` once, and drop what was just heard: it answers how things were before."""
        if self._first_time(StepKind.SAID, key):
            self.parts.append(Part(prompt, dict(values)))
            self.dropped, self._answer = self._answer is not None, None

    def keep(self, key: str, value: Json) -> Json:
        """Return what is kept under ``key``, or keep ``value``; it is no answer, so nobody takes it back."""
        self._use(key)
        return self.run.answers.setdefault(key, value)

    def changes(self, key: str, value: Json) -> int:
        """Return how often ``value`` was another one than in the turn before, since this run began."""
        self._use(key)
        known = self.run.answers.get(key)
        before, times = known if isinstance(known, list) else (value, 0)
        times = int(str(times)) + (before != value)
        self.run.answers[key] = [value, times]
        return times

    def ask(self, key: str, check: Check[T], prompt: str, values: Mapping[str, Json]) -> T:
        """Return the stored or the new answer to ``key``; raise Paused where there is none."""
        self._use(key)
        return self._answer_to(key, check, self._question(key, check, Part(prompt, dict(values))))

    def form(self, name: str, checks: Mapping[str, Check[Any]], values: Mapping[str, Json]) -> dict[str, Any]:
        """Return the answers to all of ``checks`` by key; raise Paused at the first that is missing."""
        fields = [
            self._field(key, check, Part(key.partition(":")[0], dict(values)))
            for key, check in checks.items()
        ]
        given: dict[str, Any] = {}
        for number, (key, check) in enumerate(checks.items()):
            self._use(key)
            asked = self._question(key, check, fields[number].part)
            rest = tuple(field for field in fields[number:] if field.key not in self.run.answers)
            if len(rest) > 1:
                asked.form, asked.title = rest, f"form.{name}"
            given[key] = self._answer_to(key, check, asked)
        return given

    def _question(self, key: str, check: Check[Any], part: Part) -> Pending:
        """Return the question as it would be asked now; it is stored, so it holds no words of a concern."""
        if part.prompt in FLEETING:
            raise FlowError(f"{part.prompt!r} holds words of a concern and cannot be asked, at {key!r}")
        asked = Pending(key, self.run.turn, part, offered(check), several=check.several, entry=check.entry)
        asked.picked = check.picked
        return asked

    def _field(self, key: str, check: Check[Any], part: Part) -> FormField:
        optional = any(choice.value == SKIP for choice in check.choices)
        choices = tuple(choice for choice in check.choices if choice.value != SKIP)
        typed = self.run.early.get(key, "")
        return FormField(
            key,
            part,
            choices,
            check.several,
            check.entry,
            optional,
            typed,
        )

    def _answer_to(self, key: str, check: Check[T], question: Pending) -> T:
        if key in self.run.answers:
            try:
                return check.load(self.run.answers[key], self.facts)
            except Rejected:
                self._drop(key)
        pending = self.run.pending
        if pending is not None and pending.key == key and key not in self.run.early:
            return self._take(pending, check, question)
        return self._ask(check, question)

    def _take(self, pending: Pending, check: Check[T], question: Pending) -> T:
        """Check what was heard for the question that waits."""
        pending.part, pending.choices = question.part, question.choices
        pending.several, pending.entry = question.several, question.entry
        pending.form, pending.title = question.form, question.title
        answer, self._answer = self._answer, None
        if answer is None:
            raise Paused
        if check.several and answer.pressed and answer.text not in CONTROLS:
            self._pick(pending, answer.text)
        text = answer.text
        if check.several and (ends := text.strip().casefold()) in (DONE, MORE):
            text = "\n".join((*pending.picked, *([MORE] if ends == MORE else ())))
        try:
            return self._keep(pending.key, check, check.parse(text, self.facts))
        except Rejected as rejected:
            offers = {choice.value for choice in pending.choices}
            # What is offered no longer shows no button, so nobody could take it back.
            pending.picked = tuple(value for value in pending.picked if value in offers)
            pending.misses += 1
            self.rejected = True
            self.parts.append(Part(rejected.prompt, dict(rejected.values)))
            raise Paused from None

    def _pick(self, pending: Pending, value: str) -> None:
        """Pick or unpick one of several; the question stays as it is."""
        offers = {choice.value for choice in pending.choices}
        if value in pending.picked:
            pending.picked = tuple(picked for picked in pending.picked if picked != value)
        elif value in offers:
            pending.picked = (*pending.picked, value)
        self.picking = True
        raise Paused

    def _ask(self, check: Check[T], question: Pending) -> T:
        """Use what was heard early for this question, or ask it and end the turn."""
        early = self.run.early.pop(question.key, None)
        if early is not None:
            try:
                return self._keep(question.key, check, check.parse(early, self.facts))
            except Rejected as rejected:
                question.misses = 1
                question.form = tuple(
                    replace(field, typed=early) if field.key == question.key else field
                    for field in question.form
                )
                self.parts.append(Part(rejected.prompt, dict(rejected.values)))
        self.set_aside_answer()
        self.run.pending = question
        raise Paused

    def _keep(self, key: str, check: Check[T], value: T) -> T:
        self.run.answers[key] = check.dump(value)
        self.run.trail.append(Step(StepKind.ANSWERED, key))
        if self.run.pending is not None and self.run.pending.key == key:
            self.run.pending = None
        return value

    def _drop(self, key: str) -> None:
        """Forget an answer that this version of the flow cannot use, and only that one."""
        del self.run.answers[key]
        self.run.trail = [step for step in self.run.trail if step != Step(StepKind.ANSWERED, key)]

    def set_aside_answer(self) -> None:
        """Keep an answer whose question this version of the flow did not reach, and say so."""
        if self._answer is not None and self.run.pending is not None:
            self.run.early[self.run.pending.key] = self._answer.text
            self.parts.append(Part("question_gone"))
            self._answer = None

    def _first_time(self, kind: StepKind, key: str) -> bool:
        self._use(f"{kind}/{key}")
        step = Step(kind, key)
        if step in self._past:
            return False
        self.run.trail.append(step)
        return True

    def _use(self, key: str) -> None:
        if key in self._used:
            raise FlowError(f"step key {key!r} is used twice in one replay")
        self._used.add(key)
        if len(self._used) > MOST_STEPS:
            raise FlowError(f"more than {MOST_STEPS} steps in one turn, the newest {key!r}")


def offered(check: Check[T]) -> tuple[Choice, ...]:
    """Return the buttons of a question: the check's own, and "done" where several may be picked."""
    if not check.several:
        return check.choices
    return (*check.choices, Choice(DONE, label=DONE))
