"""Carries out what flows describe, inside the turn's own transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.facts import Status
from conversations.invitations import MOST_WRONG_GUESSES
from conversations.reply import Order, Reply
from conversations.turn import said
from storage import concerns, erasure, help_requests, invitations, people

HOLD = timedelta(hours=1)
"""How long guesses at codes are held after too many."""

GUESSES_COUNT_FOR = timedelta(hours=1)
"""How long a wrong guess counts."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a change is for: ``person`` is None until they redeem an invitation.

    ``heard`` are the ids of the inbox rows that this transaction takes of theirs, this turn's last.
    ``forgotten`` is True once nothing of them is kept. ``news`` is what the team of their organisation
    should hear of.
    """

    address: str
    account: int
    person: int | None
    organisation: int | None
    joined: bool
    guesses: int
    now: datetime
    heard: tuple[int, ...] = ()
    forgotten: bool = False
    news: tuple[Reply, ...] = ()


class PlaceGone(Exception):
    """The last place of an invitation went to somebody else in this moment; take the turn again."""


async def carry_out(conn: AsyncConnection, effect: effects.Effect, who: Who) -> Who:
    """Carry out one effect and return who it is for afterwards.

    Raises PlaceGone where an invitation was used up in between, and KeyError for an unknown effect.
    """
    return await _CHANGES[type(effect)](conn, effect, who)


async def _redeem(conn: AsyncConnection, effect: effects.Redeem, who: Who) -> Who:
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
    return replace(who, person=person, organisation=effect.organisation)


async def _wrong_guess(conn: AsyncConnection, _: effects.WrongGuess, who: Who) -> Who:
    await people.add_guess(conn, who.account, who.now)
    if who.guesses + 1 >= MOST_WRONG_GUESSES:
        await people.hold(conn, who.account, who.now + HOLD)
    return who


async def _register(conn: AsyncConnection, effect: effects.Register, who: Who) -> Who:
    person = _known(who)
    await people.set_profile(conn, person, effect.profile)
    await people.set_name(conn, person, str(effect.profile.get("first_name", "")))
    await people.set_status(conn, person, Status.ACTIVE.value, who.now)
    for document, version in effect.agreed.items():
        await people.agree(conn, person, document, version, who.now)
    return replace(who, joined=True)


async def _amend(conn: AsyncConnection, effect: effects.Amend, who: Who) -> Who:
    person = _known(who)
    await people.amend_profile(conn, person, effect.field, effect.value)
    if effect.field == "first_name":
        await people.set_name(conn, person, str(effect.value))
    return who


async def _forget(conn: AsyncConnection, _: effects.Forget, who: Who) -> Who:
    await erasure.forget_person(conn, _known(who), taken=who.heard)
    return replace(who, person=None, account=0, forgotten=True)


async def _leave(conn: AsyncConnection, _: effects.Leave, who: Who) -> Who:
    await people.set_status(conn, _known(who), Status.LEFT.value, who.now)
    return who


async def _return(conn: AsyncConnection, _: effects.Return, who: Who) -> Who:
    status = Status.ACTIVE if who.joined else Status.JOINING
    await people.set_status(conn, _known(who), status.value, who.now)
    return who


async def _raise_concern(conn: AsyncConnection, effect: effects.RaiseConcern, who: Who) -> Who:
    number = await concerns.raise_(
        conn,
        organisation_id=who.organisation,
        person_id=who.person,
        address=who.address,
        source="words",
        category=effect.concern.category.value,
        severity=effect.concern.severity.value,
        words=effect.words,
        inbox_id=who.heard[-1],
        at=who.now,
    )
    severity = effect.concern.severity.value
    return _with_news(who, said("concern_for_team", Order.SAFETY, number=number, severity=severity))


async def _ask_for_person(conn: AsyncConnection, effect: effects.AskForPerson, who: Who) -> Who:
    if not await help_requests.add(conn, _known(who), effect.question, who.now):
        return who
    return _with_news(who, said("help_for_team", Order.REMINDER, first_name=effect.first_name))


def _with_news(who: Who, news: Reply) -> Who:
    return replace(who, news=(*who.news, news))


async def _unreachable(conn: AsyncConnection, _: effects.Unreachable, who: Who) -> Who:
    await people.set_state(conn, who.address, "blocked", who.now)
    return who


async def _reachable(conn: AsyncConnection, _: effects.Reachable, who: Who) -> Who:
    await people.set_state(conn, who.address, "reachable", who.now)
    return who


def _known(who: Who) -> int:
    if who.person is None:
        raise LookupError("this change needs a person, and the account belongs to nobody")
    return who.person


_CHANGES: Mapping[type[effects.Effect], Callable[[AsyncConnection, Any, Who], Awaitable[Who]]] = {
    effects.Redeem: _redeem,
    effects.WrongGuess: _wrong_guess,
    effects.Register: _register,
    effects.Amend: _amend,
    effects.Forget: _forget,
    effects.Leave: _leave,
    effects.Return: _return,
    effects.RaiseConcern: _raise_concern,
    effects.AskForPerson: _ask_for_person,
    effects.Unreachable: _unreachable,
    effects.Reachable: _reachable,
}
