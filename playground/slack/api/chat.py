"""Messages: posted, changed, deleted, and shown to one person alone."""

from __future__ import annotations

import json

from playground.slack import shapes
from playground.slack.api.parameters import Call, Method, array, boolean, mapping, string
from playground.slack.api.reaching import addressed, known_person, open_conversation, own_message
from playground.slack.content import message_content
from playground.slack.errors import SlackError
from playground.slack.workspaces import Conversation, Message
from playground.text import Json

METADATA_LIMIT = (
    16_000  # bytes of a message's metadata as JSON: Slack says metadata_too_large past about 16 kB
)


async def post_message(call: Call) -> Json:
    place = addressed(call)
    text, blocks = _content(call)
    metadata = _metadata(call)
    thread = _thread(call, place)
    call.world.limits.charge_message(call.workspace.id, place.id)
    said = call.world.post(place, None, text, blocks=blocks, metadata=metadata, thread_ts=thread)
    tell_of(call, said)
    shape = shapes.message(call.world, said, with_metadata=True)
    return {"channel": place.id, "ts": said.ts, "message": shape}


async def update(call: Call) -> Json:
    said = own_message(call, "cant_update_message")
    text, blocks = _content(call)
    before = shapes.message(call.world, said)
    if "text" not in call.args:
        text = said.text
    if "metadata" in call.args:
        said.metadata = _metadata(call)
    call.world.edit(said, text, blocks)
    if said.conversation.kind == "im":
        call.world.tell(call.workspace, shapes.changed_event(call.world, said, before))
    shape = shapes.message(call.world, said, with_metadata=True)
    return {"channel": said.conversation.id, "ts": said.ts, "text": text, "message": shape}


async def delete(call: Call) -> Json:
    said = own_message(call, "cant_delete_message")
    call.world.delete(said)
    if said.conversation.kind == "im":
        call.world.tell(call.workspace, shapes.deleted_event(call.world, said))
    return {"channel": said.conversation.id, "ts": said.ts}


async def post_ephemeral(call: Call) -> Json:
    place = open_conversation(call)
    person = known_person(call, "user")
    if person.id not in place.members and place.person is not person:
        raise SlackError("user_not_in_channel")
    text, blocks = _content(call)
    thread = _thread(call, place)
    said = call.world.post(place, None, text, blocks=blocks, thread_ts=thread, only_for=person.id)
    return {"message_ts": said.ts}


def tell_of(call: Call, said: Message) -> None:
    """Tells the app of its own new message, as Slack does in direct messages."""
    if said.conversation.kind == "im":
        call.world.tell(call.workspace, shapes.message_event(call.world, said))


def _content(call: Call) -> tuple[str, list[Json]]:
    text: str = call.args.get("text", "")
    return text, message_content(call.world, text, call.args.get("blocks", []))


def _metadata(call: Call) -> Json | None:
    given: Json | None = call.args.get("metadata")
    if not given:
        return None
    right = given.keys() == {"event_type", "event_payload"} and isinstance(given["event_payload"], dict)
    if not right or not isinstance(given["event_type"], str) or not given["event_type"]:
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(given, ensure_ascii=False).encode()) > METADATA_LIMIT:
        raise SlackError("metadata_too_large")
    return given


def _thread(call: Call, place: Conversation) -> str | None:
    thread: str | None = call.args.get("thread_ts")
    if thread is not None and place.message(thread) is None:
        raise SlackError("thread_not_found")
    return thread


_CONTENT = {"text": string, "blocks": array}
METHODS = [
    Method(
        "chat.postMessage",
        post_message,
        {"channel": string},
        {
            **_CONTENT,
            "metadata": mapping,
            "thread_ts": string,
            "unfurl_links": boolean,
            "unfurl_media": boolean,
            "mrkdwn": boolean,
        },
        scope="chat:write",
    ),
    Method(
        "chat.update",
        update,
        {"channel": string, "ts": string},
        {**_CONTENT, "metadata": mapping},
        scope="chat:write",
    ),
    Method("chat.delete", delete, {"channel": string, "ts": string}, scope="chat:write"),
    Method(
        "chat.postEphemeral",
        post_ephemeral,
        {"channel": string, "user": string},
        {**_CONTENT, "thread_ts": string},
        scope="chat:write",
    ),
]
