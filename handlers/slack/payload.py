"""Members of Slack's JSON, each with an empty one in place of what is missing or of another type."""

from __future__ import annotations

Json = dict[str, object]


def member(holder: object, name: str) -> object:
    """The member of that name; None if there is none."""
    return holder.get(name) if isinstance(holder, dict) else None


def obj(holder: object, name: str) -> Json:
    """The object of that name; an empty one if there is none."""
    found = member(holder, name)
    return found if isinstance(found, dict) else {}


def items(holder: object, name: str) -> list[object]:
    """The list of that name; an empty one if there is none."""
    found = member(holder, name)
    return found if isinstance(found, list) else []


def text(holder: object, name: str) -> str:
    """The text of that name; "" if there is none."""
    return clean(member(holder, name))


def clean(found: object) -> str:
    """A text that any store takes, without half a surrogate pair or a NUL; "" for what is no text."""
    if not isinstance(found, str):
        return ""
    return found.encode("utf-8", "replace").decode().replace("\0", "")


def message_id(channel: str, ts: str) -> str:
    """The platform's id of a message; "" unless both are known."""
    return f"{channel}:{ts}" if channel and ts else ""
