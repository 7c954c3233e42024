"""A coordinator looks somebody up, and does what they wait for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.effects import Decide, Reset, SettleHelp
from conversations.facts import Card, Facts, Role, Status
from conversations.flows.seeing import REASONS
from tests.dialogues.dialogue import Conversation
from tests.dialogues.people import ANN, ANNA, BEN, coordinator
from tests.dialogues.words import spoken

EVERYBODY = coordinator(ANN, ANNA, BEN)


def seen(said: str, *more: str, facts: Facts = EVERYBODY) -> Conversation:
    """Return the talk that began with ``said``."""
    talk = Conversation(facts=facts)
    for text in (said, *more):
        talk.say(text)
    return talk


@pytest.mark.parametrize("said", ["/see 12", "/see #12"])
def test_a_number_shows_the_card(said: str) -> None:
    talk = Conversation(facts=EVERYBODY)

    assert talk.say(said) == ["see_card", "see_next"]
    assert talk.buttons == ["approve", "decline", "close"]
    card = spoken(talk)[0]
    for words in ("Ann", "number 12", "mentor", "waits for checks", "14 November 2026", "London", "Slack"):
        assert words in card


def test_a_button_of_the_news_shows_it_too() -> None:
    talk = Conversation(facts=EVERYBODY)

    assert talk.press("/see 12", None) == ["see_card", "see_next"]


def test_a_name_that_is_one_persons_shows_the_card() -> None:
    assert seen("/see ben").said[-1][0].parts[0].values["person"] == BEN.id


def test_without_a_name_it_is_asked_for() -> None:
    talk = Conversation(facts=EVERYBODY)

    assert talk.say("/see") == ["see_whom"]
    assert talk.say("Ben") == ["see_card", "see_next"]


def test_several_are_chosen_among() -> None:
    talk = Conversation(facts=EVERYBODY)

    assert talk.say("/see ann") == ["see_which"]
    assert talk.buttons == ["12", "31"]
    words = [choice.words for choice in talk.said[-1][-1].choices]
    assert words == ["Ann · mentor · waits for checks", "Anna · young person · wants a person"]
    assert talk.say("[31]") == ["see_card", "see_next"]
    assert talk.buttons == ["helped", "reset", "close"]


def test_no_more_than_twenty_are_offered() -> None:
    many = [replace(ANN, id=number) for number in range(100, 125)]
    talk = seen("/see ann", facts=coordinator(*many))

    assert len(talk.buttons) == 20
    assert "the first 20" in spoken(talk)[-1]


@pytest.mark.parametrize("given", ["zoe", "999", "x" * 300])
def test_nobody_found_is_said_and_asked_again(given: str) -> None:
    talk = Conversation(facts=EVERYBODY)

    assert talk.say(f"/see {given}") == ["see_none", "see_whom"]
    assert talk.say("zac") == ["see_none", "see_whom"]
    assert talk.say("12") == ["see_card", "see_next"]
    assert spoken(talk)


def test_the_card_says_where_a_talk_is_stuck() -> None:
    card = spoken(seen("/see 31"))[0]

    assert "joining, at “Languages”, 3 hours ago" in card
    assert "asked for a person" in card


def test_an_applicants_safeguarding_answers_are_on_the_card() -> None:
    answers = {"first_name": "Ann", "hopes": "To give something back"}

    assert (
        "To give something back"
        in spoken(seen("/see 12", facts=coordinator(replace(ANN, profile=answers))))[0]
    )


def test_who_has_no_name_yet_is_named_so() -> None:
    talk = seen("/see 31", facts=coordinator(replace(ANNA, first_name="", flow="gone_flow", at="old_step")))

    assert "No name yet" in spoken(talk)[0]
    assert "gone flow, at “old step”" in spoken(talk)[0]


def test_approving_goes_by_the_checklist() -> None:
    talk = Conversation(facts=EVERYBODY)
    talk.say("/see 12")

    assert talk.say("[approve]") == ["see_checks"]
    assert talk.say("[approve]") == ["see_approved"]
    assert talk.effects == [Decide(12, True)]
    assert talk.run is None
    assert spoken(talk)


@pytest.mark.parametrize(("act", "asked"), [("approve", "see_checks"), ("reset", "see_reset")])
def test_thinking_again_leads_back_and_changes_nothing(act: str, asked: str) -> None:
    talk = seen("/see 12", facts=coordinator(replace(ANN, flow="me", at="me:1")))

    for _ in range(2):
        assert talk.say(f"[{act}]") == [asked]
        assert talk.say("[back]") == ["see_next"]
    assert talk.say("[close]") == ["see_closed"]
    assert talk.effects == []


@pytest.mark.parametrize(
    ("more", "reason"), [("skip", "references"), ("One never answered", "references: One never answered")]
)
def test_turning_down_keeps_the_reason_for_the_team(more: str, reason: str) -> None:
    talk = Conversation(facts=EVERYBODY)
    talk.say("/see 12")

    assert talk.say("[decline]") == ["see_reason"]
    assert talk.say("[references]") == ["see_reason_more"]
    assert talk.say(more) == ["see_sure"]
    assert talk.say("[decline]") == ["see_turned_down"]
    assert talk.effects == [Decide(12, False, reason)]


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_can_be_chosen(reason: str) -> None:
    talk = seen("/see 12", "[decline]", f"[{reason}]", "skip", "[decline]")

    assert talk.effects == [Decide(12, False, reason)]


def test_turning_down_can_be_thought_over() -> None:
    talk = seen("/see 12", "[decline]", "[fit]", "skip")

    assert talk.say("[back]") == ["see_next"]
    assert talk.say("[approve]") == ["see_checks"]
    assert talk.effects == []


def test_the_reason_is_one_form_where_there_are_forms() -> None:
    talk = seen("/see 12", "[decline]")

    assert talk.run is not None
    assert talk.run.pending is not None
    assert [field.part.prompt for field in talk.run.pending.form] == ["see_reason", "see_reason_more"]
    assert talk.run.pending.title == "form.decline"


def test_who_was_helped_is_off_the_list() -> None:
    talk = seen("/see 31")

    assert talk.say("[helped]") == ["see_helped"]
    assert talk.effects == [SettleHelp(31)]


def test_a_stuck_talk_is_cleared_once_it_is_explained() -> None:
    talk = seen("/see 31")

    assert talk.say("[reset]") == ["see_reset"]
    assert talk.say("[reset]") == ["see_was_reset"]
    assert talk.effects == [Reset(31)]


@pytest.mark.parametrize(
    ("card", "acts"),
    [
        (ANN, ["approve", "decline", "close"]),
        (ANNA, ["helped", "reset", "close"]),
        (BEN, ["close"]),
        (replace(ANN, stuck_at=""), ["approve", "decline", "helped", "close"]),
    ],
    ids=["applicant", "stuck", "nothing", "applicant who asked, at no question"],
)
def test_only_what_applies_is_offered(card: Card, acts: list[str]) -> None:
    assert seen(f"/see {card.id}", facts=coordinator(card)).buttons == acts


@pytest.mark.parametrize(
    "said", [("[approve]", "[approve]"), ("[decline]", "[fit]", "skip", "[decline]")], ids=["yes", "no"]
)
def test_whoever_was_decided_about_in_between_stays_so(said: tuple[str, ...]) -> None:
    talk = seen("/see 12", *said[:-1])
    talk.facts = coordinator(replace(ANN, status=Status.ACTIVE))

    assert talk.say(said[-1]) == ["see_decided"]
    assert talk.effects == []
    assert talk.run is None
    assert spoken(talk)


def test_an_answer_about_one_is_never_taken_for_another() -> None:
    other = replace(ANN, id=13)
    talk = seen("/see ann", "[12]", "[approve]", facts=coordinator(ANN, other))
    talk.facts = coordinator(other)

    assert talk.say("[approve]") == ["see_card", "question_gone", "see_next"]
    assert talk.effects == []


def test_whoever_is_gone_in_between_is_said_to_be() -> None:
    talk = seen("/see 12", "[approve]")
    talk.facts = coordinator()

    assert talk.say("[approve]")[0] == "see_gone"
    assert talk.effects == []
    assert talk.run is None


@pytest.mark.parametrize("role", [Role.YOUNG_PERSON, Role.MENTOR, Role.SAFEGUARDING_LEAD])
def test_nobody_else_sees_anybody(role: Role) -> None:
    talk = Conversation(facts=replace(EVERYBODY, roles=frozenset({role})))

    assert talk.say("/see 12") == ["not_for_you"]
    assert talk.press("/see 12", None) == ["not_for_you"]
    assert talk.effects == []
