"""Changes that a coordinator makes to matches, and to the places where pairs may meet."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.effects.base import Effect


@dataclass(frozen=True, slots=True)
class MakeMatch(Effect):
    """Match a mentor with a young person, by their ids; ``adult`` comes along where somebody is named."""

    mentor: int
    young_person: int
    adult: str = ""


@dataclass(frozen=True, slots=True)
class NameAdult(Effect):
    """Say who comes along, or is in the room, when a pair meets; what waited for that goes on."""

    match: int
    adult: str


@dataclass(frozen=True, slots=True)
class CloseMatch(Effect):
    """End a match; ``reason`` is a key of why, ``more`` what the team wants to remember about it."""

    match: int
    reason: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class AddPlace(Effect):
    """Let pairs meet at a place or, with the ``template`` of a link, in rooms online."""

    name: str
    template: str = ""


@dataclass(frozen=True, slots=True)
class RemovePlace(Effect):
    """Offer a place no more; meetings that are arranged there keep it."""

    place: int
