"""One bell for each loop that waits for work, by name: a lane's, or one of those below."""

from __future__ import annotations

from collections.abc import Collection

from bot.wake import Wake

TURNS = "turns"
ALERTS = "alerts"
HOMES = "homes"
TICKS = "ticks"
ANNOUNCER = "announcer"


class Bells:
    """Bells by name; one is hung up when somebody first asks for it."""

    def __init__(self) -> None:
        self._bells: dict[str, Wake] = {}

    def of(self, name: str) -> Wake:
        """Return the bell of this name."""
        return self._bells.setdefault(name, Wake())

    def again(self, name: str) -> Wake:
        """Return a new bell of this name, for a loop that begins once more after it was stopped."""
        self._bells[name] = Wake()
        return self._bells[name]

    def ring(self, names: Collection[str]) -> None:
        """Ring those of ``names`` that somebody listens to."""
        for name in names:
            if name in self._bells:
                self._bells[name].up()
