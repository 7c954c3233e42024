"""What has been arranged between pairs, for whoever asks whether the next meeting is on its way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, case, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import meeting, proposal
from storage.types import among


class ProposedRow(NamedTuple):
    """A proposal, with the match that it is of; ``starts`` are moments in ISO 8601.

    ``meets_at`` is when the two meet whatever becomes of it, None where no time is fixed.
    """

    id: int
    match_id: int
    by: int | None
    starts: list[str]
    status: str
    at: datetime
    meets_at: datetime | None

    def to_come(self, now: datetime) -> list[str]:
        """Return the starts that are still to come."""
        return [start for start in self.starts if datetime.fromisoformat(start) > now]

    def has_begun(self, now: datetime) -> bool:
        """Tell whether the meeting has begun at the time that was fixed, so that no answer is waited for."""
        return self.meets_at is not None and self.meets_at <= now

    def waits(self, now: datetime) -> bool:
        """Tell whether it can still be answered."""
        return self.status == "open" and bool(self.to_come(now)) and not self.has_begun(now)


_c = meeting.c
_MEETS = or_(
    _c.status.in_((literal_column("'confirmed'"), literal_column("'held'"))),
    and_(_c.status == literal_column("'proposed'"), _c.starts_at > bindparam("now")),
)
_PROPOSED = select(
    proposal.c.id,
    meeting.c.match_id,
    *(proposal.c[name] for name in ("by", "starts", "status", "at")),
    case((_c.status != literal_column("'proposed'"), _c.starts_at)),
).join(meeting, meeting.c.id == proposal.c.meeting_id)
_BY_IDS = _PROPOSED.where(among(proposal.c.id, "which"))
_newest = (
    select(func.max(proposal.c.id).label("id"))
    .join(meeting, meeting.c.id == proposal.c.meeting_id)
    .where(among(meeting.c.match_id, "whose"))
    .group_by(meeting.c.match_id)
    .subquery("newest")
)
_NEWEST = _PROPOSED.join(_newest, _newest.c.id == proposal.c.id)
_LATEST = (
    select(meeting.c.match_id, func.max(meeting.c.starts_at))
    .where(among(meeting.c.match_id, "whose"), _MEETS)
    .group_by(meeting.c.match_id)
)


async def proposed(conn: AsyncConnection, proposal_ids: Collection[int]) -> dict[int, ProposedRow]:
    """Return proposals by id, whatever became of them; one that is not there is absent."""
    rows = await conn.execute(_BY_IDS, {"which": proposal_ids}) if proposal_ids else ()
    return {row[0]: ProposedRow._make(row) for row in rows}


async def newest(conn: AsyncConnection, match_ids: Collection[int]) -> dict[int, ProposedRow]:
    """Return, by match, the newest proposal; only that one may be open."""
    rows = await conn.execute(_NEWEST, {"whose": match_ids}) if match_ids else ()
    return {row[1]: ProposedRow._make(row) for row in rows}


async def latest(conn: AsyncConnection, match_ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """Return, by match, when the last meeting begins that was agreed, and neither missed nor called off.

    One that still waits for an adult counts until its time is over.
    """
    rows = await conn.execute(_LATEST, {"whose": match_ids, "now": now}) if match_ids else ()
    return {row[0]: row[1] for row in rows if row[1] is not None}
