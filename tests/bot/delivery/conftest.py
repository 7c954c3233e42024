"""Rooms whose outbox holds plain texts."""

from __future__ import annotations

import pytest

from storage.store import Store
from tests.bot.house import SAYING, House


@pytest.fixture
def house(store: Store) -> House:
    """Give the rooms of one process, with words that say what they are given."""
    house = House(store)
    house.words = SAYING
    return house
