"""What the prompts that mentors read, and those of reports and links, are rendered with in the tests."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.flows.fields import FIELDS, MENTOR_FIELDS, OTHER
from conversations.reply import Json

MENTORS: Mapping[str, str] = {
    "approved": "first_name coordinator",
    "conduct": "version minutes months",
    "conduct_no": "coordinator",
    "contact_twice": "",
    "coordinator_next": "first_name place",
    "decision_first": "",
    "declined": "",
    "experience": "",
    "experience_right": "",
    "lead_next": "first_name place",
    "mentor_privacy": "",
    "mentor_privacy_no": "coordinator",
    "mentor_waiting": "first_name coordinator",
    "mentor_welcome": "organisation minutes months",
    "not_a_contact": "",
    "not_eligible": "coordinator",
    "referees_why": "",
    "referral": "code used",
    "report_end_team": "joining",
    "safeguarding_why": "",
    "still_waiting": "first_name",
    "team_duty": "organisation",
    "turned_down": "first_name coordinator",
    **{name: "" for name in MENTOR_FIELDS if name not in FIELDS},
    **{
        f"{name}_{OTHER}": ""
        for name, field in MENTOR_FIELDS.items()
        if field.offers_other and name not in FIELDS
    },
}
"""The names of the values of each prompt that mentors and the team read."""

EVERYBODY: Mapping[str, str] = {
    "danger": "",
    "danger_unsure": "",
    "danger_yes": "",
    "form_stale": "",
    "home_stranger": "",
    "join_first": "",
    "link": "",
    "link_code": "code minutes",
    "link_over": "",
    "linked": "first_name",
    "not_for_you": "",
    "report": "team",
    "report_end": "joining",
    "report_kept": "",
    "report_more": "",
}
"""The names of the values of each prompt that young people read too."""

TYPICAL: Mapping[str, Json] = {"used": 3, "version": "2026-11"}
LONGEST: Mapping[str, Json] = {"used": 1000}
BARE: Mapping[str, Json] = {"used": 0}
