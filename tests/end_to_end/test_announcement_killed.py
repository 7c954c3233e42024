"""The bot is killed again and again in an announcement: nobody gets it twice, and nobody is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mentoring import announcements as rules
from playground.world import World
from storage import organisations, people
from storage.announcements import ENDED
from storage.audiences import Audience
from storage.store import Store
from tests.end_to_end.program import Program
from tests.end_to_end.rows import rows
from tests.end_to_end.stage import TOKEN, Stage, staged

pytestmark = pytest.mark.kill

KILLS = 5
PEOPLE = 360
"""More than go out in so many lives, each of which begins with a burst of thirty."""
BETWEEN = 12
"""Messages that go out between a start and the next kill."""

PATIENCE_SECONDS = 60.0
WORDS = "The library is closed on Friday."


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Give a Telegram with its speed limits, so that there is time to kill in."""
    async with staged(World(token=TOKEN)) as stage:
        yield stage


async def test_killed_five_times_in_an_announcement(stage: Stage, sqlite_url: str, tmp_path: Path) -> None:
    store = Store.open(sqlite_url)
    chats = await _invited(stage, store)
    program = Program(stage, sqlite_url, tmp_path)
    try:
        for kill in range(KILLS):
            wanted = len(_arrived(stage)) + BETWEEN
            await program.start()
            await _arrive(stage, wanted)
            await program.kill()
            assert len(_arrived(stage)) < PEOPLE, f"it was over before kill {kill + 1}"
        await program.start()
        await _ended(store)
        assert await program.stop() == 0
    finally:
        await program.end()

    arrived = Counter(_arrived(stage))
    found = await rows(store, "SELECT address, status, reason FROM recipient")
    statuses = {int(address.rpartition(":")[2]): (status, reason) for address, status, reason in found}
    assert set(statuses) == set(chats)
    assert set(arrived.values()) == {1}
    assert {status for status, _ in statuses.values()} <= {"sent", "unknown"}
    unknown = {chat for chat, (status, _) in statuses.items() if status == "unknown"}
    assert set(chats) - unknown <= set(arrived)
    assert all(reason for status, reason in statuses.values() if status == "unknown")
    await store.close()


async def _invited(stage: Stage, store: Store) -> list[int]:
    """Let everybody press Start and be somebody of a school, and announce something to all of them."""
    chats = [(await stage.control("people", first_name=f"P{number}"))["id"] for number in range(PEOPLE)]
    for chat in chats:
        await stage.control(f"people/{chat}/open")
    now = datetime.now(UTC)
    async with store.write() as conn:
        school, _ = await organisations.add(conn, "Oak School", now)
        await people.make_accounts(conn, [f"telegram::{chat}" for chat in chats], now)
        for row in await people.load(conn, [f"telegram::{chat}" for chat in chats], now):
            person = await people.make_person(
                conn, organisation_id=school, status="active", roles=["young_person"], first_name="P", now=now
            )
            await people.attach(conn, row.account_id, person)
        await rules.plan(conn, WORDS, Audience(), school, now, None, now)
    return chats


def _arrived(stage: Stage) -> list[int]:
    """Return the chats that the announcement has arrived in, once for each time."""
    return [
        number
        for number, person in stage.world.chats.people.items()
        for message in person.messages
        if message.content.text == WORDS
    ]


async def _arrive(stage: Stage, wanted: int) -> None:
    """Wait until so many have arrived."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(_arrived(stage)) < wanted:
            stage.log.news.clear()
            await stage.log.news.wait()


async def _ended(store: Store) -> None:
    """Wait until the announcement has ended, which the bot alone decides."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            if await rows(store, "SELECT status FROM announcement") == [(ENDED,)]:
                return
            await asyncio.sleep(0.1)
