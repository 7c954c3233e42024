from __future__ import annotations

import pytest

from playground.clock import Clock
from playground.slack.api.methods import METHODS
from playground.slack.errors import SlackError
from playground.slack.limits import POST, SWEEP_AT, TIERS, SlackLimits
from tests.playground.support import START


def still_limits() -> tuple[Clock, SlackLimits]:
    clock = Clock(lambda: START)
    return clock, SlackLimits(clock)


def refused(limits: SlackLimits, channel: str = "C1", team: str = "T1") -> int | None:
    """The seconds that a refusal asks for; the message must be refused."""
    with pytest.raises(SlackError) as refusal:
        limits.charge_message(team, channel)
    assert (refusal.value.error, refusal.value.status) == ("ratelimited", 429)
    return refusal.value.retry_after


def test_every_method_has_its_tier() -> None:
    assert TIERS.keys() | {POST} == METHODS.keys()


def test_a_channel_takes_a_short_burst_and_then_one_a_second() -> None:
    clock, limits = still_limits()
    for _ in range(5):
        limits.charge_message("T1", "C1")
    assert refused(limits) == 1
    clock.advance(0.9)
    assert refused(limits) == 1
    clock.advance(0.1)
    limits.charge_message("T1", "C1")
    assert refused(limits) == 1
    clock.advance(3600)
    for _ in range(5):
        limits.charge_message("T1", "C1")
    assert refused(limits) == 1


def test_a_workspace_takes_three_hundred_a_minute() -> None:
    clock, limits = still_limits()
    for number in range(300):
        limits.charge_message("T1", f"C{number}")
    assert refused(limits, "C999") == 1
    limits.charge_message("T2", "C999")
    clock.advance(1)
    for number in range(5):
        limits.charge_message("T1", f"D{number}")
    assert refused(limits, "C999") == 1


@pytest.mark.parametrize(
    ("method", "at_once", "seconds"),
    [("views.publish", 100, 1), ("chat.update", 50, 2), ("apps.uninstall", 10, 60), ("auth.test", 600, 1)],
)
def test_a_method_has_its_tier_in_each_workspace(method: str, at_once: int, seconds: int) -> None:
    clock, limits = still_limits()
    for _ in range(at_once):
        limits.charge_method("T1", method)
    with pytest.raises(SlackError) as refusal:
        limits.charge_method("T1", method)
    assert refusal.value.retry_after == seconds
    limits.charge_method("T2", method)
    clock.advance(seconds)
    limits.charge_method("T1", method)


def test_a_refused_message_costs_nothing() -> None:
    clock, limits = still_limits()
    for _ in range(5):
        limits.charge_message("T1", "C1")
    for _ in range(100):
        refused(limits)
    clock.advance(1)
    limits.charge_message("T1", "C1")


def test_a_clock_that_goes_back_takes_nothing_more() -> None:
    clock, limits = still_limits()
    for _ in range(5):
        limits.charge_message("T1", "C1")
    clock.advance(-3600)
    assert refused(limits) == 1


def test_limits_can_be_off_and_forgotten() -> None:
    _, limits = still_limits()
    limits.enabled = False
    for _ in range(100):
        limits.charge_message("T1", "C1")
    limits.enabled = True
    for _ in range(5):
        limits.charge_message("T1", "C1")
    limits.forget()
    limits.charge_message("T1", "C1")


def test_idle_lanes_are_swept_away() -> None:
    clock, limits = still_limits()
    for number in range(SWEEP_AT - 1):  # and one lane for the workspace
        clock.advance(1)
        limits.charge_message("T1", f"C{number}")
    clock.advance(60)
    limits.charge_message("T1", "D1")
    assert len(limits._paid) == 2
