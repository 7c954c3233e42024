"""A command begins its flow, for those whom it is for."""

from __future__ import annotations

from dataclasses import replace

from conversations.facts import Status
from conversations.flow import Flow
from conversations.heard import Heard, Kind
from conversations.reception import begun
from conversations.reply import Part
from conversations.run import Progress
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
    """Begin ``flow``, and end or set aside what the person was in; say so where it is not for them.

    A flow that asks nothing leaves the talk that the person is in as it is.
    """
    refusal = _refusal(scene, flow)
    if refusal:
        return scene.again(Part(refusal), note=f"refused: {refusal}")
    begins = begun(flow.name, scene.facts, scene.flows, scene.fresh_id, given=given(heard))
    run = scene.open
    if run is None:
        return begins
    if begins.run is not None and begins.run.progress is Progress.DONE:
        return replace(begins, run=run)
    run.progress = Progress.ASIDE if scene.kept(run) else Progress.CANCELLED
    return replace(begins, ended=run)


def given(heard: Heard) -> str:
    """Return what followed the command; words that stand for a command are followed by nothing."""
    return heard.text if heard.kind is Kind.COMMAND else ""


def _refusal(scene: Scene, flow: Flow) -> str:
    """Return the prompt that says why ``flow`` is not for this person, or nothing where it is."""
    facts = scene.facts
    if flow.roles and not flow.roles & facts.roles:
        return "not_for_you"
    if facts.status in flow.statuses:
        return ""
    return NOT_YET.get(facts.status, "not_for_you") if facts.status else "not_for_you"
