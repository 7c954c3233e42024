"""The link by which rooms online are opened: HTTPS, with a room of its own in it, and on one host."""

from __future__ import annotations

import pytest

from conversations.check import Rejected
from conversations.checks.rooms import LONGEST_LINK, room_link
from tests.conversations.checks.world import FACTS

GOOD = (
    "https://meet.example.org/{room}",
    "https://meet.example.org:8443/alongside-{room}?lang=en#config",
    "HTTPS://Meet.Example.org/r/{room}",
)
BAD = (
    "",
    "meet.example.org/{room}",
    "http://meet.example.org/{room}",
    "https://meet.example.org/",
    "https://meet.example.org/{room}/{room}",
    "https://meet.example.org/{rooms}",
    "https://meet.example.org/{room}{x}",
    "https://{room}.example.org/",
    "https://localhost/{room}",
    "https://user@example.org/{room}",
    "https://meet.example.org/a b/{room}",
    'https://meet.example.org/{room}"onclick',
    f"https://meet.example.org/{'x' * LONGEST_LINK}{{room}}",
)


@pytest.mark.parametrize("link", GOOD)
def test_a_link_with_a_room_is_taken_as_it_is(link: str) -> None:
    assert room_link.parse(f" {link}\n", FACTS) == link
    assert room_link.load(room_link.dump(link), FACTS) == link


def test_the_angles_that_slack_puts_around_links_are_no_part_of_it() -> None:
    assert room_link.parse(f"<{GOOD[0]}>", FACTS) == GOOD[0]


@pytest.mark.parametrize("link", BAD)
def test_what_is_none_is_refused(link: str) -> None:
    with pytest.raises(Rejected, match="not_a_room_link"):
        room_link.parse(link, FACTS)


@pytest.mark.parametrize("stored", [None, 7, "https://meet.example.org/"])
def test_what_was_stored_wrongly_is_asked_again(stored: str | int | None) -> None:
    with pytest.raises(Rejected):
        room_link.load(stored, FACTS)
