"""Everybody's home page: what it says, and buttons that lead somewhere for whoever sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from conversations.cards import LONGEST_WORDS
from conversations.facts import Place, Role, Status
from conversations.flows import FLOWS
from conversations.health import Numbers, Why
from conversations.home import MOST_CONCERNS, MOST_NEEDY, MOST_WAITING, HomeView, OpenConcern, home
from conversations.interrupts import COMMANDS
from conversations.pairs import MeetingCard, MeetingStatus, Pair, Proposal
from conversations.programme import Side
from conversations.reply import Act, Choice, Reply
from handlers.telegram.markup import MARKUP
from tests.dialogues.desk import LATE, SLOW
from tests.dialogues.dialogue import NOON
from tests.dialogues.people import ANN, ANNA
from tests.dialogues.words import LONGEST_VALUE, RENDERER, WORDS

COUNTS = {
    "young_people": 120,
    "mentors": 64,
    "coordinators": 3,
    "invited": 9,
    "joining": 7,
    "waiting": 2,
    "help_requests": 1,
    "concerns_open": 4,
}
CONCERN = OpenConcern(5, "immediate", NOON + timedelta(minutes=15))
LABELS = WORDS.labels["en"]
DESK = ["/match", "/pair", "/impact", "/places", "/invite", "/see", "/safeguarding", "/help"]
"""A coordinator's buttons that are always there, in their order."""
TEAM = HomeView(
    first_name="Priya",
    roles=frozenset({Role.COORDINATOR, Role.SAFEGUARDING_LEAD}),
    status=Status.ACTIVE,
    counts=COUNTS,
    waiting=(ANN, ANNA),
    concerns=(CONCERN,),
    place=Place.DEPUTY,
    labels=LABELS,
)
MENTOR = HomeView("Ann", frozenset({Role.MENTOR}), Status.WAITING, coordinator="Priya", referrals=2)
YOUNG = HomeView("Sam", frozenset({Role.YOUNG_PERSON}), Status.ACTIVE)
DAY = timedelta(days=1)
SEEN_BY_MAX = Pair(17, Side.MENTOR, "Ann", since=date(2026, 9, 1), held=2, hours=105)
SEEN_BY_SAM = replace(SEEN_BY_MAX, side=Side.YOUNG_PERSON, other="Max")
TO_COME = MeetingCard(23, 3, MeetingStatus.CONFIRMED, NOON + DAY, 60)
MATCHED = replace(MENTOR, status=Status.ACTIVE, pairs=(SEEN_BY_MAX,), now=NOON, labels=LABELS)
BUSY = replace(TEAM, needy=(LATE, SLOW), numbers=Numbers(12, 1, 1, 7, 450, 3000))


VIEWS = ["team", "busy team", "mentor", "matched mentor", "young person"]


def words(reply: Reply) -> str:
    return "\n".join(RENDERER.render(part, "en", MARKUP) for part in reply.parts)


def buttons(view: HomeView) -> list[str]:
    return [choice.value for choice in home(view).choices]


@pytest.mark.parametrize("view", [TEAM, BUSY, MENTOR, MATCHED, YOUNG], ids=VIEWS)
@pytest.mark.parametrize("status", [status for status in Status if status is not Status.INVITED])
def test_a_page_is_published_and_its_buttons_lead_somewhere(view: HomeView, status: Status) -> None:
    view = replace(view, status=status)
    page = home(view)

    assert (page.act, page.token) == (Act.HOME, None)
    assert words(page)
    for choice in page.choices:
        command = choice.value.removeprefix("/").partition(" ")[0]
        flow = next((flow for flow in FLOWS.values() if flow.command == command), None)
        assert command in COMMANDS or flow is not None
        assert flow is None or status in flow.statuses
        assert flow is None or not flow.roles or flow.roles & view.roles


@pytest.mark.parametrize("view", [TEAM, BUSY, MENTOR, MATCHED, YOUNG], ids=VIEWS)
@pytest.mark.parametrize("status", [Status.JOINING, Status.ACTIVE, Status.LEFT])
def test_every_button_has_words_that_fit(view: HomeView, status: Status) -> None:
    choices = home(replace(view, status=status)).choices

    assert all(0 < len(WORDS.label(choice, "en")) <= LONGEST_WORDS for choice in choices)
    assert all(len(choice.value.encode("ascii")) <= LONGEST_VALUE for choice in choices)
    assert len({choice.value for choice in choices}) == len(choices)


def test_the_team_sees_numbers_first_and_the_most_urgent_button_first() -> None:
    page = home(TEAM)

    assert words(page).startswith("<b>4</b> open concerns · <b>1</b> asked for a person · <b>2</b> wait")
    assert page.choices[:3] == (
        Choice("/concern 5", words="Concern 5 · danger now"),
        Choice("/see 12", words="Ann · mentor · waits for checks"),
        Choice("/see 31", words="Anna · young person · wants a person"),
    )
    assert buttons(TEAM)[3:] == DESK


def test_an_open_concern_says_when_the_next_person_is_told() -> None:
    text = words(home(TEAM))

    assert "Concern 5: somebody may be in danger now" in text
    assert "at 12:15" in text
    assert "as deputy" in text


def test_where_nobody_waits_it_says_so() -> None:
    quiet = replace(TEAM, waiting=(), concerns=(), place=Place.NONE)

    assert "Nobody waits for you" in words(home(quiet))
    assert buttons(quiet) == DESK


def test_a_page_has_room_for_many_and_no_more() -> None:
    crowd = tuple(replace(ANN, id=number, first_name="X" * 40) for number in range(50))
    concerns = tuple(replace(CONCERN, id=number) for number in range(30))
    needy = tuple(replace(LATE, match=number, mentor="X" * 40, young_person="Y" * 40) for number in range(30))
    page = home(replace(TEAM, waiting=crowd, concerns=concerns, needy=needy, numbers=Numbers(red=30)))

    assert len(page.choices) == MOST_CONCERNS + MOST_NEEDY + MOST_WAITING + len(DESK)
    assert all(len(choice.words) <= LONGEST_WORDS for choice in page.choices)
    assert page.choices[MOST_CONCERNS].words.endswith("… · Red")
    assert page.choices[MOST_CONCERNS + MOST_NEEDY].words.endswith("… · mentor · waits for checks")
    assert "And 20 more: /pair" in words(page)


def test_without_labels_the_words_are_plain() -> None:
    assert [c.words for c in home(replace(TEAM, labels={})).choices[:2]] == [
        "concern 5 · immediate",
        "Ann · mentor · checks",
    ]


def test_a_safeguarding_lead_has_no_coordinators_buttons() -> None:
    lead = replace(TEAM, roles=frozenset({Role.SAFEGUARDING_LEAD}), waiting=())

    assert buttons(lead) == ["/concern 5", "/help"]


def test_a_coordinator_who_is_joining_sees_no_numbers() -> None:
    page = home(replace(TEAM, status=Status.JOINING))

    assert "concern" not in words(page)
    assert page.choices[0] == Choice("/start", label="home.start")


@pytest.mark.parametrize(
    ("status", "says", "first"),
    [
        (Status.JOINING, "Now: your answers", "/start"),
        (Status.WAITING, "Now: references, DBS check and workshop", "/refer"),
        (Status.ACTIVE, "You were approved", "/refer"),
        (Status.DECLINED, "is closed", None),
        (Status.LEFT, "brings you back", "/start"),
    ],
)
def test_a_mentor_sees_where_they_stand(status: Status, says: str, first: str | None) -> None:
    view = replace(MENTOR, status=status)

    assert says in words(home(view))
    assert first is None or buttons(view)[0] == first


def test_a_mentors_colleagues_are_counted() -> None:
    assert "2 colleagues have joined" in words(home(MENTOR))
    assert "One colleague has joined" in words(home(replace(MENTOR, referrals=1)))
    assert "joined with your code" not in words(home(replace(MENTOR, referrals=0)))


def test_no_page_speaks_of_what_is_not_there_yet() -> None:
    for status in (Status.JOINING, Status.WAITING, Status.ACTIVE):
        pages = [home(replace(view, status=status)) for view in (TEAM, MENTOR, YOUNG)]
        assert all(not {"match", "meeting"} & set(words(page).casefold().split()) for page in pages)


def test_a_young_persons_page_is_short() -> None:
    assert words(home(YOUNG)) == (
        "Hi Sam. You can write to me at any time.\n\nIf you are in danger, <b>call 999</b>."
    )


def test_a_coordinator_sees_the_colours_in_numbers_and_who_needs_somebody_with_the_reason() -> None:
    text = words(home(BUSY))

    for told in (
        "Pairs: <b>1</b> red · <b>1</b> amber · <b>12</b> green · this month <b>7</b> sessions",
        "sessions, <b>7.5</b> hours",
        "Red · Max and Ann (17): 52 days without a session; a time is agreed, and nobody is named",
        "Amber · Zoe and Ben (18): 9 days since a session that nobody has logged",
    ):
        assert told in text
    assert text.index("12</b> green") < text.index("Pairs that need you") < text.index("2 people wait")
    assert buttons(BUSY)[:5] == ["/concern 5", "/pair 17", "/pair 18", "/see 12", "/see 31"]


def test_a_match_with_many_reasons_names_the_gravest() -> None:
    many = replace(LATE, why=(Why("concern"), Why("missed", 2), Why("adult"), Why("low_mentor", 1)))
    text = words(home(replace(BUSY, needy=(many,))))

    assert "a concern is open; 2 sessions missed in a row; 2 more" in text


def test_somebody_who_was_erased_is_named_so() -> None:
    text = words(home(replace(BUSY, needy=(replace(LATE, mentor=""),))))

    assert "somebody who left and Ann" in text


def stands(pair: Pair, meeting: MeetingCard | None, **more: Any) -> HomeView:
    """Return the page of a mentor or a young person whose meeting stands so."""
    view = MATCHED if pair.side is Side.MENTOR else replace(YOUNG, now=NOON, labels=LABELS)
    return replace(view, pairs=(replace(pair, meeting=meeting),), **more)


ASKED = replace(
    TO_COME, status=MeetingStatus.PROPOSED, starts=None, proposal=Proposal(1, False, (NOON + DAY,), 60)
)
ASKING = replace(ASKED, proposal=Proposal(1, True, (NOON + DAY,), 60))


@pytest.mark.parametrize(
    ("meeting", "mentor", "young"),
    [
        (None, "nothing arranged", "Nothing is planned yet"),
        (TO_COME, "next session Tuesday 24 November", "You meet next on Tuesday 24 November"),
        (ASKED, "please pick one", "Tap to pick one"),
        (ASKING, "your times wait for an answer", "Now they pick one"),
        (replace(TO_COME, status=MeetingStatus.PROPOSED), "once an adult is named", "who comes with you"),
        (replace(TO_COME, starts=NOON - timedelta(minutes=5)), "in a session now", "in a session now"),
        (replace(TO_COME, starts=NOON - DAY), "nothing arranged", "Nothing is planned yet"),
    ],
    ids=["nothing", "confirmed", "asked", "asking", "agreed", "running", "over"],
)
def test_each_of_two_sees_where_their_next_meeting_stands(
    meeting: MeetingCard | None, mentor: str, young: str
) -> None:
    assert mentor in words(home(stands(SEEN_BY_MAX, meeting)))
    assert young in words(home(stands(SEEN_BY_SAM, meeting)))


def test_a_mentor_sees_their_hours_and_can_act_on_each_match() -> None:
    ended = replace(TO_COME, id=22, starts=NOON - DAY)
    view = replace(
        MATCHED, pairs=(replace(SEEN_BY_MAX, last=ended), replace(SEEN_BY_MAX, id=18, other="Ben"))
    )

    assert "You have given 3.5 hours so far" in words(home(view))
    assert home(view).choices[:4] == (
        Choice("/meet 17", words="Meet Ann"),
        Choice("/log 22", words="Ann · Log a session"),
        Choice("/meet 18", words="Meet Ben"),
        Choice("/goals", label="home.goals"),
    )
    logged = replace(ended, status=MeetingStatus.HELD)
    assert "/log 22" not in buttons(replace(MATCHED, pairs=(replace(SEEN_BY_MAX, last=logged),)))


def test_a_young_person_has_the_same_buttons_but_logs_nothing() -> None:
    view = stands(SEEN_BY_SAM, None)
    view = replace(view, pairs=(replace(view.pairs[0], last=replace(TO_COME, starts=NOON - DAY)),))

    assert buttons(view) == ["/meet 17", "/goals", "/report", "/me", "/help"]


def test_a_mentor_without_a_match_reads_what_comes_next() -> None:
    assert "Priya gets in touch with you" in words(home(replace(MATCHED, pairs=())))
