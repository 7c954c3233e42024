"""A concern reaches a person: one after another on the organisation's list, until somebody has it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.concern import Severity
from conversations.reply import Order
from mentoring.changes.care import TOLD, URGENT
from mentoring.letters import CONCERN, letter
from mentoring.news import News
from storage import alerts, concerns, duties, people, workspaces
from storage.alerts import AlertRow
from storage.concerns import EventRow
from storage.people import accounts, homes

log = structlog.get_logger()


async def tell(conn: AsyncConnection, alert: AlertRow, patience: timedelta, now: datetime) -> News | None:
    """Tell the next on the list of a concern that nobody has yet, and return that news.

    The list is gone through again and again, every ``patience``; where nobody on it can be reached, all
    coordinators are told each time. Returns None where nobody can be told; whoever comes later is told then.
    """
    events = await concerns.events(conn, alert.concern_id)
    to = await _next(conn, alert, [event.by for event in events if event.kind == TOLD])
    await alerts.step(conn, alert.concern_id, alert.step + 1, now + patience)
    if alert.organisation_id is not None:
        # Their pages say when the next is told, and whoever is told may see it from now on.
        await homes.mark(conn, now, organisations=[alert.organisation_id])
    if not to:
        log.error("a concern waits and nobody can be told: see alongside concerns", concern=alert.concern_id)
        return None
    for person in to:
        await concerns.note(conn, alert.concern_id, TOLD, now, by=person)
    reply = letter(
        "concern_alert",
        Order.SAFETY,
        CONCERN,
        number=alert.concern_id,
        severity=_severity(alert, events),
        source=alert.source,
        again=alert.step > 0,
        minutes=round(patience.total_seconds() / 60),
    )
    return News(reply, people=tuple(to), everywhere=True)


def _severity(alert: AlertRow, events: Sequence[EventRow]) -> str:
    """Return how urgent it is: whoever is told after it was called urgent must hear that too."""
    if any(event.kind == URGENT for event in events):
        return Severity.IMMEDIATE.value
    return alert.severity


async def _next(conn: AsyncConnection, alert: AlertRow, told: Sequence[int | None]) -> list[int]:
    """Return whom it is the turn of: one of the list who can be reached, else every coordinator who can."""
    if alert.organisation_id is None:
        return []
    listed = [row.person_id for row in await duties.listing(conn, alert.organisation_id)]
    team = dict.fromkeys(member.person_id for member in await people.team(conn, [alert.organisation_id]))
    card = await concerns.card(conn, alert.organisation_id, alert.concern_id)
    subject = card.person_id if card else None
    reached = await _reached(conn, {*listed, *team})
    on_list = [person for person in listed if person in reached and person != subject]
    if on_list:
        return [_least_lately(on_list, told)]
    return [person for person in team if person in reached and person != subject]


def _least_lately(listed: Sequence[int], told: Sequence[int | None]) -> int:
    """Return who of the list was told longest ago, or never; the list may have changed since."""
    latest = {person: moment for moment, person in enumerate(told)}
    return min(listed, key=lambda person: latest.get(person, -1))


async def _reached(conn: AsyncConnection, wanted: Collection[int]) -> set[int]:
    """Return those of ``wanted`` with an account that can be written to, in a workspace that is there."""
    known = await accounts.accounts_of(conn, wanted) if wanted else []
    closed = tuple(f"slack:{row.team}:" for row in await workspaces.known(conn) if row.state == "gone")
    return {
        account.person_id
        for account in known
        if account.state == "reachable" and not account.address.startswith(closed)
    }
