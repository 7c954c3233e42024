"""What each interrupt does: answer and leave the question, move, or end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from conversations.check import SKIP
from conversations.effects import Leave, Return
from conversations.facts import Facts, Status
from conversations.flow import Flow, replay
from conversations.interrupts import Interrupt
from conversations.reception import begun, joining_flow
from conversations.replay import Answer
from conversations.reply import Json, Part, Reply
from conversations.run import Progress, Run, StepKind
from conversations.turn import Turn, asked, said

ME_FLOW = "me"


@dataclass(frozen=True, slots=True)
class Scene:
    """What an interrupt is looked at with; ``run`` is open, set aside, or None."""

    run: Run | None
    facts: Facts
    flows: dict[str, Flow]
    fresh_id: str

    @property
    def open(self) -> Run | None:
        """The run, where it is open and waits for an answer."""
        run = self.run
        return run if run is not None and run.progress is Progress.OPEN and run.pending is not None else None

    def kept(self, run: Run) -> bool:
        """Tell whether a run of this flow is set aside rather than ended."""
        return run.flow in self.flows and self.flows[run.flow].kept


def interrupted(interrupt: Interrupt, scene: Scene) -> Turn:
    """Return the turn that ``interrupt`` makes of the scene."""
    away = scene.facts.status is Status.LEFT
    if away and interrupt not in (Interrupt.START, Interrupt.HELP, Interrupt.KNOWN, Interrupt.STOP):
        return Turn(scene.run, (said("still_away"),), note="still away")
    return _ANSWERS[interrupt](scene)


def _answer(scene: Scene, prompt: str, **values: Json) -> Turn:
    """Say a prompt; the question that waits is asked again beneath it and stays."""
    part = Part(prompt, values)
    replies = (Reply(parts=(part,)),) if scene.open is None else asked(scene.open, part)
    return Turn(scene.run, replies, note=prompt)


def _help(scene: Scene) -> Turn:
    facts = scene.facts
    joining = facts.status is Status.JOINING
    return _answer(scene, "help", first_name=facts.first_name, coordinator=facts.coordinator, joining=joining)


def _known(scene: Scene) -> Turn:
    known = dict(scene.facts.profile)
    if scene.run is not None and "first_name" not in known:
        # Joining, or left in the middle of it: what was answered so far is known too.
        known.update({key.partition(":")[0]: value for key, value in scene.run.answers.items()})
    if not known:
        return _answer(scene, "known_nothing")
    return _answer(scene, "known", profile=known, joining=scene.facts.status is Status.JOINING)


def _me(scene: Scene) -> Turn:
    if scene.open is not None:
        return _known(scene)
    if scene.facts.status is not Status.ACTIVE:
        return _start(scene)
    return begun(ME_FLOW, scene.facts, scene.flows, scene.fresh_id)


def _start(scene: Scene) -> Turn:
    """Come in, come back, or go on where the talk was."""
    facts, run = scene.facts, scene.run
    back = (Return(),) if facts.status is Status.LEFT else ()
    greeting = (Part("welcome_back", {"first_name": facts.first_name}),) if back else ()
    if run is not None and run.progress is Progress.ASIDE and run.flow in scene.flows:
        run.progress = Progress.OPEN
    if run is not None and run.progress is Progress.OPEN and run.pending is not None:
        return Turn(run, asked(run, *greeting), back, note="goes on")
    if "first_name" not in facts.profile:
        before = (Reply(parts=greeting),) if greeting else ()
        return begun(joining_flow(facts), facts, scene.flows, scene.fresh_id, effects=back, before=before)
    name = "welcome_back" if back else "already_in"
    return Turn(run, (said(name, first_name=facts.first_name),), back, note=name)


def _stop(scene: Scene) -> Turn:
    """Leave at once; what was answered in the middle of joining is kept for a return."""
    run, joining = scene.open, scene.facts.status is Status.JOINING
    if run is not None:
        run.progress = Progress.ASIDE if scene.kept(run) else Progress.CANCELLED
    reply = said("stopped_joining") if joining else said("stopped", first_name=scene.facts.first_name)
    return Turn(scene.run, (reply,), (Leave(),), note="stopped")


def _cancel(scene: Scene) -> Turn:
    run = scene.open
    if run is None:
        return Turn(scene.run, (said("nothing_to_cancel"),), note="nothing to cancel")
    if scene.kept(run):
        run.progress = Progress.ASIDE
        return Turn(run, (said("cancelled_joining"),), note="set aside")
    run.progress = Progress.CANCELLED
    return Turn(run, (said("cancelled"),), note="cancelled")


def _back(scene: Scene) -> Turn:
    """Undo the newest answer and what was said after it, unless an effect sealed it."""
    run = scene.open
    if run is None:
        return Turn(scene.run, (said("nothing_pending", first_name=scene.facts.first_name),), note="idle")
    answered = [n for n, step in enumerate(run.trail) if step.kind is StepKind.ANSWERED]
    if not answered:
        return _answer(scene, "back_at_start")
    newest = answered[-1]
    if any(step.kind is StepKind.DID for step in run.trail[newest:]):
        return _answer(scene, "back_sealed")
    del run.answers[run.trail[newest].key]
    del run.trail[newest:]
    return _played(scene, run, None, "back")


def _skip(scene: Scene) -> Turn:
    run = scene.open
    if run is None or run.pending is None:
        return Turn(scene.run, (said("nothing_pending", first_name=scene.facts.first_name),), note="idle")
    if all(choice.value != SKIP for choice in run.pending.choices):
        return _answer(scene, "cannot_skip")
    return _played(scene, run, Answer(SKIP), "skipped")


def _played(scene: Scene, run: Run, answer: Answer | None, note: str) -> Turn:
    flow = scene.flows.get(run.flow)
    if flow is None:
        run.progress, run.pending = Progress.REMOVED, None
        return Turn(run, (said("flow_gone"),), note="flow removed")
    run.turn += 1
    played = replay(flow, run, scene.facts, answer)
    return Turn(run, asked(run, *played.parts), tuple(played.effects), note=note)


_ANSWERS: Mapping[Interrupt, Callable[[Scene], Turn]] = {
    Interrupt.START: _start,
    Interrupt.HELP: _help,
    Interrupt.KNOWN: _known,
    Interrupt.ME: _me,
    Interrupt.BACK: _back,
    Interrupt.CANCEL: _cancel,
    Interrupt.SKIP: _skip,
    Interrupt.STOP: _stop,
}
