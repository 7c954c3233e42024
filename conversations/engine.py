"""The engine: one turn is (run, heard, facts) -> (run, replies, effects), and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from conversations.concern import Concern
from conversations.crisis import REPORT, alarmed, calmed, report_of_a_stranger, reported, words_of
from conversations.effects import AskForPerson, MoreWords, Reachable, ShowHome, Unreachable
from conversations.entering import entered, given
from conversations.facts import Facts, Seek
from conversations.flow import Flow, replay
from conversations.forms import form_opened, handed_in
from conversations.heard import PICKED, Heard, Kind, TurnToken
from conversations.interruptions import AWAY, idle, interrupted
from conversations.interrupts import COMMANDS, LONGEST_PHRASE, Interrupt, Words, normalised, phrase_in
from conversations.reception import received
from conversations.replay import Answer
from conversations.reply import (
    ASK_PERSON,
    COMMAND_MARK,
    CONTROLS,
    DONE,
    OPEN_FORM,
    Act,
    Choice,
    Entry,
    Json,
    Part,
    Reply,
)
from conversations.run import Pending, Run
from conversations.scene import Scene, ended
from conversations.turn import Turn, asked, let_go, said, settled

MISSES_BEFORE_HELP = 3
"""Wrong answers in a row after which help from a person is offered, and again after as many."""

FindConcern = Callable[[str], Concern | None]


class Engine:
    """Every flow, the words that interrupt them by language, and the finder of concerns."""

    def __init__(
        self, flows: Mapping[str, Flow], words: Mapping[str, Words], find_concern: FindConcern
    ) -> None:
        self._flows = dict(flows)
        self._commands = {flow.command: flow for flow in flows.values() if flow.command}
        self._words = words
        self._find_concern = find_concern

    def concern_in(self, heard: Heard) -> Concern | None:
        """Return the concern that the words speak of, a command's own name among them, or None."""
        words = words_of(heard)
        return self._find_concern(words) if words else None

    def seek(self, run: Run | None, heard: Heard) -> Seek | None:
        """Return what the turn over ``heard`` needs to have looked up; ``run`` is as for ``turn``."""
        heard = as_command(heard)
        begins = self._begins(heard)
        if begins is not None:
            return begins.seeks(given(heard), {}) if begins.seeks else None
        flow = self._flows.get(run.flow) if run is not None else None
        if run is None or flow is None or flow.seeks is None:
            return None
        return flow.seeks(run.given, {**run.answers, **newest(run, heard)})

    def _begins(self, heard: Heard) -> Flow | None:
        """Return the flow that ``heard`` begins, by command or in the words of any language, or None."""
        if heard.kind is Kind.COMMAND:
            return self._commands.get(heard.command)
        named = (phrase_in(heard, words) for words in self._words.values())
        return next((self._commands[name] for name in named if name in self._commands), None)

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
            case Kind.HOME:
                return home_opened(run, facts)
            case Kind.OTHER:
                return Turn(run, note="nothing to answer")
        scene = Scene(run, facts, self._flows, fresh_id)
        command = as_command(heard)
        turn = self._taken(scene, command)
        if command is heard or not heard.press:
            return turn
        # The press is answered, and its message stays as it is: a command can be given again.
        return replace(turn, replies=(Reply(Act.SETTLE, press=heard.press), *turn.replies))

    def _taken(self, scene: Scene, heard: Heard) -> Turn:
        """Answer a concern in what was heard before anything else."""
        concern = self.concern_in(heard)
        if concern is None:
            return self._answered(scene, heard)
        candid = self._is_candid(scene, heard)
        if not candid and heard.kind is not Kind.FORM:
            return calmed(scene, heard, concern)
        before = dict(scene.run.answers) if scene.run else {}
        turn = self._answered(scene, heard)
        taken = turn.run is not None and (turn.run is not scene.run or turn.run.answers != before)
        if candid and taken:
            return turn
        # One word among many answers of a form, which are not lost for it; or words that no question took.
        return alarmed(scene, heard, concern, turn)

    def _is_candid(self, scene: Scene, heard: Heard) -> bool:
        """Tell whether the words are for a flow that is about trouble."""
        if heard.kind is not Kind.COMMAND:
            return scene.candid
        flow = self._commands.get(heard.command)
        return flow is not None and flow.candid and scene.facts.status is not None

    def _answered(self, scene: Scene, heard: Heard) -> Turn:
        facts = scene.facts
        if facts.status is None and heard.kind not in (Kind.CHOICE, Kind.FORM):
            return self._at_the_door(heard, facts, scene.fresh_id)
        answer = named_choice(scene, heard)
        if answer is None:
            wanted = self._wanted(heard, facts)
            if isinstance(wanted, Flow):
                return entered(scene, wanted, heard)
            if wanted is not None:
                return interrupted(wanted, scene)
        if facts.status in AWAY and not scene.suits:
            return Turn(scene.run, _with_let_go(heard, said(AWAY[facts.status])), note="still away")
        return _in_talk(scene, heard, answer or Answer(heard.text))

    def _wanted(self, heard: Heard, facts: Facts) -> Flow | Interrupt | None:
        """Return the flow or the interrupt that ``heard`` asks for, by command or in words, or None."""
        if heard.kind is Kind.COMMAND:
            command = REPORT if reported(heard) else heard.command
            return self._commands.get(command) or COMMANDS.get(command, Interrupt.HELP)
        name = phrase_in(heard, self._words.get(facts.language, {}))
        if name is None:
            return None
        return self._commands.get(name) or Interrupt(name)

    def _at_the_door(self, heard: Heard, facts: Facts, fresh_id: str) -> Turn:
        if reported(heard):
            return report_of_a_stranger(heard)
        if heard.kind is Kind.EDITED:
            return Turn(None, note="edited by a stranger")
        return received(facts, self._flows, fresh_id)


def as_command(heard: Heard) -> Heard:
    """Return a press of a button that stands for a command as that command, else ``heard``."""
    if heard.kind is not Kind.CHOICE or heard.token is not None or not heard.choice.startswith(COMMAND_MARK):
        return heard
    command, _, given = heard.choice.removeprefix(COMMAND_MARK).partition(" ")
    return replace(heard, kind=Kind.COMMAND, command=command.lower(), text=given.strip(), choice="")


def newest(run: Run, heard: Heard) -> Mapping[str, Json]:
    """Return the answers that ``heard`` may give, by step key; an old button or form gives none."""
    token, pending = heard.token, run.pending
    if pending is None:
        return {}
    if heard.kind is Kind.TEXT:
        return {pending.key: heard.text}
    if heard.kind not in (Kind.CHOICE, Kind.FORM) or token != TurnToken(run.id, pending.turn):
        return {}
    return dict(heard.fields) if heard.kind is Kind.FORM else {pending.key: heard.choice}


def home_opened(run: Run | None, facts: Facts) -> Turn:
    """Publish the page of somebody who opened it; a stranger's says how to get in."""
    if facts.status is None:
        return Turn(run, (Reply(Act.HOME, (Part("home_stranger"),)),), note="home of a stranger")
    return Turn(run, effects=(ShowHome(),), note="home")


def named_choice(scene: Scene, heard: Heard) -> Answer | None:
    """Return the answer, where a typed text is the very name of a button that the question offers.

    A button's name wins over a word that interrupts.
    """
    pending = scene.pending
    if heard.kind is not Kind.TEXT or pending is None or len(heard.text) > LONGEST_PHRASE:
        return None
    typed = normalised(heard.text)
    for choice in pending.choices:
        if typed in (normalised(choice.value), normalised(_words_of(choice, scene.facts))):
            return Answer(choice.value if choice.value in CONTROLS else heard.text)
    return None


def _words_of(choice: Choice, facts: Facts) -> str:
    return choice.words or facts.labels.get(choice.label, choice.value)


def _in_talk(scene: Scene, heard: Heard, answer: Answer) -> Turn:
    if heard.kind is Kind.MEDIA and not (heard.text and scene.candid):
        return scene.again(Part("not_words"), note="media")
    if heard.kind is Kind.EDITED:
        return scene.say("edited")
    if heard.kind is Kind.CHOICE:
        return _pressed(scene, heard)
    if heard.kind is Kind.FORM:
        return handed_in(scene, heard)
    run, pending = scene.open, scene.pending
    if run is None or pending is None:
        return idle(scene)
    if pending.calm:
        # What follows a disclosure may be about it: an "ok, thanks" is no consent and no answer.
        pending.calm = False
        return scene.again(Part("here_again"), effects=(MoreWords(heard.text),), note="calm")
    return _play(scene, run, answer)


def _pressed(scene: Scene, heard: Heard) -> Turn:
    run, token = scene.open, heard.token
    if run is not None and token is not None and token.run == run.id:
        if run.pressed == (token.turn, heard.choice):
            return Turn(run, (let_go(heard),), note="pressed twice")
        if run.pending is not None and run.pending.turn == token.turn:
            return _press_taken(scene, run, run.pending, heard)
    first = (let_go(heard),) if heard.message else ()
    return scene.again(Part("stale_button"), first=first, note="stale button")


def _press_taken(scene: Scene, run: Run, pending: Pending, heard: Heard) -> Turn:
    """Take a press of the question that waits."""
    pending.calm = False
    if heard.choice == OPEN_FORM:
        return form_opened(scene, pending, heard)
    if PICKED in heard.fields:
        offers = {choice.value for choice in pending.choices}
        pending.picked = tuple(value for value in heard.fields[PICKED].split("\n") if value in offers)
    if heard.choice != ASK_PERSON:
        return _play(scene, run, Answer(heard.choice, pressed=True), heard)
    run.pressed = (pending.turn, ASK_PERSON)
    told = Part("person_told", {"coordinator": scene.facts.coordinator})
    name = str(run.answers.get("first_name", scene.facts.first_name))
    effects = (AskForPerson(pending.key, name),)
    return scene.again(told, first=(let_go(heard),), effects=effects, note="asked for a person")


def _play(scene: Scene, run: Run, answer: Answer, press: Heard | None = None) -> Turn:
    """Hand the answer to the flow and gather what it says to it."""
    flow = scene.flows.get(run.flow)
    if flow is None:
        [gone] = ended(run)
        return Turn(run, _with_let_go(press, gone), note="flow removed")
    question = run.pending
    run.turn += 1
    played = replay(flow, run, scene.facts, answer)
    if played.picking and press is not None:
        return Turn(run, (_repicked(run, press),), note="picked")
    replies: tuple[Reply, ...] = ()
    if press is not None and question is not None:
        taken = not (played.rejected or played.dropped)
        replies = (_pressed_shown(run, question, press, taken=taken),)
    replies = (*replies, *_spoken(run, played.parts, scene.facts, rejected=played.rejected))
    return Turn(run, replies, tuple(played.effects), note="rejected" if played.rejected else "answered")


def _spoken(run: Run, parts: list[Part], facts: Facts, *, rejected: bool) -> tuple[Reply, ...]:
    """Return what the flow says, with its question, and after some misses the offer of a person."""
    if not rejected or run.pending is None or run.pending.misses % MISSES_BEFORE_HELP:
        return asked(run, *parts)
    offer = Part("offer_person", {"coordinator": facts.coordinator})
    return asked(run, *parts, offer, more=(Choice(ASK_PERSON, label="person.ask"),))


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
    picked = tuple(c for c in question.choices if c.value in values)
    if not picked and question.entry in (Entry.DATE, Entry.TIME):
        picked = (Choice(press.choice, words=press.choice),)
    return settled(press, question.part, picked)


def _repicked(run: Run, press: Heard) -> Reply:
    """Show the same question in the same message, its buttons marked anew."""
    [again] = asked(run)
    return replace(again, act=Act.SETTLE, message=press.message, press=press.press)
