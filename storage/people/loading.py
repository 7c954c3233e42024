"""Everything that a turn needs to know of the accounts that wrote, in one query."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, case, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import account, guess, organisation, person, person_role, profile, programme, run
from storage.tables.runs import RUN_IS_OPEN
from storage.types import UtcDateTime, among


class Loaded(NamedTuple):
    """An account and, where it has one, its person; every field after ``guesses`` is None without one.

    ``guesses`` counts the wrong codes since the moment asked about, for an account without a person.
    ``roles`` are separated by commas. ``fields`` is the profile; ``run`` is the state of the open run and
    ``aside`` of the newest one that was set aside, or None.
    """

    address: str
    account_id: int
    platform: str
    state: str
    held_until: datetime | None
    guesses: int
    person_id: int | None
    status: str | None
    first_name: str | None
    language: str | None
    zone: str | None
    invitation_id: int | None
    joined_at: datetime | None
    roles: str | None
    fields: dict[str, Any] | None
    run: dict[str, Any] | None
    aside: dict[str, Any] | None
    organisation_id: int | None
    organisation: str | None
    programme_id: int | None
    programme: str | None
    minimum_age: int | None
    maximum_age: int | None
    months: int | None
    meeting_minutes: int | None
    rules_version: str | None
    framework: str | None


async def load(conn: AsyncConnection, addresses: Collection[str], since: datetime) -> list[Loaded]:
    """Return what is known of these addresses; one that is not known yet is absent.

    Wrong guesses at codes are counted from ``since`` on.
    """
    rows = await conn.execute(_LOAD, {"addresses": addresses, "since": since})
    return [Loaded._make(row) for row in rows]


def _guesses() -> Any:
    counted = (
        select(func.count())
        .where(guess.c.account_id == account.c.id, guess.c.at >= bindparam("since", type_=UtcDateTime))
        .scalar_subquery()
    )
    return case((account.c.person_id.is_(None), counted), else_=literal_column("0"))


def _roles() -> Any:
    joined = func.aggregate_strings(person_role.c.role, ",")
    return select(joined).where(person_role.c.person_id == person.c.id).scalar_subquery()


def _newest_aside() -> Any:
    other = run.alias("other")
    return (
        select(other.c.id)
        .where(other.c.person_id == person.c.id, other.c.progress == literal_column("'aside'"))
        .order_by(other.c.updated_at.desc())
        .limit(literal_column("1"))
        .scalar_subquery()
    )


def _load() -> Select[Any]:
    aside = run.alias("aside")
    tables = (
        account.outerjoin(person, person.c.id == account.c.person_id)
        .outerjoin(organisation, organisation.c.id == person.c.organisation_id)
        .outerjoin(programme, programme.c.id == person.c.programme_id)
        .outerjoin(profile, profile.c.person_id == person.c.id)
        .outerjoin(run, and_(run.c.person_id == person.c.id, RUN_IS_OPEN))
        .outerjoin(aside, aside.c.id == _newest_aside())
    )
    of_account = [account.c[name] for name in ("address", "id", "platform", "state", "held_until")]
    named = ("id", "status", "first_name", "language", "zone", "invitation_id", "joined_at")
    of_person = [person.c[name] for name in named]
    told = [profile.c.fields, run.c.state, aside.c.state, organisation.c.id, organisation.c.name]
    rules = ("id", "name", "minimum_age", "maximum_age", "months", "meeting_minutes")
    of_programme = [programme.c[name] for name in (*rules, "rules_version", "framework")]
    return (
        select(*of_account, _guesses(), *of_person, _roles(), *told, *of_programme)
        .select_from(tables)
        .where(among(account.c.address, "addresses"))
    )


_LOAD = _load()
