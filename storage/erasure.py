"""Forgetting a person whole, but for concerns, which are kept by law."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BindParameter, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import inbox, invitations, meeting_logs, outbox
from storage.tables import account, goal, match, person
from storage.types import BigKey

_WHO: BindParameter[int] = bindparam("who", type_=BigKey)
_ADDRESSES = select(account.c.address).where(account.c.person_id == _WHO)
_INVITATION = select(person.c.invitation_id).where(person.c.id == _WHO)
_DELETE_GOALS = delete(goal).where(
    goal.c.match_id.in_(select(match.c.id).where(match.c.young_person_id == _WHO))
)
_BLANK_MATCHES = (
    update(match)
    .where(or_(match.c.young_person_id == _WHO, match.c.mentor_id == _WHO))
    .values(adult="", close_reason="")
)
_DELETE_ACCOUNTS = delete(account).where(account.c.person_id == _WHO)
_DELETE_PERSON = delete(person).where(person.c.id == _WHO)


async def forget_person(conn: AsyncConnection, person_id: int, taken: Collection[int] = ()) -> None:
    """Keep nothing of a person: no person, account, run, profile, guess, due, help request or message.

    ``taken`` are the ids of the inbox rows of this turn, which are blanked with those of earlier turns.
    What is still to be sent goes out and is then deleted. The place on the invitation is given back.
    Their duty, the decisions about them, their answers to surveys and their codes for further accounts go
    with them, and so does what was written down about their meetings, and a young person's goals, whoever
    wrote them; of their matches stays that there was one. Whoever came by their link stays. Concerns stay,
    with the person's id as their subject, and so do alerts.
    """
    given = {"who": person_id}
    for address in (await conn.scalars(_ADDRESSES, given)).all():
        await inbox.forget(conn, address, taken)
        await outbox.forget(conn, address)
    invitation_id = (await conn.scalars(_INVITATION, given)).one_or_none()
    if invitation_id is not None:
        await invitations.give_back(conn, invitation_id)
    await meeting_logs.forget(conn, person_id)
    await conn.execute(_DELETE_GOALS, given)
    await conn.execute(_BLANK_MATCHES, given)
    await conn.execute(_DELETE_ACCOUNTS, given)
    await conn.execute(_DELETE_PERSON, given)
