"""The engine: one turn is (run, heard, facts) -> (run, replies, effects), and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.concern import Concern
from conversations.effects import AskForPerson, RaiseConcern, Reachable, Unreachable
from conversations.facts import Facts, Status
from conversations.flow import Flow, replay
from conversations.heard import Heard, Kind, TurnToken
from conversations.interruptions import Scene, interrupted
from conversations.interrupts import Words, interrupt_in
from conversations.reception import received
from conversations.replay import DONE, Answer
from conversations.reply import Act, Choice, Order, Part, Reply
from conversations.run import Pending, Progress, Run
from conversations.turn import Turn, asked, let_go, said, settled

MISSES_BEFORE_HELP = 3
"""Wrong answers in a row after which help from a person is offered, and again after as many."""

ASK_PERSON = "ask_person"

FindConcern = Callable[[str], Concern | None]


class Engine:
    """Every flow, the words that interrupt them by language, and the finder of concerns."""

    def __init__(
        self, flows: Mapping[str, Flow], words: Mapping[str, Words], find_concern: FindConcern
    ) -> None:
        self._flows = dict(flows)
        self._words = words
        self._find_concern = find_concern

    def turn(self, run: Run | None, heard: Heard, facts: Facts, fresh_id: str) -> Turn:
        """Take one turn.

        ``run`` is the person's open run, or else the newest that was set aside, or None; it is changed.
        ``fresh_id`` becomes the id of a run that begins. Raises what a faulty flow raises.
        """
        match heard.kind:
            case Kind.BLOCKED:
                return Turn(run, effects=(Unreachable(),), note="blocked")
            case Kind.UNBLOCKED:
                return Turn(run, effects=(Reachable(),), note="unblocked")
            case Kind.GROUP:
                return Turn(run, (said("one_to_one"), Reply(Act.LEAVE)), note="group left")
            case Kind.OTHER:
                return Turn(run, note="nothing to answer")
        concern = self._find_concern(heard.text) if heard.text else None
        if concern is not None:
            return self._calm(run, heard, facts, concern)
        return self._answered(run, heard, facts, fresh_id)

    def _calm(self, run: Run | None, heard: Heard, facts: Facts, concern: Concern) -> Turn:
        """Answer a word of crisis at once; the question that waits stays as it is."""
        prompt = "crisis_stranger" if facts.status is None else "crisis"
        effect = RaiseConcern(concern, heard.text)
        return Turn(run, (said(prompt, Order.SAFETY),), (effect,), note="concern")

    def _answered(self, run: Run | None, heard: Heard, facts: Facts, fresh_id: str) -> Turn:
        if facts.status is None and heard.kind is not Kind.CHOICE:
            return self._at_the_door(heard, facts, fresh_id)
        words = self._words.get(facts.language, {})
        interrupt = interrupt_in(heard, words)
        scene = Scene(run, facts, self._flows, fresh_id)
        if interrupt is not None:
            return interrupted(interrupt, scene)
        if facts.status is Status.LEFT:
            return Turn(run, _with_let_go(heard, said("still_away")), note="still away")
        return self._in_talk(scene, heard)

    def _at_the_door(self, heard: Heard, facts: Facts, fresh_id: str) -> Turn:
        if heard.kind is Kind.EDITED:
            return Turn(None, note="edited by a stranger")
        return received(facts, self._flows, fresh_id)

    def _in_talk(self, scene: Scene, heard: Heard) -> Turn:
        run = scene.run if scene.run is not None and scene.run.progress is Progress.OPEN else None
        if heard.kind is Kind.MEDIA:
            return Turn(scene.run, _again(run, "not_words"), note="media")
        if heard.kind is Kind.EDITED:
            return Turn(scene.run, (said("edited"),), note="edited")
        if heard.kind is Kind.CHOICE:
            return self._pressed(scene, run, heard)
        if run is None or run.pending is None:
            return Turn(scene.run, (said("nothing_pending", first_name=scene.facts.first_name),), note="idle")
        return self._play(run, scene.facts, Answer(heard.text))

    def _pressed(self, scene: Scene, run: Run | None, heard: Heard) -> Turn:
        token, pending = heard.token, run.pending if run else None
        if run is None or pending is None or token != TurnToken(run.id, pending.turn):
            if run and token and token.run == run.id and run.pressed == (token.turn, heard.choice):
                return Turn(run, (let_go(heard),), note="pressed twice")
            return Turn(scene.run, (let_go(heard), *_again(run, "stale_button")), note="stale button")
        if heard.choice == ASK_PERSON:
            told = Part("person_told", {"coordinator": scene.facts.coordinator})
            replies = (let_go(heard), *asked(run, told))
            return Turn(run, replies, (AskForPerson(pending.key),), note="asked for a person")
        return self._play(run, scene.facts, Answer(heard.choice, pressed=True), heard)

    def _play(self, run: Run, facts: Facts, answer: Answer, press: Heard | None = None) -> Turn:
        """Hand the answer to the flow and gather what it says to it."""
        flow = self._flows.get(run.flow)
        if flow is None:
            run.progress, run.pending = Progress.REMOVED, None
            return Turn(run, _with_let_go(press, said("flow_gone")), note="flow removed")
        question = run.pending
        run.turn += 1
        played = replay(flow, run, facts, answer)
        if played.picking and press is not None:
            return Turn(run, (_repicked(run, press),), note="picked")
        replies: tuple[Reply, ...] = ()
        if press is not None and question is not None:
            replies = (_pressed_shown(run, question, press, taken=not played.rejected),)
        if played.parts or run.pending is not None:
            replies = (*replies, *_spoken(run, played.parts, facts, rejected=played.rejected))
        return Turn(run, replies, tuple(played.effects), note="rejected" if played.rejected else "answered")


def _spoken(run: Run, parts: list[Part], facts: Facts, *, rejected: bool) -> tuple[Reply, ...]:
    """Return what the flow says, with its question, and after some misses the offer of a person."""
    if not rejected or run.pending is None or run.pending.misses % MISSES_BEFORE_HELP:
        return asked(run, *parts)
    offer = Part("offer_person", {"coordinator": facts.coordinator})
    return asked(run, *parts, offer, more=(Choice(ASK_PERSON, label="person.ask"),))


def _again(run: Run | None, prompt: str) -> tuple[Reply, ...]:
    """Say ``prompt`` and, where a question waits, ask it again beneath."""
    return (said(prompt),) if run is None else asked(run, Part(prompt))


def _with_let_go(press: Heard | None, reply: Reply) -> tuple[Reply, ...]:
    if press is None or press.kind is not Kind.CHOICE:
        return (reply,)
    return (let_go(press), reply)


def _pressed_shown(run: Run, question: Pending, press: Heard, *, taken: bool) -> Reply:
    """Show the pressed question with what was picked, or, where it was refused, without its buttons."""
    if not taken:
        return let_go(press)
    run.pressed = (question.turn, press.choice)
    values = {*question.picked, press.choice} - {DONE}
    return settled(press, question.part, tuple(c for c in question.choices if c.value in values))


def _repicked(run: Run, press: Heard) -> Reply:
    """Show the same question in the same message, its buttons marked anew."""
    [again] = asked(run)
    return Reply(
        Act.SETTLE, again.parts, again.choices, again.token, message=press.message, press=press.press
    )
