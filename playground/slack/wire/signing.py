"""Slack's signature on a request, version v0."""

from __future__ import annotations

import hashlib
import hmac


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 of version, timestamp (seconds since 1970) and body under the app's signing secret."""
    signed = b"v0:%d:%s" % (timestamp, body)
    return f"v0={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
