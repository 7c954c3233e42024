from __future__ import annotations

import pytest

from playground.clock import Clock
from playground.slack.errors import SlackError
from playground.slack.triggers import KEPT, Triggers
from tests.playground.support import START


def test_a_trigger_tells_who_acted_and_works_once() -> None:
    clock = Clock(lambda: START)
    triggers = Triggers(clock)
    trigger_id = triggers.make("T1", "U1")
    clock.advance(3)
    assert triggers.redeem(trigger_id, "T1").user == "U1"
    with pytest.raises(SlackError, match="exchanged_trigger_id"):
        triggers.redeem(trigger_id, "T1")


def test_a_trigger_is_late_after_three_seconds() -> None:
    clock = Clock(lambda: START)
    triggers = Triggers(clock)
    trigger_id = triggers.make("T1", "U1")
    clock.advance(3.01)
    with pytest.raises(SlackError, match="expired_trigger_id"):
        triggers.redeem(trigger_id, "T1")


def test_the_oldest_triggers_are_forgotten() -> None:
    triggers = Triggers(Clock(lambda: START))
    first, *_, last = [triggers.make("T1", "U1") for _ in range(KEPT + 1)]
    assert triggers.redeem(last, "T1").id == last
    with pytest.raises(SlackError, match="invalid_trigger_id"):
        triggers.redeem(first, "T1")
