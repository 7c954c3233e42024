"""What a wall clock shows, and the moment that it means."""

from __future__ import annotations

from collections.abc import Mapping
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


def spoken(moment: datetime, zone: str, labels: Mapping[str, str], *, within_text: bool = False) -> str:
    """Return a moment on a clock in ``zone`` as a button says it, "Thu 14 January, 17:00".

    ``within_text`` gives "Thursday 14 January at 17:00". The year is left out.
    """
    local = on_wall(moment, zone)
    weekdays, shape = ("weekday", "moment.said") if within_text else ("weekday_short", "moment.button")
    return labels[shape].format(
        weekday=labels[f"{weekdays}.{local.weekday()}"],
        day=local.day,
        month=labels[f"month.{local.month}"],
        time=f"{local:%H:%M}",
    )
