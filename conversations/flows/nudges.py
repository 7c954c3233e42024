"""Somebody sees what comes by itself, switches parts of it off, sets reminders, or pauses all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from conversations.check import Rejected, skippable
from conversations.checks.choices import OneOf, several_of
from conversations.checks.pauses import PauseUntil
from conversations.clock import in_utc, on_wall
from conversations.effects import Pause, Resume, SetNudges, SetReminders
from conversations.facts import Facts, Role, Seek
from conversations.flow import Flow
from conversations.nudging import NudgeGroup, Reminder
from conversations.reply import Choice, Json
from conversations.talk import Talk

SWITCH, REMIND, PAUSE, RESUME, CLOSE = "switch", "remind", "pause", "resume", "close"

SWITCHED_BY: Mapping[Role, tuple[NudgeGroup, ...]] = {
    Role.YOUNG_PERSON: (NudgeGroup.BEFORE, NudgeGroup.AFTER, NudgeGroup.GOALS, NudgeGroup.OTHER),
    Role.MENTOR: (NudgeGroup.BEFORE, NudgeGroup.OTHER),
    Role.COORDINATOR: (NudgeGroup.TEAM,),
}
"""What each can switch off."""

ALWAYS: Mapping[Role, tuple[NudgeGroup, ...]] = {
    Role.YOUNG_PERSON: (NudgeGroup.GOING,),
    Role.MENTOR: (NudgeGroup.AFTER, NudgeGroup.GOING),
}
"""What comes to each whatever they switch off: that everybody is safe, and whether a pair has met."""

MOST_ROUNDS = 40
"""Changes in one talk: a replay of all of them stays below the steps of a turn."""


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody wishes, with what this talk has changed; ``paused`` is the day on which a pause ends."""

    off: frozenset[NudgeGroup]
    reminders: tuple[Reminder, ...]
    paused: date | None


class Act(OneOf):
    """One of what applies; an act that was chosen stays, though it may not apply any more."""

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored act."""
        if stored not in (*_ACTS, CLOSE):
            raise Rejected("not_a_choice")
        return str(stored)


def nudges(talk: Talk) -> None:
    """Show what comes by itself, and change it until nothing more is to be changed."""
    known = _known(talk.look)
    for times in range(1, MOST_ROUNDS + 1):
        act = _act(talk, known, times)
        if act == CLOSE:
            break
        known = _ACTS[act](talk, known, times)
    talk.say("nudges_closed")


def _known(look: Facts) -> Known:
    wishes, usual = look.wishes, look.framework.nudging.reminders
    reminders = wishes.reminders
    if reminders is None:
        reminders = tuple(one for one in Reminder if one in usual)
    until = wishes.paused_until
    paused = on_wall(until, look.zone).date() if until is not None and until > look.now else None
    return Known(wishes.off, reminders, paused)


def _groups(look: Facts, of: Mapping[Role, tuple[NudgeGroup, ...]]) -> list[NudgeGroup]:
    """Return the groups of all of somebody's roles, each once and in order."""
    theirs = {group for role in look.roles for group in of.get(role, ())}
    return [group for group in NudgeGroup if group in theirs]


def _act(talk: Talk, known: Known, times: int) -> str:
    """Show what comes and when, and ask what is to be changed."""
    look = talk.look
    offered = _groups(look, SWITCHED_BY)
    before = NudgeGroup.BEFORE in offered and NudgeGroup.BEFORE not in known.off
    applies = {
        SWITCH: bool(offered),
        REMIND: before,
        PAUSE: known.paused is None,
        RESUME: known.paused is not None,
    }
    acts = [act for act in (*_ACTS, CLOSE) if applies.get(act, True)]
    return talk.ask(
        f"nudges:{times}",
        Act([Choice(act, label=f"nudges.{act}") for act in acts]),
        on=[group.value for group in offered if group not in known.off],
        off=[group.value for group in offered if group in known.off],
        always=[group.value for group in _groups(look, ALWAYS)],
        reminders=[one.value for one in known.reminders] if before else [],
        paused=known.paused.isoformat() if known.paused is not None else "",
        quiet_from=_hour(look.quiet.start),
        quiet_until=_hour(look.quiet.end),
    )


def _hour(hour: int) -> str:
    return f"{hour:02}:00"


def _switch(talk: Talk, known: Known, times: int) -> Known:
    """Ask which groups are to come."""
    offered = _groups(talk.look, SWITCHED_BY)
    choices = [Choice(group, label=f"nudge_group.{group}") for group in offered]
    on = [group for group in offered if group not in known.off]
    wanted = talk.ask(f"nudges_switch:{times}", several_of(choices, 0, len(choices), on))
    off = frozenset(known.off - set(offered)) | {group for group in offered if group not in wanted}
    talk.do(f"switch:{times}", SetNudges(tuple(group for group in NudgeGroup if group in off)))
    talk.say("nudges_set", f"nudges_set:{times}")
    return replace(known, off=off)


def _remind(talk: Talk, known: Known, times: int) -> Known:
    """Ask what is to be said before a session."""
    choices = [Choice(one, label=f"reminder.{one}") for one in Reminder]
    wanted = talk.ask(f"nudges_remind:{times}", several_of(choices, 0, len(choices), known.reminders))
    chosen = tuple(one for one in Reminder if one in wanted)
    talk.do(f"remind:{times}", SetReminders(chosen))
    talk.say("nudges_set", f"nudges_set:{times}")
    return replace(known, reminders=chosen)


def _pause(talk: Talk, known: Known, times: int) -> Known:
    """Ask for how long nothing is to come; it comes again when the quiet hours of that day are over."""
    until = talk.ask(f"nudges_pause:{times}", skippable(PauseUntil()))
    if until is None:
        return known
    look = talk.look
    moment = in_utc(datetime.combine(until, time(look.quiet.end)), look.zone)
    talk.do(f"pause:{times}", Pause(moment))
    talk.say("nudges_paused", f"nudges_paused:{times}", pause_ends=until.isoformat())
    return replace(known, paused=until)


def _resume(talk: Talk, known: Known, times: int) -> Known:
    talk.do(f"resume:{times}", Resume())
    talk.say("nudges_resumed", f"nudges_resumed:{times}")
    return replace(known, paused=None)


_ACTS: Mapping[str, Callable[[Talk, Known, int], Known]] = {
    PAUSE: _pause,
    RESUME: _resume,
    REMIND: _remind,
    SWITCH: _switch,
}


def seeks_wishes(given: str, answers: Mapping[str, Json]) -> Seek:
    """Look up what the person wishes, in every turn."""
    return Seek(wishes=True)


NUDGES = Flow("nudges", nudges, command="nudges", first="nudges:1", seeks=seeks_wishes)
