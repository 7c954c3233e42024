"""The check for the link by which online rooms are opened: one for each meeting, so that nobody walks in."""

from __future__ import annotations

import re

from conversations.check import Check, Rejected
from conversations.checks.words import tidy
from conversations.facts import Facts
from conversations.reply import Json

ROOM = "{room}"
"""What a meeting's own room takes the place of."""

LONGEST_LINK = 200
"""Characters; with a room in it, it still fits on one line of a calendar."""

# A host with a dot in it, then a path that has the room in it once: not in the host, which is another's.
_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?"
_REST = r"[^\s{}<>\"|\\^`]*"
_LINK = re.compile(rf"https://{_HOST}/{_REST}\{{room\}}{_REST}", re.IGNORECASE)


class RoomLink(Check[str]):
    """A link over HTTPS with "{room}" in it once, where each meeting gets a room of its own."""

    def parse(self, text: str, facts: Facts) -> str:
        """Return the link; reject what is none, is not HTTPS or has no room ("not_a_room_link")."""
        link = tidy(text).strip("<>")
        if len(link) > LONGEST_LINK or not _LINK.fullmatch(link):
            raise Rejected("not_a_room_link")
        return link

    def dump(self, value: str) -> Json:
        """Return the link."""
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored link."""
        if not isinstance(stored, str) or ROOM not in stored:
            raise Rejected("not_a_room_link")
        return stored


room_link: Check[str] = RoomLink()
