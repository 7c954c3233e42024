"""Takes a list of people in, some rows at a time: who is there already stays as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.facts import Facts
from mentoring.bulk.checking import Entry, Problem, checked
from mentoring.bulk.reading import Row
from mentoring.bulk.writing import word
from mentoring.invitations import fresh_code
from storage import bulk, invitations, organisations
from storage.organisations import OrganisationRow

ROWS_A_CHUNK = 1_000
"""Rows of one transaction: a bot on the same SQLite file waits that long for its turn, about 0.05 s."""

_NO_ORGANISATION = "there is no organisation of this name: see alongside organisation add --help"


class Added(NamedTuple):
    """Somebody who was invited; ``code`` is empty where nothing was to be written."""

    line: int
    external_id: str
    role: str
    organisation: str
    first_name: str
    code: str


class Outcome(NamedTuple):
    """What became of some rows: who was added, how many were there already, and what is wrong."""

    added: list[Added]
    there: int
    problems: list[Problem]


class _Known(NamedTuple):
    """An entry with its organisation."""

    entry: Entry
    to: OrganisationRow


class Intake:
    """One file's way in; it remembers the organisations and the ids of the rows before."""

    def __init__(self, now: datetime, *, dry_run: bool = False) -> None:
        self._now = now
        self._facts = Facts(now=now)
        self._dry_run = dry_run
        self._organisations: dict[str, OrganisationRow | None] = {}
        self._first_lines: dict[str, dict[str, int]] = {}

    def read(self, rows: Iterable[Row]) -> list[Entry | Problem]:
        """Return what each row says, or what is wrong with it, as far as the file alone can tell."""
        return [self._read(row) for row in rows]

    async def take(self, conn: AsyncConnection, read: Iterable[Entry | Problem]) -> Outcome:
        """Take in what was read, and return what became of it; a dry run only looks things up."""
        placed = [await self._placed(conn, each) if isinstance(each, Entry) else each for each in read]
        problems = [each for each in placed if isinstance(each, Problem)]
        good = [each for each in placed if isinstance(each, _Known)]
        new = await _new(conn, good)
        added = [_added(each, "") for each in new] if self._dry_run else await self._add(conn, new)
        return Outcome(added, len(good) - len(added), problems)

    def _read(self, row: Row) -> Entry | Problem:
        """Return what a row says; an id that an earlier row has is wrong even where that row was."""
        external_id = row.cells.get("external_id")
        if external_id:
            lines = self._first_lines.setdefault(_alike(row.cells.get("organisation", "")), {})
            first = lines.setdefault(external_id, row.line)
            if first != row.line:
                return Problem(row.line, f"external_id is the same as on line {first}")
        return checked(row, self._facts)

    async def _placed(self, conn: AsyncConnection, entry: Entry) -> _Known | Problem:
        name = _alike(entry.organisation)
        if name not in self._organisations:
            self._organisations[name] = await organisations.find(conn, entry.organisation)
        to = self._organisations[name]
        return Problem(entry.line, _NO_ORGANISATION) if to is None else _Known(entry, to)

    async def _add(self, conn: AsyncConnection, new: Sequence[_Known]) -> list[Added]:
        """Add people and return who was: fewer, where another process added some in this moment."""
        codes = await _free_codes(conn, len(new))
        rows = [self._row(each, code) for each, code in zip(new, codes, strict=True)]
        made = [_added(each, code) for each, code in zip(new, codes, strict=True)]
        if await bulk.add_people(conn, rows) == len(rows):
            return made
        kept = await invitations.find(conn, codes)
        return [each for each in made if each.code in kept]

    def _row(self, each: _Known, code: str) -> bulk.NewPerson:
        return bulk.NewPerson(
            external_id=each.entry.external_id,
            organisation_id=each.to.id,
            programme_id=each.to.programme_id,
            role=each.entry.role.value,
            code=code,
            first_name=each.entry.first_name,
            now=self._now,
        )


async def _new(conn: AsyncConnection, good: Sequence[_Known]) -> list[_Known]:
    """Return those whose ids nobody of their organisation has."""
    wanted: dict[int, list[str]] = {}
    for each in good:
        wanted.setdefault(each.to.id, []).append(each.entry.external_id)
    there = {to: await bulk.known_ids(conn, to, ids) for to, ids in wanted.items()}
    return [each for each in good if each.entry.external_id not in there[each.to.id]]


async def _free_codes(conn: AsyncConnection, count: int) -> list[str]:
    """Return so many codes that no invitation has: of 100,000 fresh ones two may well be the same."""
    codes: set[str] = set()
    while len(codes) < count:
        fresh = {fresh_code() for _ in range(count - len(codes))}
        codes |= fresh - (await invitations.find(conn, fresh)).keys()
    return list(codes)


def _added(each: _Known, code: str) -> Added:
    entry = each.entry
    role = word(entry.role.value)
    return Added(entry.line, entry.external_id, role, each.to.name, entry.first_name, code)


def _alike(name: str) -> str:
    """Return what the ways to write an organisation's name have in common, as the store compares them."""
    return " ".join(name.split()).casefold()
