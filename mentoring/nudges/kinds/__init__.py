"""Every kind of nudge, by purpose: a new one is an entry here."""

from __future__ import annotations

from collections.abc import Mapping

from mentoring.nudges.nudge import Nudge

_ALL: tuple[Nudge, ...] = ()

KINDS: Mapping[str, Nudge] = {nudge.purpose: nudge for nudge in _ALL}
