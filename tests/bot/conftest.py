"""The bot's rooms over a fresh store, once on each database, and a Telegram on this machine."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
import structlog
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.settings import Settings
from playground.server import serving
from playground.world import World
from storage.store import Store
from tests.bot.house import House

Logged = list[MutableMapping[str, Any]]


@pytest.fixture(autouse=True)
def logged() -> Iterator[Logged]:
    """Give what is logged during the test, as it is before anything is rendered."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def logging_set_back() -> Iterator[None]:
    """Set logging back, after the test, to what it was before."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let no setting of this machine reach into a test: no variable, and no .env."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def world() -> World:
    """Give a Telegram with nobody in it."""
    return World()


@pytest.fixture
async def chosen(world: World, sqlite_url: str) -> AsyncIterator[Settings]:
    """Give the settings of a bot of this Telegram, on a fresh SQLite store and any free port."""
    async with serving(world) as address:
        yield Settings(
            database_url=sqlite_url,
            telegram_token=SecretStr(world.bot.token),
            telegram_api_url=address,
            port=0,
        )


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
