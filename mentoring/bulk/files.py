"""Opens the CSV files that go out: for their owner's eyes only, and as a spreadsheet reads them."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TextIO

from mentoring.bulk.adding import Added
from mentoring.bulk.reading import NotReadableError
from mentoring.bulk.writing import safe
from mentoring.invitations import shown

CODE_COLUMNS = ("external_id", "role", "organisation", "first_name", "code")

ENCODING = "utf-8-sig"
"""Without a byte-order mark Excel takes a file for Windows-1252, and "Zoë" for "ZoÃ«"."""

_OWNER_ONLY = 0o600  # names, and codes that open a door
_LONGEST_LINE = 1_000  # characters; the first line of a file of codes has far fewer


@contextmanager
def exported(path: Path) -> Iterator[TextIO]:
    """Give a file to write to, instead of what was there."""
    with _opened(path, "w") as file:
        yield file


@contextmanager
def codes_file(path: Path) -> Iterator[Callable[[Sequence[Added]], None]]:
    """Give what writes codes to the end of a file, so that a second list loses none of the first's.

    Raises NotReadableError where the file is there and holds something else.
    """
    _only_codes(path)
    with _opened(path, "a") as file:
        writer = csv.writer(file)
        if not os.fstat(file.fileno()).st_size:
            writer.writerow(CODE_COLUMNS)
            file.flush()

        def keep(added: Sequence[Added]) -> None:
            writer.writerows(map(_cells, added))
            file.flush()

        yield keep


def _opened(path: Path, mode: Literal["a", "w"]) -> TextIO:
    how = os.O_APPEND if mode == "a" else os.O_TRUNC
    number = os.open(path, os.O_WRONLY | os.O_CREAT | how, _OWNER_ONLY)
    return os.fdopen(number, mode, encoding=ENCODING, newline="")


def _only_codes(path: Path) -> None:
    if not path.exists() or not path.stat().st_size:
        return
    with path.open(encoding=ENCODING, errors="replace") as file:
        if file.readline(_LONGEST_LINE).strip() != ",".join(CODE_COLUMNS):
            raise NotReadableError("is there already and holds no codes: give another name")


def _cells(each: Added) -> list[str]:
    cells = (each.external_id, each.role, each.organisation, each.first_name, shown(each.code))
    return list(map(safe, cells))
