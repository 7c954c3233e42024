"""What is in a conversation already: asked before a message is sent once more or loses its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.packing import EVENT_TYPE

# Messages of one page: as many as Slack advises.
PAGE = 200
# Pages: an attempt is followed by the next within minutes, or after a few hours without a connection.
PAGES = 3

Message = Mapping[str, Any]
"""A message as Slack's JSON has it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation, with the time stamp of our message if it is in it, and whether its file is."""

    channel: str
    ts: str = ""
    file: bool = False


async def look(client: AsyncWebClient, user: str, message: str, file: str = "") -> Place:
    """What has arrived of the message with our id ``message`` among the newest of those with ``user``.

    ``file`` is the name of the file that goes along with it, if one does.
    """
    opened = await client.conversations_open(users=user)
    place, cursor = Place(str(opened["channel"]["id"])), ""
    for _ in range(PAGES):
        answer = await client.conversations_history(
            channel=place.channel, limit=PAGE, cursor=cursor or None, include_all_metadata=True
        )
        # The newest come first, and a file comes after its text.
        for found in answer["messages"]:
            if file and _holds(found, file):
                place = replace(place, file=True)
            elif _is_ours(found, message):
                return replace(place, ts=str(found["ts"]))
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            break
    return place


async def fetch(client: AsyncWebClient, channel: str, ts: str) -> Message | None:
    """The message of this time stamp, or None if it is no longer there."""
    answer = await client.conversations_history(
        channel=channel, latest=ts, oldest=ts, inclusive=True, limit=1
    )
    return next((message for message in answer["messages"] if message["ts"] == ts), None)


def _is_ours(found: Message, message: str) -> bool:
    match found.get("metadata"):
        case {"event_type": str(kind), "event_payload": {"id": str(given)}}:
            return (kind, given) == (EVENT_TYPE, message)
    return False


def _holds(found: Message, name: str) -> bool:
    return any(file.get("name") == name for file in found.get("files") or [])
