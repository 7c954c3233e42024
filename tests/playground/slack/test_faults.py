from __future__ import annotations

from typing import Any

import pytest

from playground.slack.faults import SlackFaults

POST = "chat.postMessage"
FITS: dict[str, tuple[dict[str, Any], str, str, dict[str, Any], bool]] = {
    "same method": ({"method": POST}, "T1", POST, {}, True),
    "another method": ({"method": POST}, "T1", "chat.update", {}, False),
    "every method": ({"method": "*"}, "T1", "chat.update", {}, True),
    "same workspace": ({"method": "*", "team": "T1"}, "T1", POST, {}, True),
    "another workspace": ({"method": "*", "team": "T1"}, "T2", POST, {}, False),
    "words": ({"method": "*", "contains": "Ann’s"}, "T1", POST, {"text": "at Ann’s place"}, True),
    "words in an object": ({"method": "*", "contains": "Yés"}, "T1", POST, {"view": {"t": "Yés"}}, True),
    "other words": ({"method": "*", "contains": "no"}, "T1", POST, {"text": "yes"}, False),
}


@pytest.mark.parametrize(("asked", "team", "method", "values", "fits"), FITS.values(), ids=FITS)
def test_a_fault_meets_what_was_asked_for(
    asked: dict[str, Any], team: str, method: str, values: dict[str, Any], fits: bool
) -> None:
    faults = SlackFaults()
    faults.add(code=500, **asked)
    assert (faults.take(team, method, values) is not None) is fits


def test_a_fault_comes_as_often_as_asked_and_the_oldest_first() -> None:
    faults = SlackFaults()
    faults.add("*", 500, times=2)
    faults.add("*", "is_archived")
    codes = [fault.code for _ in range(4) if (fault := faults.take("T1", POST, {}))]
    assert codes == [500, 500, "is_archived"]
    assert faults.waiting == []


def test_a_fault_can_be_shown() -> None:
    fault = SlackFaults().add(POST, "drop", contains="x")
    assert fault.breaks
    assert fault.shape() == {
        "id": 1,
        "method": POST,
        "code": "drop",
        "times": 1,
        "retry_after": 1,
        "seconds": 30.0,
        "contains": "x",
        "team": None,
    }
