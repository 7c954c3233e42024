"""A bell for tests: the loop that waits for it waits for the ring alone, and can be waited for."""

from __future__ import annotations

import asyncio

from bot.wake import Wake


class Bell(Wake):
    """``asked`` are the seconds that the loop would have waited at most."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[float | None] = []
        self._resting = asyncio.Event()

    @property
    def rung(self) -> bool:
        """Tell whether it has rung since the loop last woke."""
        return self._bell.is_set()

    async def wait(self, seconds: float | None = None) -> None:
        """Wait for the bell, however long it takes."""
        self.asked.append(seconds)
        self._resting.set()
        await super().wait(None)
        self._resting.clear()

    async def rests(self) -> None:
        """Return once the loop waits for the bell and it has not rung."""
        while True:
            await self._resting.wait()
            # It may have been woken already, as a bell that rang before is not waited for.
            if self._resting.is_set() and not self.rung:
                return
            await asyncio.sleep(0)
