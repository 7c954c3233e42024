"""What each interrupt does: answer and leave the question, move, or end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.effects import AskForPerson, Effect, Leave, Return, ShowHome
from conversations.facts import Role, Status
from conversations.flow import replay
from conversations.flows.fields import FIELDS
from conversations.interrupts import Interrupt
from conversations.reception import begun, joining_flow
from conversations.replay import Answer
from conversations.reply import SKIP, Json, Part, Reply
from conversations.run import Progress, Run, StepKind
from conversations.scene import Scene, ended
from conversations.turn import Turn, asked, said

ME_FLOW = "me"

AWAY = {Status.LEFT: "still_away", Status.DECLINED: "declined"}
"""What somebody hears who has left, or was turned down, whatever they write."""

FOR_EVERYBODY = (Interrupt.START, Interrupt.HELP, Interrupt.PERSON, Interrupt.KNOWN, Interrupt.STOP)
"""What somebody who has left may still ask for."""


def interrupted(interrupt: Interrupt, scene: Scene) -> Turn:
    """Return the turn that ``interrupt`` makes of the scene."""
    status = scene.facts.status
    back = status is Status.DECLINED and interrupt is Interrupt.START
    if status in AWAY and (back or interrupt not in FOR_EVERYBODY):
        return scene.say(AWAY[status])
    return _ANSWERS[interrupt](scene)


def idle(scene: Scene) -> Turn:
    """Say that nothing was asked, and what can be done."""
    if scene.facts.status is Status.WAITING:
        return scene.say("still_waiting", "idle", first_name=scene.facts.first_name)
    joining = scene.facts.status is Status.JOINING
    return scene.say("nothing_pending", "idle", first_name=scene.facts.first_name, joining=joining)


def _answer(scene: Scene, prompt: str, **values: Json) -> Turn:
    """Say a prompt; the question that waits is asked again beneath it and stays."""
    return scene.again(Part(prompt, values), note=prompt)


def _help(scene: Scene) -> Turn:
    facts = scene.facts
    return _answer(
        scene,
        "help",
        first_name=facts.first_name,
        coordinator=facts.coordinator,
        joining=facts.status is Status.JOINING,
        team=scene.team,
    )


def _person(scene: Scene) -> Turn:
    """Ask somebody of the team to get in touch, at any moment; the question that waits stays."""
    run, pending = scene.run, scene.pending
    name = str(run.answers.get("first_name", scene.facts.first_name)) if run else scene.facts.first_name
    told = Part("person_told", {"coordinator": "" if scene.team else scene.facts.coordinator})
    asked_for = AskForPerson(pending.key if pending else "", name)
    return scene.again(told, effects=(asked_for,), note="asked for a person")


def _known(scene: Scene) -> Turn:
    known = dict(scene.facts.profile)
    if scene.run is not None and "first_name" not in known:
        # Joining, or left in the middle of it: what was answered so far is known too.
        known.update({key.partition(":")[0]: value for key, value in scene.run.answers.items()})
    known = {name: value for name, value in known.items() if name in FIELDS or name.endswith("_other")}
    if not known:
        return _answer(scene, "known_nothing")
    return _answer(
        scene,
        "known",
        profile=known,
        joining=scene.facts.status is Status.JOINING,
        away=scene.facts.status is Status.LEFT,
        team=scene.team,
    )


def _home(scene: Scene) -> Turn:
    """Show the person's own page; the question that waits stays."""
    return Turn(scene.run, effects=(ShowHome(),), note="home")


def _me(scene: Scene) -> Turn:
    if scene.open is not None:
        return _known(scene)
    if scene.facts.status is Status.JOINING:
        return _start(scene)
    return begun(ME_FLOW, scene.facts, scene.flows, scene.fresh_id)


def _start(scene: Scene) -> Turn:
    """Come in, come back, or go on where the talk was."""
    facts, run = scene.facts, scene.run
    if facts.invitation is not None and facts.invitation.organisation not in ("", facts.organisation):
        # A code of another organisation must bring nobody back into this one.
        return _answer(
            scene, "other_organisation", organisation=facts.organisation, coordinator=facts.coordinator
        )
    # A mentor decides nothing by leaving and coming back: whoever had applied waits again.
    applied = "first_name" in facts.profile and facts.roles == {Role.MENTOR}
    back: tuple[Effect, ...] = (Return(applied),) if facts.status is Status.LEFT else ()
    greeting = (Part("welcome_back", {"first_name": facts.first_name}),) if back else ()
    if run is not None and run.progress is Progress.ASIDE and run.flow in scene.flows:
        run.progress = Progress.OPEN
    if scene.open is not None:
        return scene.again(*greeting, effects=back, note="goes on")
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
    if scene.facts.status is Status.DECLINED:
        return Turn(scene.run, (reply,), note="stopped")
    return Turn(scene.run, (reply,), (Leave(),), note="stopped")


def _cancel(scene: Scene) -> Turn:
    run = scene.open
    if run is None:
        return scene.say("nothing_to_cancel")
    if scene.kept(run):
        run.progress = Progress.ASIDE
        return scene.say("cancelled_joining")
    run.progress = Progress.CANCELLED
    return scene.say("cancelled")


def _back(scene: Scene) -> Turn:
    """Undo the newest answer and what was said after it, unless an effect sealed it."""
    run = scene.open
    if run is None:
        return idle(scene)
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
        return idle(scene)
    if all(choice.value != SKIP for choice in run.pending.choices):
        return _answer(scene, "cannot_skip")
    return _played(scene, run, Answer(SKIP), "skipped")


def _played(scene: Scene, run: Run, answer: Answer | None, note: str) -> Turn:
    flow = scene.flows.get(run.flow)
    if flow is None:
        return Turn(run, ended(run), note="flow removed")
    run.turn += 1
    played = replay(flow, run, scene.facts, answer)
    return Turn(run, asked(run, *played.parts), tuple(played.effects), note=note)


_ANSWERS: Mapping[Interrupt, Callable[[Scene], Turn]] = {
    Interrupt.START: _start,
    Interrupt.HELP: _help,
    Interrupt.PERSON: _person,
    Interrupt.KNOWN: _known,
    Interrupt.ME: _me,
    Interrupt.HOME: _home,
    Interrupt.BACK: _back,
    Interrupt.CANCEL: _cancel,
    Interrupt.SKIP: _skip,
    Interrupt.STOP: _stop,
}
