"""Commands for many people at once: a list of people comes in, and a list of people goes out."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from bot.cli.context import as_json, named, one_line, opened, problem, run, settings, show
from bot.clock import Clock
from bot.settings import Settings
from mentoring.bulk import (
    EXPORT_COLUMNS,
    ROWS_A_CHUNK,
    Added,
    Intake,
    NotReadableError,
    Outcome,
    PeopleFile,
    Problem,
    codes_file,
    export_cells,
    exported,
)
from mentoring.invitations import shown
from storage import people as stored_people

MOST_SHOWN = 20
"""Lines of codes, and of errors, for people; what is more is counted, and whole in JSON or in a file."""

T = TypeVar("T")
Keep = Callable[[Sequence[Added]], None]


@dataclass(slots=True)
class Report:
    """What became of a file so far. Lists are cut to what is shown unless ``whole`` is set."""

    dry_run: bool
    whole: bool
    rows: int = 0
    added: int = 0
    there: int = 0
    refused: int = 0
    people: list[Added] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def count(self, outcome: Outcome) -> None:
        """Count some rows more."""
        self.rows += len(outcome.added) + outcome.there + len(outcome.problems)
        self.added += len(outcome.added)
        self.there += outcome.there
        self.refused += len(outcome.problems)
        self.people += self._wanted(outcome.added, len(self.people))
        self.problems += self._wanted(outcome.problems, len(self.problems))

    def _wanted(self, more: list[T], there: int) -> list[T]:
        return more if self.whole else more[: MOST_SHOWN - there]


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option(
    "--codes", type=click.Path(dir_okay=False, path_type=Path), help="Add the codes to this CSV file."
)
@as_json
def import_people(file: Path, dry_run: bool, codes: Path | None, as_json: bool) -> None:
    """Invite the people of a CSV file, each with a code of their own.

    Who is there already stays as they are: see docs/import.md.
    """
    chosen = settings()
    report = Report(dry_run, as_json)
    with one_line(), _about(file):
        people = PeopleFile.open(file)
        with _kept(None if dry_run else codes) as keep:
            run(_take_in(chosen, people, report, keep))
    show(as_json, _in_full(report, people), "\n".join(_in_words(report, people, codes)))
    if report.refused:
        raise problem(_what_now(report))


@click.group()
def export() -> None:
    """Write what is kept as a CSV file, for a spreadsheet."""


@export.command("people")
@click.option("--organisation", "name", help="Only the people of this one.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def export_people(name: str | None, out: Path | None) -> None:
    """List people with first names and the codes that nobody has used yet."""
    count = run(_export(settings(), name, out))
    if out is not None:
        click.echo(f"Wrote {_many(count, 'person', 'people')} to {out}.")


@contextmanager
def _about(file: Path) -> Iterator[None]:
    """Put the name of the file before what is wrong with it."""
    try:
        yield
    except NotReadableError as error:
        raise problem(f"{file} {error}") from None


@contextmanager
def _kept(codes: Path | None) -> Iterator[Keep]:
    """Give what keeps the codes: in a file, or not at all."""
    if codes is None:
        yield lambda _: None
        return
    with _about(codes), codes_file(codes) as keep:
        yield keep


async def _take_in(chosen: Settings, people: PeopleFile, report: Report, keep: Keep) -> None:
    intake = Intake(Clock().now(), dry_run=report.dry_run)
    rows = people.rows()
    async with opened(chosen) as store:
        with _progress(people.count) as passed:
            while some := list(islice(rows, ROWS_A_CHUNK)):
                # Outside of the transaction, so that a bot on the same SQLite file gets its turn meanwhile.
                read = intake.read(some)
                async with store.read() if report.dry_run else store.write() as conn:
                    outcome = await intake.take(conn, read)
                keep(outcome.added)
                report.count(outcome)
                passed(len(some))


@contextmanager
def _progress(rows: int) -> Iterator[Callable[[int], None]]:
    """Show on standard error how far it is, where that takes longer than a moment."""
    label = f"Reading {rows:,} rows"
    with click.progressbar(length=rows, label=label, file=sys.stderr, hidden=rows <= ROWS_A_CHUNK) as bar:
        yield bar.update


def _in_full(report: Report, people: PeopleFile) -> dict[str, Any]:
    """Return everything about an import, with no names."""
    return {
        "dry_run": report.dry_run,
        "rows": report.rows,
        "added": report.added,
        "there_already": report.there,
        "refused": report.refused,
        "ignored_columns": list(people.ignored),
        "people": [
            {
                "line": each.line,
                "external_id": each.external_id,
                "role": each.role,
                "organisation": each.organisation,
                "code": each.code or None,
            }
            for each in report.people
        ],
        "errors": [each._asdict() for each in report.problems],
    }


def _in_words(report: Report, people: PeopleFile, codes: Path | None) -> Iterator[str]:
    added = f"{_many(report.added, 'person', 'people')} {'would be' if report.dry_run else ''} added"
    counts = [" ".join(added.split()), f"{report.there:,} there already"]
    if report.refused:
        counts.append(f"{_many(report.refused, 'row', 'rows')} not taken")
    yield f"{', '.join(counts)}."
    if people.ignored:
        yield f"Columns that are not known were ignored: {_some(people.ignored)}"
    if report.added and not report.dry_run:
        yield from _codes_in_words(report, codes)
    yield from (f"line {each.line}: {each.reason}" for each in report.problems[:MOST_SHOWN])
    if report.refused > MOST_SHOWN:
        yield f"and {report.refused - MOST_SHOWN:,} more: --json has them all"


def _codes_in_words(report: Report, codes: Path | None) -> Iterator[str]:
    if codes is not None:
        yield f"The codes are in {codes}."
        return
    yield from (f"{shown(each.code)}  {each.external_id}" for each in report.people[:MOST_SHOWN])
    if report.added > MOST_SHOWN:
        yield f"and {report.added - MOST_SHOWN:,} more: alongside export people has every code"


def _what_now(report: Report) -> str:
    """Return the one line for a file of which some rows were not taken."""
    of = f"{report.refused:,} of {_many(report.rows, 'row', 'rows')}"
    if report.dry_run:
        return f"{of} would not be taken; nothing was written. Put them right first"
    return f"{of} not taken, the other {report.rows - report.refused:,} kept. Put them right and run it again"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_SHOWN:,} more" if len(names) > MOST_SHOWN else ""
    return ", ".join(names[:MOST_SHOWN]) + more


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"


async def _export(chosen: Settings, name: str | None, out: Path | None) -> int:
    """Write people, a page at a time, and return how many."""
    count = 0
    async with opened(chosen) as store, store.read() as conn:
        organisation = (await named(conn, name)).id if name else None
        to: AbstractContextManager[TextIO] = exported(out) if out else _piped()
        with to as file:
            writer = csv.writer(file)
            writer.writerow(EXPORT_COLUMNS)
            async for row in stored_people.export(conn, organisation):
                writer.writerow(export_cells(row))
                count += 1
    return count


@contextmanager
def _piped() -> Iterator[TextIO]:
    """Give standard output, whose reader may have had enough after any line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # whatever the terminal's own are
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still to be flushed when Python ends must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
