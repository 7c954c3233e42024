"""Changes to a pair's meetings: whatever both do at once, there is one, and both are told the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.pairs import MeetingStatus
from conversations.reply import Json, Reply
from conversations.turn import said
from mentoring.changes.who import Who
from mentoring.meetings import words
from mentoring.meetings.agreeing import Settled, Terms, agree, begin
from mentoring.meetings.scene import Scene, drop, looked_at
from mentoring.news import News
from mentoring.nudges.nudge import Event
from mentoring.nudges.planning import happened
from mentoring.programmes import framework
from storage import matches, meetings, places, proposals
from storage.matches import PairRow
from storage.meetings import MeetingRow
from storage.people import homes
from storage.proposals import ACCEPTED, REPLACED, WITHDRAWN, ProposalRow


async def propose(conn: AsyncConnection, effect: effects.ProposeMeeting, who: Who) -> Who:
    """Propose times; where the other proposed in the same moment, a time that both named is agreed."""
    scene = await _scene(conn, effect.match, who)
    if scene is None:
        return who.answered(said("meeting_no_match"))
    soonest = who.now + timedelta(hours=framework(scene.pair.framework).hours.notice)
    effect = replace(effect, starts=tuple(start for start in effect.starts if start >= soonest))
    if not effect.starts:
        return who.answered(words.told("meeting_too_soon", scene.pair, who.known, "arrange"))
    open_ = scene.proposal
    if open_ is not None and open_.id != effect.seen and open_.by != who.known:
        return await _crossed(conn, scene, open_, effect, who)
    if open_ is not None and open_.by == who.known and set(open_.moments) == set(effect.starts):
        return await _put_to_one(conn, scene, open_, who)
    if _changed(scene, effect.meeting, effect.sequence):
        return await _as_it_is(conn, scene, who)
    return await _asked(conn, scene, effect, who)


async def accept(conn: AsyncConnection, effect: effects.AcceptProposal, who: Who) -> Who:
    """Accept one of the times that the other proposed; a second press is answered as the first was."""
    proposal = await proposals.by_id(conn, effect.proposal)
    scene = await _scene_of(conn, proposal, who)
    if scene is None or proposal is None:
        return who.answered(said("meeting_no_match"))
    is_theirs = proposal.by != who.known
    fits = effect.start in proposal.moments and effect.start > who.now
    if not (is_theirs and fits) or scene.proposal is None or scene.proposal.id != proposal.id:
        return await _as_it_is(conn, scene, who)
    return await _agreed(conn, scene, proposal, effect.start, who)


async def withdraw(conn: AsyncConnection, effect: effects.WithdrawProposal, who: Who) -> Who:
    """Take one's own times back, or turn down the other's, so that the time which stood stays."""
    proposal = await proposals.by_id(conn, effect.proposal)
    scene = await _scene_of(conn, proposal, who)
    if scene is None or proposal is None or scene.row is None:
        return who.answered(said("meeting_no_match"))
    if scene.proposal is None or scene.proposal.id != proposal.id:
        return await _as_it_is(conn, scene, who)
    await proposals.end(conn, proposal.id, WITHDRAWN, who.now)
    if scene.row.starts_at is None:
        await drop(conn, scene.row.id, who.known, who.now)
    stands: dict[str, Json] = {"stands": _iso(scene.fixed), "agreed": _iso(scene.agreed)}
    return await _tell(conn, scene.pair, who, "meeting_withdrawn", proposer=proposal.by or 0, **stands)


async def cancel(conn: AsyncConnection, effect: effects.CancelMeeting, who: Who) -> Who:
    """Call a meeting off and tell the other why; one that is over can only be logged."""
    row = (await meetings.by_ids(conn, [effect.meeting])).get(effect.meeting)
    scene = await _scene(conn, row.match_id, who) if row else None
    if scene is None:
        return who.answered(said("meeting_no_match"))
    if row is not None and row.status == MeetingStatus.CONFIRMED and row.ends_at and row.ends_at <= who.now:
        return who.answered(words.told("meeting_passed", scene.pair, who.known, "arrange"))
    if scene.row is None or scene.row.id != effect.meeting or scene.row.sequence != effect.sequence:
        return await _as_it_is(conn, scene, who)
    told = await call_off(conn, scene.pair, scene.row, effect.reason, who.known, who.now)
    return _with(who, scene.pair, told)


async def end_rhythm(conn: AsyncConnection, effect: effects.EndRhythm, who: Who) -> Who:
    """Let a pair no longer meet at the same time each month; what is arranged stays."""
    scene = await _scene(conn, effect.match, who)
    if scene is None:
        return who.answered(said("meeting_no_match"))
    await matches.set_rhythm(conn, scene.pair.id, "")
    return await _tell(conn, scene.pair, who, "meeting_rhythm_ended")


async def call_off(
    conn: AsyncConnection, pair: PairRow, row: MeetingRow, reason: str, by: int | None, now: datetime
) -> list[tuple[int, Reply]]:
    """Cancel an open meeting and its proposal, and return what both are told."""
    confirmed = row.status == MeetingStatus.CONFIRMED
    changed: dict[str, Any] = {
        "status": MeetingStatus.CANCELLED.value,
        "settled_at": now,
        "settled_by": by,
        "reason": reason,
        "sequence": row.sequence + 1 if confirmed else row.sequence,
    }
    await meetings.change(conn, row.id, **changed)
    open_ = (await proposals.open_of(conn, [row.id])).get(row.id)
    if open_ is not None:
        await proposals.end(conn, open_.id, WITHDRAWN, now)
    row = row._replace(**changed)
    return [(each, words.called_off(row, pair, each, now, by=by, entry=confirmed)) for each in pair.people]


async def _scene(conn: AsyncConnection, match_id: int, who: Who) -> Scene | None:
    """Return an active match of this person, locked and as it is now, else None."""
    scene = await looked_at(conn, match_id, who.now)
    return scene if scene is not None and who.known in scene.pair.people else None


async def _scene_of(conn: AsyncConnection, proposal: ProposalRow | None, who: Who) -> Scene | None:
    rows = await meetings.by_ids(conn, [proposal.meeting_id]) if proposal else {}
    return await _scene(conn, rows[proposal.meeting_id].match_id, who) if proposal and rows else None


def _changed(scene: Scene, meeting: int, sequence: int) -> bool:
    """Tell whether the meeting is another than the one that was seen, or has been moved since."""
    if scene.row is None:
        return False
    return (scene.row.id, scene.row.sequence) != (meeting, sequence) and scene.row.starts_at is not None


async def _asked(conn: AsyncConnection, scene: Scene, effect: effects.ProposeMeeting, who: Who) -> Who:
    """Put the times to the other, in place of those that waited."""
    row = scene.row or await begin(conn, scene.pair, effect.minutes, who.known, who.now)
    if scene.proposal is not None:
        await proposals.end(conn, scene.proposal.id, REPLACED, who.now)
    new = {
        "meeting_id": row.id,
        "by": who.known,
        "minutes": effect.minutes,
        "place_id": effect.place or None,
        "rhythm": effect.rhythm,
        "at": who.now,
    }
    proposal = await proposals.by_id(conn, await proposals.add(conn, new, effect.starts))
    if proposal is None:
        raise LookupError("the proposal that was added just now is not there")
    await homes.mark(conn, who.now, persons=scene.pair.people)
    await happened(conn, Event.MEETING_PROPOSED, proposal.id, who.now)
    return await _put(conn, Scene(scene.pair, row, proposal), proposal, who, crossed=False)


async def _put(conn: AsyncConnection, scene: Scene, proposal: ProposalRow, who: Who, *, crossed: bool) -> Who:
    """Tell both of an open proposal: whoever made it that it is on its way, and the other what to answer."""
    if scene.row is None:
        raise LookupError("a proposal without a meeting")
    place = (
        await places.get(conn, scene.pair.organisation_id, proposal.place_id) if proposal.place_id else None
    )
    told = []
    for person in scene.pair.people:
        tell = words.asked if person == proposal.by else words.proposed
        told.append((person, tell(proposal, scene.pair, person, place, scene.row, crossed=crossed)))
    return _with(who, scene.pair, told)


async def _crossed(
    conn: AsyncConnection, scene: Scene, first: ProposalRow, effect: effects.ProposeMeeting, who: Who
) -> Who:
    """Agree on the first time that both named for the same meeting; else the first proposal is answered.

    That it comes again each month is agreed only where both said so.
    """
    shared = sorted(set(first.moments) & set(effect.starts))
    same = (first.minutes, first.place_id or 0) == (effect.minutes, effect.place)
    if not shared or not same:
        return await _put(conn, scene, first, who, crossed=True)
    rhythm = first.rhythm if first.rhythm == effect.rhythm else ""
    return await _agreed(conn, scene, first._replace(rhythm=rhythm), shared[0], who)


async def _agreed(
    conn: AsyncConnection, scene: Scene, proposal: ProposalRow, start: datetime, who: Who
) -> Who:
    if scene.row is None:
        raise LookupError("a proposal without a meeting")
    terms = Terms(start, proposal.minutes, proposal.place_id or 0, proposal.rhythm)
    settled = await agree(conn, scene.row, scene.pair, terms, who.now)
    if settled.clash:
        return who.answered(words.told("meeting_clash", scene.pair, who.known, "arrange", starts=_iso(start)))
    if not settled.waits:
        await proposals.end(conn, proposal.id, ACCEPTED, who.now)
    return _settled(who, scene.pair, settled)


async def _as_it_is(conn: AsyncConnection, scene: Scene, who: Who) -> Who:
    """Say how things are now to somebody who acted on how they were."""
    if scene.proposal is not None:
        return await _put_to_one(conn, scene, scene.proposal, who)
    row = scene.row
    if row is None or row.starts_at is None:
        return who.answered(words.told("meeting_none", scene.pair, who.known, "arrange"))
    if row.status == MeetingStatus.CONFIRMED:
        return who.answered(words.fixed(row, scene.pair, who.known, who.now))
    if row.starts_at <= who.now:
        return who.answered(words.told("meeting_passed", scene.pair, who.known, "arrange"))
    return who.answered(
        words.told("meeting_waits", scene.pair, who.known, "change", starts=_iso(row.starts_at))
    )


async def _put_to_one(conn: AsyncConnection, scene: Scene, proposal: ProposalRow, who: Who) -> Who:
    told = await _put(conn, scene, proposal, who, crossed=False)
    return who.answered(told.answers[-1])


async def _tell(conn: AsyncConnection, pair: PairRow, who: Who, prompt: str, **more: Json) -> Who:
    """Tell both the same; ``mine`` tells each whether they did it themselves."""
    await homes.mark(conn, who.now, persons=pair.people)
    told = [
        (each, words.told(prompt, pair, each, "arrange", mine=each == who.known, **_seen_by(each, more)))
        for each in pair.people
    ]
    return _with(who, pair, told)


def _seen_by(person: int, more: dict[str, Json]) -> dict[str, Json]:
    """Return the values with the proposer told as "is it you"."""
    if "proposer" not in more:
        return more
    return {**more, "proposer": more["proposer"] == person}


def _settled(who: Who, pair: PairRow, settled: Settled) -> Who:
    return _with(who, pair, settled.told).with_news(*settled.news)


def _with(who: Who, pair: PairRow, told: Sequence[tuple[int, Reply]]) -> Who:
    """Answer whoever acted, and tell the other; the pages of both and of their team are out of date."""
    mine = [reply for person, reply in told if person == who.known]
    for reply in mine:
        who = who.answered(reply)
    news: list[News] = words.for_both(pair, told, who.known)
    return who.touching(pair.organisation_id).with_news(*news)


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
