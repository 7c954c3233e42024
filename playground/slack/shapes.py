"""The objects of Slack as the app sees them: messages, views, people, conversations and files."""

from __future__ import annotations

from playground.slack.uploads import SlackFile
from playground.slack.views import View
from playground.slack.workspaces import App, Conversation, Message, Person, Workspace
from playground.slack.world import SlackWorld
from playground.text import Json

ZONE = {"tz": "Europe/London", "tz_label": "Greenwich Mean Time", "tz_offset": 0}
FILES_AT = "https://files.slack.example"


def message(world: SlackWorld, said: Message, *, with_metadata: bool = False) -> Json:
    """A message without its channel, as conversations.history and chat.postMessage give it."""
    shape: Json = {"type": "message", **_author(world, said), "text": said.text, "ts": said.ts}
    if said.blocks:
        shape["blocks"] = said.blocks
    if said.files:
        shape["files"] = [file(kept) for kept in map(world.uploads.find, said.files) if kept]
    if said.thread_ts:
        shape["thread_ts"] = said.thread_ts
    if said.edited:
        shape["edited"] = {"user": shape["user"], "ts": said.edited}
    if with_metadata and said.metadata:
        shape["metadata"] = said.metadata
    return shape


def message_event(world: SlackWorld, said: Message) -> Json:
    """The event message (message.im, message.channels) for a message that is new."""
    shape = message(world, said, with_metadata=True)
    if said.files and said.sender:
        shape["subtype"] = "file_share"
    return {**shape, **_place(said.conversation), "event_ts": said.ts}


def changed_event(world: SlackWorld, said: Message, before: Json) -> Json:
    """The event message_changed; `before` is the message's shape before it."""
    now = world.ts()
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": message(world, said, with_metadata=True),
        "previous_message": before,
        "hidden": True,
        "ts": now,
        "event_ts": now,
        **_place(said.conversation),
    }


def deleted_event(world: SlackWorld, said: Message) -> Json:
    """The event message_deleted."""
    now = world.ts()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "deleted_ts": said.ts,
        "previous_message": message(world, said),
        "hidden": True,
        "ts": now,
        "event_ts": now,
        **_place(said.conversation),
    }


def view(world: SlackWorld, shown: View) -> Json:
    """A view with what people have entered, as answers and interactions give it."""
    body = shown.body
    shape: Json = {
        "id": shown.id,
        "team_id": shown.team,
        "type": shown.kind,
        "blocks": body["blocks"],
        "state": {"values": shown.state},
        "hash": shown.hash,
        "root_view_id": shown.root,
        "previous_view_id": shown.previous,
        "app_id": world.app.id,
        "app_installed_team_id": shown.team,
        "bot_id": world.workspaces[shown.team].bot_id,
    }
    for name in ("private_metadata", "callback_id", "external_id"):
        shape[name] = body.get(name, "")
    for name in ("clear_on_close", "notify_on_close"):
        shape[name] = body.get(name, False)
    for name in ("title", "submit", "close"):
        shape[name] = body.get(name)
    return shape


def user(person: Person) -> Json:
    """A person, as users.info gives them."""
    return {
        "id": person.id,
        "team_id": person.team,
        "name": person.first_name.lower(),
        "real_name": person.first_name,
        "deleted": person.deactivated,
        "is_bot": False,
        "is_app_user": False,
        "profile": {"first_name": person.first_name, "real_name": person.first_name, "display_name": ""},
        **ZONE,
    }


def bot_user(app: App, workspace: Workspace) -> Json:
    """The bot's own user."""
    return {
        "id": workspace.bot_user_id,
        "team_id": workspace.id,
        "name": app.name.lower(),
        "real_name": app.name,
        "deleted": False,
        "is_bot": True,
        "is_app_user": False,
        "profile": {
            "real_name": app.name,
            "display_name": "",
            "bot_id": workspace.bot_id,
            "api_app_id": app.id,
        },
        **ZONE,
    }


def conversation(workspace: Workspace, place: Conversation) -> Json:
    """A direct message or a channel, as conversations.info gives it."""
    shape: Json = {"id": place.id, "is_im": place.kind == "im", "is_archived": place.archived}
    if place.person is not None:
        return {**shape, "user": place.person.id, "is_user_deleted": place.person.deactivated}
    is_member = workspace.visible(place)
    return {**shape, "is_channel": True, "name": place.name, "is_private": False, "is_member": is_member}


def file(kept: SlackFile) -> Json:
    """A file, as messages and files.completeUploadExternal give it."""
    return {
        "id": kept.id,
        "name": kept.name,
        "title": kept.title,
        "mimetype": kept.content_type,
        "filetype": kept.name.rpartition(".")[2] if "." in kept.name else "",
        "size": kept.length,
        "user": kept.user,
        "alt_txt": kept.alt_text,
        "url_private": f"{FILES_AT}/files-pri/{kept.team}-{kept.id}/{kept.name}",
        "ims": [place for place in kept.shared if place.startswith("D")],
        "channels": [place for place in kept.shared if place.startswith("C")],
    }


def _author(world: SlackWorld, said: Message) -> Json:
    team = said.conversation.team
    if said.sender is not None:
        return {"user": said.sender.id, "team": team}
    workspace = world.workspaces[team]
    profile = {"id": workspace.bot_id, "app_id": world.app.id, "name": world.app.name, "team_id": team}
    return {
        "user": workspace.bot_user_id,
        "team": team,
        "bot_id": workspace.bot_id,
        "app_id": world.app.id,
        "bot_profile": profile,
    }


def _place(where: Conversation) -> Json:
    return {"channel": where.id, "channel_type": where.kind}
