"""Changes that somebody of the team makes: invitations, decisions, duties, a talk put back to its start."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.facts import Place, Role, Status
from conversations.reply import Attachable, Attached, Order
from conversations.turn import said
from mentoring import invitations
from mentoring.changes.who import Who
from mentoring.letters import letter
from mentoring.news import News
from storage import decisions, duties, organisations, people, runs
from storage import invitations as stored_invitations
from storage.people import finding, homes

REFERRALS = 1000
"""Colleagues whom one mentor may bring: more than anybody has."""


async def take_duty(conn: AsyncConnection, effect: effects.TakeDuty, who: Who) -> Who:
    """Give somebody a place on the list of those who are told of a concern; the others on it hear so."""
    lead = Role.SAFEGUARDING_LEAD.value
    if effect.place is Place.NONE:
        await duties.lay_down(conn, who.known)
        await people.remove_role(conn, who.known, lead)
    else:
        await duties.take(conn, who.known, who.home, int(effect.place), who.now)
        await people.add_role(conn, who.known, lead)
    listed = await duties.listing(conn, who.home)
    mine = await finding.by_id(conn, who.home, who.known)
    told = letter(
        "duty_taken", Order.REMINDER, first_name=mine.first_name if mine else "", place=int(effect.place)
    )
    others = tuple(row.person_id for row in listed if row.person_id != who.known)
    return who.touching().with_news(News(told, people=others))


async def invite(conn: AsyncConnection, effect: effects.Invite, who: Who) -> Who:
    """Make an invitation and send its code, link and picture to whoever asked."""
    to = await organisations.get(conn, who.home)
    code = await invitations.invite(conn, to, effect.role, effect.uses, None, who.now)
    told = said(
        "invited",
        code=invitations.shown(code),
        role=effect.role.value,
        uses=effect.uses,
        organisation=to.name,
    )
    return who.touching().answered(replace(told, attached=_as_qr(code)))


async def refer(conn: AsyncConnection, _: effects.Refer, who: Who) -> Who:
    """Send a mentor their own code for colleagues, and how many have joined by it."""
    known = await stored_invitations.referral(conn, who.known)
    code, used = known or (await _referral(conn, who), 0)
    told = said("referral", code=invitations.shown(code), used=used)
    return who.answered(replace(told, attached=_as_qr(code)))


def _as_qr(code: str) -> Attached:
    return Attached(Attachable.QR, {"code": code})


async def _referral(conn: AsyncConnection, who: Who) -> str:
    to = await organisations.get(conn, who.home)
    return await invitations.referral(conn, to, who.known, REFERRALS, who.now)


async def decide(conn: AsyncConnection, effect: effects.Decide, who: Who) -> Who:
    """Approve or turn down somebody who waits for it, and tell them; nobody is decided on twice."""
    applicant = await finding.by_id(conn, who.home, effect.person)
    status = Status.ACTIVE if effect.approved else Status.DECLINED
    was = Status.WAITING.value
    if applicant is None or not await people.decide(conn, effect.person, was, status.value, who.now):
        return who.answered(said("decided_already"))
    await decisions.add(conn, effect.person, who.known, effect.approved, effect.reason, who.now)
    mine = await finding.by_id(conn, who.home, who.known)
    told = said(
        "approved" if effect.approved else "turned_down",
        Order.REMINDER,
        first_name=applicant.first_name,
        coordinator=mine.first_name if mine else "",
    )
    await homes.mark(conn, who.now, persons=(effect.person,))
    return who.touching().with_news(News(told, people=(effect.person,)))


async def reset(conn: AsyncConnection, effect: effects.Reset, who: Who) -> Who:
    """End the talks that somebody of the same organisation is in, and tell them how to begin anew."""
    stuck = await finding.by_id(conn, who.home, effect.person)
    if stuck is None or not await runs.end_open(conn, effect.person, who.now):
        return who
    return who.touching().with_news(News(said("reset_done"), people=(effect.person,)))
