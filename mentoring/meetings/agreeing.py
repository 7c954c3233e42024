"""How a time becomes a meeting: agreed by both, free for both, with an adult where one is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.pairs import MeetingStatus
from conversations.programme import Framework
from conversations.reply import Json, Reply
from conversations.rhythm import Rhythm
from mentoring.availability import offers_for
from mentoring.matching import needs_adult
from mentoring.meetings import words
from mentoring.meetings.scene import drop, looked_at
from mentoring.news import News
from mentoring.nudges.nudge import Event
from mentoring.nudges.planning import happened
from mentoring.programmes import framework
from storage import matches, meetings, places
from storage.matches import PairRow
from storage.meetings import MeetingRow
from storage.people import homes

ROOM = "{room}"
"""What stands in an online room's link for the room of one meeting."""

ROOM_BYTES = 12
"""Random bytes of a room's name: sixteen characters that nobody guesses."""

UID_BYTES = 16
UID_DOMAIN = "alongside.invalid"
"""Of the name of a calendar's entry: no domain of anybody's."""

A_MONTH_APART = timedelta(days=14)
"""How long after a meeting the next one of a rhythm is at the soonest."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed: when (UTC), how long, where, and whether it comes again each month."""

    start: datetime
    minutes: int
    place: int = 0
    rhythm: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of an agreement: what each of the two is told, and what the team hears.

    ``clash`` tells that one of them has something else then, and that nothing was agreed; ``waits`` that
    nothing can be until an adult is named, and that the proposal stays.
    """

    told: tuple[tuple[int, Reply], ...] = ()
    news: tuple[News, ...] = ()
    clash: bool = False
    waits: bool = False


def fresh_uid() -> str:
    """Return the name of a new calendar entry, which nobody can guess."""
    return f"{token_urlsafe(UID_BYTES)}@{UID_DOMAIN}"


def topic_of(pair: PairRow, held: int) -> str:
    """Return the key of the topic that is next once so many meetings were held; the last one closes."""
    topics = framework(pair.framework).topics
    return topics[min(held, len(topics) - 1)].key if topics else ""


async def is_free(conn: AsyncConnection, pair: PairRow, terms: Terms, but: int) -> bool:
    """Tell whether neither of the two has another confirmed meeting then."""
    ends = terms.start + timedelta(minutes=terms.minutes)
    others = await meetings.around(conn, pair.people, terms.start, but)
    return not any(row.overlaps(terms.start, ends) for row in others)


async def agree(
    conn: AsyncConnection, row: MeetingRow, pair: PairRow, terms: Terms, now: datetime, *, usual: bool = False
) -> Settled:
    """Fix a meeting at what was agreed; where an adult must be named first, it waits for that.

    A meeting that was fixed before is moved. ``usual`` is for the time of a rhythm.
    """
    if not await is_free(conn, pair, terms, row.id):
        return Settled(clash=True)
    waits = _waits_for_adult(pair, terms.start)
    if waits and row.status == MeetingStatus.CONFIRMED:
        return _adult_first(row, pair, terms)
    if terms.rhythm:
        await matches.set_rhythm(conn, pair.id, terms.rhythm)
    was = row.starts_at if row.status == MeetingStatus.CONFIRMED else None
    place = await places.get(conn, pair.organisation_id, terms.place) if terms.place else None
    changed: dict[str, Any] = {
        "starts_at": terms.start,
        "minutes": terms.minutes,
        "place_id": place.id if place else row.place_id,
        "place": place.name if place else row.place,
        "room": _room(place.template) if place else row.room,
        "adult": pair.adult,
    }
    row = row._replace(**changed)
    await meetings.change(conn, row.id, **changed)
    if waits:
        return await _waiting(conn, row, pair, now)
    return await confirm(conn, row, pair, now, was=was, usual=usual, rhythm=terms.rhythm)


def _waits_for_adult(pair: PairRow, start: datetime) -> bool:
    return not pair.adult and needs_adult(pair.born, pair.framework, pair.zone, start)


def _adult_first(row: MeetingRow, pair: PairRow, terms: Terms) -> Settled:
    """Leave a meeting where it is: it can be moved to a day that needs an adult once one is named."""
    told = tuple(
        (each, words.told("meeting_adult_first", pair, each, "change",
                          starts=_iso(terms.start), stands=_iso(row.starts_at)))
        for each in pair.people
    )  # fmt: skip
    wanted = words.adult_wanted(row._replace(starts_at=terms.start), pair, pair.zone)
    return Settled(told, (wanted,), waits=True)


async def _waiting(conn: AsyncConnection, row: MeetingRow, pair: PairRow, now: datetime) -> Settled:
    """Keep the time until the team has named an adult; both hear so, and so does the team."""
    told = tuple(
        (person, words.told("meeting_waits", pair, person, "change", starts=_iso(row.starts_at)))
        for person in pair.people
    )
    await _seen(conn, pair, now)
    return Settled(told, (words.adult_wanted(row, pair, pair.zone),))


async def confirm(
    conn: AsyncConnection,
    row: MeetingRow,
    pair: PairRow,
    now: datetime,
    *,
    was: datetime | None = None,
    usual: bool = False,
    rhythm: str = "",
) -> Settled:
    """Fix a meeting whose time is agreed, and plan what it brings; ``was`` is the time it is moved from."""
    changed: dict[str, Any] = {"status": MeetingStatus.CONFIRMED.value, "adult": pair.adult}
    if was is not None:
        changed["sequence"] = row.sequence + 1
    row = row._replace(**changed)
    await meetings.change(conn, row.id, **changed)
    await happened(conn, Event.MEETING_CONFIRMED, row.id, now)
    more: dict[str, Json] = {"was": _iso(was), "usual": usual, "rhythm": rhythm}
    told = tuple((each, words.fixed(row, pair, each, now, **more)) for each in pair.people)
    await _seen(conn, pair, now)
    return Settled(told)


async def confirm_waiting(conn: AsyncConnection, match_id: int, now: datetime) -> list[News]:
    """Fix the meeting that waited for an adult to be named, and return what both hear.

    Of one that is fixed already they hear who comes along, where that is another.
    """
    scene = await looked_at(conn, match_id, now)
    if scene is None or not scene.pair.adult:
        return []
    pair, row = scene.pair, scene.row
    if scene.passed is not None:
        return _not_fixed("meeting_passed", pair, scene.passed)
    if row is None or row.starts_at is None:
        return []
    if row.status == MeetingStatus.CONFIRMED:
        return await _another_comes(conn, row, pair, now) if row.starts_at > now else []
    if not await is_free(conn, pair, Terms(row.starts_at, row.minutes), row.id):
        await drop(conn, row.id, None, now)
        return _not_fixed("meeting_clash", pair, row.starts_at)
    settled = await confirm(conn, row, pair, now)
    return words.for_both(pair, settled.told, None)


def _not_fixed(prompt: str, pair: PairRow, starts: datetime) -> list[News]:
    told = [(each, words.told(prompt, pair, each, "arrange", starts=_iso(starts))) for each in pair.people]
    return words.for_both(pair, told, None)


async def _another_comes(conn: AsyncConnection, row: MeetingRow, pair: PairRow, now: datetime) -> list[News]:
    """Note who comes along to a meeting that is fixed; what was planned for it stays, with the new name."""
    if row.adult == pair.adult:
        return []
    row = row._replace(adult=pair.adult)
    await meetings.change(conn, row.id, adult=row.adult)
    await _seen(conn, pair, now)
    return words.for_both(pair, [(each, words.comes_along(row, pair, each)) for each in pair.people], None)


async def next_by_rhythm(conn: AsyncConnection, match_id: int, now: datetime) -> list[News] | None:
    """Fix the next meeting of a pair that meets at the same time each month, and return what both hear.

    Returns None where there is nothing to do: no such promise, a meeting that is arranged already, or a
    match that is over by then.
    """
    scene = await looked_at(conn, match_id, now)
    if scene is None or scene.row is not None or not scene.pair.rhythm:
        return None
    pair, plan = scene.pair, framework(scene.pair.framework)
    last = (await meetings.last_of(conn, [match_id], now)).get(match_id)
    start = _next_start(pair, last, now)
    if start >= pair.started_at + relativedelta(months=plan.months):
        return None
    minutes, place = (last.minutes, last.place_id) if last else (plan.minutes, None)
    terms = Terms(start, minutes, place or 0)
    offers = await offers_for(conn, pair, _looking(plan, terms, now), now)
    if start not in offers or not await is_free(conn, pair, terms, 0):
        both = pair.people
        told = [
            (each, words.told("meeting_not_usual", pair, each, "arrange", starts=_iso(start)))
            for each in both
        ]
        return words.for_both(pair, told, None)
    settled = await agree(conn, await begin(conn, pair, minutes, None, now), pair, terms, now, usual=True)
    return [*words.for_both(pair, settled.told, None), *settled.news]


def _looking(plan: Framework, terms: Terms, now: datetime) -> Framework:
    """Return a programme whose times are of the length that is agreed, and reach far enough ahead."""
    days = max(plan.hours.ahead, (terms.start - now).days + 1)
    return replace(plan, minutes=terms.minutes, hours=replace(plan.hours, ahead=days))


def _next_start(pair: PairRow, last: MeetingRow | None, now: datetime) -> datetime:
    after = now + timedelta(hours=framework(pair.framework).hours.notice)
    if last is not None and last.starts_at is not None:
        after = max(after, last.starts_at + A_MONTH_APART)
    return Rhythm.read(pair.rhythm).following(after, pair.zone)


async def begin(
    conn: AsyncConnection, pair: PairRow, minutes: int, by: int | None, now: datetime
) -> MeetingRow:
    """Add the pair's next meeting, which has no time yet."""
    totals = (await meetings.totals(conn, [pair.id])).get(pair.id)
    row = {
        "match_id": pair.id,
        "status": MeetingStatus.PROPOSED.value,
        "minutes": minutes,
        "zone": pair.zone,
        "topic": topic_of(pair, totals.held if totals else 0),
        "uid": fresh_uid(),
        "made_by": by,
        "created_at": now,
    }
    number = await meetings.add(conn, row)
    return (await meetings.by_ids(conn, [number]))[number]


async def _seen(conn: AsyncConnection, pair: PairRow, now: datetime) -> None:
    """Have the pages of both, and of their team, published anew."""
    people: Sequence[int] = pair.people
    await homes.mark(conn, now, persons=people, organisations=[pair.organisation_id])


def _room(template: str) -> str:
    return template.replace(ROOM, token_urlsafe(ROOM_BYTES)) if template else ""


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
