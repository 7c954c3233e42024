"""Killed in the middle of a tick, again and again: every due is settled once, and nobody hears twice."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import dues
from storage.store import Store
from storage.tables import due, outbox
from tests.bot.nudging import DAY, many
from tests.bot.ticking import SETTLED
from tests.clocks import MORNING

PEOPLE = 1_000
KILLS = 30

pytestmark = pytest.mark.kill


async def planned(url: str) -> None:
    """Give each of many people a due, and a link of two chains, of which one is settled."""
    store = Store.open(url, synchronous="OFF")
    ids = await many(store, PEOPLE, MORNING)
    base = {"purpose": "chain", "at": MORNING, "not_after": MORNING + DAY, "created_at": MORNING}
    abouts = ("17", *SETTLED)
    rows = [{**base, "person_id": one, "occurrence": f"{about}:1"} for one in ids for about in abouts]
    async with store.write() as conn:
        await dues.add(conn, rows)
    await store.close()


async def ticked(url: str, *statements: int) -> list[int]:
    """Let one process after another tick, and return how each of them ended."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bot.ticking"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    said, _ = await process.communicate("".join(f"{many} {url}\n" for many in statements).encode())
    return [os.waitstatus_to_exitcode(int(line)) for line in said.splitlines()]


async def test_killed_thirty_times_in_the_middle_of_a_tick(store_url: str) -> None:
    await planned(store_url)

    # The first die at each statement of a transaction, the last after several that were committed.
    codes = await ticked(store_url, *range(1, KILLS + 1), 0)

    assert codes == [*[-signal.SIGKILL] * KILLS, 0]
    store = Store.open(store_url)
    async with store.read() as conn:
        became = (await conn.execute(select(due.c.id, due.c.occurrence, due.c.status, due.c.reason))).all()
        sent = Counter((await conn.scalars(select(outbox.c.due_id))).all())
    await store.close()
    assert Counter((row.occurrence, row.status, row.reason) for row in became) == {
        ("17:1", "done", ""): 2 * PEOPLE,
        ("18:1", "skipped", "settled"): PEOPLE,
        ("17:2", "waiting", ""): PEOPLE,
        ("18:2", "waiting", ""): PEOPLE,
    }
    assert set(sent) == {row.id for row in became if row.status == "done"}
    assert set(sent.values()) == {1}
