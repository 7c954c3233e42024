"""Bells that wake those who wait for something to happen, such as long polls and the page."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable


class Bells:
    """One bell for each key. Ringing a bell that nobody waits for costs next to nothing."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, set[asyncio.Future[None]]] = {}
        self.closed = False

    def ring(self, key: Hashable) -> None:
        for waiter in self._waiting.pop(key, ()):
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self, key: Hashable, seconds: float | None) -> None:
        """Returns at the next ring, after `seconds`, or when the bells are closed; the caller looks again."""
        if self.closed:
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, set()).add(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            pass
        finally:
            self._forget(key, waiter)

    def close(self) -> None:
        """Wakes everybody for the last time: whoever comes later does not wait at all."""
        self.closed = True
        for key in list(self._waiting):
            self.ring(key)

    def _forget(self, key: Hashable, waiter: asyncio.Future[None]) -> None:
        waiters = self._waiting.get(key)
        if waiters is not None:
            waiters.discard(waiter)
            if not waiters:
                del self._waiting[key]
