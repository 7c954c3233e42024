"""Cells of the CSV files that go out, so that a spreadsheet takes none of them for a formula."""

from __future__ import annotations

from datetime import datetime

from mentoring.invitations import shown
from storage.people import ExportRow

FORMULA = "=+-@\t\r\n＝＋－＠"
"""What a cell begins with that one spreadsheet or another may carry out; the last four are full-width."""

EXPORT_COLUMNS = (
    "id",
    "external_id",
    "role",
    "status",
    "organisation",
    "first_name",
    "code",
    "created",
    "joined",
)


def export_cells(row: ExportRow) -> list[str]:
    """Return the cells of ``EXPORT_COLUMNS``, safe; moments are UTC."""
    cells = (
        str(row.id),
        row.external_id,
        ", ".join(sorted(map(word, filter(None, row.roles.split(","))))),
        row.status,
        row.organisation,
        row.first_name,
        shown(row.code) if row.code else "",
        _moment(row.created_at),
        _moment(row.joined_at),
    )
    return list(map(safe, cells))


def safe(cell: str) -> str:
    """Return ``cell`` with an apostrophe before it where it begins as a formula does: it is text then."""
    return f"'{cell}" if cell[:1] and cell[0] in FORMULA else cell


def word(role: str) -> str:
    """Return a role as files and the command line spell it: "young-person"."""
    return role.replace("_", "-")


def _moment(at: datetime | None) -> str:
    """Return a moment as a spreadsheet knows it for one: "2026-11-02 09:00:00"."""
    return "" if at is None else at.strftime("%Y-%m-%d %H:%M:%S")
