"""A match whose meetings nobody else can change now, as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.pairs import MeetingStatus
from storage import matches, meetings, proposals
from storage.matches import PairRow
from storage.meetings import MeetingRow
from storage.proposals import LAPSED, ProposalRow


@dataclass(frozen=True, slots=True)
class Scene:
    """A match, its meeting that is or is being arranged, and the proposal that waits for an answer."""

    pair: PairRow
    row: MeetingRow | None
    proposal: ProposalRow | None

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

    Times that have all passed unanswered lapse now, and with them a meeting that has no other time.
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
    if row is not None and row.starts_at is None and scene.proposal is None:
        await drop(conn, row.id, None, now)
        scene = replace(scene, row=None)
    return scene


async def drop(conn: AsyncConnection, meeting_id: int, by: int | None, now: datetime) -> None:
    """Let nothing be left of a meeting that no time was agreed for."""
    cancelled = MeetingStatus.CANCELLED.value
    await meetings.change(conn, meeting_id, status=cancelled, settled_at=now, settled_by=by)
