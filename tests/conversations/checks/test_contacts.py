"""How somebody can be reached: what is taken, what is refused, and what is the same."""

from __future__ import annotations

import pytest

from conversations.checks import contact
from conversations.checks.contacts import LONGEST_CONTACT
from tests.conversations.checks.world import FACTS, refusal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("jo@example.org", "jo@example.org"),
        ("  Jo.Bell+work@mail.example.co.uk. ", "Jo.Bell+work@mail.example.co.uk"),
        ("e-mail: jo@example.org", "jo@example.org"),
        ("mail@example.org", "mail@example.org"),
        ("<jo@example.org>", "jo@example.org"),
        ("020 7946 0000", "020 7946 0000"),
        ("+44 (0)20 7946-0000", "+44 (0)20 7946-0000"),
        ("Tel 07700 900123", "07700 900123"),
        ("9460000", "9460000"),
    ],
)
def test_a_contact_is_kept_as_it_was_typed(typed: str, kept: str) -> None:
    assert contact().parse(typed, FACTS) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Jo",
        "jo@",
        "@example.org",
        "jo@example",
        "jo@@example.org",
        "123456",
        "1" * 16,
        "on LinkedIn",
        "🎉",
    ],
)
def test_what_reaches_nobody_is_refused(typed: str) -> None:
    assert refusal(contact(), typed) == "not_a_contact"


def test_what_is_too_long_is_refused() -> None:
    assert refusal(contact(), "j" * LONGEST_CONTACT + "@example.org") == "not_a_contact"


@pytest.mark.parametrize(
    ("taken", "typed"),
    [
        ("jo@example.org", "JO@example.ORG"),
        ("020 7946 0000", "+44 20 7946 0000"),
        ("+44 (0)20 7946 0000", "(020) 79460000"),
        ("0044 20 7946 0000", "02079460000"),
    ],
)
def test_the_same_contact_written_otherwise_is_the_same(taken: str, typed: str) -> None:
    assert refusal(contact(taken), typed) == "contact_twice"


def test_another_contact_is_taken() -> None:
    assert contact("020 7946 0000").parse("020 7946 0001", FACTS) == "020 7946 0001"


def test_a_stored_contact_is_not_held_against_the_other_one() -> None:
    assert contact("jo@example.org").load("jo@example.org", FACTS) == "jo@example.org"
