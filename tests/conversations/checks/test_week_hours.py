"""Hours of single weekdays."""

from __future__ import annotations

import json

import pytest

from conversations.check import Rejected
from conversations.checks.week_hours import WeekHours, changed
from conversations.reply import Json
from conversations.week import Free, of_parts
from tests.conversations.checks.world import FACTS, refusal

CHECK = WeekHours([Free(day, 600, 660) for day in range(7)])


def said(text: str) -> dict[int, list[str]]:
    found = CHECK.parse(text, FACTS)
    return {day: [f"{one.begins / 60:g}-{one.ends / 60:g}" for one in hours] for day, hours in found.items()}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("mon 16-18, thu after 5", {0: ["16-18"], 3: ["17-24"]}),
        ("mon 4-6, not fri", {0: ["16-18"], 4: []}),
        ("not fri, sat morning", {5: ["0-12"], 4: []}),
        ("not fri", {4: []}),
        ("tue and thu 4-6", {1: ["16-18"], 3: ["16-18"]}),
        ("mon 16-18 and 19-20", {0: ["16-18", "19-20"]}),
        ("mon 16-18, mon 17-20", {0: ["16-20"]}),
        (
            "monday to friday 9-5 except wednesday",
            {0: ["9-17"], 1: ["9-17"], 3: ["9-17"], 4: ["9-17"], 2: []},
        ),
        ("weekends", {5: ["0-24"], 6: ["0-24"]}),
        ("every day after 6", {day: ["18-24"] for day in range(7)}),
        ("after 6", {day: ["18-24"] for day in range(7)}),
        ("mon, thu after 5", {0: ["17-24"], 3: ["17-24"]}),
        ("thursdays until 6", {3: ["0-18"]}),
        ("no", {}),
        ("Nothing.", {}),
    ],
)
def test_hours(text: str, hours: dict[int, list[str]]) -> None:
    assert said(text) == hours


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "hello",
            "mon 5pm",
            "not fri evening",
            "mon 16-16:15",
            "14 feb 4-6",
            "not before 5",
            "tomorrow 4-6",
        ),
        *("x" * 10_000, "🎉", "next monday 4-6", "mon 25-26"),
    ],
)
def test_what_is_none_is_refused(text: str) -> None:
    assert refusal(CHECK, text) == "not_week_hours"


def test_a_week_without_any_hours_is_refused() -> None:
    assert refusal(CHECK, "not any day") == "not_any_hours"
    assert refusal(WeekHours(of_parts(["weekend_morning"])), "not weekends") == "not_any_hours"
    assert WeekHours(of_parts(["weekend_morning"])).parse("not sat", FACTS) == {5: ()}


def test_what_is_not_named_stays_as_it_was() -> None:
    before = (Free(0, 600, 660), Free(1, 600, 660), Free(2, 600, 660))

    assert changed(before, {1: (Free(1, 900, 960),), 2: ()}) == (Free(0, 600, 660), Free(1, 900, 960))
    assert changed(before, {}) == before


@pytest.mark.parametrize("text", ["mon 16-18, thu after 5, not fri", "no", "mon 16-18 and 19-20"])
def test_an_answer_is_stored_and_comes_back(text: str) -> None:
    value = WeekHours([Free(6, 600, 660)]).parse(text, FACTS)

    assert CHECK.load(json.loads(json.dumps(CHECK.dump(value))), FACTS) == value


@pytest.mark.parametrize("stored", [None, 5, "mon", [[1]], {"x": []}, {"1": [[1, 2, 3]]}, {"1": 5}])
def test_what_is_no_answer_is_asked_again(stored: Json) -> None:
    with pytest.raises(Rejected):
        CHECK.load(stored, FACTS)
