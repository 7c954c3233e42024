"""What a coordinator sees of people: one person's card, a search by name, who waits, how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, case, exists, func, literal_column, not_, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.concerns import BELONGS
from storage.folding import folded
from storage.tables import (
    account,
    concern,
    concern_event,
    help_request,
    invitation,
    person,
    person_role,
    profile,
    run,
)
from storage.tables.care import HELP_IS_WANTED
from storage.tables.people import IS_REACHABLE, their_organisation
from storage.types import among

ESCAPE = "/"  # before a sign that LIKE would take for any letters


class CardRow(NamedTuple):
    """A person; ``roles`` and ``accounts``, the platforms they can be reached on, are separated by commas.

    ``flow``, ``pending_key`` and ``updated_at`` are of the open run or else of the newest that was set aside.
    ``help_request`` is the question at which they wait for help. ``referrals`` counts those who joined by
    their link.
    """

    id: int
    first_name: str
    roles: str
    status: str
    created_at: datetime
    joined_at: datetime | None
    fields: dict[str, Any]
    flow: str
    pending_key: str | None
    updated_at: datetime | None
    help_request: str | None
    referrals: int
    external_id: str | None
    accounts: str


class CountsRow(NamedTuple):
    """How many there are: the first three count active people, ``concerns_open`` what nobody has closed."""

    young_people: int
    mentors: int
    coordinators: int
    invited: int
    joining: int
    waiting: int
    help_requests: int
    concerns_open: int


def _newest_run() -> Any:
    other = run.alias("other")
    is_open = other.c.progress == literal_column("'open'")
    return (
        select(other.c.id)
        .where(other.c.person_id == person.c.id, or_(is_open, other.c.progress == literal_column("'aside'")))
        .order_by(case((is_open, 0), else_=1), other.c.updated_at.desc())
        .limit(literal_column("1"))
        .scalar_subquery()
    )


def _referrals() -> Any:
    friend = person.alias("friend")
    return (
        select(func.count())
        .select_from(invitation.join(friend, friend.c.invitation_id == invitation.c.id))
        .where(invitation.c.referrer_id == person.c.id, friend.c.joined_at.is_not(None))
        .scalar_subquery()
    )


def _cards() -> Select[Any]:
    roles = select(func.aggregate_strings(person_role.c.role, ","))
    asked = select(help_request.c.question).where(help_request.c.person_id == person.c.id, HELP_IS_WANTED)
    platforms = select(func.aggregate_strings(account.c.platform, ","))
    return (
        select(
            person.c.id,
            person.c.first_name,
            roles.where(person_role.c.person_id == person.c.id).scalar_subquery(),
            *(person.c[name] for name in ("status", "created_at", "joined_at")),
            profile.c.fields,
            func.coalesce(run.c.flow, ""),
            run.c.pending_key,
            run.c.updated_at,
            asked.order_by(help_request.c.id).limit(literal_column("1")).scalar_subquery(),
            _referrals(),
            person.c.external_id,
            platforms.where(account.c.person_id == person.c.id, IS_REACHABLE).scalar_subquery(),
        )
        .select_from(person)
        .outerjoin(profile, profile.c.person_id == person.c.id)
        .outerjoin(run, run.c.id == _newest_run())
        .where(their_organisation == bindparam("organisation"), among(person.c.id, "people"))
    )


def _by_name() -> Select[Any]:
    is_theirs = person.c.external_id == bindparam("exactly")
    begins = person.c.folded.like(bindparam("first"), escape=ESCAPE)
    contains = person.c.folded.like(bindparam("anywhere"), escape=ESCAPE)
    return (
        select(person.c.id)
        .where(person.c.organisation_id == bindparam("organisation"), or_(is_theirs, contains))
        .order_by(case((is_theirs, 0), (begins, 1), else_=2), person.c.folded, person.c.id)
        .limit(bindparam("limit"))
    )


def _waiting() -> Select[Any]:
    applied = select(person.c.id, person.c.created_at.label("since")).where(
        person.c.organisation_id == bindparam("organisation"),
        person.c.status == literal_column("'waiting'"),
    )
    stuck = (
        select(person.c.id, help_request.c.at.label("since"))
        .join(help_request, help_request.c.person_id == person.c.id)
        .where(HELP_IS_WANTED, their_organisation == bindparam("organisation"))
    )
    both = union_all(applied, stuck).subquery("both")
    return (
        select(both.c.id)
        .group_by(both.c.id)
        .order_by(func.min(both.c.since), both.c.id)
        .limit(bindparam("limit"))
    )


_CARDS = _cards()
_BY_NAME = _by_name()
_WAITING = _waiting()
_STATUSES = (
    select(person.c.status, func.count())
    .where(person.c.organisation_id == bindparam("organisation"))
    .group_by(person.c.status)
)
_ACTIVE = (
    select(person_role.c.role, func.count())
    .join(person, person.c.id == person_role.c.person_id)
    .where(
        person.c.organisation_id == bindparam("organisation"), person.c.status == literal_column("'active'")
    )
    .group_by(person_role.c.role)
)
_HELP = (
    select(func.count())
    .select_from(help_request.join(person, person.c.id == help_request.c.person_id))
    .where(HELP_IS_WANTED, their_organisation == bindparam("organisation"))
)
_IS_CLOSED = exists().where(
    concern_event.c.concern_id == concern.c.id, concern_event.c.kind == literal_column("'closed'")
)
_CONCERNS = select(func.count()).select_from(concern).where(BELONGS, not_(_IS_CLOSED))


async def by_id(conn: AsyncConnection, organisation_id: int, person_id: int) -> CardRow | None:
    """Return the card of a person of this organisation, or None where it has no such person."""
    return next(iter(await _cards_of(conn, organisation_id, [person_id])), None)


async def by_name(conn: AsyncConnection, organisation_id: int, text: str, limit: int) -> list[CardRow]:
    """Return the cards of those with ``text`` in their first name, whatever its case and accents.

    First whoever has it as external id, exactly; then the names that begin with it.
    """
    sought = as_it_is(folded(text))
    given = {"exactly": text.strip(), "first": f"{sought}%", "anywhere": f"%{sought}%", "limit": limit}
    found = await conn.scalars(_BY_NAME, {"organisation": organisation_id, **given})
    return await _cards_of(conn, organisation_id, found.all())


async def waiting(conn: AsyncConnection, organisation_id: int, limit: int) -> list[CardRow]:
    """Return the cards of those who wait to be approved or for help, whoever has waited longest first."""
    found = await conn.scalars(_WAITING, {"organisation": organisation_id, "limit": limit})
    return await _cards_of(conn, organisation_id, found.all())


async def counts(conn: AsyncConnection, organisation_id: int) -> CountsRow:
    """Return how many people and open matters an organisation has."""
    given = {"organisation": organisation_id}
    statuses = await _counted(conn, _STATUSES, given)
    roles = await _counted(conn, _ACTIVE, given)
    return CountsRow(
        young_people=roles.get("young_person", 0),
        mentors=roles.get("mentor", 0),
        coordinators=roles.get("coordinator", 0),
        invited=statuses.get("invited", 0),
        joining=statuses.get("joining", 0),
        waiting=statuses.get("waiting", 0),
        help_requests=(await conn.execute(_HELP, given)).scalar_one(),
        concerns_open=(await conn.execute(_CONCERNS, given)).scalar_one(),
    )


async def _counted(conn: AsyncConnection, statement: Select[Any], given: Mapping[str, Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in await conn.execute(statement, given)}


async def _cards_of(conn: AsyncConnection, organisation_id: int, ids: Sequence[int]) -> list[CardRow]:
    """Return cards in the order of ``ids``."""
    if not ids:
        return []
    rows = await conn.execute(_CARDS, {"organisation": organisation_id, "people": ids})
    found = {row.id: _card(CardRow._make(row)) for row in rows}
    return [found[each] for each in ids if each in found]


def _card(row: CardRow) -> CardRow:
    return row._replace(
        roles=_each_once(row.roles), fields=row.fields or {}, accounts=_each_once(row.accounts)
    )


def _each_once(listed: str | None) -> str:
    return ",".join(sorted(set((listed or "").split(","))))


def as_it_is(text: str) -> str:
    """Return ``text`` with nothing in it that LIKE would take for any letters."""
    for sign in (ESCAPE, "%", "_"):
        text = text.replace(sign, ESCAPE + sign)
    return text
