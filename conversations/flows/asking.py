"""What the check-ins after a meeting and the catch-ups share: which one is meant, and what follows a fear."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from conversations.cards import worded
from conversations.concern import Category, Concern, Severity
from conversations.effects import RaiseConcern
from conversations.facts import Seek
from conversations.flows.report import ask_danger
from conversations.following import Safe
from conversations.pairs import CheckIn, CheckInKind
from conversations.reply import Json
from conversations.talk import Talk

SOURCE = "check_in"
"""Where a concern comes from that somebody raised by an answer here."""

UNSAFE = Concern(Category.OTHER, Severity.HIGH)
"""What is raised where somebody does not feel safe, or is not sure."""

_GIVEN = re.compile(r"#?(\d{1,15})(?:\s+([a-z_]+))?", re.IGNORECASE)

NONE_MEANT = 0
"""The id of no check-in: the newest that waits is meant."""


def given_in(given: str, answers: Collection[str] = ()) -> tuple[int, str]:
    """Return the check-in's id and the first answer, as in "5 great"; 0 and nothing where none is said."""
    found = _GIVEN.fullmatch(given.strip())
    if found is None:
        return NONE_MEANT, ""
    said = (found[2] or "").lower()
    return int(found[1]), said if said in answers else ""


def meant(talk: Talk, kind: CheckInKind) -> CheckIn | None:
    """Return the check-in that is meant, which is kept; where there is none, say so."""
    asked = talk.look.check_in if talk.look.check_in and talk.look.check_in.kind is kind else None
    talk.keep(SOURCE, asked.id if asked else NONE_MEANT)
    if asked is None:
        number, _ = given_in(talk.given)
        talk.say("check_in_gone" if number else "check_in_none")
    return asked


def seeking(kind: CheckInKind) -> Callable[[str, Mapping[str, Json]], Seek]:
    """Return what looks up a check-in of a kind in every turn, once it is known which."""

    def seeks(given: str, answers: Mapping[str, Json]) -> Seek:
        kept = answers.get(SOURCE)
        number = kept if isinstance(kept, int) and kept else given_in(given)[0]
        return Seek(check_in=number) if number else Seek(waits=kind)

    return seeks


def feared(talk: Talk, safe: Safe, prompt: str, label: str) -> None:
    """Raise the concern before anything else is asked, say where help is, and ask about danger now.

    ``label`` is the group of the words that the safeguarding lead reads: what was asked and answered.
    """
    talk.do("unsafe", RaiseConcern(UNSAFE, worded(talk.look.labels, label, safe), SOURCE))
    talk.say(prompt)
    ask_danger(talk, SOURCE)
    talk.say("check_in_safe_end")
