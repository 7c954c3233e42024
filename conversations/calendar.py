"""A meeting's entry for somebody's own calendar, as a file that goes along with a reply."""

from __future__ import annotations

from datetime import datetime

from conversations.reply import Attachable, Attached


def calendar_attachment(
    *,
    uid: str,
    sequence: int,
    starts: datetime,
    minutes: int,
    zone: str,
    first_name: str,
    stamp: datetime,
    place: str = "",
    room: str = "",
    cancelled: bool = False,
) -> Attached:
    """Return the calendar entry of a meeting that was agreed, moved or, with ``cancelled``, called off.

    ``uid`` stays the same for all changes of a meeting, and ``sequence`` counts them. ``starts`` and
    ``stamp``, when the change happened, are aware; ``zone`` is whose clock the time was agreed on.
    ``first_name`` is the other's, ``place`` a name, ``room`` the link of an online room.

    Raises ValueError for a moment without a zone.
    """
    if starts.tzinfo is None or stamp.tzinfo is None:
        raise ValueError("a calendar entry needs moments that know their zone")
    return Attached(
        Attachable.CALENDAR,
        {
            "uid": uid,
            "sequence": sequence,
            "starts": starts.isoformat(),
            "minutes": minutes,
            "zone": zone,
            "first_name": first_name,
            "stamp": stamp.isoformat(),
            "place": place,
            "room": room,
            "cancelled": cancelled,
        },
    )
