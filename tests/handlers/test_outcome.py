"""Each outcome's answers: again or not, and whose fault."""

from __future__ import annotations

import pytest

from conversations.heard import Address, Platform
from conversations.reply import Order
from handlers.outcome import Bad, FailedError, Fault, Gone, Moved, Outcome, Retry, Scope, Sent, Unknown

ALWAYS = set(Order)
ANSWERS: dict[str, tuple[Outcome, set[Order], Fault]] = {
    "sent": (Sent("1"), set(), Fault.NOBODY),
    "retry": (Retry(1.0, Scope.LANE, "x"), ALWAYS, Fault.PLATFORM),
    "blocked": (Gone(Scope.ACCOUNT, "x", blocked=True), set(), Fault.THEIRS),
    "token gone": (Gone(Scope.LANE, "x"), set(), Fault.OURS),
    "moved": (Moved(Address(Platform.TELEGRAM, "7")), ALWAYS, Fault.NOBODY),
    "bad": (Bad("x"), set(), Fault.OURS),
    "unknown": (Unknown("x"), {Order.SAFETY, Order.REPLY}, Fault.PLATFORM),
}


@pytest.mark.parametrize(("outcome", "orders", "fault"), ANSWERS.values(), ids=ANSWERS.keys())
def test_answers(outcome: Outcome, orders: set[Order], fault: Fault) -> None:
    assert {order for order in Order if outcome.again(order)} == orders
    assert outcome.fault is fault
    assert outcome.reason


def test_a_failed_call_says_why() -> None:
    assert str(FailedError(Bad("message is too long"))) == "message is too long"
