from __future__ import annotations

from playground.slack.wire import deliveries
from playground.slack.wire.deliveries import Deliveries, Parcel
from tests.playground.support import START

PARCEL = Parcel("events_api", "message", "T0001", "U0001", {"event_id": "Ev1"})


def test_attempts_are_numbered_and_know_the_first_of_them() -> None:
    log = Deliveries()
    first = log.add(PARCEL, START)
    again = log.add(PARCEL, START + 3, first, "timeout")
    assert (again.n, again.first, again.attempt, again.reason) == (2, 1, 1, "timeout")
    assert [entry["n"] for entry in log.after(1)] == [2]
    assert log.after(0, "T0002") == []


def test_numbers_run_on_after_it_was_emptied() -> None:
    log = Deliveries()
    log.add(PARCEL, START)
    log.empty()
    assert (log.find(1), log.add(PARCEL, START).n) == (None, 2)
    assert log.find(2) is not None


def test_only_the_newest_are_kept() -> None:
    log = Deliveries()
    for _ in range(deliveries.KEPT + 2):
        log.add(PARCEL, START)
    assert log.find(2) is None
    found = log.find(3)
    assert found is not None
    assert found.n == 3
