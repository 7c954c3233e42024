"""Accounts: the addresses on platforms that people write from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, case, delete, exists, insert, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import account, guess, person
from storage.tables.people import IS_REACHABLE
from storage.types import among
from storage.writing import InsertNew

_MAKE = InsertNew(account, ["address"])
_ATTACH = update(account).where(account.c.id == bindparam("which")).values(person_id=bindparam("whose"))
_SET_STATE = (
    update(account)
    .where(
        account.c.address == bindparam("where_"),
        account.c.state != bindparam("new"),
        account.c.state_at <= bindparam("seen_at"),
    )
    .values(state=bindparam("new"), state_at=bindparam("now"))
)
_ADD_GUESS = insert(guess)
_PRUNE_GUESSES = delete(guess).where(guess.c.at < bindparam("before"))
_HOLD = update(account).where(account.c.id == bindparam("which")).values(held_until=bindparam("until"))

_ACCOUNTS_OF = (
    select(
        account.c.person_id,
        account.c.address,
        person.c.language,
        account.c.state,
        account.c.platform,
    )
    .join(person, person.c.id == account.c.person_id)
    .where(among(account.c.person_id, "people"))
    .order_by(account.c.person_id, case((IS_REACHABLE, 0), else_=1), account.c.id.desc())
)
_PRUNE_STRANGERS = delete(account).where(
    account.c.person_id.is_(None),
    account.c.created_at < bindparam("before"),
    or_(account.c.held_until.is_(None), account.c.held_until < bindparam("before")),
    not_(exists().where(guess.c.account_id == account.c.id)),
)


class AccountRow(NamedTuple):
    """An account of a person, with their language; ``state`` is reachable, blocked or gone."""

    person_id: int
    address: str
    language: str
    state: str
    platform: str


async def make_accounts(conn: AsyncConnection, addresses: Collection[str], now: datetime) -> None:
    """Make a reachable account for each address ("platform:team:user") that has none yet."""
    if addresses:
        rows = [
            {
                "address": address,
                "platform": address.partition(":")[0],
                "person_id": None,
                "state": "reachable",
                "state_at": now,
                "held_until": None,
                "created_at": now,
            }
            for address in addresses
        ]
        await conn.execute(_MAKE.on(conn), rows)


async def accounts_of(conn: AsyncConnection, person_ids: Collection[int]) -> list[AccountRow]:
    """Return the accounts of these people, the best of each first: reachable, then made most recently."""
    rows = await conn.execute(_ACCOUNTS_OF, {"people": person_ids})
    return [AccountRow._make(row) for row in rows]


async def attach(conn: AsyncConnection, account_id: int, person_id: int | None) -> None:
    """Give an account to a person, or to nobody."""
    await conn.execute(_ATTACH, {"which": account_id, "whose": person_id})


async def set_state(
    conn: AsyncConnection,
    address: str,
    state: str,
    now: datetime,
    *,
    unless_after: datetime | None = None,
) -> None:
    """Set an account's state: reachable, blocked or gone; the same state again changes nothing.

    With ``unless_after`` a state that was set after that moment stays: it is newer than this one.
    """
    given = {"where_": address, "new": state, "now": now, "seen_at": unless_after or now}
    await conn.execute(_SET_STATE, given)


async def add_guess(conn: AsyncConnection, account_id: int, at: datetime) -> None:
    """Count a wrong code against an account."""
    await conn.execute(_ADD_GUESS, {"account_id": account_id, "at": at})


async def hold(conn: AsyncConnection, account_id: int, until: datetime | None) -> None:
    """Hold an account's guesses at codes until then, or no longer."""
    await conn.execute(_HOLD, {"which": account_id, "until": until})


async def prune_strangers(conn: AsyncConnection, before: datetime) -> int:
    """Delete accounts that belong to nobody, were made before then and are not held; return how many."""
    return (await conn.execute(_PRUNE_STRANGERS, {"before": before})).rowcount


async def prune_guesses(conn: AsyncConnection, before: datetime) -> int:
    """Delete wrong guesses from before ``before`` and return how many there were."""
    return (await conn.execute(_PRUNE_GUESSES, {"before": before})).rowcount
