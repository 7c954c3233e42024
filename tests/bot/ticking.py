"""Processes that tick over a store until they kill themselves before a statement of their choice.

Run as a program it reads lines, "how many statements" and an address of a store, and for each line forks a
process that has everything in memory already; it answers with how that process ended.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any

from sqlalchemy import event

from bot import logs
from bot.ticks import Ticks
from conversations.nudging import Quiet
from storage.store import Store
from tests.bot.nudging import MADE_UP, Chain
from tests.clocks import MORNING, ManualClock

SETTLED = {"18": "settled"}
"""Matters of the kind "chain" of which nothing is said."""

AT_ONCE = 40
"""Dues in a transaction: few, so that there are many transactions to be killed in."""


def main() -> None:
    """Answer every line with the exit status of its process, as waitpid gives it."""
    logs.set_up("error", "text")
    for line in sys.stdin:
        statements, url = line.split()
        Store.open(url)  # its driver is loaded here, once
        child = os.fork()
        if child == 0:
            asyncio.run(tick_until_killed(url, int(statements)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


async def tick_until_killed(url: str, statements: int) -> None:
    """Tick, and die by SIGKILL before the statement that comes after so many; 0 is never."""
    store = Store.open(url, synchronous="OFF")
    if statements:
        _die_after(store, statements)
    chain = Chain()
    chain.settled = SETTLED
    kinds = {kind.purpose: kind for kind in (MADE_UP, chain.kind)}
    ticks = Ticks(store, ManualClock(MORNING), Quiet(), lambda _: None, kinds)
    while await ticks.tick(AT_ONCE):
        pass
    await store.close()


def _die_after(store: Store, statements: int) -> None:
    left = statements

    def count(_conn: Any, _cursor: Any, _statement: str, *_: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    writes: Any = store._writer
    event.listen(writes.sync_engine, "before_cursor_execute", count)


if __name__ == "__main__":
    main()
