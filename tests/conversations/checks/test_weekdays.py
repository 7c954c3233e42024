"""Weekdays in people's words."""

from __future__ import annotations

import pytest

from conversations.checks.weekdays import find_weekdays


@pytest.mark.parametrize(
    ("text", "days", "every"),
    [
        *[(text, {0}, True) for text in ("mondays", "any monday", "every mon", "on mondays", "mons")],
        *[(text, {1}, False) for text in ("tuesday", "tue", "tues", "on tuesday", "teusday", "this tuesday")],
        *[(text, {0, 1, 2, 3, 4}, True) for text in ("weekdays", "mon-fri", "monday to friday", "mon – fri")],
        *[(text, {5, 6}, True) for text in ("weekends", "at the weekend", "weekend", "sat-sun")],
        *[(text, set(range(7)), True) for text in ("every day", "daily", "any day", "all days")],
        ("fri-mon", {4, 5, 6, 0}, True),
        ("monday tuesday", {0, 1}, True),
        ("thurs", {3}, False),
        ("sats", {5}, True),
    ],
)
def test_weekdays(text: str, days: set[int], every: bool) -> None:
    found = find_weekdays(text)

    assert found is not None
    assert (set(found.days), found.every) == (days, every)


@pytest.mark.parametrize(
    "text", ["", "hello", "next tuesday", "thursday next week", "14 feb", "any", "on", "mon 5"]
)
def test_what_is_anything_else_is_none(text: str) -> None:
    assert find_weekdays(text) is None
