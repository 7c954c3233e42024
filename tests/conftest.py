"""What every test may use: a store on each of the two databases, and the run's own folder."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from storage.store import Store
from tests import stores

FOLDER = pytest.StashKey[Path]()

MEMORY = Path("/dev/shm")  # noqa: S108 - what is made there has names of its own
ROOM = 2 * 1024**3
"""Bytes; a run takes less than half as many."""


def pytest_configure(config: pytest.Config) -> None:
    """Make the run's folder, once for all its workers."""
    given = getattr(config, "workerinput", None)
    if given is None and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        # A test's files need not outlive a power cut, and to wait for a disk is half of the time.
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
    folder = given["folder"] if given else tempfile.mkdtemp(prefix="alongside-tests-")
    config.stash[FOLDER] = Path(folder)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the collector of garbage pass over the tests themselves, which are many and stay."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the run's folder is."""
    node.workerinput["folder"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what the workers started and leave nothing behind."""
    if not hasattr(config, "workerinput"):
        stores.stop(config.stash[FOLDER])


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """Give the name of this worker, or "main"."""
    given = getattr(request.config, "workerinput", None)
    return str(given["workerid"]) if given else "main"


@pytest.fixture(scope="session")
def sqlite_template(request: pytest.FixtureRequest, worker: str) -> Path:
    """Give a migrated SQLite file to copy."""
    return stores.template(request.config.stash[FOLDER], worker)


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest, worker: str) -> stores.Postgres:
    """Give the run's PostgreSQL; a test that needs it fails where it cannot start."""
    return stores.Postgres(request.config.stash[FOLDER], worker)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give the URL of a fresh, migrated SQLite file."""
    return stores.copied(sqlite_template, tmp_path)


@pytest.fixture
async def postgres_url(postgres: stores.Postgres) -> AsyncIterator[str]:
    """Give the URL of a fresh, migrated PostgreSQL database."""
    async with postgres.database() as url:
        yield url


@pytest.fixture(params=stores.KINDS)
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """Give the URL of a store that has no schema yet; the test runs once on each database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    server: stores.Postgres = request.getfixturevalue("postgres")
    async with server.database(migrated=False) as url:
        yield url


@pytest.fixture(params=stores.KINDS)
async def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """Give the URL of a fresh, migrated store; the test runs once on each database."""
    if request.param == "sqlite":
        yield stores.copied(request.getfixturevalue("sqlite_template"), tmp_path)
        return
    server: stores.Postgres = request.getfixturevalue("postgres")
    async with server.database() as url:
        yield url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """Give a fresh store; the test runs once on each database."""
    opened = Store.open(store_url)
    yield opened
    await opened.close()
