"""Words that the other of a pair reads have no contact details in them."""

from __future__ import annotations

import pytest

from conversations.check import Rejected
from conversations.checks import free_text
from conversations.checks.passed_on import passed_on
from conversations.reply import Entry
from tests.conversations.checks.world import FACTS

CHECK = passed_on(free_text(200))


@pytest.mark.parametrize(
    "text",
    [
        "call me on 07700 900123",
        "+44 7700 900 123 is better",
        "its 02079460000",
        "(020) 7946-0000",
        "write to ann@example.org instead",
        "im @ann.codes on insta",
        "https://wa.me/447700900123",
        "see instagram.com/annie",
        "t.me/ann_b",
        "Join https://zoom.us/j/123 on Friday",
        "look at www.annie.example",
        "mysite.co.uk/chat",
        "7700 900123",
        "447700900123",
        "insta: mia_99",
        "my snapchat is mia.99",
        "mia at gmail dot com",
        "mia (at) gmail (dot) com",
        "discord mia#1234",
        "sorry\nill text you: 07700900123",
    ],
)
def test_a_way_around_the_programme_is_refused(text: str) -> None:
    with pytest.raises(Rejected) as rejected:
        CHECK.parse(text, FACTS)
    assert rejected.value.prompt == "contact_in_words"


@pytest.mark.parametrize(
    "text",
    [
        "I have a mock exam on 03/12/2026 at 9:00",
        "Apply for 3 jobs on indeed.com by 01.02.2027",
        "Save £1,000,000.00",
        "moved to 0.5 days, 2026-12-03 to 2027-01-07",
        "meet @ the library",
        "Post on Instagram once a week",
        "Set up LinkedIn and ask 3 people",
        "Meet at the library, dot the i",
        "Run 5.5 km by 14:30-15:30, 2026/27",
        "Read 12 chapters of GCSE maths 2026 papers 1-3",
        "Learn 100 words a week, 10 20 30 40 50",
    ],
)
def test_all_else_is_kept_as_it_is(text: str) -> None:
    assert CHECK.load(CHECK.dump(CHECK.parse(text, FACTS)), FACTS) == text


def test_a_platform_shows_the_same_field() -> None:
    assert CHECK.entry is Entry.TEXT
