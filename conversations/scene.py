"""What one turn is taken over, and how the question that waits is asked once more."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.effects import Effect
from conversations.facts import Facts, Role
from conversations.flow import Flow, replay
from conversations.reply import Json, Part, Reply
from conversations.run import Pending, Progress, Run
from conversations.turn import Turn, asked


@dataclass(frozen=True, slots=True)
class Scene:
    """``run`` is open, set aside, or None; ``fresh_id`` becomes the id of a run that begins."""

    run: Run | None
    facts: Facts
    flows: dict[str, Flow]
    fresh_id: str

    @property
    def open(self) -> Run | None:
        """The run, where it is open and waits for an answer."""
        run = self.run
        return run if run is not None and run.progress is Progress.OPEN and run.pending is not None else None

    @property
    def pending(self) -> Pending | None:
        """The question that waits, where the run is open."""
        return self.open.pending if self.open is not None else None

    @property
    def suits(self) -> bool:
        """Tell whether the talk that waits for an answer is for people of this status."""
        flow = self.flows.get(self.open.flow) if self.open is not None else None
        return flow is not None and self.facts.status in flow.statuses

    @property
    def team(self) -> bool:
        """Tell whether this is somebody of the charity's team rather than a young person."""
        return Role.YOUNG_PERSON not in self.facts.roles

    def kept(self, run: Run) -> bool:
        """Tell whether a run of this flow is set aside rather than ended."""
        return run.flow in self.flows and self.flows[run.flow].kept

    @property
    def candid(self) -> bool:
        """Tell whether the talk that is open is about trouble."""
        return self.open is not None and self.open.flow in self.flows and self.flows[self.open.flow].candid

    def say(self, prompt: str, note: str = "", **values: Json) -> Turn:
        """Return the turn that says ``prompt`` and asks nothing."""
        return Turn(self.run, (Reply(parts=(Part(prompt, values),)),), note=note or prompt)

    def again(
        self,
        *before: Part,
        first: tuple[Reply, ...] = (),
        effects: tuple[Effect, ...] = (),
        note: str = "",
    ) -> Turn:
        """Return the turn that says ``before`` and asks what waits once more, as today's flow asks it.

        A deploy may have changed the question since it was asked. Where it did not, the run stays as it is.
        """
        run = self.open
        if run is None or run.pending is None:
            said = (Reply(parts=before),) if before else ()
            return Turn(self.run, (*first, *said), effects, note=note)
        flow = self.flows.get(run.flow)
        if flow is None:
            return Turn(run, (*first, *ended(run, *before)), effects, note="flow removed")
        key = run.pending.key
        run.turn += 1
        played = replay(flow, run, self.facts)
        if run.pending is not None and run.pending.key == flow.renames.get(key, key):
            run.turn -= 1
        replies = (*first, *asked(run, *before, *played.parts))
        return Turn(run, replies, (*effects, *played.effects), note=note)


def ended(run: Run, *before: Part) -> tuple[Reply, ...]:
    """End a run whose flow is no more, and return the kind message that says so."""
    run.progress, run.pending = Progress.REMOVED, None
    return (Reply(parts=(*before, Part("flow_gone"))),)
