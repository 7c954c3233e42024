"""People whom a coordinator sees in the dialogues, and the coordinator who sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from conversations.facts import Card, Duty, Facts, Place, Role, Status
from tests.dialogues.dialogue import JOINING, NOON
from tests.dialogues.words import WORDS

ANN = Card(
    id=12,
    first_name="Ann",
    roles=frozenset({Role.MENTOR}),
    status=Status.WAITING,
    created=NOON - timedelta(days=9),
    profile={"first_name": "Ann", "region": "london"},
    platforms=("slack",),
)
ANNA = Card(
    id=31,
    first_name="Anna",
    roles=frozenset({Role.YOUNG_PERSON}),
    status=Status.JOINING,
    created=NOON - timedelta(days=2),
    flow="join",
    at="languages",
    since=NOON - timedelta(hours=3),
    stuck_at="languages",
    platforms=("telegram",),
)
BEN = replace(ANN, id=40, first_name="Ben", status=Status.ACTIVE, referrals=2)

LISTED = (Duty(Place.LEAD, "Sam"), Duty(Place.DEPUTY, "Priya", mine=True))


def coordinator(*found: Card, **more: Any) -> Facts:
    """Return the facts of Priya, a coordinator, who can look up ``found``."""
    return replace(
        JOINING,
        status=Status.ACTIVE,
        roles=frozenset({Role.COORDINATOR}),
        first_name="Priya",
        profile={"first_name": "Priya"},
        labels=WORDS.labels["en"],
        found=found,
        **more,
    )
