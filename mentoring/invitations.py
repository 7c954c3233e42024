"""Makes invitations: a code that people can read to each other, for a role in an organisation."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import choice

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.facts import Role, Status
from conversations.invitations import CODE_ALPHABET, CODE_LENGTH
from storage import invitations, people
from storage.organisations import OrganisationRow

CLEAR_DIGITS = frozenset("23456789")


def fresh_code() -> str:
    """Return a code with a letter, and a digit that looks like none, so that it is known for a code."""
    while True:
        code = "".join(choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        if not code.isdigit() and not CLEAR_DIGITS.isdisjoint(code):
            return code


async def invite(
    conn: AsyncConnection, to: OrganisationRow, role: Role, uses: int, days: int | None, now: datetime
) -> str:
    """Keep an invitation for ``uses`` people that ends after ``days``, or never, and return its code.

    One for a single person is theirs: they are in the programme from now on, as invited.
    """
    code, number = await _kept(conn, to.programme_id, role, uses, days, now)
    if uses == 1:
        await people.make_person(
            conn,
            organisation_id=to.id,
            programme_id=to.programme_id,
            invitation_id=number,
            status=Status.INVITED.value,
            roles=[role.value],
            now=now,
        )
    return code


async def referral(conn: AsyncConnection, to: OrganisationRow, person: int, uses: int, now: datetime) -> str:
    """Keep a person's own invitation for colleagues of theirs, who would be mentors, and return its code."""
    code, _ = await _kept(conn, to.programme_id, Role.MENTOR, uses, None, now, referrer=person)
    return code


async def _kept(
    conn: AsyncConnection,
    programme: int,
    role: Role,
    uses: int,
    days: int | None,
    now: datetime,
    referrer: int | None = None,
) -> tuple[str, int]:
    """Keep an invitation under a code that nobody has, and return the code and the invitation's id."""
    expires_at = None if days is None else now + timedelta(days=days)
    while True:
        code = fresh_code()
        number = await invitations.add(
            conn,
            code=code,
            role=role.value,
            programme_id=programme,
            uses=uses,
            expires_at=expires_at,
            referrer_id=referrer,
            now=now,
        )
        if number is not None:
            return code, number


def shown(code: str) -> str:
    """Return a code as people read it: "ABCD-EFG1"."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"
