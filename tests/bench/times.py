"""How long the free times of a pair take: the reads of both people's rows, and what is worked out of them."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.week import PARTS, of_parts
from mentoring.availability import offers_for, times_of
from mentoring.programmes import framework
from mentoring.scheduling.free import PairTimes, offers
from storage import availability, matches, migrate, organisations, people
from storage.availability import FreeRow
from storage.matches import PairRow
from storage.store import Store
from storage.tables import match, meeting

PAIRS = 300
TRIES = 3
"""Of each pair; the least counts, as something else may use the machine."""
MOST_MS = 20.0
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ZONES = ("Europe/London", "Europe/London", "Europe/Paris", "America/New_York")
USUAL = framework("one-hour-a-month")


async def report(say: Callable[[str], None]) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'times.sqlite'}"
        await asyncio.to_thread(migrate.upgrade, url)
        store = Store.open(url)
        try:
            async with store.write() as conn:
                await _filled(conn)
            async with store.read() as conn:
                await _measured(conn, say)
        finally:
            await store.close()


async def _measured(conn: AsyncConnection, say: Callable[[str], None]) -> None:
    rows = await matches.by_ids(conn, range(1, PAIRS + 1))
    first = await _taken(conn, next(iter(rows.values())), tries=1)
    whole = [await _taken(conn, row) for row in rows.values()]
    found = [len(await offers_for(conn, row, USUAL, NOW)) for row in rows.values()]
    pairs = [times for row in rows.values() if (times := await times_of(conn, row.id, NOW))]
    alone = sorted(_worked_out(pairs))
    worst = max(whole)
    say(f"free times of a pair: {median(whole):.1f} ms, worst {worst:.1f} ms of {len(whole)}: "
        f"{worst / MOST_MS:.2f} of {MOST_MS:.0f} ms; up to {max(found)} times found")  # fmt: skip
    say(f"  without the store: {median(alone):.1f} ms, worst {alone[-1]:.1f} ms; "
        f"the first of a process, which loads the calendar of holidays: {first:.0f} ms")  # fmt: skip


async def _taken(conn: AsyncConnection, row: PairRow, tries: int = TRIES) -> float:
    """Return the milliseconds that a pair takes, reads and all: the least of some tries."""
    took = []
    for _ in range(tries):
        began = time.perf_counter()
        await offers_for(conn, row, USUAL, NOW)
        took.append((time.perf_counter() - began) * 1000)
    return min(took)


def _worked_out(pairs: list[PairTimes]) -> Iterator[float]:
    for pair in pairs:
        took = []
        for _ in range(TRIES):
            began = time.perf_counter()
            offers(pair, USUAL.hours, NOW, USUAL.minutes)
            took.append((time.perf_counter() - began) * 1000)
        yield min(took)


async def _filled(conn: AsyncConnection) -> None:
    """Keep pairs of every kind: free by parts, by hours or whenever; away, busy, in other zones."""
    school, _ = await organisations.add(conn, "Bench", NOW)
    for number, first in enumerate((date(2026, 9, 1), date(2027, 1, 4))):
        await availability.add_term(conn, school, f"Term {number}", first, first + timedelta(days=100))
    zones, parts = (
        cycle(ZONES),
        cycle([[part] for part in PARTS] + [["weekday_evening", "weekend_morning"], []]),
    )
    for number in range(1, PAIRS + 1):
        mentor, young = [await _person(conn, school, next(zones), next(parts), number) for _ in range(2)]
        row = {"organisation_id": school, "zone": "Europe/London", "started_at": NOW}
        await conn.execute(insert(match), {**row, "mentor_id": mentor, "young_person_id": young})
        await _busy(conn, number)


async def _person(conn: AsyncConnection, school: int, zone: str, parts: list[str], number: int) -> int:
    given: dict[str, Any] = {"organisation_id": school, "status": "active", "now": NOW, "zone": zone}
    person = await people.make_person(conn, roles=["mentor"], first_name="Sam", **given)
    await people.set_profile(conn, person, {"first_name": "Sam", "free_times": parts})
    if number % 3 == 0:
        await availability.set_week(conn, person, [FreeRow(*one) for one in of_parts(parts)])
    for more in range(number % 4):
        day = NOW.date() + timedelta(days=7 * more)
        await availability.add_away(conn, person, day, day + timedelta(days=2), NOW)
    return person


async def _busy(conn: AsyncConnection, number: int) -> None:
    row = {
        "number": 1,
        "status": "confirmed",
        "minutes": 60,
        "zone": "UTC",
        "created_at": NOW,
        "uid": str(number),
    }
    starts = NOW + timedelta(days=number % 30, hours=7)
    await conn.execute(insert(meeting), {**row, "match_id": number, "starts_at": starts})
