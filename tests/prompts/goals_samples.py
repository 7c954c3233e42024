"""What the prompts of goals and their steps are rendered with in the tests; everybody reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.flows.goals import MOST_EARLIER
from conversations.goals import LONGEST_TITLE, MOST_GOALS, MOST_STEPS
from conversations.reply import Json

NAMES: Mapping[str, str] = {
    "day_in_past": "",
    "day_set": "title by",
    "day_too_far": "years",
    "goal": "goal",
    "goal_after": "title step",
    "goal_by": "title",
    "goal_closed": "",
    "goal_day": "title",
    "goal_dropped": "title",
    "goal_ended": "goal",
    "goal_near": "title step",
    "goal_new": "first_name title",
    "goal_reached": "title other again",
    "goal_reached_news": "first_name title",
    "goal_reopened": "title",
    "goal_set": "title other",
    "goal_title": "",
    "goals": "other goals",
    "goals_close": "other",
    "goals_earlier": "goals more",
    "goals_full": "most",
    "goals_gone": "over",
    "goals_no_match": "is_mentor",
    "goals_whom": "",
    "not_a_day": "",
    "step_added": "step",
    "step_by": "step",
    "step_done": "step goal",
    "step_title": "title fresh",
    "step_undone": "step goal",
    "steps_full": "most",
    "title_known": "title",
}
"""The names of the values that each prompt is given."""


def _goal(title: str, step: str, *, steps: int, done: int) -> dict[str, Json]:
    lines: list[Json] = [
        {"title": step, "done": number < done, "by": "2026-12-04" if number == done else ""}
        for number in range(steps)
    ]
    day = {"by": "2027-02-14", "ended": "2026-12-20"}
    count = {"done": done, "steps": steps}
    return {"goal": 17, "title": title, "status": "reached", "other": "Sam", "lines": lines, **day, **count}


_CV = _goal("Write a CV", "Look at two good examples", steps=3, done=2)

TYPICAL: Mapping[str, Json] = {
    "by": "2026-12-04",
    "fresh": True,
    "goal": _CV,
    "goals": [_CV, _goal("Feel more confident", "", steps=0, done=0)],
    "is_mentor": False,
    "more": 3,
    "other": "Sam",
    "over": False,
    "step": "Look at two good examples",
    "title": "Write a CV",
}


def longest(hostile: Callable[[int], str], name: int) -> Mapping[str, Json]:
    """Return the same values at their longest, with what people may type to break a message."""
    goal = _goal(hostile(LONGEST_TITLE), hostile(LONGEST_TITLE), steps=MOST_STEPS, done=1)
    return {
        "goal": goal,
        "goals": [goal] * max(MOST_GOALS, MOST_EARLIER),
        "is_mentor": True,
        "more": 100,
        "other": hostile(name),
        "over": True,
        "step": hostile(LONGEST_TITLE),
        "title": hostile(LONGEST_TITLE),
    }


BARE: Mapping[str, Json] = {
    "by": "",
    "fresh": False,
    "goal": {**_goal("Write a CV", "", steps=0, done=0), "by": "", "ended": ""},
    "goals": [],
    "more": 0,
    "other": "",
    "step": "",
}
