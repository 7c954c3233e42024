from __future__ import annotations

import pytest

from playground.clock import Clock
from playground.slack.errors import SlackError
from playground.slack.oauth import CODE_SECONDS, TICKET_SECONDS, Grants, Tickets
from tests.playground.support import START

BACK = "https://alongside.example/back"


def test_a_code_works_once_and_for_ten_minutes() -> None:
    clock = Clock(lambda: START)
    grants = Grants(clock)
    early = grants.make("T1", "U1", frozenset({"commands"}), BACK)
    late = grants.make("T1", "U1", frozenset(), BACK)
    clock.advance(CODE_SECONDS)
    assert grants.redeem(early.code, BACK) is early
    with pytest.raises(SlackError, match="code_already_used"):
        grants.redeem(early.code, BACK)
    clock.advance(1)
    with pytest.raises(SlackError, match="invalid_code"):
        grants.redeem(late.code, BACK)


def test_a_code_goes_back_where_it_was_asked_for() -> None:
    grants = Grants(Clock(lambda: START))
    grant = grants.make("T1", "U1", frozenset(), BACK)
    with pytest.raises(SlackError, match="bad_redirect_uri"):
        grants.redeem(grant.code, "")
    assert grants.redeem(grant.code, BACK) is grant


def test_a_ticket_lets_one_socket_in_for_a_minute() -> None:
    clock = Clock(lambda: START)
    tickets = Tickets(clock)
    first, second = tickets.make(), tickets.make()
    assert tickets.redeem(first)
    assert not tickets.redeem(first)
    clock.advance(TICKET_SECONDS + 1)
    assert not tickets.redeem(second)
    assert not tickets.redeem("none")
