"""Times that one of a pair proposes, and what becomes of them; one proposal of a meeting is open at most."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import proposal
from storage.tables.matches import PROPOSAL_IS_OPEN
from storage.types import among

ACCEPTED, REPLACED, WITHDRAWN, LAPSED = "accepted", "replaced", "withdrawn", "lapsed"
"""How a proposal ends."""


class ProposalRow(NamedTuple):
    """A proposal, as the table has it; ``starts`` are moments in ISO 8601, UTC, soonest first."""

    id: int
    meeting_id: int
    by: int | None
    starts: list[str]
    minutes: int
    place_id: int | None
    rhythm: str
    status: str
    at: datetime
    answered_at: datetime | None

    @property
    def moments(self) -> tuple[datetime, ...]:
        """The starts as moments."""
        return tuple(datetime.fromisoformat(start) for start in self.starts)


_COLUMNS = [proposal.c[name] for name in ProposalRow._fields]
_BY_ID = select(*_COLUMNS).where(proposal.c.id == bindparam("which"))
_OPEN = select(*_COLUMNS).where(among(proposal.c.meeting_id, "whose"), PROPOSAL_IS_OPEN)
_ADD = insert(proposal).returning(proposal.c.id)
_END = (
    update(proposal)
    .where(proposal.c.id == bindparam("which"), PROPOSAL_IS_OPEN)
    .values(status=bindparam("became"), answered_at=bindparam("now"))
)
_END_OF = (
    update(proposal)
    .where(proposal.c.meeting_id == bindparam("whose"), PROPOSAL_IS_OPEN)
    .values(status=bindparam("became"), answered_at=bindparam("now"))
)


async def by_id(conn: AsyncConnection, proposal_id: int) -> ProposalRow | None:
    """Return a proposal, or None where there is none."""
    row = (await conn.execute(_BY_ID, {"which": proposal_id})).first()
    return ProposalRow._make(row) if row else None


async def open_of(conn: AsyncConnection, meeting_ids: Collection[int]) -> dict[int, ProposalRow]:
    """Return, by meeting, the proposal that is open."""
    rows = await conn.execute(_OPEN, {"whose": meeting_ids}) if meeting_ids else ()
    return {row.meeting_id: ProposalRow._make(row) for row in rows}


async def add(conn: AsyncConnection, row: Mapping[str, Any], starts: Collection[datetime]) -> int:
    """Open a proposal of some starts and return its id; no other of the meeting may be open."""
    moments = [start.astimezone(UTC).isoformat() for start in sorted(starts)]
    return int((await conn.execute(_ADD, {**row, "starts": moments, "status": "open"})).scalar_one())


async def end(conn: AsyncConnection, proposal_id: int, became: str, now: datetime) -> bool:
    """End an open proposal; return False where it was ended already."""
    given = {"which": proposal_id, "became": became, "now": now}
    return (await conn.execute(_END, given)).rowcount == 1


async def end_of(conn: AsyncConnection, meeting_id: int, became: str, now: datetime) -> None:
    """End the open proposal of a meeting, where it has one."""
    await conn.execute(_END_OF, {"whose": meeting_id, "became": became, "now": now})
