"""Changes to where somebody is written to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.turn import said
from mentoring import invitations
from mentoring.changes.who import PlaceGone, Who
from storage import link_codes, people
from storage.people import homes

LINK_MINUTES = 15
"""How long a one-time code joins accounts: time to change from one telephone to another, and no more."""


async def make_link(conn: AsyncConnection, _: effects.MakeLink, who: Who) -> Who:
    """Send a one-time code that joins another account to this person."""
    until = who.now + timedelta(minutes=LINK_MINUTES)
    while True:
        code = invitations.fresh_code()
        if await link_codes.add(conn, code, who.known, until, who.now):
            return who.answered(said("link_code", code=invitations.shown(code), minutes=LINK_MINUTES))


async def take_link(conn: AsyncConnection, effect: effects.TakeLink, who: Who) -> Who:
    """Join this account to the person whose code it is; raise PlaceGone where another took it just now.

    An account that is somebody's stays theirs, and the code stays good.
    """
    if who.person is not None:
        return who
    link = (await link_codes.find(conn, [effect.code])).get(effect.code)
    if link is None or not await link_codes.use(conn, effect.code, who.now):
        raise PlaceGone
    await people.attach(conn, who.account, link.person_id)
    await homes.mark(conn, who.now, persons=(link.person_id,))
    return replace(who, person=link.person_id, organisation=link.organisation_id)


async def show_home(conn: AsyncConnection, _: effects.ShowHome, who: Who) -> Who:
    """Have the account's page published anew."""
    await homes.mark_address(conn, who.address, who.now)
    return who


async def unreachable(conn: AsyncConnection, _: effects.Unreachable, who: Who) -> Who:
    """The person blocked the bot here."""
    await people.set_state(conn, who.address, "blocked", who.now)
    return who


async def reachable(conn: AsyncConnection, _: effects.Reachable, who: Who) -> Who:
    """The person can be written to here again."""
    await people.set_state(conn, who.address, "reachable", who.now)
    return who
