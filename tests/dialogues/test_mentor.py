"""A mentor applies: the whole way, its exits, forms, and what a change or a slip does to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import Forget, Register
from conversations.facts import Facts, Role, Status
from conversations.flows.fields import FIELDS, MENTOR_FIELDS, MOST_INTERESTS
from conversations.reply import Json
from conversations.run import Progress
from handlers.telegram.markup import MARKUP
from handlers.telegram.markup import length as telegram_length
from tests.dialogues.dialogue import JOINING, Conversation, dialogue
from tests.dialogues.words import picked, played, spoken

MENTOR: Facts = replace(JOINING, roles=frozenset({Role.MENTOR}))

TO_ABOUT = ("[yes]", "[five_years]")
TO_OFFER = (*TO_ABOUT, "Sam", "Halden Ltd", "Engineer", "[wales]")
TO_MEETING = (
    *TO_OFFER,
    *picked("engineering"),
    *picked("cv", "interviews"),
    *picked("english"),
    "Somebody once did it for me",
)
TO_REFEREES = (*TO_MEETING, *picked("weekday_evening"), "[online]", "[skip]")
TO_SECOND = (*TO_REFEREES, "Jo Bell", "jo@example.org", "My last manager")
TO_SAFETY = (*TO_SECOND, "Lee Ford", "020 7946 0001", "We ran a club together")
TO_CONDUCT = (*TO_SAFETY, "[no]", "[no]", "[yes]")
TO_SUMMARY = (*TO_CONDUCT, "[yes]")

AGREED = {"privacy notice": "2026-11", "code of conduct": "2026-11"}

PROFILE: dict[str, Json] = {
    "experience": "five_years",
    "first_name": "Sam",
    "employer": "Halden Ltd",
    "job": "Engineer",
    "region": "wales",
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

WAITING: Facts = replace(MENTOR, status=Status.WAITING, first_name="Sam", profile=PROFILE)


def applied(*said: str) -> Conversation:
    talk = Conversation(facts=MENTOR)
    played(talk, "mentor", *said)
    return talk


def said_after(so_far: tuple[str, ...], *said: str) -> list[list[str]]:
    """Return what comes back to ``said``, after all that was said so far."""
    return dialogue("mentor", *so_far, *said, facts=MENTOR)[-len(said) :]


def registered(talk: Conversation) -> Register:
    [effect] = talk.effects
    assert isinstance(effect, Register)
    return effect


def test_the_shortest_way_asks_one_question_at_a_time() -> None:
    assert dialogue("mentor", *TO_SUMMARY, "[fine]", facts=MENTOR) == [
        ["mentor_welcome", "mentor_privacy"],
        ["experience"],
        *(["first_name"], ["employer"], ["job"], ["region"]),
        *(["industries"], [], ["can_help_with"], [], [], ["languages"], [], ["why"]),
        *(["free_times"], [], ["meeting_mode"], ["capacity"]),
        *(["referees_why", "referee_name"], ["referee_contact"], ["referee_known"]),
        *(["referee_2_name"], ["referee_2_contact"], ["referee_2_known"]),
        *(["safeguarding_why", "past_worry"], ["asked_to_stop"], ["checks_fine"]),
        ["conduct"],
        ["summary"],
        ["mentor_waiting"],
    ]


def test_the_application_is_registered_once_and_waits_for_a_person() -> None:
    talk = applied(*TO_SUMMARY, "[fine]")

    assert talk.effects == [Register(profile=PROFILE, agreed=AGREED, waits=True)]
    assert talk.run is None
    assert "two to six weeks" in spoken(talk)[-1]


def test_nothing_is_registered_before_the_summary_is_fine() -> None:
    assert applied(*TO_SUMMARY).effects == []


def test_every_field_of_a_mentor_is_in_the_profile() -> None:
    assert set(PROFILE) == {"experience", *MENTOR_FIELDS}


def test_everything_that_is_said_can_be_said_and_the_summary_shows_it_in_words() -> None:
    *_, summary, _ = spoken(applied(*TO_SUMMARY, "[fine]"))

    for words in ("Five years of work or more", "Engineering and building", "Online", "jo@example.org"):
        assert words in summary
    assert "<b>Happy with the checks:</b> Yes" in summary
    assert "<b>Young people at once:</b> 1" in summary


def test_a_mentor_offers_what_young_people_ask_for() -> None:
    """The options are the same, so that the two can be matched."""
    for theirs, ours in (("interests", "industries"), ("help_with", "can_help_with")):
        asked, offered = FIELDS[theirs].check, MENTOR_FIELDS[ours].check
        assert [choice.value for choice in asked.choices] == [choice.value for choice in offered.choices]


@pytest.mark.parametrize(
    ("said", "goodbye"),
    [
        pytest.param(("[no]",), "mentor_privacy_no", id="no to the privacy notice"),
        pytest.param(("[yes]", "[neither]", "[yes]"), "not_eligible", id="too little experience"),
        pytest.param((*TO_CONDUCT, "[no]"), "conduct_no", id="no to the code of conduct"),
    ],
)
def test_an_exit_is_kind_and_keeps_nothing(said: tuple[str, ...], goodbye: str) -> None:
    talk = Conversation(facts=MENTOR)

    assert played(talk, "mentor", *said)[-1] == [goodbye]
    assert talk.effects == [Forget(goodbye)]
    assert talk.run is None
    assert "Priya" in spoken(talk)[-1]


def test_a_slip_about_experience_throws_nobody_out() -> None:
    slips = ("[yes]", "[neither]", "[no]", "[neither]", "no", "[two_since_degree]")

    assert dialogue("mentor", *slips, facts=MENTOR)[2:] == [
        ["experience_right"],
        ["experience"],
        ["experience_right"],
        ["experience"],
        ["first_name"],
    ]
    talk = applied(*slips, *TO_SUMMARY[2:], "[fine]")
    assert registered(talk).profile["experience"] == "two_since_degree"


def test_an_answer_about_safety_decides_nothing() -> None:
    talk = applied(*TO_SAFETY, "yes", "yes", "no", "[yes]", "[fine]")

    safety = {name: registered(talk).profile[name] for name in ("past_worry", "asked_to_stop", "checks_fine")}
    assert safety == {"past_worry": True, "asked_to_stop": True, "checks_fine": False}


def test_something_else_is_typed_after_the_questions_that_belong_together() -> None:
    said = (*TO_OFFER, *picked("other"), *picked("other"), *picked("english"), "To give back")

    assert said_after(said, "Falconry", "Talking to birds") == [["can_help_with_other"], ["free_times"]]
    talk = applied(*said, "Falconry", "Talking to birds", *TO_SUMMARY[len(TO_MEETING) :], "[fine]")
    assert registered(talk).profile["industries_other"] == "Falconry"
    assert registered(talk).profile["can_help_with_other"] == "Talking to birds"


@pytest.mark.parametrize("typed", ["2", "two", "[2]", "just two please"])
def test_how_many_young_people_is_a_number(typed: str) -> None:
    talk = applied(*TO_REFEREES[:-1], typed, *TO_SUMMARY[len(TO_REFEREES) :], "[fine]")

    assert registered(talk).profile["capacity"] == 2


def test_more_young_people_than_anybody_can_mentor_are_refused() -> None:
    assert said_after(TO_REFEREES[:-1], "9") == [["not_a_number", "capacity"]]


@pytest.mark.parametrize("again", ["jo@example.org", "JO@EXAMPLE.ORG", "e-mail: jo@example.org"])
def test_the_same_contact_is_not_taken_twice(again: str) -> None:
    assert said_after((*TO_SECOND, "Lee Ford"), again, "lee@example.org") == [
        ["contact_twice", "referee_2_contact"],
        ["referee_2_known"],
    ]


CHANGES = {
    name: name
    for name in MENTOR_FIELDS
    if not name.startswith("referee") or name in ("referee_name", "referee_2_name")
}


@pytest.mark.parametrize("field", CHANGES)
def test_any_answer_can_be_changed_from_the_summary(field: str) -> None:
    assert said_after(TO_SUMMARY, "[change]", f"[{field}]") == [["change"], [field]]


def test_a_referee_is_changed_as_a_whole_and_not_into_the_other_one() -> None:
    change = ("[change]", "[referee_name]", "Kit Lowe", "(020) 7946-0001", "kit@example.org", "A neighbour")

    assert said_after(TO_SUMMARY, *change)[1:] == [
        ["referee_name"],
        ["referee_contact"],
        ["contact_twice", "referee_contact"],
        ["referee_known"],
        ["summary"],
    ]
    profile = registered(applied(*TO_SUMMARY, *change, "[fine]")).profile
    assert profile == {
        **PROFILE,
        "referee_name": "Kit Lowe",
        "referee_contact": "kit@example.org",
        "referee_known": "A neighbour",
    }


def test_the_longest_application_fits_one_message() -> None:
    typed = "&<" * 20
    said = (
        *TO_ABOUT,
        *("A" * 40, typed * 2, typed * 2, "[yorkshire]"),
        *picked("art", "business", "engineering", "people", "other"),
        *picked(*(choice.value for choice in MENTOR_FIELDS["can_help_with"].check.choices)),
        *picked(*(choice.value for choice in MENTOR_FIELDS["languages"].check.choices)),
        "<&" * 250,
        *("&" * 100, "<" * 100, ">" * 100),
        *picked("weekday_day", "weekday_evening", "weekend_morning", "weekend_afternoon"),
        *("[both]", "[3]"),
        *(typed * 2, "jo" * 40 + "@example.org", "&" * 100),
        *(typed * 2, "le" * 40 + "@example.org", "&" * 100),
        *("[yes]", "[yes]", "[yes]", "[yes]"),
    )
    talk = applied(*said)

    assert talk.said[-1][-1].parts[-1].prompt == "summary"
    assert telegram_length(spoken(talk)[-1]) <= MARKUP.text_limit
    assert len(MENTOR_FIELDS["industries"].check.choices) > MOST_INTERESTS


def test_cancel_keeps_the_place() -> None:
    talk = applied(*TO_MEETING)

    assert talk.say("/cancel") == ["cancelled_joining"]
    assert talk.run is not None
    assert talk.run.progress is Progress.ASIDE
    assert talk.say("/start") == ["free_times"]


def test_back_asks_the_question_before() -> None:
    assert said_after(TO_OFFER, "/back", "London") == [["region"], ["industries"]]


def test_what_is_known_shows_a_mentors_answers() -> None:
    talk = applied(*TO_SAFETY)

    assert talk.say("/mydata") == ["known", "past_worry"]
    known = next(text for text in spoken(talk) if "This is what I know" in text)
    assert "Halden Ltd" in known
    assert "Jo Bell" in known
    assert "My last manager" in known


def test_whoever_waits_hears_that_a_person_decides() -> None:
    talk = Conversation(facts=WAITING)

    assert talk.say("hello?") == ["still_waiting"]
    assert talk.say("/start") == ["still_waiting"]
    assert talk.say("/mydata") == ["known"]
    assert "two to six weeks" in spoken(talk)[0]
