"""The addresses that the bot gives to people: one that opens it with an invitation, and calendar feeds."""

from __future__ import annotations

from collections.abc import Callable

FEEDS = "/calendar/"
"""Where calendar feeds are served, each as its token and ``FEED_ENDING``."""

FEED_ENDING = ".ics"


class Links:
    """Makes addresses, once the bot's name on its platform and this process's public address are known."""

    def __init__(self) -> None:
        self._to: Callable[[str], str] | None = None
        self._public = ""

    def are(self, to: Callable[[str], str]) -> None:
        """From now on ``to`` makes the address for a code."""
        self._to = to

    def served_at(self, address: str) -> None:
        """From now on this process is reached at ``address`` from outside; at none where it is empty."""
        self._public = address.rstrip("/")

    @property
    def feeds(self) -> bool:
        """Tell whether calendar feeds have an address."""
        return bool(self._public)

    def to(self, code: str) -> str:
        """Return the address for an invitation's code, or nothing where no platform has one."""
        return self._to(code) if self._to is not None else ""

    def feed(self, token: str) -> str:
        """Return the address of a calendar feed, or nothing where feeds have none."""
        return f"{self._public}{FEEDS}{token}{FEED_ENDING}" if self._public else ""
