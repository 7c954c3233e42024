"""Meetings as entries of other calendars: one in a file, or many in a feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vDuration

from bot.calendars.zones import timezone
from bot.rendering import Speech
from conversations.reply import Json
from handlers.rendered import ICS, File

PRODUCT = "-//Alongside//Meetings//EN"

ORGANISER = "mailto:nobody@alongside.invalid"
"""RFC 5546 demands an organiser; this one is nobody, and no mail can reach it."""

REFRESH = timedelta(hours=1)
"""How often a calendar is asked to look at a feed again."""

# What a line of text in a calendar must not hold: control characters, and what other programs take for the
# end of a line. The library escapes the rest.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class Method(StrEnum):
    """What a calendar is to do with a file, in the words of RFC 5546."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting, as one of the two has it in a calendar.

    ``starts`` and ``stamp``, when it was last changed, are aware. ``first_name`` is the other's. ``room`` is
    the link of an online room; ``online`` tells that there is one, also where the link is not to be told.
    """

    uid: str
    sequence: int
    starts: datetime
    minutes: int
    zone: str
    first_name: str
    stamp: datetime
    place: str = ""
    room: str = ""
    online: bool = False
    cancelled: bool = False


def calendar_file(values: Mapping[str, Json], speech: Speech) -> File:
    """Return the file of one meeting; ``values`` are those of conversations.calendar."""
    room = str(values["room"])
    entry = Entry(
        uid=str(values["uid"]),
        sequence=_whole(values["sequence"]),
        starts=datetime.fromisoformat(str(values["starts"])),
        minutes=_whole(values["minutes"]),
        zone=str(values["zone"]),
        first_name=str(values["first_name"]),
        stamp=datetime.fromisoformat(str(values["stamp"])),
        place=str(values["place"]),
        room=room,
        online=bool(room),
        cancelled=bool(values["cancelled"]),
    )
    calendar = _calendar(Method.CANCEL if entry.cancelled else Method.PUBLISH)
    _fill(calendar, [entry], speech, {entry.zone}, entry.starts.year)
    return File(speech.label("feed.file"), ICS, _written(calendar), _title(entry, speech))


def feed(entries: Sequence[Entry], speech: Speech, zone: str, now: datetime) -> bytes:
    """Return a calendar of ``entries`` for whoever subscribed to it.

    ``zone`` is that of the person's own clock: a calendar has to hold something, if only how a clock changes.
    """
    calendar = _calendar(Method.PUBLISH)
    name = speech.label("feed.name")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    zones = {entry.zone for entry in entries} or {zone}
    _fill(calendar, entries, speech, zones, min((entry.starts for entry in entries), default=now).year)
    return _written(calendar)


def _written(calendar: Calendar) -> bytes:
    written: bytes = calendar.to_ical()
    return written


def _whole(value: Json) -> int:
    return int(str(value))


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    return calendar


def _fill(
    calendar: Calendar, entries: Iterable[Entry], speech: Speech, zones: Iterable[str], year: int
) -> None:
    """Add the clocks that entries from ``year`` on are on, and then the entries."""
    for zone in sorted(zones):
        calendar.add_component(timezone(zone, year))
    for entry in entries:
        calendar.add_component(_event(entry, speech))


def _event(entry: Entry, speech: Speech) -> Event:
    event = Event()
    starts, ends = _times(entry)
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", _title(entry, speech))
    event.add("description", _notes(entry, speech))
    where = " ".join(filter(None, (_fit(entry.place), _fit(entry.room))))
    if where:
        event.add("location", where)
    event.add("organizer", vCalAddress(ORGANISER, params={"CN": "Alongside"}))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    # In a calendar that others can see, this is shown to its owner only.
    event.add("class", "PRIVATE")
    return event


def _times(entry: Entry) -> tuple[datetime, datetime]:
    """Return start and end on the clock of the entry's zone.

    A calendar takes a local time that comes twice for the first; where the second is meant, both are in UTC.
    """
    clock, ends = ZoneInfo(entry.zone), entry.starts + timedelta(minutes=entry.minutes)
    local = entry.starts.astimezone(clock), ends.astimezone(clock)
    if any(one.fold for one in local):
        return entry.starts.astimezone(UTC), ends.astimezone(UTC)
    return local


def _title(entry: Entry, speech: Speech) -> str:
    return _fit(speech.prompt("calendar_title", first_name=_fit(entry.first_name), cancelled=entry.cancelled))


def _notes(entry: Entry, speech: Speech) -> str:
    """Return the lines of the notes, whose ends the library writes."""
    notes = speech.prompt(
        "calendar_notes", room=_fit(entry.room), online=entry.online, cancelled=entry.cancelled
    )
    return "\n".join(map(_fit, notes.split("\n")))


def _fit(text: str) -> str:
    """Return ``text`` as one line without what would break a calendar's lines."""
    return _UNFIT.sub(" ", text).strip()
