"""A match whose meetings nobody else can change now, as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.pairs import MeetingStatus
from storage import matches, meetings, proposals
from storage.matches import PairRow
from storage.meetings import MeetingRow
from storage.proposals import LAPSED, WITHDRAWN, ProposalRow


@dataclass(frozen=True, slots=True)
class Scene:
    """A match, its meeting that is or is being arranged, and the proposal that waits for an answer.

    ``passed`` is the time that was agreed, where it is over without an adult and nothing is left of it.
    """

    pair: PairRow
    row: MeetingRow | None
    proposal: ProposalRow | None
    passed: datetime | None = None

    @property
    def fixed(self) -> datetime | None:
        """When the two meet, where that is fixed."""
        confirmed = self.row is not None and self.row.status == MeetingStatus.CONFIRMED
        return self.row.starts_at if self.row is not None and confirmed else None

    @property
    def agreed(self) -> datetime | None:
        """When they would meet, once an adult is named."""
        return self.row.starts_at if self.row is not None and self.fixed is None else None


async def looked_at(conn: AsyncConnection, match_id: int, now: datetime) -> Scene | None:
    """Return an active match, locked until the transaction ends, else None.

    Times that have all passed unanswered lapse now, and with them a meeting that has no other time; so does
    one whose time was agreed and has passed before an adult was named.
    """
    await meetings.lock(conn, match_id)
    pair = (await matches.by_ids(conn, [match_id])).get(match_id)
    if pair is None or not pair.is_active:
        return None
    row = (await meetings.open_of(conn, [match_id], now)).get(match_id)
    proposal = (await proposals.open_of(conn, [row.id])).get(row.id) if row else None
    return await _tidied(conn, Scene(pair, row, proposal), now)


async def _tidied(conn: AsyncConnection, scene: Scene, now: datetime) -> Scene:
    row, proposal = scene.row, scene.proposal
    if proposal is not None and all(start <= now for start in proposal.moments):
        await proposals.end(conn, proposal.id, LAPSED, now)
        scene = replace(scene, proposal=None)
    if row is None or row.status == MeetingStatus.CONFIRMED:
        return scene
    if row.starts_at is not None and row.starts_at > now:
        return scene
    if scene.proposal is None:
        await drop(conn, row.id, None, now)
        return replace(scene, row=None, passed=row.starts_at)
    if row.starts_at is not None:
        # Other times still wait for an answer: only that which was agreed is gone.
        await meetings.change(conn, row.id, starts_at=None)
    return replace(scene, row=row._replace(starts_at=None))


async def drop(conn: AsyncConnection, meeting_id: int, by: int | None, now: datetime) -> None:
    """Let nothing be left of a meeting that was never fixed: nobody waits for an answer any more either."""
    cancelled = MeetingStatus.CANCELLED.value
    await meetings.change(conn, meeting_id, status=cancelled, settled_at=now, settled_by=by)
    await proposals.end_of(conn, meeting_id, WITHDRAWN, now)
