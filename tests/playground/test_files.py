from __future__ import annotations

import pytest

from playground import files
from playground.files import Files, StoredFile


def stored(number: int, size: int) -> StoredFile:
    return StoredFile(f"photo-{number}", "photo", "a.png", "image/png", bytes(size), {})


def test_the_oldest_files_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROOM", 100)
    memory = Files()
    for number in range(3):
        memory.keep(stored(number, 40))
    assert [memory.find(f"photo-{number}") is not None for number in range(3)] == [False, True, True]
    memory.keep(stored(3, 500))
    assert memory.find("photo-3") is not None


def test_the_same_bytes_get_the_same_unique_id() -> None:
    memory = Files()
    one, other = memory.new_ids("photo", b"x"), memory.new_ids("photo", b"x")
    assert one["file_unique_id"] == other["file_unique_id"]
    assert one["file_id"] != other["file_id"]
