"""The parts of a date that were written."""

from __future__ import annotations

import pytest

from conversations.checks.written import Written, days_in, month_named, whole_year, written


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("25/12", Written(25, 12)),
        ("12.25", Written(25, 12)),
        ("the 3rd", Written(3)),
        ("dec 3", Written(3, 12)),
        ("3 dec 09", Written(3, 12, 9)),
        ("december 2026", Written(None, 12, 2026)),
        ("3", None),
        ("3 4", None),
        ("", None),
        ("0 may", None),
        ("1/0", None),
    ],
)
def test_parts(text: str, parts: Written | None) -> None:
    assert written(text) == parts


@pytest.mark.parametrize(
    ("word", "month"), [("may", 5), ("mar", 3), ("sept", 9), ("ju", None), ("juny", None), ("xyz", None)]
)
def test_months(word: str, month: int | None) -> None:
    assert month_named(word) == month


@pytest.mark.parametrize(
    ("year", "latest", "whole"),
    [(9, 2026, 2009), (26, 2026, 2026), (27, 2026, 1927), (26, 2099, 2026), (2031, 2026, 2031)],
)
def test_years_of_two_figures(year: int, latest: int, whole: int) -> None:
    assert whole_year(year, latest) == whole


def test_days_in_february() -> None:
    assert (days_in(2, 2027), days_in(2, 2028), days_in(2, None)) == (28, 29, 29)
