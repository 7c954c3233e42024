"""How far a lane was read is kept."""

from __future__ import annotations

from storage import readers
from storage.readers import ReaderRow
from storage.store import Store


async def test_the_newest_offset_is_kept(store: Store) -> None:
    async with store.write() as conn:
        assert await readers.find(conn, "telegram") is None
        await readers.keep(conn, "telegram", 7_000_000_001, 5)
        await readers.keep(conn, "telegram", 7_000_000_001, 9)
        assert await readers.find(conn, "telegram") == ReaderRow(7_000_000_001, 9)
