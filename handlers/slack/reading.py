"""One of Slack's payloads becomes a Heard.

It is read from the JSON itself, a dozen members and no more: of a person nothing but the ids of the team and
the user.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from conversations.heard import Address, Heard, Kind, Platform
from handlers.slack.payload import Json, items, message_id, obj, text
from handlers.slack.plain import read_as
from handlers.slack.pressing import handed_in, pressed

SHORTCUT = "raise_concern"
"""The callback id of the message shortcut "Raise a concern"."""

_DIRECT = "im"
_HOME = "home"
_SLACKBOT = "USLACKBOT"
# Subtypes of what a person says; the others are notes that Slack writes by itself.
_SAID = frozenset({"", "file_share", "me_message", "thread_broadcast"})
_EDITED = "message_changed"
_COMMAND = re.compile(r"/?([A-Za-z0-9_]{1,32})(?:\s+(.*))?", re.DOTALL)
_NO_COMMAND = "home"
_REPORT = "report"


@dataclass(frozen=True, slots=True)
class _Event:
    """One event of the Events API: for which team and bot it is, and the inner event."""

    team: str
    bot_user: str
    id: str
    at: datetime
    inner: Json = field(repr=False)

    def heard(self, user: str, kind: Kind, *, ts: str = "", typed: str = "") -> Heard | None:
        """What was heard from ``user``, None for nobody; message ``ts`` is in the event's channel."""
        if not user or user in (self.bot_user, _SLACKBOT):
            return None
        address = Address(Platform.SLACK, user, self.team)
        message = message_id(text(self.inner, "channel"), ts)
        return Heard(address, kind, self.id, self.at, text=read_as(typed), message=message)


def read(payload: object, team: str, bot_user: str, now: datetime) -> Heard | None:
    """What a payload says, or None if it says nothing to us (a bot's message, a note, nonsense).

    ``payload`` is the decoded JSON of an event, an interaction or a slash command for the workspace ``team``,
    in which we are ``bot_user``; ``now`` is UTC. It never raises: a None is acknowledged like all else.
    """
    if not isinstance(payload, dict) or not team:
        return None
    match text(payload, "type"):
        case "event_callback":
            return _happened(payload, team, bot_user, now)
        case "block_actions":
            return pressed(payload, team, now)
        case "view_submission":
            return handed_in(payload, team, now)
        case "message_action":
            return _reported(payload, team, now)
        case _:
            return _commanded(payload, team, now)


def is_farewell(payload: object) -> bool:
    """Tell whether the payload says that our app or its bot's token is gone from the workspace."""
    inner = obj(payload, "event")
    match text(inner, "type"):
        case "app_uninstalled":
            return True
        case "tokens_revoked":
            return bool(items(obj(inner, "tokens"), "bot"))
        case _:
            return False


def _happened(payload: Json, team: str, bot_user: str, now: datetime) -> Heard | None:
    inner, event_id = obj(payload, "event"), text(payload, "event_id")
    reader = _EVENTS.get(text(inner, "type"))
    if reader is None or not event_id or text(inner, "bot_id"):
        return None
    return reader(_Event(team, bot_user, f"{team}:{event_id}", now, inner))


def _message(event: _Event) -> Heard | None:
    inner, subtype = event.inner, text(event.inner, "subtype")
    if text(inner, "channel_type") != _DIRECT:
        return None
    if subtype == _EDITED:
        return _edited(event)
    if subtype not in _SAID:
        return None
    words = text(inner, "text")
    kind = Kind.TEXT if words else Kind.OTHER
    if items(inner, "files"):
        kind = Kind.MEDIA
    return event.heard(text(inner, "user"), kind, ts=text(inner, "ts"), typed=words)


def _edited(event: _Event) -> Heard | None:
    """A person changed their words; a message also "changes" when Slack adds a link's preview."""
    message, before = obj(event.inner, "message"), obj(event.inner, "previous_message")
    words = text(message, "text")
    if text(message, "bot_id") or (before and text(before, "text") == words):
        return None
    return event.heard(text(message, "user"), Kind.EDITED, ts=text(message, "ts"), typed=words)


def _home_opened(event: _Event) -> Heard | None:
    if text(event.inner, "tab") != _HOME:
        return None
    # Its channel is the direct message, but no message is meant.
    return event.heard(text(event.inner, "user"), Kind.HOME)


def _mentioned(event: _Event) -> Heard | None:
    return event.heard(text(event.inner, "channel"), Kind.GROUP, ts=text(event.inner, "ts"))


def _joined(event: _Event) -> Heard | None:
    if text(event.inner, "user") != event.bot_user:
        return None
    return event.heard(text(event.inner, "channel"), Kind.GROUP)


_EVENTS: dict[str, Callable[[_Event], Heard | None]] = {
    "message": _message,
    "app_home_opened": _home_opened,
    "app_mention": _mentioned,
    "member_joined_channel": _joined,
}


def _reported(payload: Json, team: str, now: datetime) -> Heard | None:
    user, trigger = text(obj(payload, "user"), "id"), text(payload, "trigger_id")
    if not user or not trigger or text(payload, "callback_id") != SHORTCUT:
        return None
    words = read_as(text(obj(payload, "message"), "text"))
    address = Address(Platform.SLACK, user, team)
    event = f"{team}:{trigger}"
    return Heard(address, Kind.COMMAND, event, now, text=words, command=_REPORT, press=trigger)


def _commanded(payload: Json, team: str, now: datetime) -> Heard | None:
    """Our slash command, by whatever name it was installed; what begins with no command's name is said."""
    user, trigger = text(payload, "user_id"), text(payload, "trigger_id")
    if not user or not trigger or not text(payload, "command"):
        return None
    words, command, kind = read_as(text(payload, "text")).strip(), _NO_COMMAND, Kind.COMMAND
    if found := _COMMAND.fullmatch(words):
        command, words = found[1].lower(), (found[2] or "").strip()
    elif words:
        kind, command = Kind.TEXT, ""
    address = Address(Platform.SLACK, user, team)
    return Heard(address, kind, f"{team}:{trigger}", now, text=words, command=command, press=trigger)
