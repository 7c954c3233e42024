"""Cells that go out: safe in a spreadsheet, and the same again when they are read."""

from __future__ import annotations

import pytest

from mentoring.bulk.writing import EXPORT_COLUMNS, export_cells, safe
from storage.people import ExportRow
from tests.clocks import MORNING


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-Ann", "'-Ann"),
        ("@Ann", "'@Ann"),
        ("\tAnn", "'\tAnn"),
        ("\rAnn", "'\rAnn"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("", ""),
        ("Ann", "Ann"),
        ("Jean-Luc", "Jean-Luc"),
        ("'Ann", "'Ann"),
        ("1=1", "1=1"),
    ],
)
def test_only_what_begins_as_a_formula_does_is_escaped(cell: str, written: str) -> None:
    assert safe(cell) == written


def test_each_cell_of_an_export_is_under_its_column() -> None:
    row = ExportRow(
        7, "=S1", "young_person,coordinator", "active", "@Home", "-Ann", "ABCDEFG2", MORNING, MORNING
    )

    assert dict(zip(EXPORT_COLUMNS, export_cells(row), strict=True)) == {
        "id": "7",
        "external_id": "'=S1",
        "role": "coordinator, young-person",
        "status": "active",
        "organisation": "'@Home",
        "first_name": "'-Ann",
        "code": "ABCD-EFG2",
        "created": f"{MORNING:%Y-%m-%d %H:%M:%S}",
        "joined": f"{MORNING:%Y-%m-%d %H:%M:%S}",
    }


def test_what_is_not_known_is_empty() -> None:
    row = ExportRow(7, "", "", "invited", "Oak School", "", "", MORNING, None)

    cells = dict(zip(EXPORT_COLUMNS, export_cells(row), strict=True))
    assert [name for name, cell in cells.items() if not cell] == [
        "external_id",
        "role",
        "first_name",
        "code",
        "joined",
    ]
