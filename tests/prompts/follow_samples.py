"""What the prompts of what follows a meeting are rendered with in the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.flows.log import LONGEST_ACTION, MOST_ACTIONS
from conversations.reply import Json
from mentoring.programmes import LONGEST_QUESTION, LONGEST_TITLE, QUESTIONS

LONGEST_NOTES = 1000
"""Characters of notes; what is longer is split over several messages."""

LONGEST_ROOM = 200
"""Characters of an online room's link."""

MENTORS: Mapping[str, str] = {
    "catch_up_ask_mentor": "other again",
    "catch_up_thanks": "other",
    "catch_up_worry": "",
    "line_too_long": "count limit",
    "log_about": "other at zone",
    "log_actions": "other",
    "log_again": "other at zone held minutes topics notes actions",
    "log_ask": "other at zone again",
    "log_end": "other met hours agreed",
    "log_gone": "",
    "log_held": "other",
    "log_kept": "minutes topics",
    "log_left": "",
    "log_minutes": "other",
    "log_missed": "other",
    "log_notes": "other",
    "log_nothing": "",
    "log_topics": "other",
    "log_which": "",
    "log_why": "other",
    "meeting_differs": "first_name other date held",
    "mentor_activities": "other",
    "mentor_impact": "other",
    "mentor_outcomes": "other",
    "mentor_relationship": "other",
    "mentor_safe": "other",
    "no_answer_for_team": "first_name what other",
    "not_a_length": "least most",
    "too_many_lines": "count most",
}
"""The names of the values of each prompt that mentors and the team read."""

EVERYBODY: Mapping[str, str] = {
    "catch_up_activities": "other",
    "catch_up_ask": "other again",
    "catch_up_end": "other low coordinator",
    "catch_up_impact": "other",
    "catch_up_outcomes": "other",
    "catch_up_relationship": "other",
    "catch_up_safe": "other",
    "check_in_ask": "other at zone again",
    "check_in_end": "other arranged",
    "check_in_gone": "",
    "check_in_how": "other at zone",
    "check_in_next": "other",
    "check_in_no_meeting": "other",
    "check_in_none": "",
    "check_in_person": "coordinator",
    "check_in_safe_end": "",
    "check_in_sorry": "wants coordinator other",
    "check_in_talked": "other",
    "check_in_unsafe": "",
    "check_in_why": "other",
    "check_in_words": "coordinator",
    "meeting_card": "other at zone where adult room topic actions questions",
}
"""The names of the values of each prompt that young people read too."""

TYPICAL: Mapping[str, Json] = {
    "actions": ["Write a first CV", "Ask Ms Khan about college"],
    "adult": "Ms Khan",
    "agreed": True,
    "arranged": False,
    "at": "2027-01-14T17:00:00+00:00",
    "held": True,
    "hours": 170,
    "low": True,
    "met": 3,
    "notes": "We read two adverts.",
    "other": "Sam",
    "questions": ["What have you done that you like?", "Which part do you want to work on?"],
    "room": "https://meet.example.org/alongside-7",
    "topic": "Your CV",
    "topics": ["Your CV", "Interviews"],
    "wants": True,
    "what": "check_in",
    "where": "Oak School library",
    "zone": "Europe/London",
}

BARE: Mapping[str, Json] = {
    "actions": [],
    "adult": "",
    "agreed": False,
    "arranged": True,
    "held": False,
    "hours": 50,
    "low": False,
    "met": 1,
    "notes": "",
    "other": "",
    "questions": [],
    "room": "",
    "topic": "",
    "topics": [],
    "wants": False,
    "what": "log_meeting",
    "where": "",
}


def longest(hostile: Callable[[int], str], name: int) -> Mapping[str, Json]:
    """Return the same values at their longest, with what people may type to break a message."""
    return {
        "actions": [hostile(LONGEST_ACTION // 2)] * MOST_ACTIONS,
        "adult": hostile(name),
        "again": True,
        "hours": 1440,
        "met": 24,
        "notes": hostile(LONGEST_NOTES),
        "other": hostile(name),
        "questions": [hostile(LONGEST_QUESTION)] * QUESTIONS,
        "room": f"https://meet.example.org/{'a' * LONGEST_ROOM}",
        "topic": hostile(LONGEST_TITLE),
        "topics": [hostile(LONGEST_TITLE)] * 13,
        "what": "catch_up",
        "where": hostile(100),
    }
