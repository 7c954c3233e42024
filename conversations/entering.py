"""A command begins its flow, for those whom it is for."""

from __future__ import annotations

from conversations.facts import Status
from conversations.flow import Flow
from conversations.heard import Heard
from conversations.reception import begun
from conversations.reply import Part
from conversations.run import Progress, Run
from conversations.scene import Scene
from conversations.turn import Turn

NOT_YET = {
    Status.JOINING: "join_first",
    Status.WAITING: "decision_first",
    Status.LEFT: "still_away",
    Status.DECLINED: "declined",
}
"""What somebody hears whose status a flow is not for."""


def entered(scene: Scene, flow: Flow, heard: Heard) -> Turn:
    """Begin ``flow``, and end or set aside what the person was in; say so where it is not for them."""
    facts = scene.facts
    if flow.roles and not flow.roles & facts.roles:
        return scene.again(Part("not_for_you"), note="not for this role")
    if facts.status not in flow.statuses:
        said = NOT_YET.get(facts.status, "not_for_you") if facts.status else "not_for_you"
        return scene.again(Part(said), note="not for this status")
    ended = _left(scene)
    return begun(flow.name, facts, scene.flows, scene.fresh_id, given=heard.text, ended=ended)


def _left(scene: Scene) -> Run | None:
    """End the talk that the person is in, or set it aside where it is kept."""
    run = scene.run if scene.run is not None and scene.run.progress is Progress.OPEN else None
    if run is not None:
        run.progress = Progress.ASIDE if scene.kept(run) else Progress.CANCELLED
    return run
