"""One of Telegram's updates becomes a Heard.

It is read from the JSON itself, a dozen members and no more: nothing of a person's profile but the chat's
id. (python-telegram-bot's own parser builds every object in an update: about 100 microseconds, not 6.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from conversations.heard import Address, Heard, Kind, Platform
from handlers.telegram.buttons import unpack

# What Telegram is asked to deliver; of channels only that the bot was added to one.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

_PRIVATE = "private"
_GROUPS = frozenset({"group", "supergroup", "channel"})
# "restricted" says no more than these of whether the bot is in; its "is_member" does.
_PRESENT = frozenset({"member", "administrator", "creator"})
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]+)?(?:\s+(.*))?", re.DOTALL)

_MEDIA = (
    "photo", "sticker", "voice", "video", "video_note", "animation", "audio", "document", "location", "venue",
    "contact", "poll", "dice", "game", "story", "paid_media", "checklist",
)  # fmt: skip
# Notes that Telegram writes into a private chat by itself; nobody said anything, so nobody is answered.
_NOTES = (
    "pinned_message", "message_auto_delete_timer_changed", "chat_background_set", "write_access_allowed",
    "connected_website", "proximity_alert_triggered", "boost_added", "gift", "unique_gift",
)  # fmt: skip
# Notes in a group that say the group or the bot's place in it is no more.
_ENDINGS = ("migrate_to_chat_id",)

Json = dict[str, object]


def update_number(update: object) -> int | None:
    """The number to confirm an update by, whether or not it can be read; None if it has none."""
    return _number(update, "update_id")


def read(update: object, bot_id: int, now: datetime) -> Heard | None:
    """What an update says, or None if it says nothing to us (a bot's message, a note, nonsense).

    ``update`` is the decoded JSON of one update and ``now`` is UTC. It never raises: the caller confirms
    a None to Telegram like everything else, by ``update_number``.
    """
    number = update_number(update)
    if number is None:
        return None
    event = f"{bot_id}:{number}"
    if press := _object(update, "callback_query"):
        return _pressed(press, event, now)
    if change := _object(update, "my_chat_member"):
        return _membership(change, event, now)
    if post := _object(update, "channel_post") or _object(update, "edited_channel_post"):
        return _in_group(post, bot_id, event, now)
    edited = _object(update, "edited_message")
    message = edited or _object(update, "message")
    if not message or _member(_object(message, "from"), "is_bot") is True:
        return None
    if _kind_of_chat(message) == _PRIVATE:
        return _private(message, bool(edited), event, now)
    return _in_group(message, bot_id, event, now)


def _private(message: Json, edited: bool, event: str, now: datetime) -> Heard | None:
    address = _address(message)
    if address is None or _has(message, _NOTES):
        return None
    words = _text(message, "text") or _text(message, "caption")
    kind, command = Kind.OTHER, ""
    if edited:
        kind = Kind.EDITED
    elif _has(message, _MEDIA):
        kind = Kind.MEDIA
    elif found := _COMMAND.fullmatch(words):
        kind, command, words = Kind.COMMAND, found[1].lower(), (found[2] or "").strip()
    elif words or "text" in message:
        kind = Kind.TEXT
    return Heard(address, kind, event, now, text=words, command=command, message=_id(message, "message_id"))


def _pressed(press: Json, event: str, now: datetime) -> Heard | None:
    message = _object(press, "message")
    address = _address(message)
    if address is None:
        return None
    token, choice = unpack(_text(press, "data"))
    kind = Kind.GROUP if _kind_of_chat(message) in _GROUPS else Kind.CHOICE
    return Heard(
        address,
        kind,
        event,
        now,
        choice=choice,
        token=token,
        message=_id(message, "message_id"),
        press=_text(press, "id"),
    )


def _membership(change: Json, event: str, now: datetime) -> Heard | None:
    """In a private chat: blocked or not any more; in a group: the bot is there now."""
    address = _address(change)
    state = _object(change, "new_chat_member")
    status = _text(state, "status")
    present = status in _PRESENT or (status == "restricted" and _member(state, "is_member") is True)
    if address is None:
        return None
    if _kind_of_chat(change) != _PRIVATE:
        return Heard(address, Kind.GROUP, event, now) if present else None
    return Heard(address, Kind.UNBLOCKED if present else Kind.BLOCKED, event, now)


def _in_group(message: Json, bot_id: int, event: str, now: datetime) -> Heard | None:
    address = _address(message)
    left = _number(_object(message, "left_chat_member"), "id") == bot_id
    if address is None or left or _has(message, _ENDINGS) or _kind_of_chat(message) not in _GROUPS:
        return None
    return Heard(address, Kind.GROUP, event, now, message=_id(message, "message_id"))


def _address(holder: Json) -> Address | None:
    chat = _number(_object(holder, "chat"), "id")
    return None if chat is None else Address(Platform.TELEGRAM, str(chat))


def _kind_of_chat(holder: Json) -> str:
    return _text(_object(holder, "chat"), "type")


def _has(message: Json, names: Iterable[str]) -> bool:
    return any(name in message for name in names)


def _member(holder: object, name: str) -> object:
    return holder.get(name) if isinstance(holder, dict) else None


def _object(holder: object, name: str) -> Json:
    """The object of that name; an empty one if there is none."""
    found = _member(holder, name)
    return found if isinstance(found, dict) else {}


def _number(holder: object, name: str) -> int | None:
    found = _member(holder, name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _id(holder: Json, name: str) -> str:
    found = _number(holder, name)
    return "" if found is None else str(found)


def _text(holder: Json, name: str) -> str:
    """The text of that name; "" if there is none. No store takes half a surrogate pair or a NUL."""
    found = _member(holder, name)
    if not isinstance(found, str):
        return ""
    return found.encode("utf-8", "replace").decode().replace("\0", "")
