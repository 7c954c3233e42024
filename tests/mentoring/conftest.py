"""The bot's rooms over a fresh store: the programme's rules are tried through the turns that apply them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from structlog.testing import capture_logs

from storage.store import Store
from tests.bot.house import House
from tests.mentoring.school import School


@pytest.fixture(autouse=True)
def logged() -> Iterator[None]:
    """Keep what is logged out of the test's output."""
    with capture_logs():
        yield


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """Give a fresh store, once on each database; it need not outlive a power cut."""
    opened = Store.open(store_url, synchronous="OFF")
    yield opened
    await opened.close()


@pytest.fixture
def house(store: Store) -> House:
    """Give the rooms of one process."""
    return House(store)


@pytest.fixture
def school(store: Store) -> School:
    """Give an empty store, and what makes people in it."""
    return School(store)
