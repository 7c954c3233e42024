"""Lists of people for the command line, and what is kept of them."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from storage.store import Store
from storage.tables import person
from tests.bot.house import House

HEADER = "external_id,role,organisation,first_name\n"
GOOD = f"{HEADER}S1,young-person,Oak School,Sam\nM1,mentor,oak school,Zoë\n"

T = TypeVar("T")


def a_file(content: str | bytes) -> str:
    """Return the name of a file with this content, in this folder."""
    Path("people.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    return "people.csv"


def in_the_store(url: str, work: Callable[[House], Awaitable[T]]) -> T:
    """Return what ``work`` makes of the rooms over the store."""

    async def opened() -> T:
        store = Store.open(url, synchronous="OFF")
        try:
            return await work(House(store))
        finally:
            await store.close()

    return asyncio.run(opened())


def people_in(url: str) -> list[str]:
    """Return the external ids of all who are kept."""
    return in_the_store(url, _ids)


async def _ids(house: House) -> list[str]:
    return [row.external_id for row in await house.rows(person)]


def table(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV by column."""
    return list(csv.DictReader(io.StringIO(text)))
