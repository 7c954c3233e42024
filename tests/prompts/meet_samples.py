"""What the prompts of arranging a meeting are rendered with in the tests; both of a pair read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.reply import Json

NAMES: Mapping[str, str] = {
    "meet_about": "other others",
    "meet_agreed": "other zone coordinator session",
    "meet_answer": "other zone coordinator offer agreed needs_adult clock",
    "meet_changed": "",
    "meet_fine": "",
    "meet_lapsed": "other mine",
    "meet_left": "",
    "meet_length": "least most",
    "meet_next": "other zone coordinator session",
    "meet_no_times": "other zone coordinator aim page days clock",
    "meet_nobody": "coordinator is_mentor",
    "meet_not_among": "other",
    "meet_not_found": "number",
    "meet_not_there": "",
    "meet_over": "other coordinator",
    "meet_own": "other zone coordinator offer agreed needs_adult clock",
    "meet_pick_one": "",
    "meet_place": "other",
    "meet_reason": "other",
    "meet_reason_words": "other",
    "meet_running": "other zone coordinator session",
    "meet_summary": "other zone coordinator offer gone needs_adult",
    "meet_sure": "other zone coordinator session",
    "meet_too_many": "most",
    "meet_when": "other zone coordinator aim page days clock",
    "meet_which_time": "",
    "meet_whom": "",
}
"""The names of the values that each prompt is given."""

_TIME = "2027-01-05T17:00:00+00:00"
_OFFER: Mapping[str, Json] = {
    "times": [_TIME, "2027-01-07T16:30:00+00:00", "2027-01-09T10:00:00+00:00"],
    "minutes": 60,
    "place": "Northside Library",
    "online": True,
    "rhythm": "first Tuesday of the month at 17:00",
    "city": "London",
}
_SESSION: Mapping[str, Json] = {
    "starts": _TIME,
    "minutes": 60,
    "place": "Northside Library",
    "room": "https://rooms.example/k7qf",
    "adult": "Ms Lee",
    "topic": "Your CV",
    "rhythm": "first Tuesday of the month at 17:00",
    "city": "London",
}

TYPICAL: Mapping[str, Json] = {
    "agreed": "2027-01-04T17:00:00+00:00",
    "aim": "first",
    "clock": {"mine": "17:00", "theirs": "12:00", "days": 0},
    "gone": False,
    "is_mentor": False,
    "meets": True,
    "mine": False,
    "needs_adult": True,
    "offer": {**_OFFER},
    "other": "Sam",
    "others": ["Mia", "Lee"],
    "page": "all",
    "session": {**_SESSION},
    "zone": "Europe/London",
}


def longest(hostile: Callable[[int], str], name: int, place: int, room: int) -> Mapping[str, Json]:
    """Return the same values at their longest, with what people may type to break a message."""
    return {
        "aim": "other",
        "clock": {"mine": "03:00", "theirs": "16:00", "days": 1},
        "gone": True,
        "is_mentor": True,
        "mine": True,
        "offer": {**_OFFER, "place": hostile(place)},
        "other": hostile(name),
        "others": [hostile(name)] * 3,
        "session": {**_SESSION, "place": hostile(place), "room": hostile(room), "adult": hostile(place)},
    }


BARE: Mapping[str, Json] = {
    "agreed": "",
    "aim": "move",
    "clock": {},
    "meets": False,
    "needs_adult": False,
    "offer": {"times": [_TIME], "minutes": 15, "place": "", "online": False, "rhythm": "", "city": ""},
    "page": "later",
    "session": {
        **dict.fromkeys(("place", "room", "adult", "topic", "rhythm", "city"), ""),
        "starts": _TIME,
        "minutes": 15,
    },
}
