from __future__ import annotations

from slack_sdk.signature import SignatureVerifier

from playground.slack.wire.signing import signature


def test_the_signature_is_the_one_that_slacks_own_library_makes() -> None:
    body = "payload=%7B%22ü%22%3A1%7D"
    theirs = SignatureVerifier("a secret").generate_signature(timestamp="1700000000", body=body)
    assert signature("a secret", 1_700_000_000, body.encode()) == theirs
