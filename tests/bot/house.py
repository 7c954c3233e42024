"""The bot's rooms over one store: what people say goes in, and what a scripted platform gets comes out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from bot.alerts import Alerts
from bot.delivery.lane import Lane, Way
from bot.delivery.pace import Pace
from bot.delivery.presenting import Presenter
from bot.homes import Homes
from bot.inbox import Inbox
from bot.links import Links
from bot.rendering import Renderer, Words
from bot.turns import Turns
from bot.wiring import WORDS_FOLDER
from conversations.concern import Category, Concern, Severity
from conversations.engine import Engine, FindConcern
from conversations.facts import Role
from conversations.flow import Flow
from conversations.flows import FLOWS
from conversations.heard import Address, Heard, Kind, Platform, TurnToken
from conversations.nudging import Quiet
from conversations.reply import Json, Order, Part
from handlers.telegram import MARKUP
from mentoring import invitations
from mentoring.nudges.kinds import KINDS
from mentoring.nudges.nudge import Nudge
from storage import organisations
from storage import outbox as stored_outbox
from storage.store import Store
from storage.tables import inbox, outbox, run
from tests.bot.bells import Bell
from tests.bot.senders import Scripted
from tests.clocks import ManualClock

WORDS = Words.load(WORDS_FOLDER)
SAYING = Words({"en": {"say": "{{ text }}"}}, {"en": {}}, {"en": {}}, {"en": []})
"""Words for tests of delivery: a prompt that says what it is given."""
LANE = Platform.TELEGRAM.value
SCHOOL = "Oak School"
CRISIS = "I want to kill myself"
PATIENCE = timedelta(minutes=15)
PASSES = 3
"""Passes of the event loop from a platform's answer to the lane's bell: the task ends, then it rings."""


class House:
    """One process's rooms. ``events`` counts what was heard; a chat is named by its id on Telegram."""

    def __init__(
        self,
        store: Store,
        flows: Mapping[str, Flow] = FLOWS,
        owner: str = "me",
        find: FindConcern | None = None,
    ) -> None:
        self.store = store
        self.clock = ManualClock()
        self.sender = Scripted()
        self.owner = owner
        self.turns_bell, self.lane_bell, self.links = Bell(), Bell(), Links()
        self.rung: set[str] = set()
        self.engine = Engine(flows, WORDS.phrases, find or concern_in)
        self.turns = Turns(store, self.clock, self.engine, WORDS, self.turns_bell, self.ring, self.links)
        self.inbox = Inbox(store, self.clock, self.turns_bell)
        self.alerts = Alerts(store, self.clock, PATIENCE, self.ring)
        self.homes = Homes(store, self.clock, WORDS, self.ring)
        self.pace = Pace(30)
        self.words = WORDS
        self.kinds: Mapping[str, Nudge] = KINDS
        self._events = count(1)

    def ring(self, names: Collection[str]) -> None:
        """Wake the lane of this moment, and note whose bells were rung."""
        self.rung |= set(names)
        self.lane_bell.up()

    def heard(self, chat: str, said: str = "", kind: Kind | None = None, **more: Any) -> Heard:
        """Return what it is when somebody says "text" or "/command text"."""
        command = ""
        if said.startswith("/"):
            command, _, said = said[1:].partition(" ")
        kind = kind or (Kind.COMMAND if command else Kind.TEXT)
        event = more.pop("event", f"7:{next(self._events)}")
        address = Address(Platform.TELEGRAM, chat)
        return Heard(address, kind, event, self.clock.now(), text=said, command=command, **more)

    async def pressed(self, chat: str, value: str) -> Heard:
        """Return what it is when somebody presses a button of the question that waits."""
        return self.heard(
            chat, kind=Kind.CHOICE, choice=value, token=await self.token(chat), message="77", press="p"
        )

    async def say(self, chat: str, *said: str) -> list[str]:
        """Take a turn for each text, "/command" or "[button]"; return the prompts that answer the last."""
        answered: list[str] = []
        for one in said:
            before = len(await self.prompts(chat))
            if one.startswith("["):
                await self.inbox.keep([await self.pressed(chat, one[1:-1])])
            else:
                await self.inbox.keep([self.heard(chat, one)])
            await self.take_all()
            answered = (await self.prompts(chat))[before:]
        return answered

    async def take_all(self) -> None:
        """Take turns until nothing waits, and tell whom a concern is to be told."""
        while await self.turns.take():
            self.clock.advance(0.001)
        await self.alerts.tell()

    async def invite(self, uses: int = 1, role: Role = Role.YOUNG_PERSON, days: int | None = None) -> str:
        """Return the code of an invitation to the school."""
        async with self.store.write() as conn:
            await organisations.add(conn, SCHOOL, self.clock.now())
            school = await organisations.find(conn, SCHOOL)
            assert school is not None
            return await invitations.invite(conn, school, role, uses, days, self.clock.now())

    async def come_in(self, *chats: str) -> None:
        """Let young people in, each up to the question for their name."""
        code = await self.invite(len(chats))
        for chat in chats:
            await self.say(chat, f"/start {code}", "[yes]")

    async def rows(self, table: Any, **where: Any) -> list[Any]:
        """Return the rows of a table, in the order of its key."""
        found = select(table).order_by(*table.primary_key)
        for name, value in where.items():
            found = found.where(table.c[name] == value)
        async with self.store.read() as conn:
            return list((await conn.execute(found)).all())

    async def queued(self, chat: str) -> list[Any]:
        """Return a chat's outbox rows, oldest first."""
        return await self.rows(outbox, address=address(chat))

    async def prompts(self, chat: str) -> list[str]:
        """Return the names of all prompts that are to be said, or were, to a chat."""
        rows = await self.queued(chat)
        return [prompt for row in rows if row.act == "say" for prompt, _ in row.parts]

    async def token(self, chat: str) -> TurnToken | None:
        """Return the token of the newest question to a chat."""
        asked = [row for row in await self.queued(chat) if row.token_run]
        return TurnToken(asked[-1].token_run, asked[-1].token_turn) if asked else None

    async def runs(self) -> list[Any]:
        """Return every run's state, oldest first."""
        async with self.store.read() as conn:
            found = await conn.execute(select(run.c.state).order_by(run.c.started_at, run.c.id))
            return list(found.scalars())

    async def outcomes(self) -> list[str]:
        """Return what came of each thing that was heard; empty where it waits."""
        return [row.outcome for row in await self.rows(inbox)]

    def prompt(self, name: str, **values: Json) -> str:
        """Return a prompt as Telegram gets it."""
        return Renderer(self.words).render(Part(name, values), "en", MARKUP)

    async def queue(self, chat: str, text: str, order: Order = Order.REPLY, **more: Any) -> None:
        """Add a row to the outbox that says ``text``; it needs SAYING as the words."""
        now = self.clock.now()
        row = {"lane": LANE, "address": address(chat), "rank": int(order), "act": "say"}
        row |= {"parts": [["say", {"text": text}]], "next_at": now, "created_at": now, **more}
        async with self.store.write() as conn:
            await stored_outbox.add(conn, [row])

    def lane(self) -> Lane:
        """Return a new lane, with a bell of its own."""
        self.lane_bell = Bell()
        presenter = Presenter(self.words, MARKUP, self.links)
        way = Way(LANE, presenter, self.sender, self.owner, Quiet(), kinds=self.kinds)
        return Lane(way, self.store, self.clock, self.pace, self.lane_bell)

    @asynccontextmanager
    async def delivering(self) -> AsyncIterator[None]:
        """Run a lane; at the end it is told to stop and has recorded what it sent."""
        lane = self.lane()
        running = asyncio.create_task(lane.run())
        try:
            yield
        finally:
            self.lane_bell.stop()
            await running

    async def at_rest(self) -> None:
        """Return once the lane waits and nothing is on its way; fail where it never comes to that."""
        quiet = 0
        async with asyncio.timeout(10):
            while quiet < PASSES:
                await self.lane_bell.rests()
                quiet = 0 if self.sender.on_way else quiet + 1
                await asyncio.sleep(0)

    async def later(self, seconds: float) -> None:
        """Move the clock on and let the lane look again."""
        self.clock.advance(seconds)
        self.lane_bell.up()
        await self.at_rest()

    async def deliver(self) -> None:
        """Deliver what may go now."""
        async with self.delivering():
            await self.at_rest()

    async def deliver_all(self) -> None:
        """Deliver until nothing is left, however long it takes on the clock."""
        async with self.delivering():
            await self.at_rest()
            while any(row.settled_at is None for row in await self.rows(outbox)):
                await self.later(5)


def address(chat: str) -> str:
    """Return a chat's address as the store keys it."""
    return f"telegram::{chat}"


def concern_in(text: str) -> Concern | None:
    """Find a concern in CRISIS and in nothing else; what else is one has tests of its own."""
    return Concern(Category.SUICIDE, Severity.IMMEDIATE) if CRISIS in text else None
