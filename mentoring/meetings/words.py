"""What the two of a pair, and their team, are told of a meeting: each on their own clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from conversations.calendar import calendar_attachment
from conversations.meetings import REASONS
from conversations.pairs import MeetingStatus
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from mentoring.news import News
from mentoring.nudges.occasions import other_of, zone_of
from mentoring.programmes import framework
from storage.matches import PairRow
from storage.meetings import MeetingRow
from storage.places import PlaceRow
from storage.proposals import ProposalRow

MOST_TAKEN = 3
"""Times of a proposal that can be taken with one press."""


def values(row: MeetingRow, pair: PairRow, person: int) -> dict[str, Json]:
    """Return a meeting as a prompt shows it to one of the two; ``starts`` is empty until a time is agreed."""
    topics = {topic.key: topic.title for topic in framework(pair.framework).topics}
    return {
        **shared(pair, person),
        "starts": row.starts_at.isoformat() if row.starts_at else "",
        "minutes": row.minutes,
        "where": row.place,
        "room": row.room,
        "adult": row.adult or pair.adult,
        "topic": topics.get(row.topic, ""),
    }


def shared(pair: PairRow, person: int) -> dict[str, Json]:
    """Return who the other is, and whose clock times are told on."""
    return {"other": other_of(pair, person), "zone": zone_of(pair, person)}


def fixed(row: MeetingRow, pair: PairRow, person: int, now: datetime, **more: Json) -> Reply:
    """Return that a meeting is fixed, with its entry for their calendar; ``more`` says how it came to be."""
    return _with_entry(_fixed(row, pair, person, **more), row, pair, person, now)


def comes_along(row: MeetingRow, pair: PairRow, person: int) -> Reply:
    """Return that another adult comes along to a meeting that is fixed: no calendar's entry tells who."""
    return _fixed(row, pair, person, named=True)


def _fixed(row: MeetingRow, pair: PairRow, person: int, **more: Json) -> Reply:
    shown = {"was": "", "usual": False, "named": False, "rhythm": "", **values(row, pair, person), **more}
    return _told("meeting_fixed", shown, _button(pair, "change"))


def called_off(
    row: MeetingRow, pair: PairRow, person: int, now: datetime, *, by: int | None, entry: bool
) -> Reply:
    """Return that a meeting is off; with ``entry`` their calendar takes it out again.

    Nobody called it off where ``by`` is None: the match has ended.
    """
    known = row.reason in REASONS
    shown: dict[str, Json] = {
        **values(row, pair, person),
        "mine": by == person,
        "ended": by is None,
        "known": known,
        "reason": row.reason,
    }
    buttons = () if by is None else (_button(pair, "arrange"),)
    told = _told("meeting_off", shown, *buttons)
    return _with_entry(told, row, pair, person, now, cancelled=True) if entry else told


def proposed(
    row: ProposalRow,
    pair: PairRow,
    person: int,
    place: PlaceRow | None,
    meeting: MeetingRow,
    *,
    crossed: bool,
) -> Reply:
    """Return the times that the other proposes, each to be taken with one press.

    ``crossed`` where this person proposed others in the same moment.
    """
    shown = {**_offered(row, pair, person, place, meeting), "crossed": crossed}
    takes = [
        Choice(f"{COMMAND_MARK}meet {pair.id} take {row.id} {number}", label=_take(number, len(row.starts)))
        for number in range(1, len(row.starts) + 1)
    ]
    other = Choice(f"{COMMAND_MARK}meet {pair.id} other", label="meeting.other")
    return Reply(parts=(Part("meeting_proposed", shown),), choices=(*takes[:MOST_TAKEN], other),
                 order=Order.REMINDER)  # fmt: skip


def asked(
    row: ProposalRow,
    pair: PairRow,
    person: int,
    place: PlaceRow | None,
    meeting: MeetingRow,
    *,
    crossed: bool,
) -> Reply:
    """Return to whoever proposed what is on its way; ``crossed`` where the other did so at the same time."""
    shown = {**_offered(row, pair, person, place, meeting), "crossed": crossed}
    return Reply(parts=(Part("meeting_asked", shown),))


def _offered(
    row: ProposalRow, pair: PairRow, person: int, place: PlaceRow | None, meeting: MeetingRow
) -> dict[str, Json]:
    times: list[Json] = [*row.starts]
    return {
        **shared(pair, person),
        "times": times,
        "minutes": row.minutes,
        "where": place.name if place else "",
        "online": bool(place and place.template),
        "rhythm": row.rhythm,
        "agreed": meeting.starts_at.isoformat() if meeting.starts_at and _is_fixed(meeting) else "",
    }


def _is_fixed(row: MeetingRow) -> bool:
    return row.status == MeetingStatus.CONFIRMED


def _take(number: int, count: int) -> str:
    return "meeting.yes" if count == 1 else f"meeting.take_{number}"


def for_both(pair: PairRow, tell: Sequence[tuple[int, Reply]], actor: int | None) -> list[News]:
    """Return the news of what each is told, but for the actor, whom the change itself answers."""
    return [
        News(replace(reply, order=Order.REMINDER), people=(person,))
        for person, reply in tell
        if person != actor
    ]


def told(prompt: str, pair: PairRow, person: int, button: str = "", **more: Json) -> Reply:
    """Return one prompt about a pair's meetings, with a button that opens them where it is named."""
    buttons = (_button(pair, button),) if button else ()
    return _told(prompt, {**shared(pair, person), **more}, *buttons)


def adult_wanted(row: MeetingRow, pair: PairRow, zone: str) -> News:
    """Return what the team hears of a meeting that waits for an adult to be named."""
    shown: dict[str, Json] = {
        "young_person": pair.young_person or "",
        "mentor": pair.mentor or "",
        "starts": row.starts_at.isoformat() if row.starts_at else "",
        "zone": zone,
    }
    button = Choice(f"{COMMAND_MARK}adult {pair.id}", label="meeting.adult")
    reply = Reply(parts=(Part("meeting_wants_adult", shown),), choices=(button,), order=Order.REMINDER)
    return News(reply, organisation=pair.organisation_id)


def _told(prompt: str, shown: dict[str, Json], *choices: Choice) -> Reply:
    return Reply(parts=(Part(prompt, shown),), choices=choices)


def _button(pair: PairRow, label: str) -> Choice:
    return Choice(f"{COMMAND_MARK}meet {pair.id}", label=f"meeting.{label}")


def _with_entry(
    reply: Reply, row: MeetingRow, pair: PairRow, person: int, now: datetime, *, cancelled: bool = False
) -> Reply:
    if row.starts_at is None:
        return reply
    entry = calendar_attachment(
        uid=row.uid,
        sequence=row.sequence,
        starts=row.starts_at,
        minutes=row.minutes,
        zone=row.zone,
        first_name=other_of(pair, person),
        stamp=now,
        place=row.place,
        room=row.room,
        cancelled=cancelled,
    )
    return replace(reply, attached=entry)
