"""Changes to what comes to somebody by itself: what is switched off, reminders, a pause."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from mentoring.changes.who import Who
from storage import dues, people


async def set_nudges(conn: AsyncConnection, effect: effects.SetNudges, who: Who) -> Who:
    """Switch groups of nudges off, and every other on."""
    await people.set_nudges_off(conn, who.known, effect.off)
    return who


async def set_reminders(conn: AsyncConnection, effect: effects.SetReminders, who: Who) -> Who:
    """Set which reminders come before a meeting; all are planned, and who wants which is seen in time."""
    await people.set_reminders(conn, who.known, effect.chosen)
    return who


async def pause(conn: AsyncConnection, effect: effects.Pause, who: Who) -> Who:
    """Let no nudge come before then; what waits for the end of another pause waits for this one's."""
    await _pause(conn, who, effect.until, effect.until)
    return who.touching()


async def resume(conn: AsyncConnection, _: effects.Resume, who: Who) -> Who:
    """Let nudges come again, with what waited for the pause to end."""
    await _pause(conn, who, None, who.now)
    return who.touching()


async def _pause(conn: AsyncConnection, who: Who, until: datetime | None, waits_until: datetime) -> None:
    before = (await people.wishes(conn, [who.known]))[who.known].paused_until
    if before is not None and before > who.now:
        await dues.move_all(conn, who.known, before, waits_until)
    await people.pause(conn, who.known, until)
