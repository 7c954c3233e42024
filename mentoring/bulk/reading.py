"""Reads a CSV file of people row by row, and says in one line why a file cannot be read as one."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

REQUIRED = ("external_id", "role", "organisation")
COLUMNS = (*REQUIRED, "first_name")
TEMPLATE = "docs/people-template.csv"

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; about a million people. What is larger is no list of people, or is better taken in parts."""

LONGEST_COLUMN = 40
"""Characters of a column's name that are shown."""

_DELIMITERS = ",;\t"
_ENCODING = "utf-8-sig"  # UTF-8, with a byte-order mark or without
_HOW = 'save it as "CSV UTF-8" in Excel, or as CSV in UTF-8 elsewhere'
_BEGINNINGS = {
    b"PK\x03\x04": f"is a workbook and no CSV: {_HOW}",
    b"\xd0\xcf\x11\xe0": f"is an old workbook and no CSV: {_HOW}",
    b"\xff\xfe": f"is in UTF-16: {_HOW}",
    b"\xfe\xff": f"is in UTF-16: {_HOW}",
}
_GAPS = re.compile(r"[\s_-]+")


class NotReadableError(Exception):
    """The file cannot be read as a list of people; the words go behind the file's name."""


class Row(NamedTuple):
    """One row: the line it begins on, its cells by column, and whether it has more cells than the header."""

    line: int
    cells: dict[str, str]
    surplus: bool


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A file that was looked through from end to end; ``count`` is of its rows.

    ``columns`` is for each column one of ``COLUMNS``, or empty; ``ignored`` are the names that are none.
    """

    path: Path
    delimiter: str
    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    count: int

    @classmethod
    def open(cls, path: Path) -> PeopleFile:
        """Look a file through; raises NotReadableError, and OSError where it cannot be opened."""
        if path.exists() and not path.is_file():
            raise NotReadableError("is no file")
        with path.open("rb") as file:
            _look_through(file)
        with path.open(encoding=_ENCODING, newline="") as text:
            delimiter = _delimiter(text)
            text.seek(0)
            rows = _rows(text, delimiter)
            names = next(rows, None)
            if names is None:
                raise NotReadableError("is empty")
            columns = _columns(names[1])
            ignored = [name for name, known in zip(names[1], columns, strict=True) if name and not known]
            return cls(path, delimiter, columns, tuple(map(_cut, ignored)), sum(1 for _ in rows))

    def rows(self) -> Iterator[Row]:
        """Give the rows that are not blank, in order."""
        with self.path.open(encoding=_ENCODING, newline="") as text:
            rows = _rows(text, self.delimiter)
            next(rows, None)
            for line, cells in rows:
                named = {name: cell for name, cell in zip(self.columns, cells, strict=False) if name}
                yield Row(line, named, any(cells[len(self.columns) :]))


def _look_through(file: BinaryIO) -> None:
    """Raise NotReadableError where ``file`` is no text in UTF-8."""
    size = file.seek(0, 2)
    if size > LARGEST_FILE:
        raise NotReadableError(f"is larger than {LARGEST_FILE // 1024**2} MB: take it in parts")
    file.seek(0)
    beginning = file.read(4)
    file.seek(0)
    for known, reason in _BEGINNINGS.items():
        if beginning.startswith(known):
            raise NotReadableError(reason)
    for number, line in enumerate(file, start=1):
        if b"\0" in line:
            raise NotReadableError(f"is no text: there is a NUL byte on line {number}")
        try:
            line.decode()
        except UnicodeDecodeError:
            raise NotReadableError(f"is not in UTF-8 (see line {number}): {_HOW}") from None


def _delimiter(text: TextIO) -> str:
    """Return the delimiter by which the first line that is not blank has the most columns that are known."""
    line = next((line for line in text if line.strip()), "")
    return max(_DELIMITERS, key=lambda each: sum(map(bool, map(_known, line.split(each)))))


def _rows(text: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give the line on which each row begins, as an editor counts, and its cells; blank rows are left out."""
    # The limit is the process's own, and no guard here: a cell cannot be larger than the file.
    csv.field_size_limit(LARGEST_FILE)
    reader = csv.reader(text, delimiter=delimiter, strict=True, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error:
        reason = f'has a quotation mark (") that does not fit, in the row that begins on line {line}'
        raise NotReadableError(reason) from None


def _columns(names: list[str]) -> tuple[str, ...]:
    """Return the columns in their order; raise NotReadableError where one is missing or comes twice."""
    columns = tuple(map(_known, names))
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        many = "columns" if len(missing) > 1 else "column"
        raise NotReadableError(f"has no {many} {', '.join(missing)} in its first row: see {TEMPLATE}")
    twice = next((name for name in COLUMNS if columns.count(name) > 1), None)
    if twice:
        raise NotReadableError(f"has the column {twice} twice")
    return columns


def _known(name: str) -> str:
    """Return the column that ``name`` means, as "External ID" means external_id, or an empty text."""
    tidied = _GAPS.sub("_", name.strip().strip('"').strip().casefold())
    return tidied if tidied in COLUMNS else ""


def _cut(name: str) -> str:
    """Return a column's name as it can be shown on a terminal."""
    return "".join(c if c.isprintable() else "?" for c in name[:LONGEST_COLUMN])
