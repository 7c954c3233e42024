"""Files that were sent, kept in memory for the page and for sending again by id."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from playground.text import Json

ROOM = 200 * 2**20  # bytes kept of all files together; the oldest go first


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`kind` is photo or document; `description` is what a Telegram Message says about it."""

    id: str
    kind: str
    name: str
    content_type: str
    data: bytes
    description: Json


class Files:
    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._size = 0
        self._count = 0

    def new_ids(self, kind: str, data: bytes) -> Json:
        """A file_id that is new and a file_unique_id that the same bytes always get."""
        self._count += 1
        unique = hashlib.sha256(data).hexdigest()[:16]
        return {"file_id": f"{kind}-{self._count}-{unique}", "file_unique_id": unique}

    def keep(self, file: StoredFile) -> None:
        self._files[file.id] = file
        self._size += len(file.data)
        while self._size > ROOM and len(self._files) > 1:
            oldest = self._files.pop(next(iter(self._files)))
            self._size -= len(oldest.data)

    def find(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def empty(self) -> None:
        self._files.clear()
        self._size = 0
