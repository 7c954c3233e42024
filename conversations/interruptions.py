"""What each interrupt does: answer and leave the question, move, or end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.effects import AskForPerson, Effect, Leave, Return, ShowHome
from conversations.facts import Facts, Role, Status
from conversations.flow import MEMBERS, replay
from conversations.flows.fields import OTHER, fields_of
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

WITHIN_A_TALK = (Interrupt.BACK, Interrupt.CANCEL, Interrupt.SKIP)
"""What they may also ask for in a talk that is for them."""


def interrupted(interrupt: Interrupt, scene: Scene) -> Turn:
    """Return the turn that ``interrupt`` makes of the scene."""
    status = scene.facts.status
    allowed = (*FOR_EVERYBODY, *WITHIN_A_TALK) if scene.suits else FOR_EVERYBODY
    back = status is Status.DECLINED and interrupt is Interrupt.START
    if status not in AWAY or (interrupt in allowed and not back):
        return _ANSWERS[interrupt](scene)
    return scene.again(Part(AWAY[status]), note="still away") if scene.suits else scene.say(AWAY[status])


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
        meets=facts.status in MEMBERS and bool(facts.roles & {Role.YOUNG_PERSON, Role.MENTOR}),
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
    fields = fields_of(scene.facts.roles)
    known = {name: value for name, value in known.items() if name.removesuffix(f"_{OTHER}") in fields}
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
    back: tuple[Effect, ...] = (Return(_applied(facts)),) if facts.status is Status.LEFT else ()
    greeting = (Part("welcome_back", {"first_name": facts.first_name}),) if back else ()
    if run is not None and run.progress is Progress.ASIDE and run.flow in scene.flows:
        run.progress = Progress.OPEN
    if scene.open is not None:
        return scene.again(*greeting, effects=back, note="goes on")
    if "first_name" not in facts.profile:
        before = (Reply(parts=greeting),) if greeting else ()
        return begun(joining_flow(facts), facts, scene.flows, scene.fresh_id, effects=back, before=before)
    return Turn(run, _told_where(facts, greeting), back, note="welcome_back" if back else "already_in")


def _told_where(facts: Facts, greeting: tuple[Part, ...]) -> tuple[Reply, ...]:
    """Greet whoever has told everything, and say whether a person still decides."""
    waits = facts.status is Status.WAITING or (facts.status is Status.LEFT and _applied(facts))
    stands = (Part("still_waiting" if waits else "already_in", {"first_name": facts.first_name}),)
    return (Reply(parts=(*greeting, *(stands if waits or not greeting else ()))),)


def _applied(facts: Facts) -> bool:
    """Tell whether a person decides about them: nobody decides by leaving and coming back."""
    return "first_name" in facts.profile and facts.roles == {Role.MENTOR}


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
