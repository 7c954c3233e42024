"""Delivery over HTTP: signed requests to the app's own addresses, and what their answers mean."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from playground.slack.wire.deliveries import Delivery, Forged, Kind
from playground.slack.wire.signing import signature
from playground.text import Json

AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
RETRY_REASONS = {"timeout": "http_timeout"}  # Slack's own word where the log's differs
CHALLENGE_SECONDS = 3.0  # real time that the app may take to give the challenge back
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the app takes events, interactions and slash commands."""

    events_url: str
    interactive_url: str
    commands_url: str

    def of(self, kind: Kind) -> str:
        return {
            "events_api": self.events_url,
            "interactive": self.interactive_url,
            "slash_commands": self.commands_url,
        }[kind]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is None when no answer came; `body` is what the app said, as an object."""

    status: int | None
    body: Json
    again: bool = True  # False: the app asked not to be told again

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def encoded(kind: Kind, payload: Json) -> tuple[bytes, str]:
    """Body and content type: events as JSON, interactions in a form's one field, commands as a form."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = {"payload": json.dumps(payload)} if kind == "interactive" else payload
    return urlencode(form).encode(), FORM


def headers(secret: str, body: bytes, content_type: str, forged: Forged) -> dict[str, str]:
    """The headers of a signed request. The timestamp is the machine's own: apps hold it against theirs."""
    timestamp = int(time.time()) if forged.timestamp is None else forged.timestamp
    found = {"User-Agent": AGENT, "Content-Type": content_type, "X-Slack-Request-Timestamp": str(timestamp)}
    signed = signature(secret, timestamp, body) if forged.signature is None else forged.signature
    if signed:
        found["X-Slack-Signature"] = signed
    return found


async def post(session: aiohttp.ClientSession, secret: str, url: str, delivery: Delivery) -> Outcome:
    """Sends one attempt and waits for its answer, however long that takes."""
    parcel = delivery.parcel
    body, content_type = encoded(parcel.kind, parcel.payload)
    extra = headers(secret, body, content_type, parcel.forged)
    if delivery.attempt:
        extra["X-Slack-Retry-Num"] = str(delivery.attempt)
        extra["X-Slack-Retry-Reason"] = RETRY_REASONS.get(delivery.reason, delivery.reason)
    delivery.began = time.perf_counter()
    try:
        async with session.post(url, data=body, headers=extra, allow_redirects=False) as answer:
            said = _object(await answer.read())
            return Outcome(answer.status, said, answer.headers.get("X-Slack-No-Retry") != "1")
    except (aiohttp.ClientError, TimeoutError):
        return Outcome(None, {})


async def gives_challenge_back(session: aiohttp.ClientSession, secret: str, url: str) -> bool:
    """Slack's url_verification of a new address for events."""
    challenge = secrets.token_urlsafe(32)
    body = json.dumps({"token": "playground", "challenge": challenge, "type": "url_verification"}).encode()
    extra = headers(secret, body, "application/json", Forged())
    try:
        async with asyncio.timeout(CHALLENGE_SECONDS), session.post(url, data=body, headers=extra) as answer:
            said = await answer.text()
            return answer.status == 200 and challenge in (said.strip(), _object(said).get("challenge"))
    except (aiohttp.ClientError, TimeoutError):
        return False


def _object(body: bytes | str) -> Json:
    """An app's answer: a JSON object, or plain words as Slack takes them after a slash command."""
    try:
        said = json.loads(body) if body else {}
    except ValueError:
        said = body.decode(errors="replace") if isinstance(body, bytes) else body
    return said if isinstance(said, dict) else {"text": str(said)}
