"""What an operator is told, and the errors that no answer of a line can show."""

from __future__ import annotations

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from handlers.outcome import Bad, Gone, Scope, Unknown
from handlers.telegram.errors import outcome_of, reason

REASONS = {
    "plain": (BadRequest("Bad Request: message is too long"), "Message is too long"),
    "cited markup": (BadRequest('can\'t parse entities: tag "ann"'), "can't parse entities"),
    "cited link": (BadRequest("URL 'http://a.example' is wrong"), "URL"),
    "a number": (BadRequest("chat 12345 is odd"), "chat"),
    "nothing safe": (BadRequest("7"), "refused"),
    "very long": (BadRequest("x" * 500), "x" * 60),
    "forbidden": (Forbidden("Forbidden: user is deactivated"), "user is deactivated"),
}


@pytest.mark.parametrize(("error", "words"), REASONS.values(), ids=REASONS.keys())
def test_reason_cites_no_message(error: TelegramError, words: str) -> None:
    assert reason(error) == words


GONE = [
    "Bad Request: chat not found",
    "Bad Request: user not found",
    "Bad Request: PEER_ID_INVALID",
    "Bad Request: have no rights to send a message",
    "Bad Request: group chat was deactivated",
    "Bad Request: group chat was upgraded to a supergroup chat",
]


@pytest.mark.parametrize("description", GONE)
def test_a_bad_request_can_mean_that_an_account_is_gone(description: str) -> None:
    outcome = outcome_of(BadRequest(description))
    assert isinstance(outcome, Gone)
    assert (outcome.scope, outcome.blocked) == (Scope.ACCOUNT, False)


def test_any_other_bad_request_is_our_mistake() -> None:
    assert outcome_of(BadRequest("Bad Request: wrong HTTP URL specified")) == Bad("Wrong http url specified")


def test_what_is_not_understood_may_have_arrived() -> None:
    assert outcome_of(NetworkError("something new: Ann")) == Unknown("NetworkError")
    assert outcome_of(TelegramError("something new: Ann")) == Unknown("TelegramError")
