"""One person in a few words, as a button names them and as a card shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from conversations.facts import Card, Role, Status
from conversations.reply import Json

LONGEST_WORDS = 40
"""Characters that a phone shows of a button on a row of its own."""

SHORTEST_NAME = 8
"""Characters of a name that are kept, whatever comes after it."""

BETWEEN = " · "

_AGO = ((86_400, "days"), (3_600, "hours"), (60, "minutes"))
"""Seconds of each unit in which it is said how long ago something was, the longest first."""

Labels = Mapping[str, str]


def worded(labels: Labels, group: str, value: str) -> str:
    """Return the words of the label "group.value", or the value in plain letters where it has none."""
    return labels.get(f"{group}.{value}", value.replace("_", " "))


def named(card: Card, labels: Labels) -> str:
    """Return a button's words for somebody: "Ann · mentor · waiting", the name cut where it is too long."""
    return fitted(name_of(card, labels), rolled(card.roles, labels), _standing(card, labels))


def fitted(name: str, *more: str) -> str:
    """Return ``name`` and what comes after it on one button, the name cut where it is too long."""
    rest = "".join(f"{BETWEEN}{words}" for words in more if words)
    return _cut(f"{_cut(name, max(LONGEST_WORDS - len(rest), SHORTEST_NAME))}{rest}", LONGEST_WORDS)


def _cut(words: str, limit: int) -> str:
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


def name_of(card: Card, labels: Labels) -> str:
    """Return somebody's first name, or words for one who has not told it."""
    return card.first_name or worded(labels, "card", "no_name")


def rolled(roles: frozenset[Role], labels: Labels) -> str:
    """Return somebody's first role in words: what they are in the programme before what they do for it."""
    return next((worded(labels, "role", role) for role in Role if role in roles), "")


def _standing(card: Card, labels: Labels) -> str:
    if card.stuck_at is not None:
        return worded(labels, "card", "asked")
    if card.status is Status.WAITING:
        return worded(labels, "card", "checks")
    return worded(labels, "status", card.status)


def ago(then: datetime, now: datetime) -> dict[str, Json]:
    """Return how long ago ``then`` was, as a count and its unit; the unit "now" is less than a minute."""
    seconds = int((now - then).total_seconds())
    for length, unit in _AGO:
        if seconds >= length:
            count = seconds // length
            return {"count": count, "unit": unit if count > 1 else unit.removesuffix("s")}
    return {"count": 0, "unit": "now"}


def on_clock(moment: datetime, zone: str) -> dict[str, Json]:
    """Return a moment on somebody's own clock, as an ISO date and a time like "14:05"."""
    local = moment.astimezone(ZoneInfo(zone))
    return {"date": local.date().isoformat(), "time": f"{local:%H:%M}"}
