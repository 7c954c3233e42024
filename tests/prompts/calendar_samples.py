"""What the prompts of calendar links and entries are rendered with in the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.reply import Json

NAMES: Mapping[str, str] = {
    "calendar": "",
    "calendar_again": "",
    "calendar_closed": "",
    "calendar_link": "token",
    "calendar_new": "",
    "calendar_not_on": "",
    "calendar_notes": "room online cancelled",
    "calendar_off": "",
    "calendar_title": "first_name cancelled",
}
"""The names of the values that each prompt is given; everybody reads them."""

TYPICAL: Mapping[str, Json] = {
    "cancelled": False,
    "online": True,
    "room": "https://rooms.example/k7qf",
    "token": "0" * 64,
}


def longest(hostile: Callable[[int], str]) -> Mapping[str, Json]:
    """Return the same values at their longest, with what people may type to break a message."""
    return {"room": hostile(300)}


BARE: Mapping[str, Json] = {"cancelled": True, "online": False, "room": ""}
