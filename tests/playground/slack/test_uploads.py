from __future__ import annotations

import pytest

from playground.slack import uploads
from playground.slack.uploads import Uploads


def test_a_file_is_found_by_its_ticket_and_its_id() -> None:
    files = Uploads()
    file = files.expect("T1", "U1", "list.csv", 4)
    assert files.by_ticket(file.ticket) is file is files.find(file.id)
    assert (file.title, file.data, file.complete) == ("list.csv", None, False)
    files.fill(file, b"a,b\n", "text/csv")
    assert (file.data, file.content_type) == (b"a,b\n", "text/csv")
    assert files.by_ticket("none") is None


def test_the_oldest_files_go_when_there_is_no_more_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "ROOM", 10)
    files = Uploads()
    kept = [files.expect("T1", "U1", str(n), 4) for n in range(3)]
    for file in kept:
        files.fill(file, b"1234", "text/plain")
    assert [files.find(file.id) is not None for file in kept] == [False, True, True]
