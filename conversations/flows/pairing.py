"""What a coordinator sees of one match, and what they can do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from conversations.check import Rejected, skippable
from conversations.checks import free_text
from conversations.checks.adults import adult
from conversations.checks.choices import OneOf
from conversations.effects import CloseMatch, NameAdult
from conversations.facts import Facts
from conversations.health import Health, Sheet
from conversations.reply import Choice, Json
from conversations.talk import Talk

NAME, WROTE, END, CLOSE = "adult", "wrote", "end", "close"
BACK = "back"

REASONS = ("year_done", "reached", "no_time", "moved", "silent", "fit", "left", "unsafe", "other")
"""Why a match ends: as it was meant to, as somebody cannot or will not go on, or to keep somebody safe."""

AS_MEANT = frozenset({"year_done", "reached"})
"""Reasons of a match that ends as it was meant to: what the two are told then is a thank-you."""

MOST_REASONS = 2
"""Reasons of a match that are named among other matches, the gravest; its sheet has them all."""

MORE_LIMIT = 300
"""Characters in which a reason is told in more words, for the team."""


class Act(OneOf):
    """One of what applies to a match; an act that was chosen stays, though it may not apply any more."""

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored act."""
        if stored not in (*_ACTS, CLOSE):
            raise Rejected("not_a_choice")
        return str(stored)


def shown(sheet: Sheet, zone: str) -> dict[str, Json]:
    """Return the values of a match's sheet."""
    health = sheet.health
    return {
        **described(health),
        "since": sheet.since.isoformat(),
        "months": sheet.months,
        "sessions": sheet.held,
        "missed": sheet.missed,
        "minutes": sheet.minutes,
        "next": sheet.next.isoformat() if sheet.next else "",
        "waits": sheet.waits,
        "zone": zone,
        "ratings": [{"side": one.side, "number": one.number} for one in sheet.ratings],
        "goals_open": sheet.goals_open,
        "goals_reached": sheet.goals_reached,
        "adult": sheet.adult,
        "needs_adult": sheet.needs_adult,
        "until": sheet.closed.isoformat() if sheet.closed else "",
        **_closed_for(sheet),
    }


def _closed_for(sheet: Sheet) -> dict[str, Json]:
    """Return why a match ended, and what was noted of it; nothing of one that goes on."""
    reason, _, more = sheet.closed_for.partition(": ")
    return {"ended_for": reason if reason in REASONS else "", "noted": more}


def described(health: Health) -> dict[str, Json]:
    """Return how a match goes, as values of a prompt."""
    return {
        "number": health.match,
        "mentor": health.mentor,
        "young_person": health.young_person,
        "colour": health.colour.value,
        "why": [{"key": why.key, "count": why.count} for why in health.why],
        "next_step": health.next,
    }


def in_short(health: Health) -> Json:
    """Return how a match goes as one of many: with its gravest reasons, and how many ``others`` there are."""
    told = described(replace(health, why=health.why[:MOST_REASONS]))
    return {**told, "others": len(health.why[MOST_REASONS:])}


def act_on(talk: Talk, sheet: Sheet) -> None:
    """Do what the coordinator chooses, once; whoever thinks again is asked again."""
    number, times = sheet.health.match, 1
    while True:
        key = f"{number}:{times}"
        act = talk.ask(f"pair_next:{key}", Act(_choices(sheet)))
        if act == CLOSE:
            talk.say("pair_closed")
            return
        if _ACTS[act](talk, sheet, key):
            return
        times += 1


def _choices(sheet: Sheet) -> list[Choice]:
    """Return the acts that apply: a match that has ended is only looked at."""
    applies = {NAME: sheet.closed is None, WROTE: bool(sheet.told), END: sheet.closed is None, CLOSE: True}
    return [Choice(act, label=f"pair_next.{act}") for act, does in applies.items() if does]


def name_adult(talk: Talk, sheet: Sheet, key: str) -> bool:
    """Ask who comes along, and note it."""
    health = sheet.health
    name = talk.ask(
        f"adult_name:{key}",
        adult,
        mentor=health.mentor,
        young_person=health.young_person,
        adult=sheet.adult,
    )
    talk.do(f"adult:{key}", NameAdult(health.match, name))
    talk.say("adult_named", "", mentor=health.mentor, young_person=health.young_person, adult=name)
    return True


def _end(talk: Talk, sheet: Sheet, key: str) -> bool:
    """Ask why, and whether it is to be done."""
    health = sheet.health
    names: dict[str, Json] = {"mentor": health.mentor, "young_person": health.young_person}
    why, more = f"pair_reason:{key}", f"pair_reason_more:{key}"
    reasons = OneOf([Choice(reason, label=f"pair_reason.{reason}") for reason in REASONS])
    told = talk.form("end_match", {why: reasons, more: skippable(free_text(MORE_LIMIT))}, **names)
    arranged = sheet.next is not None or bool(sheet.waits)
    sure: dict[str, Json] = {**names, "as_meant": told[why] in AS_MEANT, "arranged": arranged}
    if talk.choose(f"pair_sure:{key}", [END, BACK], "pair_sure", **sure) == BACK:
        return False
    talk.do(f"end:{key}", CloseMatch(health.match, told[why], told[more] or ""))
    return True


def _show_written(talk: Talk, sheet: Sheet, key: str) -> bool:
    """Show what the two wrote for the team, each in a message of its own."""
    for number, one in enumerate(sheet.told):
        key_of_one, wrote_on = f"wrote:{key}:{number}", one.day.isoformat()
        talk.say("pair_wrote", key_of_one, side=one.side, wrote_on=wrote_on, words=one.words)
    return False


_ACTS: Mapping[str, Callable[[Talk, Sheet, str], bool]] = {
    NAME: name_adult,
    WROTE: _show_written,
    END: _end,
}
