"""Carries out what flows describe, inside the turn's own transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from mentoring.changes import accounts, care, joining, team
from mentoring.changes.who import GUESSES_COUNT_FOR, PlaceGone, Who

__all__ = ["GUESSES_COUNT_FOR", "PlaceGone", "Who", "carry_out"]


async def carry_out(conn: AsyncConnection, effect: effects.Effect, who: Who) -> Who:
    """Carry out one effect and return who it is for afterwards.

    Raises PlaceGone where a code was used up in between, and KeyError for an unknown effect.
    """
    return await _CHANGES[type(effect)](conn, effect, who)


_CHANGES: Mapping[type[effects.Effect], Callable[[AsyncConnection, Any, Who], Awaitable[Who]]] = {
    effects.Redeem: joining.redeem,
    effects.WrongGuess: joining.wrong_guess,
    effects.Register: joining.register,
    effects.Amend: joining.amend,
    effects.Forget: joining.forget,
    effects.Leave: joining.leave,
    effects.Return: joining.come_back,
    effects.RaiseConcern: care.raise_concern,
    effects.Urgent: care.urgent,
    effects.MoreWords: care.more_words,
    effects.ReadConcern: care.read_concern,
    effects.NoteConcern: care.note_concern,
    effects.AskForPerson: care.ask_for_person,
    effects.SettleHelp: care.settle_help,
    effects.TakeDuty: team.take_duty,
    effects.Invite: team.invite,
    effects.Refer: team.refer,
    effects.Decide: team.decide,
    effects.Reset: team.reset,
    effects.MakeLink: accounts.make_link,
    effects.TakeLink: accounts.take_link,
    effects.ShowHome: accounts.show_home,
    effects.Unreachable: accounts.unreachable,
    effects.Reachable: accounts.reachable,
}
