"""What a wall clock shows, and the moment that it means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_MINUTE = timedelta(minutes=1)


def in_utc(local: datetime, zone: str) -> datetime:
    """Return in UTC what a clock in ``zone`` shows as ``local``, which has no zone of its own.

    A local time that does not exist moves to the next that does; one that comes twice means the first.
    """
    clock = ZoneInfo(zone)
    while local.replace(tzinfo=clock).astimezone(UTC).astimezone(clock).replace(tzinfo=None) != local:
        local = local.replace(second=0, microsecond=0) + _MINUTE
    return local.replace(tzinfo=clock, fold=0).astimezone(UTC)


def on_wall(moment: datetime, zone: str) -> datetime:
    """Return what a clock in ``zone`` shows at ``moment``, without a zone of its own."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
