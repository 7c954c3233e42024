"""Who waits for a mentor, and who could be theirs and why, as a coordinator sees it in a turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from conversations.reply import Json


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom or what a coordinator asks for: by number or by a part of a first name; both empty for anybody."""

    number: int = 0
    name: str = ""


ANYBODY = Wanted()


@dataclass(frozen=True, slots=True)
class MatchWanted:
    """The young person who is to be matched, and the mentor, as far as they are told yet."""

    young_person: Wanted = ANYBODY
    mentor: Wanted = ANYBODY


@dataclass(frozen=True, slots=True)
class Waiting:
    """A young person who has no mentor, since when they wait, and what they told when they joined.

    ``needs_adult`` tells that the programme wants an adult named before their first meeting.
    """

    id: int
    first_name: str
    since: datetime
    profile: Mapping[str, Json] = field(default_factory=dict)
    needs_adult: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """What two people have in common: ``kind`` is the field of the young person, ``values`` its options."""

    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor with room for ``room`` more young people, and why they fit the one who is asked about.

    ``gaps`` are fields in which the two have nothing in common though a meeting needs it.
    """

    id: int
    first_name: str
    job: str
    room: int
    fits: tuple[Fit, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """Who waits for a mentor, longest first, and for one of them the mentors with room, best fit first.

    ``found`` and ``found_mentors`` are those who were asked for, and no others. ``count`` counts all who
    wait.
    """

    waiting: tuple[Waiting, ...] = ()
    count: int = 0
    found: tuple[Waiting, ...] = ()
    mentors: tuple[Candidate, ...] = ()
    found_mentors: tuple[Candidate, ...] = ()


NOBODY_WAITS = Matching()
