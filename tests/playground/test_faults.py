from __future__ import annotations

from typing import Any

import pytest

from playground.faults import Faults

FITS: dict[str, tuple[dict[str, Any], str, dict[str, Any], bool]] = {
    "same method": ({"method": "sendMessage"}, "sendMessage", {}, True),
    "another method": ({"method": "sendMessage"}, "sendPhoto", {}, False),
    "every method": ({"method": "*"}, "sendPhoto", {}, True),
    "polling only by name": ({"method": "*"}, "getUpdates", {}, False),
    "polling by name": ({"method": "getUpdates"}, "getUpdates", {}, True),
    "same chat, from a form": ({"method": "*", "chat_id": 5}, "sendMessage", {"chat_id": "5"}, True),
    "another chat": ({"method": "*", "chat_id": 5}, "sendMessage", {"chat_id": 6}, False),
    "no chat": ({"method": "*", "chat_id": 5}, "getMe", {}, False),
    "words": ({"method": "*", "contains": "Ann’s"}, "sendMessage", {"text": "at Ann’s place"}, True),
    "words in an object": (
        {"method": "*", "contains": "Yés"},
        "sendMessage",
        {"reply_markup": {"t": "Yés"}},
        True,
    ),
    "other words": ({"method": "*", "contains": "no"}, "sendMessage", {"text": "yes"}, False),
}


@pytest.mark.parametrize(("asked", "method", "values", "fits"), FITS.values(), ids=FITS)
def test_a_fault_meets_what_was_asked_for(
    asked: dict[str, Any], method: str, values: dict[str, Any], fits: bool
) -> None:
    faults = Faults()
    faults.add(code=500, **asked)
    assert (faults.take(method, values) is not None) is fits


def test_a_fault_comes_as_often_as_asked_and_the_oldest_first() -> None:
    faults = Faults()
    faults.add("*", 500, times=2)
    faults.add("*", 403)
    codes = [fault.code for _ in range(4) if (fault := faults.take("getMe", {}))]
    assert codes == [500, 500, 403]
    assert faults.waiting == []
