"""What the prompts about matches, how they go, and places are rendered with in the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.checks.adults import LONGEST_ADULT
from conversations.flows.fields import FIELDS, LONGEST_LINE, LONGEST_OTHER, MOST_INTERESTS, OTHER
from conversations.flows.pairing import MORE_LIMIT, MOST_REASONS
from conversations.flows.places import LONGEST_PLACE, MOST_PLACES
from conversations.home import MOST_NEEDY
from conversations.reply import Json
from mentoring.matching import MOST_CANDIDATES

TEAM_NAMES: Mapping[str, str] = {
    "adult_name": "mentor young_person adult",
    "adult_named": "mentor young_person adult",
    "adult_whose": "count shown",
    "match_adult": "first_name",
    "match_ended_mentor": "first_name other as_meant coordinator sessions minutes",
    "match_ends": "mentor young_person months today sessions goals_reached",
    "match_for_mentor": "first_name young_person interests help_with adult needs_adult coordinator",
    "match_gone": "number",
    "match_left": "first_name mentor",
    "match_made": "mentor young_person number adult needs_adult",
    "match_mentor": "first_name person wishes mentors",
    "match_mentor_gone": "person",
    "match_no_mentor": "first_name",
    "match_no_such_mentor": "whom",
    "match_nobody": "",
    "match_none": "whom",
    "match_not_made": "reason mentor young_person",
    "match_sure": "first_name mentor adult needs_adult",
    "match_young": "count shown",
    "not_a_room_link": "",
    "not_an_adult": "",
    "pair_closed": "",
    "pair_ended": "mentor young_person",
    "pair_gone": "number",
    "pair_next": "",
    "pair_nobody": "",
    "pair_none": "whom",
    "pair_over": "mentor young_person",
    "pair_reason": "mentor young_person",
    "pair_reason_more": "mentor young_person",
    "pair_sheet": "number mentor young_person colour why next_step since months sessions missed minutes next "
    "waits zone ratings goals_open goals_reached adult needs_adult until ended_for noted",
    "pair_sure": "mentor young_person as_meant arranged",
    "pair_which": "count shown",
    "pair_wrote": "side wrote_on words",
    "place_added": "name template",
    "place_gone": "",
    "place_link": "",
    "place_name": "",
    "place_removed": "name",
    "place_room_name": "",
    "place_sure": "name",
    "place_there": "name",
    "place_which": "",
    "places_closed": "",
    "places_next": "places full",
    "weekly_summary": "red amber green needy more",
    "which_of_them": "count",
}
"""The names of the values of each prompt that mentors and the team read."""

NAMES: Mapping[str, str] = {
    "match_ended_young_person": "first_name other as_meant coordinator",
    "match_for_young_person": "first_name mentor job adult needs_adult coordinator",
}
"""The names of the values of each prompt that young people read."""


def _needy(mentor: str, young: str, *, reasons: int) -> Json:
    why: list[Json] = [{"key": "low_young_person", "count": 2}, {"key": "adult", "count": 0}]
    return {
        "number": 17,
        "mentor": mentor,
        "young_person": young,
        "colour": "red",
        "why": why[:reasons],
        "next_step": "no_meeting",
        "others": 3,
    }


def _candidate(name: str, job: str, *, longest: bool) -> Json:
    """Return a mentor with reasons: a few, or every one that there can be."""
    groups = {"help_with": "can_help_with", "interests": "interests", "free_times": "free_times"}
    groups |= {"languages": "languages", "region": "region"}
    fits: list[Json] = []
    for kind, group in groups.items():
        choices = FIELDS[kind].check.choices
        options: list[Json] = [choice.value for choice in choices if choice.value != OTHER]
        most = 1 if kind == "region" else MOST_INTERESTS if longest else 2
        fits.append({"kind": kind, "group": group, "options": options[:most]})
    return {
        "person": 5,
        "first_name": name,
        "job": job,
        "room": 2,
        "fits": fits,
        "gaps": ["free_times", "languages"] if longest else [],
    }


_BARE_CANDIDATE: Json = {"person": 6, "first_name": "Zoe", "job": "", "room": 1, "fits": [], "gaps": []}

TYPICAL: Mapping[str, Json] = {
    "adult": "Mr Evans, tutor",
    "amber": 2,
    "as_meant": False,
    "colour": "red",
    "ended_for": "",
    "full": False,
    "goals_open": 1,
    "goals_reached": 2,
    "green": 20,
    "help_with": ["cv", "interviews"],
    "interests": ["art", "music"],
    "job": "Engineer",
    "mentors": [_candidate("Max", "Engineer", longest=False), _BARE_CANDIDATE],
    "met": 7,
    "missed": 1,
    "needy": [_needy("Max", "Ann", reasons=1)],
    "next": "2026-12-04T16:00:00+00:00",
    "noted": "",
    "next_step": "no_meeting",
    "pairs": [{"other": "Max", "stands": "confirmed", "starts": "2026-12-04T16:00:00+00:00"}],
    "places": [{"name": "Library", "online": False}, {"name": "Video call", "online": True}],
    "ratings": [{"side": "mentor", "number": 4}, {"side": "young_person", "number": 2}],
    "red": 1,
    "sessions": 3,
    "shown": 20,
    "since": "2026-09-01",
    "template": "",
    "today": False,
    "until": "",
    "waits": "",
    "why": [{"key": "no_meeting", "count": 52}, {"key": "adult", "count": 0}],
    "side": "young_person",
    "wrote_on": "2026-11-03",
    "wishes": {"mentor_wish": ["listens"], "hopes": "A job that I like."},
}


def longest(hostile: Callable[[int], str], name: int) -> Mapping[str, Json]:
    """Return the same values at their longest, with what people may type to break a message."""
    needy = _needy(hostile(name), hostile(name), reasons=MOST_REASONS)
    mentor = _candidate(hostile(name), hostile(LONGEST_LINE), longest=True)
    keys = (
        "concern",
        "unsafe",
        "gone",
        "missed",
        "no_meeting",
        "low_mentor",
        "adult",
        "proposal",
        "unlogged",
    )
    return {
        "adult": hostile(LONGEST_ADULT),
        "as_meant": True,
        "ended_for": "fit",
        "full": True,
        "job": hostile(LONGEST_LINE),
        "mentor": hostile(name),
        "mentors": [mentor] * MOST_CANDIDATES,
        "noted": hostile(MORE_LIMIT),
        "needy": [needy] * MOST_NEEDY,
        "pairs": [{"other": hostile(name), "stands": "agreed", "starts": "2026-12-04T16:00:00+00:00"}] * 3,
        "places": [{"name": hostile(LONGEST_PLACE), "online": True}] * MOST_PLACES,
        "template": "https://meet.example.org/{room}",
        "today": True,
        "why": [{"key": key, "count": 2} for key in keys],
        "wishes": {
            "mentor_wish": ["listens", "other"],
            "mentor_wish_other": hostile(LONGEST_OTHER),
            "hopes": hostile(300),
        },
        "young_person": hostile(name),
    }


BARE: Mapping[str, Json] = {
    "adult": "",
    "amber": 0,
    "ended_for": "no_time",
    "goals_reached": 0,
    "green": 0,
    "help_with": [],
    "interests": [],
    "job": "",
    "mentor": "",
    "mentors": [_BARE_CANDIDATE],
    "met": 1,
    "missed": 0,
    "needy": [],
    "next": "",
    "next_step": "",
    "pairs": [],
    "places": [],
    "ratings": [],
    "red": 0,
    "sessions": 0,
    "until": "2027-09-01",
    "why": [],
    "wishes": {},
    "young_person": "",
}
"""Everything that may be empty is."""
