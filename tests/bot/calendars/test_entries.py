"""A meeting in a calendar: right at every change of the clock, moved and called off, and never broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.calendars.entries import Entry, calendar_file, feed
from bot.calendars.zones import changes
from conversations.calendar import calendar_attachment
from conversations.clock import in_utc
from tests.bot.calendars.reading import SPEECH, instants, lines, read

LONDON = "Europe/London"
STARTS = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
AGREED = datetime(2026, 11, 20, 9, 30, 5, 250_000, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOSTILE = "A,b;c\\n\r\nEND:VEVENT\nBEGIN:VEVENT\rATTENDEE:mailto:x@y.example\u2028\x85\x0b\x00\ud800:“'\"🎉"
TAMED = "A,b;c\\n END:VEVENT BEGIN:VEVENT ATTENDEE:mailto:x@y.example :“'\"🎉"


def written(**more: Any) -> bytes:
    """Return the file of a meeting, as it is attached to a reply."""
    given: dict[str, Any] = {
        "uid": "m-12@alongside",
        "sequence": 0,
        "starts": STARTS,
        "minutes": 60,
        "zone": LONDON,
        "first_name": "Ann",
        "stamp": AGREED,
        "place": "Oak library",
    }
    return calendar_file(calendar_attachment(**{**given, **more}).values, SPEECH).data


def entry(**more: Any) -> Entry:
    """Return a meeting of a feed."""
    return replace(Entry("m-12@alongside", 3, STARTS, 60, LONDON, "Ann", AGREED, "Oak library"), **more)


def fed(*entries: Entry) -> bytes:
    return feed(entries, SPEECH, LONDON, STARTS)


def test_a_meeting_in_a_calendar() -> None:
    file = calendar_file(
        calendar_attachment(
            uid="m-12@alongside", sequence=2, starts=STARTS, minutes=45, zone=LONDON, first_name="Ann",
            stamp=AGREED, place="Oak library",
        ).values,
        SPEECH,
    )  # fmt: skip
    event = read(file.data).vevent

    assert (file.name, file.media_type) == ("mentoring-session.ics", "text/calendar")
    assert file.described == event.summary.value == "Mentoring with Ann"
    assert instants(event) == (STARTS, STARTS + timedelta(minutes=45))
    assert {
        name: line.value for name, [line] in event.contents.items() if name not in ("dtstart", "dtend")
    } == {
        "uid": "m-12@alongside",
        "sequence": "2",
        "dtstamp": AGREED.replace(microsecond=0),
        "summary": "Mentoring with Ann",
        "description": "To move it or call it off, write /meet to Alongside.",
        "location": "Oak library",
        "organizer": "mailto:nobody@alongside.invalid",
        "status": "CONFIRMED",
        "class": "PRIVATE",
    }


def test_a_file_says_what_it_is_and_what_to_do_with_it() -> None:
    calendar = read(written())

    assert (calendar.version.value, calendar.calscale.value) == ("2.0", "GREGORIAN")
    assert calendar.prodid.value == "-//Alongside//Meetings//EN"
    assert calendar.method.value == "PUBLISH"
    assert "valarm" not in calendar.vevent.contents
    assert "attendee" not in calendar.vevent.contents
    assert all(len(line) <= 75 for line in written(place="é" * 200).split(b"\r\n"))


def test_a_move_keeps_the_entry_and_raises_its_sequence() -> None:
    first, moved = read(written()).vevent, read(written(sequence=1, starts=STARTS + 2 * HOUR)).vevent

    assert first.uid.value == moved.uid.value
    assert int(moved.sequence.value) > int(first.sequence.value)
    assert instants(moved) == (STARTS + 2 * HOUR, STARTS + 3 * HOUR)


def test_what_is_called_off_is_taken_out() -> None:
    calendar = read(written(sequence=2, cancelled=True))

    assert calendar.method.value == "CANCEL"
    assert (calendar.vevent.status.value, calendar.vevent.sequence.value) == ("CANCELLED", "2")
    assert calendar.vevent.uid.value == "m-12@alongside"
    assert calendar.vevent.summary.value == "Called off: Mentoring with Ann"
    assert calendar.vevent.description.value == "This session is called off."


def test_the_link_of_a_room_is_told() -> None:
    event = read(written(place="Online room", room="https://rooms.example/a,b;c")).vevent

    assert event.location.value == "Online room https://rooms.example/a,b;c"
    assert event.description.value.startswith("Join here: https://rooms.example/a,b;c\n")


def test_what_is_not_known_is_left_out() -> None:
    event = read(written(first_name="", place="")).vevent

    assert event.summary.value == "Mentoring"
    assert "location" not in event.contents


@pytest.mark.parametrize("field", ["first_name", "place", "room"])
def test_what_people_typed_stays_what_they_typed(field: str) -> None:
    raw = written(**{field: HOSTILE})
    calendar = read(raw)
    [event] = calendar.vevent_list

    assert TAMED in (event.summary.value if field == "first_name" else event.location.value)
    assert "attendee" not in event.contents
    assert [line for line in lines(raw) if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VCALENDAR",
        *(
            "BEGIN:VTIMEZONE",
            "BEGIN:DAYLIGHT",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "END:STANDARD",
            "END:VTIMEZONE",
        ),
        *("BEGIN:VEVENT", "END:VEVENT"),
        "END:VCALENDAR",
    ]
    # However a program tells lines apart, there are no more than these.
    assert raw.decode().splitlines() == raw.decode().split("\r\n")[:-1]


def test_braces_and_markup_are_no_template() -> None:
    assert read(written(first_name="{{ 7*7 }}<b>**x**")).vevent.summary.value == (
        "Mentoring with {{ 7*7 }}<b>**x**"
    )


DAYS = [
    (change.shows.date() + timedelta(days=days))
    for change in changes(LONDON, 2026, 2038)
    for days in (-1, 0, 1)
]
WALLS = [time(1), time(1, 30), time(2), time(10)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_meeting_is_at_its_time_on_the_wall_at_every_change_of_the_clock(day: date) -> None:
    starts = [in_utc(datetime.combine(day, wall), LONDON) for wall in WALLS]
    raw = fed(*(entry(starts=start) for start in starts))

    assert [instants(event) for event in read(raw).vevent_list] == [(start, start + HOUR) for start in starts]
    for start in starts:
        wall, ends = start.astimezone(ZoneInfo(LONDON)), (start + HOUR).astimezone(ZoneInfo(LONDON))
        if not ends.fold:
            assert f"DTSTART;TZID={LONDON}:{wall:%Y%m%dT%H%M%S}" in lines(raw)
            assert f"DTEND;TZID={LONDON}:{ends:%Y%m%dT%H%M%S}" in lines(raw)


@pytest.mark.parametrize("year", range(2026, 2038))
def test_the_hour_that_comes_twice_is_the_one_that_is_meant(year: int) -> None:
    [*_, autumn] = changes(LONDON, year, year + 1)
    again = (autumn.shows - autumn.before).replace(tzinfo=UTC)
    starts = [again + minutes for minutes in (-HOUR, -HOUR / 2, 0 * HOUR, HOUR / 2, HOUR)]
    raw = fed(*(entry(starts=start) for start in starts))

    assert [instants(event) for event in read(raw).vevent_list] == [(start, start + HOUR) for start in starts]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "Africa/Casablanca"])
def test_another_clock_comes_along(zone: str) -> None:
    raw = written(zone=zone)

    assert f"DTSTART;TZID={zone}:{STARTS.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}" in lines(raw)
    assert instants(read(raw).vevent)[0] == STARTS


@pytest.mark.parametrize("missing", ["starts", "stamp"])
def test_a_moment_without_a_zone_is_refused(missing: str) -> None:
    with pytest.raises(ValueError, match="know their zone"):
        written(**{missing: STARTS.replace(tzinfo=None)})


def test_a_feed_holds_all_and_says_when_to_look_again() -> None:
    raw = fed(entry(uid="a"), entry(uid="b", zone="America/New_York", cancelled=True), entry(uid="c"))
    calendar = read(raw)

    assert [(one.uid.value, one.status.value) for one in calendar.vevent_list] == [
        ("a", "CONFIRMED"),
        ("b", "CANCELLED"),
        ("c", "CONFIRMED"),
    ]
    assert [one.tzid.value for one in calendar.vtimezone_list] == ["America/New_York", LONDON]
    assert calendar.method.value == "PUBLISH"
    for line in (
        "NAME:Mentoring",
        "X-WR-CALNAME:Mentoring",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ):
        assert line in lines(raw)


def test_a_feed_tells_of_a_room_without_its_link() -> None:
    event = read(fed(entry(online=True, place="Online room"))).vevent

    assert event.location.value == "Online room"
    assert event.description.value.startswith("You meet online. The link is in your chat with Alongside.")


def test_an_empty_feed_is_a_calendar_all_the_same() -> None:
    calendar = read(fed())

    assert "vevent" not in calendar.contents
    assert calendar.vtimezone.tzid.value == LONDON


def test_the_same_meetings_are_the_same_bytes() -> None:
    assert fed(entry()) == fed(entry())
    assert fed(entry()) != fed(entry(sequence=4))
