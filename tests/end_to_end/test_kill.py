"""The bot is killed again and again while people join: everybody joins, and no answer is asked for twice."""

from __future__ import annotations

import asyncio
import json
import os
import random
import secrets
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.end_to_end.confirmations import Confirmed, confirming
from tests.end_to_end.joining import profile
from tests.end_to_end.process import invited
from tests.end_to_end.program import Program
from tests.end_to_end.reaping import Joiner, Reaper
from tests.end_to_end.rows import column, count, rows
from tests.end_to_end.stage import BOT, Stage, staged

pytestmark = pytest.mark.kill

KILLS = 30
PEOPLE = 20
STAGGER = 1.25
"""Kills between the arrivals of two people, so that somebody is in the middle of joining at each of them."""

PATIENCE_SECONDS = 120.0
"""How long somebody waits for an answer: the bot may be killed several times before it comes."""


@pytest.fixture
def confirmed() -> Confirmed:
    """Give a memory of confirmations, of a Telegram with its speed limits."""
    return confirming(limits=True)


@pytest.fixture
async def stage(confirmed: Confirmed) -> AsyncIterator[Stage]:
    """Give a playground that remembers what the bot confirmed."""
    async with staged(confirmed.world) as stage:
        yield stage


@pytest.fixture
def dice() -> random.Random:
    """Give chance, from the seed in KILL_SEED or a new one, which is printed."""
    seed = int(os.environ.get("KILL_SEED") or secrets.randbelow(10**9))
    sys.stdout.write(f"for the same dice again: KILL_SEED={seed}\n")
    return random.Random(seed)


async def test_killed_thirty_times_while_twenty_people_join(
    stage: Stage, confirmed: Confirmed, sqlite_url: str, tmp_path: Path, dice: random.Random
) -> None:
    """A question is acknowledged as answered once the bot has asked for updates past that answer.

    People arrive one after another over all the kills, and answer each question once, within half a second
    of seeing it. Nothing that they do is repeated for the bot's sake.
    """
    code = await invited(sqlite_url)
    program = Program(stage, sqlite_url, tmp_path)
    reaper = Reaper(program, stage.world, dice)
    joiners = [Joiner(await stage.person(f"Ann{chr(97 + n)}"), dice) for n in range(PEOPLE)]

    async def arrives(number: int, joiner: Joiner) -> None:
        joiner.person.patience = PATIENCE_SECONDS
        await reaper.killed(number * STAGGER)
        await joiner.joins(code)

    try:
        await asyncio.gather(reaper.reap(KILLS), *(arrives(n, joiner) for n, joiner in enumerate(joiners)))
        assert await program.stop() == 0
    finally:
        await program.end()

    assert [again for joiner in joiners for again in joiner.asked_again(stage.world, confirmed)] == []
    store = Store.open(sqlite_url)
    await nothing_lost(store, confirmed)
    await no_double_effect(store, [joiner.person.name for joiner in joiners])
    await store.close()


async def nothing_lost(store: Store, confirmed: Confirmed) -> None:
    """Each update is in the inbox once, dealt with, and nothing waits to be sent."""
    assert sorted(await column(store, "inbox", "event")) == [f"{BOT}:{n}" for n in sorted(confirmed.made)]
    assert await count(store, "inbox", "done_at IS NULL OR outcome = 'failed'") == 0
    assert await count(store, "outbox", "settled_at IS NULL") == 0
    assert await count(store, "outbox", "status NOT IN ('sent', 'stale')") == 0


async def no_double_effect(store: Store, names: list[str]) -> None:
    """Each person is there once, with their own answers, and has agreed to each document once."""
    everybody = "SELECT p.first_name, p.status, f.fields FROM person p JOIN profile f ON f.person_id = p.id"
    found = {name: (status, json.loads(fields)) for name, status, fields in await rows(store, everybody)}
    assert found == {name: ("active", profile(name)) for name in names}
    assert await count(store, "person") == len(names)
    assert await rows(store, "SELECT used FROM invitation") == [(len(names),)]
    assert await rows(store, "SELECT count(*), count(DISTINCT person_id) FROM run") == [(len(names),) * 2]
    assert await rows(store, "SELECT DISTINCT count(*) FROM agreement GROUP BY person_id, document") == [(1,)]
