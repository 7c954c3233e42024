"""A playground that remembers when the bot confirmed which updates."""

from __future__ import annotations

from playground.text import Json
from playground.updates import Updates
from playground.world import World
from tests.end_to_end.stage import TOKEN


class Confirmed(Updates):
    """Notes at each poll which number it asks from, and the version that the world has then."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.polled: list[tuple[int, int]] = []
        self.made: set[int] = set()
        self.world = world

    def confirm(self, offset: int) -> None:
        """Forget what is confirmed, as Telegram does, and note it."""
        super().confirm(offset)
        self.polled.append((offset, self.world.version))

    def inject(self, update: Json) -> int:
        """Queue an update, and note its number."""
        number = super().inject(update)
        self.made.add(number)
        return number

    def acknowledged(self, update: int) -> int | None:
        """Return the world's version when the bot first confirmed this update, or None if it has not."""
        return next((version for offset, version in self.polled if offset > update), None)


def confirming(*, limits: bool) -> Confirmed:
    """Return the memory of confirmations of a new world."""
    world = World(token=TOKEN, limits=limits)
    world.updates = confirmed = Confirmed(world)
    return confirmed
