"""How fast a lane may go: deadlines for the lane and for each address that only ever move forward."""

from __future__ import annotations

from datetime import datetime, timedelta

ADDRESS_SECONDS = 1.0
"""Telegram: about one message a second in a chat."""

ADDRESS_BURST = 3
"""Messages; Telegram allows a short burst in a chat before it refuses."""

LANE_BURST_SECONDS = 1.0
"""How much of the lane's rate may go at once after a pause."""

REFUSALS_BEFORE_LANE = 3
"""Refusals in a row, of different addresses, after which they are taken to speak of the whole lane."""


class Pace:
    """One lane's pace. ``rate`` is in messages a second; all moments are handed in."""

    def __init__(self, rate: float) -> None:
        self._step = timedelta(seconds=1 / rate)
        self._burst = timedelta(seconds=LANE_BURST_SECONDS)
        self._lane: datetime | None = None
        self._held: datetime | None = None
        self._addresses: dict[str, datetime] = {}
        self._refused: set[str] = set()

    def allowance(self, now: datetime) -> int:
        """Return how many messages may go now."""
        if self._held is not None and self._held > now:
            return 0
        ahead = max(self._lane or now, now) - now
        return max(0, int((self._burst - ahead) / self._step))

    def spent(self, address: str, now: datetime, *, new: bool = True) -> None:
        """Note a request for ``address``; only a ``new`` message counts against the chat's own pace."""
        self._lane = max(self._lane or now, now) + self._step
        if new:
            each = timedelta(seconds=ADDRESS_SECONDS)
            self._addresses[address] = max(self._addresses.get(address, now), now) + each

    def resting(self, now: datetime) -> list[str]:
        """Return the addresses that must wait, and forget those whose deadlines have passed."""
        self._addresses = {key: at for key, at in self._addresses.items() if at > now}
        ahead = timedelta(seconds=ADDRESS_SECONDS * (ADDRESS_BURST - 1))
        return [key for key, at in self._addresses.items() if at - now > ahead]

    def refused(self, address: str, until: datetime) -> None:
        """Hold ``address`` back; refusals of several addresses in a row hold the lane."""
        ahead = timedelta(seconds=ADDRESS_SECONDS * (ADDRESS_BURST - 1))
        self._addresses[address] = max(self._addresses.get(address, until), until + ahead)
        self._refused.add(address)
        if len(self._refused) >= REFUSALS_BEFORE_LANE:
            self.hold(until)

    def hold(self, until: datetime) -> None:
        """Hold the whole lane back."""
        self._held = max(self._held or until, until)

    def went(self) -> None:
        """Note that the platform took a message: what it refuses next speaks for itself again."""
        self._refused.clear()

    def next_change(self, now: datetime) -> float | None:
        """Return the seconds until something that waits may go, or None where nothing is held back."""
        moments = [at for at in (self._held,) if at is not None and at > now]
        if self.allowance(now) == 0 and self._lane is not None and not moments:
            moments.append(self._lane - self._burst + self._step)
        ahead = timedelta(seconds=ADDRESS_SECONDS * (ADDRESS_BURST - 1))
        moments += [at - ahead for at in self._addresses.values() if at - ahead > now]
        return max(0.0, (min(moments) - now).total_seconds()) if moments else None
