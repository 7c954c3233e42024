"""Attempts: when each is tried again, if ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.delivery.attempts import Attempt
from conversations.heard import Address, Platform
from conversations.reply import Order
from handlers.outcome import Bad, Gone, Moved, Outcome, Retry, Scope, Sent, Unknown
from storage.outbox import OutboxRow
from tests.clocks import MORNING

MOVED = Moved(Address(Platform.TELEGRAM, "1"))


def attempt(outcome: Outcome, order: Order, attempts: int = 0) -> Attempt:
    row = OutboxRow(
        id=1, lane="telegram", address="telegram::1", account_id=None, person_id=None, rank=int(order),
        act="say", parts=[], choices=[], picked=[], token_run=None, token_turn=None, message="", press="",
        language="en", attempts=attempts, chunks=0, not_after=None, created_at=MORNING, extras=None,
    )  # fmt: skip
    return Attempt(row, outcome, 0, MORNING, MORNING)


@pytest.mark.parametrize("order", list(Order), ids=lambda order: order.name.lower())
@pytest.mark.parametrize(
    ("outcome", "for_safety_and_replies", "for_the_rest"),
    [
        (Sent("1"), None, None),
        (Bad("no"), None, None),
        (MOVED, None, None),
        (Gone(Scope.ACCOUNT, "gone"), None, None),
        (Gone(Scope.LANE, "token"), 60, 60),
        (Retry(0, Scope.LANE, "no line"), 0.5, 0.5),
        (Retry(7, Scope.ACCOUNT, "flood"), 7, 7),
        (Unknown("no answer"), 0.5, None),
    ],
    ids=["sent", "bad", "moved", "gone", "token refused", "no line", "flood", "unknown"],
)
def test_when_it_is_tried_again(
    order: Order, outcome: Outcome, for_safety_and_replies: float | None, for_the_rest: float | None
) -> None:
    seconds = for_safety_and_replies if order <= Order.REPLY else for_the_rest
    expected = None if seconds is None else MORNING + timedelta(seconds=seconds)

    assert attempt(outcome, order).next_at == expected


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 0.5), (1, 1), (4, 8), (5, 15), (39, 15), (40, 120), (1000, 120)]
)
def test_the_pause_grows_up_to_a_limit(attempts: int, seconds: float) -> None:
    tried = attempt(Retry(0, Scope.LANE, "no line"), Order.REPLY, attempts)

    assert tried.next_at == MORNING + timedelta(seconds=seconds)
