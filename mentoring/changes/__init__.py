"""Carries out what flows describe, inside the turn's own transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from mentoring.changes import (
    accounts,
    availability,
    calendar,
    care,
    following,
    goals,
    impact,
    joining,
    matching,
    meetings,
    nudges,
    places,
    team,
)
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
    effects.AddGoal: goals.add_goal,
    effects.AddStep: goals.add_step,
    effects.StepDone: goals.step_done,
    effects.DateStep: goals.date_step,
    effects.DateGoal: goals.date_goal,
    effects.GoalReached: goals.reached,
    effects.DropGoal: goals.drop,
    effects.ReopenGoal: goals.reopen,
    effects.AnswerSurvey: impact.answer_survey,
    effects.ShowImpact: impact.show_impact,
    effects.MakeMatch: matching.make_match,
    effects.NameAdult: matching.name_adult,
    effects.CloseMatch: matching.close_match,
    effects.AddPlace: places.add_place,
    effects.RemovePlace: places.remove_place,
    effects.ProposeMeeting: meetings.propose,
    effects.AcceptProposal: meetings.accept,
    effects.WithdrawProposal: meetings.withdraw,
    effects.CancelMeeting: meetings.cancel,
    effects.EndRhythm: meetings.end_rhythm,
    effects.SetWeek: availability.set_week,
    effects.AddAway: availability.add_away,
    effects.RemoveAway: availability.remove_away,
    effects.SetZone: availability.set_zone,
    effects.SetNudges: nudges.set_nudges,
    effects.SetReminders: nudges.set_reminders,
    effects.Pause: nudges.pause,
    effects.Resume: nudges.resume,
    effects.LogMeeting: following.log_meeting,
    effects.NoteMeeting: following.note_meeting,
    effects.AnswerCheckIn: following.answer_check_in,
    effects.MakeLink: accounts.make_link,
    effects.TakeLink: accounts.take_link,
    effects.MakeFeed: calendar.make_feed,
    effects.RevokeFeed: calendar.revoke_feed,
    effects.ShowHome: accounts.show_home,
    effects.Unreachable: accounts.unreachable,
    effects.Reachable: accounts.reachable,
}
