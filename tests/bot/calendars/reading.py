"""Reads a calendar with vobject, which did not write it."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Any

import vobject  # type: ignore[import-untyped]

from bot.rendering import Renderer, Speech
from tests.dialogues.words import WORDS

SPEECH = Speech(WORDS, Renderer(WORDS), "en")


def read(written: bytes) -> Any:
    """Return the one calendar that is written, checked, its moments as vobject understands them."""
    [calendar] = vobject.readComponents(written.decode())
    for zone in calendar.contents.get("vtimezone", []):
        # By itself it would take a clock that it knows by name, or read before.
        vobject.icalendar.registerTzid(zone.tzid.value, zone.tzinfo)
    [calendar] = vobject.readComponents(written.decode(), validate=True)
    return calendar


def clock(calendar: Any) -> tzinfo:
    """Return the clock that the calendar itself brings along."""
    brought: tzinfo = calendar.vtimezone.tzinfo
    return brought


def instants(event: Any) -> tuple[datetime, datetime]:
    """Return when an event begins and ends, in UTC."""
    return event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)


def lines(written: bytes) -> list[str]:
    """Return the lines of a calendar as RFC 5545 unfolds them."""
    return written.decode().replace("\r\n ", "").split("\r\n")
