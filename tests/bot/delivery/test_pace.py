"""The pace: the lane's rate, an address's burst, and deadlines that only move forward."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.delivery.pace import ADDRESS_BURST, REFUSALS_BEFORE_LANE, Pace
from tests.clocks import MORNING

ADDRESSES = st.sampled_from(["a", "b", "c", "d"])
SECONDS = st.floats(0, 30)


@pytest.mark.parametrize(("rate", "at_once"), [(1, 1), (1.5, 1), (30, 30), (1000, 1000)])
def test_a_second_of_the_rate_may_go_at_once(rate: float, at_once: int) -> None:
    pace = Pace(rate)

    assert pace.allowance(MORNING) == at_once
    for number in range(at_once):
        pace.spent(str(number), MORNING)
    assert pace.allowance(MORNING) == 0
    wait = pace.next_change(MORNING)
    assert wait is not None
    assert 0 < wait <= 1
    assert pace.allowance(MORNING + timedelta(seconds=1)) == at_once


@given(st.floats(1, 60), st.lists(SECONDS, max_size=20))
def test_over_any_time_no_more_than_the_rate_goes(rate: float, pauses: list[float]) -> None:
    pace, now, went = Pace(rate), MORNING, 0
    for pause in pauses:
        for _ in range(pace.allowance(now)):
            went += 1
            pace.spent(str(went), now)
        assert went <= rate * ((now - MORNING).total_seconds() + 1) + 1
        now += timedelta(seconds=pause)


def test_an_address_may_have_a_burst_and_then_one_a_second() -> None:
    pace = Pace(30)
    for _ in range(ADDRESS_BURST):
        assert pace.resting(MORNING) == []
        pace.spent("a", MORNING)

    assert pace.resting(MORNING) == ["a"]
    assert pace.next_change(MORNING) == 1
    assert pace.resting(MORNING + timedelta(seconds=1)) == []


def test_refusals_of_one_address_never_hold_the_lane() -> None:
    pace = Pace(30)
    for _ in range(10):
        pace.refused("a", MORNING + timedelta(seconds=5))

    assert pace.allowance(MORNING) == 30
    assert pace.resting(MORNING) == ["a"]
    assert pace.resting(MORNING + timedelta(seconds=5)) == []


def test_refusals_of_several_in_a_row_hold_the_lane_until_one_goes() -> None:
    pace = Pace(30)
    until = MORNING + timedelta(seconds=5)
    for number in range(REFUSALS_BEFORE_LANE):
        assert pace.allowance(MORNING) == 30
        pace.refused(str(number), until)

    assert pace.allowance(MORNING) == 0
    assert pace.next_change(MORNING) == 5
    assert pace.allowance(until) == 30
    pace.went()
    pace.refused("other", until + timedelta(seconds=5))
    assert pace.allowance(until) == 30


def test_what_nothing_holds_back_has_no_next_change() -> None:
    assert Pace(30).next_change(MORNING) is None


class Deadlines(RuleBasedStateMachine):
    """Whatever happens, and in whatever order, no deadline moves back."""

    def __init__(self) -> None:
        super().__init__()
        self.pace = Pace(30)
        self.now = MORNING
        self.promised: dict[str, float] = {}
        self.held = 0.0

    def seconds(self) -> float:
        return (self.now - MORNING).total_seconds()

    @rule(seconds=SECONDS)
    def time_passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(address=ADDRESSES, seconds=SECONDS)
    def an_address_is_refused(self, address: str, seconds: float) -> None:
        self.pace.refused(address, self.now + timedelta(seconds=seconds))
        until = self.seconds() + seconds
        self.promised[address] = max(self.promised.get(address, 0), until)

    @rule(seconds=SECONDS)
    def the_lane_is_held(self, seconds: float) -> None:
        self.pace.hold(self.now + timedelta(seconds=seconds))
        self.held = max(self.held, self.seconds() + seconds)

    @rule(address=ADDRESSES)
    def one_goes(self, address: str) -> None:
        self.pace.spent(address, self.now)
        self.pace.went()

    @invariant()
    def what_was_promised_is_kept(self) -> None:
        resting = self.pace.resting(self.now)
        late = [one for one, until in self.promised.items() if until > self.seconds() + 0.001]
        assert set(late) <= set(resting)
        if self.held > self.seconds() + 0.001:
            assert self.pace.allowance(self.now) == 0

    @invariant()
    def nothing_waits_for_ever(self) -> None:
        if self.pace.resting(self.now) or self.pace.allowance(self.now) == 0:
            wait = self.pace.next_change(self.now)
            assert wait is not None
            assert wait <= max(self.held, *self.promised.values(), 0) + 1000


TestDeadlines = Deadlines.TestCase
TestDeadlines.settings = settings(max_examples=40, stateful_step_count=30)
