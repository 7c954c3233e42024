"""Goals as lines: how far each is, what has ended, and which has a title."""

from __future__ import annotations

from datetime import date

from conversations.goals import called, ended_goals, goal_line, goal_lines, open_goals, same, step_lines
from conversations.pairs import Goal, Step

STEPS = (Step(1, "List it", date(2026, 12, 4), done=True), Step(2, "Show it"))
CV = Goal(17, "Write a CV", date(2027, 2, 14), steps=STEPS)
OLD = Goal(3, "Drive", status="dropped", ended=date(2026, 11, 1))
NEW = Goal(2, "Swim", status="reached", ended=date(2026, 11, 20))


def test_a_line_says_how_far_a_goal_is() -> None:
    assert goal_line(CV) == {
        "goal": 17,
        "title": "Write a CV",
        "by": "2027-02-14",
        "status": "open",
        "ended": "",
        "done": 1,
        "steps": 2,
    }
    assert step_lines(STEPS) == [
        {"title": "List it", "done": True, "by": "2026-12-04"},
        {"title": "Show it", "done": False, "by": ""},
    ]


def test_lines_are_of_what_is_worked_on() -> None:
    assert goal_lines((OLD, CV, NEW)) == [goal_line(CV)]
    assert open_goals((OLD, CV, NEW)) == [CV]


def test_what_has_ended_comes_newest_first() -> None:
    assert ended_goals((OLD, CV, NEW)) == [NEW, OLD]


def test_a_title_is_known_whatever_its_case_and_the_newest_is_meant() -> None:
    again = Goal(18, "write a cv!")

    assert called("WRITE A CV", (CV, again, OLD)) == again
    assert called("Write", (CV,)) is None
    assert same("Café", "cafe")
    assert not same("🎉", "🎈")
