"""Who dies and who lives through it: a bot killed at random moments, and people who join meanwhile."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field

from playground.world import CHANGED, World
from tests.end_to_end.confirmations import Confirmed
from tests.end_to_end.joining import answer, answers, question
from tests.end_to_end.person import Person
from tests.end_to_end.program import Program
from tests.end_to_end.words import said

PAUSE_SECONDS = 0.4
"""The longest that somebody thinks about an answer."""

START_SECONDS = 1.2
"""A bot that is killed within this time of its start is often killed before it is ready."""

STARTS_KILLED = 0.2
"""The share of kills that come so soon."""

MOST_CHANGES = 30
"""Changes in the playground, of messages, edits and presses, that a bot lives to see at most."""

QUIET_SECONDS = 8.0
"""How long a bot may live without any change: its start, and the longest pause in a chat."""

SPLIT_SECOND = 0.02
"""The longest of what is left to chance after a change: the time of a transaction or a request."""


@dataclass(slots=True)
class Joiner:
    """Somebody who answers each question once, whatever comes again; ``answered`` is by prompt."""

    person: Person
    dice: random.Random
    answered: dict[str, int] = field(default_factory=dict)

    async def joins(self, code: str) -> None:
        """Join from the invitation to the end."""
        given = answers(self.person.name)
        await self.person.open(code)
        while set(self.answered) != set(given):
            asked = self.asked((await self.person.heard()).text)
            if asked is not None and asked not in self.answered:
                await asyncio.sleep(self.dice.uniform(0, PAUSE_SECONDS))  # the pace of people is the point
                self.answered[asked] = await answer(self.person, given[asked])
        while said("all_set", first_name=self.person.name) != (await self.person.heard()).text:
            pass

    def asked(self, text: str) -> str | None:
        """Return the question in ``text``, if there is one."""
        found = [name for name in answers("") if question(name, self.person.name) in text]
        assert len(found) <= 1, found
        return found[0] if found else None

    def asked_again(self, world: World, confirmed: Confirmed) -> list[str]:
        """Return the questions that were asked once more after their answer was acknowledged."""
        again = []
        for message in world.chats.people[self.person.id].messages:
            asked = self.asked(message.content.text) if message.sender is None else None
            if asked is not None:
                version = confirmed.acknowledged(self.answered[asked])
                if version is not None and message.made > version:
                    again.append(f"{asked} to {self.person.id}: made at {message.made}, known at {version}")
        return again


class Reaper:
    """Kills the bot at random moments; ``killed`` lets others wait for a number of kills."""

    def __init__(self, program: Program, world: World, dice: random.Random) -> None:
        self._program = program
        self._world = world
        self._dice = dice
        self._kills = 0
        self._news = asyncio.Condition()

    async def killed(self, times: float) -> None:
        """Wait until the bot was killed so often."""
        async with self._news:
            await self._news.wait_for(lambda: self._kills >= times)

    async def reap(self, kills: int) -> None:
        """Start and kill so often, and start once more."""
        for _ in range(kills):
            await self._program.start()
            await self._moment()
            await self._program.kill()
            async with self._news:
                self._kills += 1
                self._news.notify_all()
        await self._program.start()

    async def _moment(self) -> None:
        """Wait for a random moment: soon after a start, or in the middle of the work."""
        if self._dice.random() < STARTS_KILLED:
            await asyncio.sleep(self._dice.uniform(0, START_SECONDS))
            return
        for _ in range(self._dice.randint(1, MOST_CHANGES)):
            before = self._world.version
            await self._world.bells.wait(CHANGED, QUIET_SECONDS)
            if self._world.version == before:
                return
        await asyncio.sleep(self._dice.uniform(0, SPLIT_SECOND))
