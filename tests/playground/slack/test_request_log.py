from __future__ import annotations

from playground.slack.request_log import SlackLog
from tests.playground.support import START


def test_numbers_rise_and_secrets_are_hidden() -> None:
    log = SlackLog()
    log.add("T1", "auth.test", {}, 200, "", START)
    log.add("", "oauth.v2.access", {"code": "c", "client_secret": "s", "client_id": "1"}, 200, "bad", START)
    log.empty()
    log.add("T1", "chat.postMessage", {"token": "t", "text": "Hello"}, 0, "drop", START)
    assert log.after(0) == [
        {
            "n": 3,
            "team": "T1",
            "method": "chat.postMessage",
            "parameters": {"token": "(hidden)", "text": "Hello"},
            "status": 0,
            "error": "drop",
            "at": "2026-03-03T10:00:00+00:00",
        }
    ]
    assert log.after(3) == []
