from __future__ import annotations

from playground import request_log
from playground.bot_api.body import Upload
from playground.request_log import RequestLog


def test_the_log_keeps_the_newest_and_their_numbers() -> None:
    log = RequestLog()
    for _ in range(request_log.KEPT + 5):
        log.add("getMe", {"file": Upload("a.png", "image/png", b"12")}, 200, 0.0)
    assert [entry["n"] for entry in log.after(request_log.KEPT + 3)] == [
        request_log.KEPT + 4,
        request_log.KEPT + 5,
    ]
    assert log.after(0)[0]["n"] == 6
    assert log.after(request_log.KEPT + 4)[0]["parameters"] == {"file": "(file a.png, 2 bytes)"}
