"""What every change to the programme is that a flow describes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """A described change; every other effect is one of these."""
