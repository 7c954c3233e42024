"""What a pair and their team are told of meetings, and with which values the tests render it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.reply import Json

_FIXED = "other zone starts minutes where room adult topic was usual named rhythm"
_OFFERED = "other zone times minutes where online rhythm agreed crossed"

NAMES: Mapping[str, str] = {
    "meeting_adult_first": "other zone starts stands",
    "meeting_asked": _OFFERED,
    "meeting_clash": "other zone starts",
    "meeting_fixed": _FIXED,
    "meeting_no_match": "",
    "meeting_none": "other zone",
    "meeting_not_usual": "other zone starts",
    "meeting_off": "other zone starts minutes where room adult topic mine ended known reason",
    "meeting_passed": "other zone",
    "meeting_proposed": _OFFERED,
    "meeting_rhythm_ended": "other zone mine",
    "meeting_too_soon": "other zone",
    "meeting_waits": "other zone starts",
    "meeting_withdrawn": "other zone mine stands agreed proposer",
}
"""The names of the values that each prompt is given; both sides read them."""

TEAM_NAMES: Mapping[str, str] = {
    "match_left_for_team": "first_name other",
    "meeting_wants_adult": "young_person mentor starts zone",
}
"""And of those that only the team reads."""

TYPICAL: Mapping[str, Json] = {
    "adult": "Mr Evans, tutor",
    "agreed": "",
    "crossed": False,
    "ended": False,
    "known": True,
    "mentor": "Sam",
    "mine": False,
    "named": False,
    "online": False,
    "other": "Sam",
    "proposer": False,
    "reason": "ill",
    "rhythm": "",
    "room": "",
    "stands": "2027-01-14T17:00:00+00:00",
    "starts": "2027-01-14T17:00:00+00:00",
    "times": ["2027-01-14T17:00:00+00:00", "2027-01-19T16:30:00+00:00"],
    "topic": "Your CV",
    "usual": False,
    "was": "",
    "where": "Library, room 2",
    "young_person": "Ann",
    "zone": "Europe/London",
}


def longest(hostile: Callable[[int], str], name: int, place: int) -> Mapping[str, Json]:
    """Return the same values at their longest, with what people may type to break a message."""
    return {
        "adult": hostile(80),
        "agreed": "2027-09-29T17:30:00+00:00",
        "crossed": True,
        "known": False,
        "mentor": hostile(name),
        "online": True,
        "other": hostile(name),
        "reason": hostile(200),
        "rhythm": "-1WE 17:30",
        "room": "https://rooms.example/" + "x" * 200,
        "times": ["2027-09-29T17:30:00+00:00"] * 3,
        "topic": "x" * 40,
        "was": "2027-09-22T17:30:00+00:00",
        "where": hostile(place),
        "young_person": hostile(name),
    }


BARE: Mapping[str, Json] = {
    "adult": "",
    "ended": True,
    "mentor": "",
    "mine": True,
    "other": "",
    "proposer": True,
    "reason": "",
    "room": "",
    "times": ["2027-01-14T17:00:00+00:00"],
    "topic": "",
    "usual": True,
    "where": "",
    "young_person": "",
}
