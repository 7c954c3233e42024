from __future__ import annotations

import time
from datetime import UTC, datetime

from playground.clock import Clock, iso
from tests.playground.support import START


def test_the_clock_runs_on_from_where_it_is_moved() -> None:
    ticks = iter([START, START, START + 5])
    clock = Clock(lambda: next(ticks))
    clock.set_to(datetime(2027, 1, 1, tzinfo=UTC))
    assert iso(clock.now()) == "2027-01-01T00:00:00+00:00"
    assert iso(clock.now()) == "2027-01-01T00:00:05+00:00"


def test_the_clock_is_moved_on_by_seconds() -> None:
    clock = Clock(lambda: START)
    clock.advance(90)
    assert (iso(clock.now()), clock.offset) == ("2026-03-03T10:01:30+00:00", 90.0)


def test_the_real_clock_is_the_machines() -> None:
    before = time.time()
    assert before <= Clock().now() <= time.time()


def test_whoever_watches_is_told_of_every_move() -> None:
    clock, moves = Clock(lambda: START), list[float]()
    clock.watch(lambda: moves.append(clock.now()))
    clock.advance(60)
    clock.set_to(datetime(2026, 3, 3, 12, tzinfo=UTC))
    clock.put_right()
    assert moves == [START + 60, START + 7200, START]
