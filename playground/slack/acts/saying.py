"""What people say: in the direct message with the app and in channels, as words or as files."""

from __future__ import annotations

import base64
import mimetypes
import uuid
from dataclasses import dataclass

from playground.errors import ControlError
from playground.slack import shapes
from playground.slack.acts.finding import acting
from playground.slack.hub import Slack
from playground.slack.mrkdwn import typed
from playground.slack.workspaces import Conversation, Message, Person
from playground.text import Json

LONGEST = 40_000  # characters of a message, Slack's limit on what it keeps
_PICTURE = base64.b64decode(  # a PNG of one grey point
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
_WORDS = b"A file from the playground.\n"


@dataclass(frozen=True, slots=True)
class Said:
    """A message and the number of its delivery, None when the app does not listen for it."""

    message: Message
    delivery: int | None


def say(slack: Slack, person: Person, text: str) -> Said:
    """Says something in the direct message with the app."""
    workspace = acting(slack, person)
    message = slack.world.post(slack.world.direct(workspace, person), person, _checked(text))
    return Said(message, slack.tell(workspace, _told(slack, message)))


def edit(slack: Slack, person: Person, message: Message, text: str) -> Said:
    """Changes what this person has said."""
    workspace = acting(slack, person)
    if message.sender is not person or message.deleted:
        raise ControlError(404, f"{person.first_name} has said no message {message.ts}")
    before = shapes.message(slack.world, message)
    slack.world.edit(message, _checked(text), [])
    return Said(message, slack.tell(workspace, shapes.changed_event(slack.world, message, before)))


def send(slack: Slack, person: Person, name: str, text: str) -> Said:
    """Sends a file, which is a picture if its name ends in .png."""
    workspace = acting(slack, person)
    conversation = slack.world.direct(workspace, person)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    data = _PICTURE if kind == "image/png" else _WORDS
    file = slack.world.uploads.expect(workspace.id, person.id, name, len(data))
    slack.world.uploads.fill(file, data, kind)
    file.title, file.complete = name, True
    file.shared.append(conversation.id)
    message = slack.world.post(conversation, person, typed(text), files=[file.id])
    return Said(message, slack.tell(workspace, shapes.message_event(slack.world, message)))


def say_in_channel(slack: Slack, person: Person, channel: Conversation, text: str, *, mention: bool) -> Said:
    """Says something in a channel; with `mention` the app is named first."""
    workspace = acting(slack, person)
    if person.id not in channel.members:
        raise ControlError(409, f"{person.first_name} is not in this channel")
    if channel.archived:
        raise ControlError(409, "this channel is archived")
    said = _checked(text)
    said = f"<@{workspace.bot_user_id}> {said}" if mention else said
    message = slack.world.post(channel, person, said)
    if not workspace.visible(channel):
        return Said(message, None)
    event = _told(slack, message)
    if mention:
        del event["channel_type"]
        return Said(message, slack.tell(workspace, {**event, "type": "app_mention"}))
    return Said(message, slack.tell(workspace, event))


def invite(slack: Slack, person: Person, channel: Conversation) -> int | None:
    """Brings the app into a channel; the number of the delivery that tells it so."""
    workspace = acting(slack, person)
    if person.id not in channel.members:
        raise ControlError(409, f"{person.first_name} is not in this channel")
    if workspace.bot_user_id in channel.members:
        raise ControlError(409, "the app is in this channel already")
    channel.members.add(workspace.bot_user_id)
    slack.world.note(person.id, "invited", channel)
    event = {
        "type": "member_joined_channel",
        "user": workspace.bot_user_id,
        "channel": channel.id,
        "channel_type": "C",
        "team": workspace.id,
        "inviter": person.id,
    }
    return slack.tell(workspace, event)


def _checked(text: str) -> str:
    if not text.strip() or len(text) > LONGEST:
        raise ControlError(400, f"text must have 1 to {LONGEST} characters")
    return typed(text)


def _told(slack: Slack, message: Message) -> Json:
    """The event of a message that was typed: Slack adds its own id and the text as a rich one."""
    words = {"type": "rich_text_section", "elements": [{"type": "text", "text": message.text}]}
    rich = {"type": "rich_text", "block_id": slack.world.numbers.next("b"), "elements": [words]}
    event = shapes.message_event(slack.world, message)
    return {"client_msg_id": str(uuid.uuid4()), **event, "blocks": [rich]}
