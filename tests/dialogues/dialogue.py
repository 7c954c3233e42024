"""A whole conversation as two lists: what is said, and the names of the prompts that come back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from conversations.concern import Concern
from conversations.effects import Effect
from conversations.engine import Engine
from conversations.facts import EVERY_MATCH, Card, Facts, Role, Seek, Status
from conversations.flow import Flow
from conversations.flows import FLOWS
from conversations.heard import Address, Heard, Kind, Platform, TurnToken
from conversations.interrupts import Interrupt, Words
from conversations.nudging import NO_WISHES
from conversations.pairs import CheckIn, Pair
from conversations.reception import begun
from conversations.reply import Act, Reply
from conversations.run import Progress, Run
from conversations.turn import Turn
from conversations.week import NO_WEEK
from mentoring.concerns.finder import find_concern
from tests.dialogues.desk import on_desk

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ADDRESS = Address(Platform.TELEGRAM, "1001")
WORDS: Words = {
    **{word: Interrupt(word) for word in ("help", "stop", "back", "cancel", "skip", "person")},
    "report": "report",
}
JOINING = Facts(
    now=NOON,
    status=Status.JOINING,
    roles=frozenset({Role.YOUNG_PERSON}),
    organisation="Northside College",
    coordinator="Priya",
)


class Conversation:
    """One person's talk with the engine; the run goes through JSON between any two turns.

    ``facts`` hold in ``found``, ``concern``, ``duties``, ``pairs``, ``survey``, ``week`` and ``has_feed``
    all that could be looked up; a turn is given what its flow seeks of it.

    ``said`` holds the replies of each turn, ``effects`` every effect so far, and ``lived`` how many of them
    a test has let change the facts. ``aside`` is the run that was set aside for another.
    """

    def __init__(
        self,
        flows: Mapping[str, Flow] = FLOWS,
        facts: Facts = JOINING,
        find: Callable[[str], Concern | None] = find_concern,
    ) -> None:
        self.flows = dict(flows)
        self.facts = facts
        self.find = find
        self.run: Run | None = None
        self.aside: Run | None = None
        self.said: list[tuple[Reply, ...]] = []
        self.effects: list[Effect] = []
        self.notes: list[str] = []
        self.lived = 0
        self._count = 0

    def begin(self, name: str, given: str = "") -> list[str]:
        """Open the flow ``name`` as the first thing that happens, and return the prompts' names."""
        seeks = self.flows[name].seeks
        facts = sought(self.facts, seeks(given, {}) if seeks else None)
        return self._took(begun(name, facts, self.flows, self._fresh(), given=given))

    def say(self, text: str) -> list[str]:
        """Say a text, a "/command argument", or press "[value]" of the question that waits."""
        if text.startswith("[") and text.endswith("]"):
            pending = self.run.pending if self.run else None
            token = TurnToken(self.run.id, pending.turn) if self.run and pending else None
            return self.press(text[1:-1], token)
        if text.startswith("/"):
            command, _, argument = text[1:].partition(" ")
            return self.hear(Kind.COMMAND, command=command, text=argument)
        return self.hear(Kind.TEXT, text=text)

    def press(self, value: str, token: TurnToken | None) -> list[str]:
        """Press the button ``value`` of the question that ``token`` names."""
        return self.hear(Kind.CHOICE, choice=value, token=token, message="77", press="p1")

    def hand_in(self, **fields: str) -> list[str]:
        """Hand in a form with ``fields`` for the question that waits."""
        pending = self.run.pending if self.run else None
        return self.hand_in_for(
            TurnToken(self.run.id, pending.turn) if self.run and pending else None, fields
        )

    def hand_in_for(self, token: TurnToken | None, fields: Mapping[str, str]) -> list[str]:
        """Hand in a form with ``fields`` for the question that ``token`` names."""
        return self.hear(Kind.FORM, token=token, message="77", fields=fields)

    def hear(
        self,
        kind: Kind,
        *,
        text: str = "",
        command: str = "",
        choice: str = "",
        token: TurnToken | None = None,
        message: str = "",
        press: str = "",
        fields: Mapping[str, str] | None = None,
    ) -> list[str]:
        """Take one turn over what was heard, and return the names of the prompts that come back."""
        self._count += 1
        event, now = f"1:{self._count}", self.facts.now
        heard = Heard(
            ADDRESS, kind, event, now, text, command, choice, token, message, press, dict(fields or {})
        )
        engine = Engine(self.flows, {"en": WORDS}, self.find)
        facts = sought(self.facts, engine.seek(self._reloaded(), heard))
        return self._took(engine.turn(self._reloaded(), heard, facts, self._fresh()))

    @property
    def buttons(self) -> list[str]:
        """The values of the newest message's buttons."""
        return [choice.value for choice in self.said[-1][-1].choices] if self.said[-1] else []

    def _fresh(self) -> str:
        return f"run{self._count}"

    def _reloaded(self) -> Run | None:
        return Run.from_json(json.loads(json.dumps(self.run.to_json()))) if self.run else None

    def _took(self, turn: Turn) -> list[str]:
        kept = turn.run is not None and turn.run.progress in (Progress.OPEN, Progress.ASIDE)
        if turn.ended is not None and turn.ended.progress is Progress.ASIDE:
            self.aside = turn.ended
        elif turn.run is not None and self.aside is not None and turn.run.id == self.aside.id:
            self.aside = None
        self.run = turn.run if kept else self.aside
        self.said.append(turn.replies)
        self.effects += turn.effects
        self.notes.append(turn.note)
        return names(turn.replies)


def sought(facts: Facts, seek: Seek | None) -> Facts:
    """Return ``facts`` with only what was looked up of what could be."""
    seek = seek or Seek()
    concern = facts.concern if facts.concern is not None and facts.concern.id == seek.concern else None
    found = tuple(card for card in facts.found if _is_meant(card, seek))
    pairs = tuple(_known_of(pair, seek) for pair in facts.pairs)
    return replace(
        facts,
        found=found,
        concern=concern,
        duties=facts.duties if seek.duties else (),
        pairs=pairs if seek.pairs else (),
        check_in=facts.check_in if _is_asked(facts.check_in, seek) else None,
        logs=facts.logs if seek.logs else (),
        survey=facts.survey if seek.survey else None,
        week=facts.week if seek.week else NO_WEEK,
        wishes=facts.wishes if seek.wishes else NO_WISHES,
        has_feed=facts.has_feed and seek.feed,
        feeds_on=facts.feeds_on and seek.feed,
        **on_desk(facts, seek),
    )


def _known_of(pair: Pair, seek: Seek) -> Pair:
    """Return a match with only what was looked up of it."""
    offers = pair.offers if seek.offers in (EVERY_MATCH, pair.id) else ()
    return replace(pair, goals=pair.goals if seek.goals else (), offers=offers)


def _is_asked(check_in: CheckIn | None, seek: Seek) -> bool:
    if check_in is None or seek.check_in:
        return check_in is not None and check_in.id == seek.check_in
    return check_in.kind is seek.waits and not check_in.answered


def _is_meant(card: Card, seek: Seek) -> bool:
    named = bool(seek.name) and seek.name.casefold() in card.first_name.casefold()
    return named or card.id == seek.person


def names(replies: tuple[Reply, ...]) -> list[str]:
    """Return the prompts' names of what is said anew, in order."""
    return [part.prompt for reply in replies if reply.act is Act.SAY for part in reply.parts]


def dialogue(flow: str | Flow, *said: str, facts: Facts = JOINING) -> list[list[str]]:
    """Return the prompts' names that open ``flow``, and those that answer each thing said."""
    flows = dict(FLOWS) if isinstance(flow, str) else {**FLOWS, flow.name: flow}
    talk = Conversation(flows, facts)
    name = flow if isinstance(flow, str) else flow.name
    return [talk.begin(name), *(talk.say(text) for text in said)]
