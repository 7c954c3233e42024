"""The clock: UTC, moved by an offset."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.clock import Clock


async def test_it_is_utc_and_can_be_moved() -> None:
    clock = Clock()
    before = datetime.now(UTC)
    now = clock.now()
    assert now.tzinfo is UTC
    assert timedelta(0) <= now - before < timedelta(seconds=5)

    clock.offset = timedelta(days=3)
    assert clock.now() - before >= timedelta(days=3)


async def test_no_time_need_pass() -> None:
    await Clock().sleep(0)
