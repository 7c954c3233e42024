"""Everybody's home page: what it says, and buttons that lead somewhere for whoever sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.cards import LONGEST_WORDS
from conversations.facts import Place, Role, Status
from conversations.flows import FLOWS
from conversations.home import MOST_CONCERNS, MOST_WAITING, HomeView, OpenConcern, home
from conversations.interrupts import COMMANDS
from conversations.reply import Act, Choice, Reply
from handlers.telegram.markup import MARKUP
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


def words(reply: Reply) -> str:
    return "\n".join(RENDERER.render(part, "en", MARKUP) for part in reply.parts)


def buttons(view: HomeView) -> list[str]:
    return [choice.value for choice in home(view).choices]


@pytest.mark.parametrize("view", [TEAM, MENTOR, YOUNG], ids=["team", "mentor", "young person"])
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


@pytest.mark.parametrize("view", [TEAM, MENTOR, YOUNG], ids=["team", "mentor", "young person"])
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
    assert buttons(TEAM)[3:] == ["/invite", "/see", "/safeguarding", "/help"]


def test_an_open_concern_says_when_the_next_person_is_told() -> None:
    text = words(home(TEAM))

    assert "Concern 5: somebody may be in danger now" in text
    assert "at 12:15" in text
    assert "as deputy" in text


def test_where_nobody_waits_it_says_so() -> None:
    quiet = replace(TEAM, waiting=(), concerns=(), place=Place.NONE)

    assert "Nobody waits for you" in words(home(quiet))
    assert buttons(quiet) == ["/invite", "/see", "/safeguarding", "/help"]


def test_a_page_has_room_for_many_and_no_more() -> None:
    crowd = tuple(replace(ANN, id=number, first_name="X" * 40) for number in range(50))
    concerns = tuple(replace(CONCERN, id=number) for number in range(30))
    page = home(replace(TEAM, waiting=crowd, concerns=concerns))

    assert len(page.choices) == MOST_CONCERNS + MOST_WAITING + 4
    assert all(len(choice.words) <= LONGEST_WORDS for choice in page.choices)
    assert page.choices[MOST_CONCERNS].words.endswith("… · mentor · waits for checks")


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
