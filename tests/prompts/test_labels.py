"""Labels, the menu and the words that interrupt: all there, all short, none that answers a question."""

from __future__ import annotations

import pytest

from conversations.checks.answers import yes_no
from conversations.flows import FLOWS
from conversations.flows.fields import FIELDS, MENTOR_FIELDS
from conversations.flows.mentor import EXPERIENCE, FORMS
from conversations.flows.report import Danger
from conversations.flows.team import PLACES
from conversations.interrupts import COMMANDS, LONGEST_PHRASE, Interrupt, normalised
from conversations.reply import ASK_PERSON, DONE, OPEN_FORM, Choice
from mentoring.concerns.finder import find_concern
from tests.dialogues.words import LONGEST_LABEL, LONGEST_VALUE, WORDS

LONGEST_DESCRIPTION, LONGEST_SHORT_DESCRIPTION, LONGEST_COMMAND = 512, 120, 256

LONGEST_TITLE = 24
"""Characters of a form's title and buttons, by Slack."""

YES_NO_FIELDS = [name for name, field in MENTOR_FIELDS.items() if field.check is yes_no]

ABOUT_HARM = ("category.", "severity.", "alert.")
"""Labels that a safeguarding lead reads and nobody presses."""

FIELDS_OF_ALL = {**MENTOR_FIELDS, **FIELDS}

CHOICES = [
    *(choice for field in FIELDS_OF_ALL.values() for choice in field.check.choices),
    *yes_no.choices,
    *Danger.choices,
    *(Choice(value, label=f"experience.{value}") for value in EXPERIENCE),
    *(Choice(value, label=f"team_duty.{value}") for value in PLACES),
    Choice(OPEN_FORM, label="form.open"),
    Choice(ASK_PERSON, label="person.ask"),
    Choice(DONE, label=DONE),
]


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.label)
def test_a_choice_has_a_short_label_and_a_short_value(choice: Choice) -> None:
    assert 0 < len(WORDS.label(choice, "en")) <= LONGEST_LABEL
    assert len(choice.value.encode("ascii")) <= LONGEST_VALUE


@pytest.mark.parametrize("name", FIELDS_OF_ALL)
def test_no_two_buttons_of_a_question_read_alike(name: str) -> None:
    labels = [WORDS.label(choice, "en").casefold() for choice in FIELDS_OF_ALL[name].check.choices]

    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", FIELDS_OF_ALL)
def test_a_field_has_a_name_for_the_summary(name: str) -> None:
    assert WORDS.labels["en"][f"field.{name}"]


def test_every_label_of_an_option_belongs_to_an_option() -> None:
    offered = {choice.label for choice in CHOICES}
    offered |= {f"{name}.{said}" for name in YES_NO_FIELDS for said in (True, False)}
    labelled = {name for name in WORDS.labels["en"] if name.partition(".")[0] in FIELDS_OF_ALL}

    assert labelled <= offered


@pytest.mark.parametrize("name", YES_NO_FIELDS)
def test_a_yes_and_a_no_have_words_in_the_summary(name: str) -> None:
    assert [WORDS.labels["en"][f"{name}.{said}"] for said in (True, False)] == ["Yes", "No"]


@pytest.mark.parametrize("name", ["submit", "close", *(name for name, _ in FORMS)])
def test_a_form_has_short_titles_and_buttons(name: str) -> None:
    assert 0 < len(WORDS.labels["en"][f"form.{name}"]) <= LONGEST_TITLE


def test_the_menu_fits_telegrams_limits() -> None:
    menu = WORDS.menu("en")

    assert [name for name, _ in menu.commands] == [
        *("help", "me", "back", "cancel", "report", "person"),
        *("meet", "goals", "free", "calendar", "nudges", "link", "stop", "start"),
    ]
    assert {name for name, _ in menu.commands} <= {*COMMANDS, *(flow.command for flow in FLOWS.values())}
    assert all(len(words) <= LONGEST_COMMAND for _, words in menu.commands)
    assert 0 < len(menu.description) <= LONGEST_DESCRIPTION
    assert 0 < len(menu.short_description) <= LONGEST_SHORT_DESCRIPTION


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Help!", Interrupt.HELP),
        ("I’m stuck...", Interrupt.HELP),
        ("What do you know about me?", Interrupt.KNOWN),
        ("Delete my data", Interrupt.KNOWN),
        ("go back", Interrupt.BACK),
        ("STOP", Interrupt.STOP),
        ("Never mind.", Interrupt.CANCEL),
        ("I'd rather not say", Interrupt.SKIP),
        ("change my name", Interrupt.ME),
        ("I'm back", Interrupt.START),
        ("I want to report something.", "report"),
        ("Link my account", "link"),
        ("Invite a colleague!", "refer"),
    ],
)
def test_everyday_words_interrupt(typed: str, meant: str) -> None:
    assert WORDS.phrases["en"].get(normalised(typed)) == meant


@pytest.mark.parametrize("interrupt", Interrupt)
def test_every_interrupt_has_words(interrupt: Interrupt) -> None:
    assert interrupt in WORDS.phrases["en"].values()


def test_no_phrase_is_longer_than_what_is_looked_at() -> None:
    assert max(map(len, WORDS.phrases["en"])) <= LONGEST_PHRASE


def test_no_phrase_is_an_answer() -> None:
    """A typed label must reach its question; only "skip" means the same in both places."""
    answers = {normalised(words) for choice in CHOICES for words in (choice.value, WORDS.label(choice, "en"))}

    assert answers & set(WORDS.phrases["en"]) == {"skip"}


def test_nothing_that_we_offer_or_expect_sounds_like_harm() -> None:
    labels = {name: words for name, words in WORDS.labels["en"].items() if not name.startswith(ABOUT_HARM)}
    ours = [*labels.values(), *WORDS.phrases["en"]]

    assert [words for words in ours if find_concern(words) is not None] == []
