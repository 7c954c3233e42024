"""Somebody looks at a meeting that is agreed, moves it or calls it off."""

from __future__ import annotations

from conversations.checks import free_text
from conversations.checks.choices import OneOf, exactly
from conversations.checks.passed_on import passed_on
from conversations.effects import CancelMeeting, EndRhythm
from conversations.facts import Facts
from conversations.flows.meeting_asks import MOVE, propose
from conversations.flows.meeting_talk import Act, Arranging, promise
from conversations.meetings import LONGEST_REASON, REASONS, Standing
from conversations.programme import Side
from conversations.reply import Choice, Json

FINE, CANNOT, END_RHYTHM = "fine", "cannot", "end_rhythm"
OFF, KEEP = "off", "keep"
ELSE, UNSAID = "else", "unsaid"

_NOT_THEIRS = {Side.MENTOR: "exam", Side.YOUNG_PERSON: "work"}
"""The reason that is no button for the one side; they may type it."""


class Reason(OneOf):
    """Why somebody cannot come: one of REASONS, ELSE, UNSAID, or their own words."""

    def parse(self, text: str, facts: Facts) -> str:
        """Return the reason; reject no words ("not_text") and too many ("too_long")."""
        return exactly(text, self.choices, facts) or _WORDS.parse(text, facts)

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored reason."""
        return _WORDS.load(stored, facts)


_WORDS = passed_on(free_text(LONGEST_REASON))


def look_at(on: Arranging, stands: Standing, act: str = "") -> None:
    """Show a meeting that is agreed, and do what is chosen; an ``act`` is known already."""
    acts = (FINE, MOVE, CANNOT, *([END_RHYTHM] if on.pair.rhythm else []))
    choices = Act([Choice(one, label=f"meet_next.{one}") for one in acts])
    prompt = "meet_next" if stands is Standing.CONFIRMED else "meet_agreed"
    act = act or on.talk.ask(on.key("meet_next"), choices, prompt, **on.shared(), session=session(on))
    if act == MOVE:
        propose(on, MOVE)
    elif act == CANNOT:
        call_off(on)
    elif act == END_RHYTHM:
        on.talk.do(on.key("end_rhythm"), EndRhythm(on.pair.id))
    else:
        on.talk.say("meet_fine", on.key("meet_fine"))


def say_running(on: Arranging) -> None:
    """Say where a meeting is that has begun."""
    on.talk.say("meet_running", on.key("meet_running"), **on.shared(), session=session(on))


def session(on: Arranging) -> dict[str, Json]:
    """Return a meeting that is agreed, as a prompt shows it."""
    meeting = on.meeting
    if meeting is None:
        return {}
    topics = {topic.key: topic.title for topic in on.look.framework.topics}
    return {
        "starts": on.starts,
        "minutes": meeting.minutes,
        "place": meeting.place,
        "room": meeting.room,
        "adult": meeting.adult or on.pair.adult,
        "topic": topics.get(meeting.topic, ""),
        **promise(on, on.pair.rhythm),
    }


def call_off(on: Arranging) -> None:
    """Call off a meeting that is agreed, once they are sure; they need not say why."""
    why = reason(on)
    values: dict[str, Json] = {**on.shared(), "session": session(on)}
    sure = on.talk.choose(on.key("meet_sure"), [OFF, MOVE, KEEP], "meet_sure", **values)
    if sure == MOVE:
        propose(on, MOVE)
    elif sure == KEEP or on.meeting is None:
        on.leave()
    else:
        on.talk.do(on.key("call_off"), CancelMeeting(on.meeting.id, on.meeting.sequence, why))


def reason(on: Arranging) -> str:
    """Ask why they cannot come, and return one of REASONS, their own words, or nothing."""
    reasons = [one for one in REASONS if one != _NOT_THEIRS[on.pair.side]]
    choices = [Choice(one, label=f"meet_reason.{one}") for one in (*reasons, ELSE, UNSAID)]
    said = on.talk.ask(on.key("meet_reason"), Reason(choices), other=on.pair.other)
    if said == ELSE:
        return on.talk.ask(on.key("meet_reason_words"), _WORDS, other=on.pair.other)
    return "" if said == UNSAID else said
