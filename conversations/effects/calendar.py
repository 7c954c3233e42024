"""Changes to the link by which somebody's own calendar reads their meetings."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.effects.base import Effect


@dataclass(frozen=True, slots=True)
class MakeFeed(Effect):
    """Send the person their calendar link, made where there is none; a ``fresh`` one ends those before it."""

    fresh: bool = False


@dataclass(frozen=True, slots=True)
class RevokeFeed(Effect):
    """The person's calendar link works no more."""
