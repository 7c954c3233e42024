"""A mentor logs a meeting in three taps: held or not, how long, about what; then notes, if they like."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conversations.cards import fitted, worded
from conversations.check import Check, skippable
from conversations.checks import free_text, several_of
from conversations.checks.lengths import length
from conversations.checks.lists import lines
from conversations.checks.passed_on import passed_on
from conversations.clock import spoken
from conversations.effects import LogMeeting, NoteMeeting
from conversations.facts import Role, Seek
from conversations.flow import Flow
from conversations.following import MeetingLog
from conversations.pairs import MeetingStatus
from conversations.reply import Choice, Json
from conversations.talk import Talk

TO_ASK = "0"
"""The id of no meeting: it is asked which is meant."""

HELD, MISSED, LEAVE = "held", "missed", "leave"

WHY_MISSED = ("young_person", "mentor", "no_show", "moved", "other")
"""Why a meeting was not held."""

LENGTHS = (30, 45, 60, 75, 90)
"""Minutes that are offered beside the planned ones."""

SHORTEST, LONGEST = 5, 300
"""Minutes of a meeting that was held."""

LONGEST_NOTES = 3000
"""Characters: as many as a form of any platform takes, so that none are refused there."""

MOST_ACTIONS, LONGEST_ACTION = 8, 200

OTHER = "other"
"""A topic that is none of the programme's."""

_GIVEN = re.compile(rf"#?(\d{{1,15}})(?:\s+({HELD}|{MISSED}))?", re.IGNORECASE)


def log(talk: Talk) -> None:
    """Log the meeting that was named, or the newest that waits for it; one that is logged can be changed."""
    meeting = _meeting(talk)
    if meeting is None:
        return
    logged = bool(talk.keep("logged", meeting.logged is not None))
    talk.say("log_again" if logged else "log_about", "log_about", **_shown(talk, meeting))
    said = _said(talk, meeting, logged=logged)
    if said == HELD:
        _held(talk, meeting)
    elif said == MISSED:
        _missed(talk, meeting)
    else:
        talk.say("log_left")


def _meeting(talk: Talk) -> MeetingLog | None:
    """Return the meeting that is meant, which is kept: once it is logged it is no longer the next to log."""
    logs = talk.look.logs
    number, _ = given_in(talk.given)
    which = str(talk.keep("meeting", number or _next(logs)))
    if which == TO_ASK and logs:
        which = talk.choose("log_which", [Choice(str(one.meeting), words=_named(talk, one)) for one in logs])
    found = next((one for one in logs if str(one.meeting) == which), None)
    if found is None:
        talk.say("log_nothing" if which == TO_ASK else "log_gone")
    return found


def _next(logs: tuple[MeetingLog, ...]) -> int:
    """Return the only meeting that waits for its log, or else the only one to change; 0 where it is asked."""
    waiting = [one.meeting for one in logs if one.logged is None] or [one.meeting for one in logs]
    return waiting[0] if len(waiting) == 1 else 0


def _said(talk: Talk, meeting: MeetingLog, *, logged: bool) -> str:
    """Return held or missed, which the button of the question may have said already, or leave."""
    _, given = given_in(talk.given)
    said = talk.keep("said", "" if logged else given)
    if said:
        return str(said)
    return talk.choose("log_held", [HELD, MISSED, *([LEAVE] if logged else [])], other=meeting.other)


def _held(talk: Talk, meeting: MeetingLog) -> None:
    """Take the length and the topics, and log it; what comes then is extra."""
    other = meeting.other
    minutes = talk.ask("log_minutes", _minutes(talk, meeting), other=other)
    topics = talk.ask("log_topics", _topics(meeting), other=other)
    talk.do("log", LogMeeting(meeting.meeting, True, minutes, tuple(key for key in topics if key != OTHER)))
    talk.say("log_kept", minutes=minutes, topics=_titles(meeting, topics))
    more = talk.form(
        "log_more",
        {
            "log_notes": skippable(free_text(LONGEST_NOTES)),
            "log_actions": skippable(passed_on(lines(MOST_ACTIONS, LONGEST_ACTION))),
        },
        other=other,
    )
    notes, actions = more["log_notes"], more["log_actions"]
    if notes is not None or actions is not None:
        talk.do("note", NoteMeeting(meeting.meeting, notes, actions))
    talk.say("log_end", other=other, met=meeting.held, hours=meeting.hours, agreed=bool(actions))


def _missed(talk: Talk, meeting: MeetingLog) -> None:
    """Take why it was missed, log it, and say how another time is arranged."""
    why = talk.choose("log_why", WHY_MISSED, other=meeting.other)
    talk.do("log", LogMeeting(meeting.meeting, False, why=why))
    talk.say("log_missed", other=meeting.other)


def _minutes(talk: Talk, meeting: MeetingLog) -> Check[int]:
    """Return the check for its length: the planned one is the first button."""
    offered = dict.fromkeys((meeting.minutes, *LENGTHS))
    unit = worded(talk.look.labels, "log_minutes", "unit")
    return length(SHORTEST, LONGEST, [Choice(str(one), words=f"{one} {unit}") for one in offered])


def _topics(meeting: MeetingLog) -> Check[tuple[str, ...]]:
    """Return the check for what it was about: the planned topic is first, and picked already."""
    topics = sorted(meeting.framework.topics, key=lambda topic: topic.key != meeting.topic)
    choices = [Choice(topic.key, words=topic.title) for topic in topics]
    planned = [topic.key for topic in topics if topic.key == meeting.topic]
    choices.append(Choice(OTHER, label=f"log_topics.{OTHER}"))
    return several_of(choices, least=1, most=len(choices), picked=planned)


def _titles(meeting: MeetingLog, keys: tuple[str, ...]) -> list[Json]:
    return [topic.title for topic in meeting.framework.topics if topic.key in keys]


def _shown(talk: Talk, meeting: MeetingLog) -> dict[str, Json]:
    """Return the values of what is said of a meeting before it is logged, or logged anew."""
    return {
        "other": meeting.other,
        "at": meeting.starts.isoformat(),
        "zone": talk.look.zone,
        "held": meeting.status is MeetingStatus.HELD,
        "minutes": meeting.lasted,
        "topics": _titles(meeting, meeting.topics),
        "notes": meeting.notes,
        "actions": [*meeting.actions],
    }


def _named(talk: Talk, meeting: MeetingLog) -> str:
    labels = talk.look.labels
    logged = worded(labels, "log_which", "logged") if meeting.logged is not None else ""
    return fitted(meeting.other, spoken(meeting.starts, talk.look.zone, labels), logged)


def given_in(given: str) -> tuple[int, str]:
    """Return the meeting's id and what was said of it, as in "17 held"; 0 and nothing where none is said."""
    found = _GIVEN.fullmatch(given.strip())
    return (int(found[1]), (found[2] or "").lower()) if found else (0, "")


def seeks_logs(given: str, answers: Mapping[str, Json]) -> Seek:
    """Look up what the mentor can log, in every turn."""
    return Seek(logs=True)


LOG = Flow("log", log, command="log", roles=frozenset({Role.MENTOR}), seeks=seeks_logs)
