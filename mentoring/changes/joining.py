"""Changes by which somebody joins, changes what is known of them, leaves, or comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.facts import Role, Status
from conversations.invitations import MOST_WRONG_GUESSES
from conversations.reply import Order
from mentoring.changes.availability import FREE_TIMES
from mentoring.changes.matching import end_all
from mentoring.changes.who import PlaceGone, Who
from mentoring.letters import APPLICATION, letter
from mentoring.news import News
from mentoring.nudges.nudge import Event
from mentoring.nudges.planning import happened
from storage import availability, duties, erasure, feeds, invitations, people

HOLD = timedelta(hours=1)
"""How long guesses at codes are held after too many."""


async def redeem(conn: AsyncConnection, effect: effects.Redeem, who: Who) -> Who:
    """Take a place on an invitation; raise PlaceGone where the last one went to somebody else."""
    if not await invitations.use(conn, effect.invitation):
        raise PlaceGone
    person = await people.invited(conn, effect.invitation)
    if person is None:
        person = await people.make_person(
            conn,
            organisation_id=effect.organisation,
            programme_id=effect.programme,
            invitation_id=effect.invitation,
            status=Status.JOINING.value,
            roles=[effect.role.value],
            now=who.now,
        )
    else:
        await people.set_status(conn, person, Status.JOINING.value, who.now)
    await people.attach(conn, who.account, person)
    return replace(who, person=person, organisation=effect.organisation).touching()


async def wrong_guess(conn: AsyncConnection, _: effects.WrongGuess, who: Who) -> Who:
    """Count a wrong code, and hold the account's guesses after too many."""
    await people.add_guess(conn, who.account, who.now)
    if who.guesses + 1 >= MOST_WRONG_GUESSES:
        await people.hold(conn, who.account, who.now + HOLD)
    return who


async def register(conn: AsyncConnection, effect: effects.Register, who: Who) -> Who:
    """Keep what somebody told and agreed to; where they wait for a decision, the team hears of it."""
    person = who.known
    name = str(effect.profile.get("first_name", ""))
    await people.set_profile(conn, person, effect.profile)
    await people.set_name(conn, person, name)
    status = Status.WAITING if effect.waits else Status.ACTIVE
    await people.set_status(conn, person, status.value, who.now)
    for document, version in effect.agreed.items():
        await people.agree(conn, person, document, version, who.now)
    who = replace(who, joined=not effect.waits).touching()
    if not effect.waits:
        # Of whom it brings something is up to the kinds of nudges: a coordinator has a summary on Mondays.
        await happened(conn, Event.TEAM_JOINED, person, who.now)
        return who
    told = letter("applicant_for_team", Order.REMINDER, APPLICATION, first_name=name, person=person)
    return who.with_news(News(told, organisation=who.organisation, writer=who.address))


async def amend(conn: AsyncConnection, effect: effects.Amend, who: Who) -> Who:
    """Change one field of what somebody told."""
    await people.amend_profile(conn, who.known, effect.field, effect.value)
    if effect.field == "first_name":
        await people.set_name(conn, who.known, str(effect.value))
    if effect.field == FREE_TIMES:
        # The newest word counts: hours that were set before would hide it.
        await availability.set_week(conn, who.known, [])
    return who.touching()


async def forget(conn: AsyncConnection, _: effects.Forget, who: Who) -> Who:
    """Keep nothing of somebody."""
    await erasure.forget_person(conn, who.known, taken=who.heard)
    return replace(who.touching(), person=None, account=0, forgotten=True)


async def leave(conn: AsyncConnection, _: effects.Leave, who: Who) -> Who:
    """Let somebody leave; nobody who has left is told of concerns, and no calendar reads their meetings."""
    await duties.lay_down(conn, who.known)
    await feeds.revoke(conn, who.known, who.now)
    news = await end_all(conn, who.known, who.now)
    await people.remove_role(conn, who.known, Role.SAFEGUARDING_LEAD.value)
    await people.set_status(conn, who.known, Status.LEFT.value, who.now)
    return who.touching().with_news(*news)


async def come_back(conn: AsyncConnection, effect: effects.Return, who: Who) -> Who:
    """Let somebody who had left come back to where they were."""
    status = Status.WAITING if effect.applied else Status.JOINING
    if who.joined:
        status = Status.ACTIVE
    await people.set_status(conn, who.known, status.value, who.now)
    if status is Status.ACTIVE:
        await happened(conn, Event.TEAM_JOINED, who.known, who.now)
    return who.touching()
