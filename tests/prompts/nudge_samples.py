"""What the prompts of nudges, and of the talk about them, are rendered with in the tests."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.flows.nudges import ALWAYS, SWITCHED_BY
from conversations.nudging import NudgeGroup, Reminder
from conversations.reply import Json

NAMES: Mapping[str, str] = {
    "arrange_month": "other of_mentor",
    "hour_ahead": "other at zone where room",
    "not_a_pause": "",
    "nudge_way_out": "",
    "nudges": "on off always reminders paused quiet_from quiet_until",
    "nudges_closed": "",
    "nudges_pause": "",
    "nudges_paused": "pause_ends",
    "nudges_remind": "",
    "nudges_resumed": "",
    "nudges_set": "",
    "nudges_switch": "",
    "pair_birthday": "other months met met_hours met_goals",
    "pause_too_long": "months",
    "pause_too_short": "",
    "proposal_waits": "other times zone",
    "week_ahead": "other at zone where adult",
}
"""The names of the values that each prompt is given; everybody reads them."""

TEAM_NAMES: Mapping[str, str] = {"proposal_waits_for_team": "first_name other"}
"""Those that only the team reads."""

_ALL: list[Json] = [group.value for group in NudgeGroup]
_THEIRS: list[Json] = [group.value for groups in SWITCHED_BY.values() for group in groups[:2]]
_KEPT: list[Json] = [*sorted({group.value for groups in ALWAYS.values() for group in groups})]

TYPICAL: Mapping[str, Json] = {
    "always": ["going"],
    "met": 4,
    "met_goals": 1,
    "met_hours": 4,
    "of_mentor": False,
    "off": ["goals"],
    "on": ["before", "after", "other"],
    "pause_ends": "2027-03-01",
    "paused": "",
    "quiet_from": "21:00",
    "quiet_until": "08:00",
    "reminders": [one.value for one in Reminder],
}

LONGEST: Mapping[str, Json] = {
    "always": _KEPT,
    "met": 12,
    "met_goals": 30,
    "met_hours": 1000,
    "of_mentor": True,
    "off": _ALL,
    "on": _THEIRS,
    "paused": "2027-09-30",
}

BARE: Mapping[str, Json] = {
    "always": [],
    "met": 0,
    "met_goals": 0,
    "met_hours": 0,
    "off": [],
    "on": [],
    "reminders": [],
}
