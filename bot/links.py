"""The address that opens the bot with an invitation."""

from __future__ import annotations

from collections.abc import Callable


class Links:
    """Makes addresses for codes, once the bot's name on its platform is known."""

    def __init__(self) -> None:
        self._to: Callable[[str], str] | None = None

    def are(self, to: Callable[[str], str]) -> None:
        """From now on ``to`` makes the address for a code."""
        self._to = to

    def to(self, code: str) -> str:
        """Return the address for an invitation's code, or nothing where no platform has one."""
        return self._to(code) if self._to is not None else ""
