"""How the charity's team and its mentors join, on a phone or in Slack, and what a mentor answers."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.facts import Role
from conversations.flows.team import PLACES
from conversations.reply import Json
from tests.end_to_end.colleague import Colleague
from tests.end_to_end.joining import Answer, answer
from tests.end_to_end.person import Person
from tests.end_to_end.process import invited

Either = Person | Colleague

FORMS: Mapping[str, Mapping[str, Answer]] = {
    "about": {
        "first_name": Answer("Mo"),
        "employer": Answer("Halden Ltd"),
        "job": Answer("Engineer"),
        "region": Answer(pressed=("region.london",)),
    },
    "offer": {
        "industries": Answer(pressed=("industries.engineering", "done")),
        "can_help_with": Answer(pressed=("can_help_with.cv", "can_help_with.interviews", "done")),
        "languages": Answer(pressed=("languages.english", "done")),
        "why": Answer("Somebody once did it for me"),
    },
    "meeting": {
        "free_times": Answer(pressed=("free_times.weekday_evening", "done")),
        "meeting_mode": Answer(pressed=("meeting_mode.online",)),
        "capacity": Answer(pressed=("skip",)),
    },
    "referee": {
        "referee_name": Answer("Jo Bell"),
        "referee_contact": Answer("jo@example.org"),
        "referee_known": Answer("My last manager"),
    },
    "referee_2": {
        "referee_2_name": Answer("Lee Ford"),
        "referee_2_contact": Answer("020 7946 0001"),
        "referee_2_known": Answer("We ran a club together"),
    },
    "safeguarding": {
        "past_worry": Answer(pressed=("yes_no.no",)),
        "asked_to_stop": Answer(pressed=("yes_no.no",)),
        "checks_fine": Answer(pressed=("yes_no.yes",)),
    },
}
"""A mentor's answer to each question of each form, in the order in which they are asked."""

BEFORE = {"referee_name": "referees_why", "past_worry": "safeguarding_why"}
"""What is said before a question."""

PROFILE: dict[str, Json] = {
    "experience": "five_years",
    "first_name": "Mo",
    "employer": "Halden Ltd",
    "job": "Engineer",
    "region": "london",
    "industries": ["engineering"],
    "can_help_with": ["interviews", "cv"],
    "languages": ["english"],
    "why": "Somebody once did it for me",
    "free_times": ["weekday_evening"],
    "meeting_mode": "online",
    "capacity": 1,
    "referee_name": "Jo Bell",
    "referee_contact": "jo@example.org",
    "referee_known": "My last manager",
    "referee_2_name": "Lee Ford",
    "referee_2_contact": "020 7946 0001",
    "referee_2_known": "We ran a club together",
    "past_worry": False,
    "asked_to_stop": False,
    "checks_fine": True,
}
"""What is kept of a mentor who gave these answers."""

QUESTIONS = [question for form in FORMS.values() for question in form]


async def joins_team(person: Either, url: str, duty: str = "lead", role: Role = Role.COORDINATOR) -> None:
    """Join as somebody of the team who has this place on the list of who hears of concerns."""
    place = PLACES[duty]
    await person.open(await invited(url, role))
    await person.hears("team_welcome", "team_name")
    await person.say(person.name)
    await person.hears("team_duty")
    await person.press(f"team_duty.{duty}")
    told = "coordinator_next" if role is Role.COORDINATOR else "lead_next"
    await person.hears(told, first_name=person.name, place=int(place), coordinator=person.name)


def hearing(question: str) -> tuple[str, ...]:
    """Return the prompts that are heard where ``question`` is asked."""
    before = BEFORE.get(question)
    return (before, question) if before else (question,)


async def begins(mentor: Either, code: str, coordinator: str = "") -> None:
    """Begin to apply, up to the first question of the first form."""
    await mentor.open(code)
    await mentor.hears("mentor_welcome", "mentor_privacy", coordinator=coordinator)
    await mentor.press("yes_no.yes")
    await mentor.hears("experience")
    await mentor.press("experience.five_years")
    await mentor.hears("first_name")


async def goes_on(mentor: Either, since: str, until: str = "conduct") -> None:
    """Answer one by one from the question ``since``, which was heard, until ``until`` is heard."""
    order = [*QUESTIONS, "conduct"]
    given = {question: one for form in FORMS.values() for question, one in form.items()}
    for asked in order[order.index(since) : order.index(until)]:
        await answer(mentor, given[asked])
        following = order[order.index(asked) + 1]
        await mentor.hears(*hearing(following), version="2026-11")


async def ends(mentor: Either, coordinator: str = "") -> None:
    """Agree to the code of conduct, find all fine, and wait for the checks."""
    await mentor.press("yes_no.yes")
    await mentor.hears("summary", profile=PROFILE)
    await mentor.press("summary.fine")
    await mentor.hears("mentor_waiting", first_name="Mo", coordinator=coordinator)


async def applies(mentor: Either, code: str, coordinator: str = "") -> None:
    """Apply from the invitation to the end, question by question."""
    await begins(mentor, code, coordinator)
    await goes_on(mentor, "first_name")
    await ends(mentor, coordinator)
