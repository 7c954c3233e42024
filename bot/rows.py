"""Rows of the store as the words of conversations, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from conversations.heard import Address, Heard, Kind, Platform, TurnToken
from conversations.reply import Act, Attachable, Attached, Choice, Entry, Order, Part, Reply
from conversations.run import form_of, stored_form
from storage.inbox import HeardRow
from storage.outbox import OutboxRow

LAST_TURN = 2**31 - 1
"""The largest turn that a column holds; only a button that somebody forged names a later one."""


def key_of(address: Address) -> str:
    """Return an address as the store keys it: "platform:team:user"."""
    return f"{address.platform}:{address.team}:{address.user}"


def address_of(key: str) -> Address:
    """Return the address that ``key_of`` gave."""
    platform, team, user = key.split(":", 2)
    return Address(Platform(platform), user, team)


def lane_of(address: Address) -> str:
    """Return the lane that an address is reached by: one a platform token, so in Slack one a workspace."""
    return f"{address.platform}:{address.team}" if address.team else address.platform.value


def heard_row(heard: Heard, now: datetime) -> dict[str, Any]:
    """Return ``heard`` as an inbox row, received ``now``."""
    token = heard.token if heard.token and heard.token.turn <= LAST_TURN else None
    return {
        "platform": heard.address.platform.value,
        "event": heard.event,
        "address": key_of(heard.address),
        "kind": heard.kind.value,
        "text": heard.text,
        "command": heard.command,
        "choice": heard.choice,
        "token_run": token.run if token else None,
        "token_turn": token.turn if token else None,
        "message": heard.message,
        "press": heard.press,
        "fields": dict(heard.fields) or None,
        "at": heard.at,
        "received_at": now,
    }


def heard_of(row: HeardRow) -> Heard:
    """Return what an inbox row holds."""
    return Heard(
        address_of(row.address),
        Kind(row.kind),
        row.event,
        row.at,
        row.text,
        row.command,
        row.choice,
        _token(row.token_run, row.token_turn),
        row.message,
        row.press,
        row.fields or {},
    )


def reply_row(reply: Reply) -> dict[str, Any]:
    """Return ``reply`` as the part of an outbox row that does not depend on whom it is for."""
    token = reply.token
    return {
        "rank": int(reply.order),
        "act": reply.act.value,
        "parts": [[part.prompt, dict(part.values)] for part in reply.parts],
        "choices": [_choice_row(choice) for choice in reply.choices],
        "picked": [_choice_row(choice) for choice in reply.picked],
        "token_run": token.run if token else None,
        "token_turn": token.turn if token else None,
        "message": reply.message,
        "press": reply.press,
        "extras": _extras_row(reply),
        "forget": reply.fleeting,
    }


def reply_of(row: OutboxRow) -> Reply:
    """Return what an outbox row is to say."""
    return Reply(
        Act(row.act),
        tuple(Part(prompt, values) for prompt, values in row.parts),
        tuple(_choice_of(choice) for choice in row.choices),
        _token(row.token_run, row.token_turn),
        Order(row.rank),
        row.message,
        row.press,
        tuple(_choice_of(choice) for choice in row.picked),
        **_extras_of(row.extras or {}),
    )


def _extras_row(reply: Reply) -> dict[str, Any] | None:
    """Return what few replies have, or None where this one has nothing of it."""
    extras: dict[str, Any] = {}
    if reply.several:
        extras["several"] = True
    if reply.entry is not Entry.LINE:
        extras["entry"] = reply.entry.value
    if reply.form:
        extras |= {"form": stored_form(reply.form), "title": reply.title}
    if reply.attached is not None:
        extras["attached"] = {"kind": reply.attached.kind.value, "values": dict(reply.attached.values)}
    return extras or None


def _extras_of(extras: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "several": extras.get("several", False),
        "entry": Entry(extras.get("entry", Entry.LINE)),
        "form": form_of(extras.get("form", [])),
        "title": extras.get("title", ""),
        "attached": _attached_of(extras),
    }


def _attached_of(extras: Mapping[str, Any]) -> Attached | None:
    if "attached" in extras:
        return Attached(Attachable(extras["attached"]["kind"]), extras["attached"]["values"])
    if "qr" in extras:
        # As rows were written while an invitation's code was all that could go along.
        return Attached(Attachable.QR, {"code": extras["qr"]})
    return None


def _token(run: str | None, turn: int | None) -> TurnToken | None:
    return None if run is None or turn is None else TurnToken(run, turn)


def _choice_row(choice: Choice) -> Mapping[str, Any]:
    return {"value": choice.value, "label": choice.label, "words": choice.words, "marked": choice.marked}


def _choice_of(row: Mapping[str, Any]) -> Choice:
    return Choice(row["value"], row["label"], row["words"], row["marked"])
