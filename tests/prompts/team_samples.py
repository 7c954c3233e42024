"""What the prompts that coordinators and safeguarding leads read are rendered with in the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.flows.concern import LONGEST_NOTE, MOST_EVENTS
from conversations.home import MOST_CONCERNS
from conversations.reply import Json

LONGEST_WORDS = 1500
"""Characters of a concern's words; what is longer is split over several messages."""

NAMES: Mapping[str, str] = {
    "applicant_for_team": "first_name person",
    "approved": "first_name coordinator",
    "concern_alert": "number severity source again minutes",
    "concern_card": "number date time severity category source first_name person words",
    "concern_close": "number",
    "concern_closed": "number",
    "concern_left": "number",
    "concern_next": "number closed",
    "concern_no_number": "",
    "concern_none": "number",
    "concern_note": "",
    "concern_noted": "number",
    "concern_number": "",
    "concern_taken": "number first_name",
    "concern_timeline": "events earlier",
    "concern_urgent": "number",
    "decided_already": "",
    "duties": "duties",
    "duties_left": "",
    "duty_laid_down": "alone",
    "duty_taken": "first_name place",
    "duty_yours": "duty",
    "help_for_team": "first_name person",
    "home_coordinator": "counts concerns waiting place red amber green met minutes needy more",
    "home_mentor": "first_name coordinator status referrals pairs minutes zone",
    "invite_made": "role uses",
    "invite_role": "",
    "invite_uses": "role",
    "invited": "code role uses organisation",
    "see_approved": "first_name",
    "see_card": "person first_name roles status date talking stuck platforms referrals profile",
    "see_checks": "first_name",
    "see_closed": "",
    "see_decided": "first_name status",
    "see_gone": "whom",
    "see_helped": "first_name",
    "see_next": "first_name",
    "see_none": "whom",
    "see_reason": "first_name",
    "see_reason_more": "first_name",
    "see_reset": "first_name",
    "see_sure": "first_name",
    "see_turned_down": "first_name",
    "see_was_reset": "first_name",
    "see_which": "count most",
    "see_whom": "",
    "turned_down": "first_name coordinator",
    "workspace_back": "name",
    "workspace_gone": "name",
    "workspace_unknown": "",
}
"""The names of the values that each prompt is given."""

_COUNTS = ("young_people", "mentors", "coordinators", "invited", "joining", "waiting", "help_requests")

TYPICAL: Mapping[str, Json] = {
    "again": False,
    "alone": False,
    "category": "abuse",
    "closed": False,
    "code": "ABCD-EFG2",
    "concerns": [{"number": 5, "severity": "high", "date": "2026-11-23", "time": "10:20"}],
    "counts": {**dict.fromkeys(_COUNTS, 3), "concerns_open": 1},
    "duties": [{"place": 1, "first_name": "Priya", "mine": True}],
    "duty": 2,
    "earlier": 0,
    "events": [{"date": "2026-11-23", "time": "10:05", "what": "told", "by": "Priya", "note": ""}],
    "name": "Northside",
    "person": 7,
    "place": 1,
    "platforms": ["slack"],
    "referrals": 1,
    "role": "mentor",
    "roles": ["mentor"],
    "source": "words",
    "status": "waiting",
    "stuck": True,
    "talking": {"flow": "applying", "at": "Languages", "count": 3, "unit": "hours"},
    "time": "10:04",
    "uses": 1,
    "waiting": 2,
    "whom": "ann",
    "words": "He shouts at me every day.",
}


def longest(hostile: Callable[[int], str], name: int) -> Mapping[str, Json]:
    """Return the same values at their longest, with what people may type to break a message."""
    event = {"date": "2026-11-23", "time": "10:05", "what": "note", "by": hostile(name)}
    note = LONGEST_NOTE // MOST_EVENTS
    return {
        "again": True,
        "closed": True,
        "concerns": [
            {"number": n, "severity": "immediate", "date": "2026-11-23", "time": "10:20"}
            for n in range(MOST_CONCERNS)
        ],
        "duties": [{"place": place, "first_name": hostile(name), "mine": False} for place in (1, 2, 3)],
        "earlier": 100,
        "events": [{**event, "note": hostile(note)}] * (MOST_EVENTS - 5),
        "name": hostile(100),
        "place": 3,
        "platforms": ["slack", "telegram"],
        "referrals": 40,
        "role": "young_person",
        "roles": ["coordinator", "mentor", "safeguarding_lead"],
        "source": "report",
        "status": "active",
        "talking": {"flow": "applying", "at": hostile(name), "count": 365, "unit": "days"},
        "uses": 1000,
        "whom": hostile(name),
        "words": hostile(LONGEST_WORDS),
    }


BARE: Mapping[str, Json] = {
    "alone": True,
    "concerns": [],
    "duties": [],
    "events": [],
    "person": 0,
    "place": 0,
    "platforms": [],
    "referrals": 0,
    "role": "coordinator",
    "status": "left",
    "stuck": False,
    "talking": {},
    "waiting": 0,
}
