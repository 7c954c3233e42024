from __future__ import annotations

import pytest

from playground.clock import Clock
from playground.errors import ApiError
from playground.limits import SWEEP_AT, Limits
from tests.playground.support import START


def still_limits() -> tuple[Clock, Limits]:
    clock = Clock(lambda: START)
    return clock, Limits(clock)


def refused(limits: Limits, chat_id: int, *, is_group: bool = False) -> int:
    """The seconds that a refusal asks for; the message must be refused."""
    with pytest.raises(ApiError) as refusal:
        limits.charge(chat_id, is_group=is_group)
    assert refusal.value.code == 429
    assert refusal.value.retry_after is not None
    assert refusal.value.description == f"Too Many Requests: retry after {refusal.value.retry_after}"
    return refusal.value.retry_after


def test_a_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    clock, limits = still_limits()
    for _ in range(5):
        limits.charge(1, is_group=False)
    assert refused(limits, 1) == 1
    clock.advance(1)
    limits.charge(1, is_group=False)
    assert refused(limits, 1) == 1


def test_all_chats_together_take_thirty_at_once_and_thirty_a_second() -> None:
    clock, limits = still_limits()
    for chat_id in range(30):
        limits.charge(chat_id, is_group=False)
    assert refused(limits, 99) == 1
    clock.advance(1)
    for chat_id in range(100, 130):
        limits.charge(chat_id, is_group=False)
    assert refused(limits, 99) == 1


def test_a_group_takes_twenty_a_minute() -> None:
    clock, limits = still_limits()
    for _ in range(20):
        limits.charge(-1, is_group=True)
        clock.advance(1)
    sent = 0
    for _ in range(60):
        clock.advance(1)
        try:
            limits.charge(-1, is_group=True)
            sent += 1
        except ApiError:
            pass
    assert 20 <= sent <= 27  # the minute's own twenty and what the first twenty seconds gave back


def test_a_refused_message_costs_nothing() -> None:
    _, limits = still_limits()
    for _ in range(5):
        limits.charge(1, is_group=False)
    for _ in range(100):
        refused(limits, 1)
    for chat_id in range(2, 27):
        limits.charge(chat_id, is_group=False)
    assert refused(limits, 99) == 1


def test_limits_can_be_off_and_forgotten() -> None:
    _, limits = still_limits()
    limits.enabled = False
    for _ in range(100):
        limits.charge(1, is_group=False)
    limits.enabled = True
    for _ in range(5):
        limits.charge(1, is_group=False)
    limits.forget()
    limits.charge(1, is_group=False)


def test_a_clock_that_goes_back_gives_and_takes_nothing() -> None:
    clock, limits = still_limits()
    for _ in range(5):
        limits.charge(1, is_group=False)
    clock.advance(-3600)
    assert refused(limits, 1) == 1


def test_full_buckets_are_swept_away() -> None:
    clock, limits = still_limits()
    for chat_id in range(SWEEP_AT):
        clock.advance(1)
        limits.charge(chat_id, is_group=False)
    clock.advance(60)
    limits.charge(-5, is_group=False)
    assert len(limits._chats) == 1
