"""Files: the addresses that uploads go to, and what has come there."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

ROOM = 200 * 2**20  # bytes kept of all files together; the oldest go first


@dataclass(slots=True, eq=False)
class SlackFile:
    """A file on its way or complete. `length` in bytes is what was announced; `shared` in conversations."""

    id: str
    team: str
    name: str
    length: int
    ticket: str
    user: str  # who sent it: a person's id or the bot's user id
    title: str = ""
    alt_text: str = ""
    content_type: str = "application/octet-stream"
    data: bytes | None = None
    complete: bool = False
    shared: list[str] = field(default_factory=list)


class Uploads:
    def __init__(self) -> None:
        self._files: dict[str, SlackFile] = {}
        self._ids = itertools.count(1)

    def expect(self, team: str, user: str, name: str, length: int) -> SlackFile:
        """Makes room for a file that is announced; its ticket is part of the upload address."""
        number = next(self._ids)
        file = SlackFile(f"F{number:04d}", team, name, length, f"{number:04d}-{team}-upload", user, name)
        self._files[file.id] = file
        return file

    def by_ticket(self, ticket: str) -> SlackFile | None:
        return next((file for file in self._files.values() if file.ticket == ticket), None)

    def find(self, file_id: str) -> SlackFile | None:
        return self._files.get(file_id)

    def fill(self, file: SlackFile, data: bytes, content_type: str) -> None:
        """Takes the bytes of a file; the oldest files are dropped when there is no more room."""
        file.data, file.content_type = data, content_type
        size = sum(len(kept.data or b"") for kept in self._files.values())
        for oldest in list(self._files.values()):
            if size <= ROOM or oldest is file:
                return
            size -= len(self._files.pop(oldest.id).data or b"")

    def empty(self) -> None:
        self._files.clear()
