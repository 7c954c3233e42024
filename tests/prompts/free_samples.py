"""What the prompts of free times, of days away and of when to meet are rendered with in the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.flows.free import MOST_AWAY
from conversations.reply import Json

NAMES: Mapping[str, str] = {
    "free": "week usual_times days_away city",
    "free_away": "",
    "free_away_set": "begins ends",
    "free_closed": "",
    "free_days": "",
    "free_meets": "starts zone",
    "free_parts": "",
    "free_return": "",
    "free_returned": "",
    "free_week_set": "",
    "free_zone": "",
    "free_zone_set": "city time",
    "date_away_over": "",
    "date_away_too_far": "years",
    "date_away_too_long": "days",
    "date_beyond_plan": "days",
    "not_a_meeting_time": "",
    "not_a_zone": "",
    "not_any_hours": "",
    "not_days_away": "",
    "not_one_zone": "",
    "not_week_hours": "",
    "time_none_fits": "nearest",
    "time_none_left": "",
    "time_out_of_hours": "earliest latest",
    "time_taken": "",
    "time_too_soon": "hours nearest",
}
"""The names of the values that each prompt is given; everybody reads them."""

_AFTER_SCHOOL: Json = {"begins": "15:30", "ends": "18:00", "all_day": False}
_ALL_DAY: Json = {"begins": "00:00", "ends": "24:00", "all_day": True}
_AWAY: Json = {"begins": "2027-02-14", "ends": "2027-02-21"}

TYPICAL: Mapping[str, Json] = {
    "begins": "2027-02-14",
    "city": "London",
    "days_away": [_AWAY, {"begins": "2027-03-01", "ends": "2027-03-01"}],
    "earliest": "09:00",
    "ends": "2027-02-21",
    "hours": 24,
    "latest": "20:00",
    "nearest": "Thu 14 January, 17:00",
    "starts": "2027-01-14T17:00:00+00:00",
    "usual_times": ["weekday_evening"],
    "week": [
        {"begins": 0, "ends": 4, "times": [_AFTER_SCHOOL]},
        {"begins": 5, "ends": 5, "times": [_ALL_DAY]},
    ],
    "zone": "Europe/London",
}


def longest(hostile: Callable[[int], str]) -> Mapping[str, Json]:
    """Return the same values at their longest, with what people may type to break a message."""
    return {
        "city": hostile(40),
        "days_away": [_AWAY] * MOST_AWAY,
        "nearest": hostile(30),
        "week": [{"begins": day, "ends": day, "times": [_AFTER_SCHOOL] * 4} for day in range(7)],
    }


BARE: Mapping[str, Json] = {"days_away": [], "ends": "2027-02-14", "usual_times": [], "week": []}
