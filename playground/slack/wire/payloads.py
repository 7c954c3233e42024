"""What the app is sent, as Slack writes it: the outside of events, and interactions of every kind."""

from __future__ import annotations

from playground.slack import shapes
from playground.slack.views import View
from playground.slack.workspaces import App, Conversation, Message, Person, Workspace
from playground.slack.world import SlackWorld
from playground.text import Json

VERIFICATION_TOKEN = "playground"  # noqa: S105  # Slack's old way of signing, which nobody should rely on


def callback(app: App, workspace: Workspace, content: Json, event_id: str, at: float) -> Json:
    """An event in its envelope; `at` is playground time in seconds since 1970."""
    event = {"event_ts": f"{at:.6f}", **content}
    authorization = {
        "enterprise_id": None,
        "team_id": workspace.id,
        "user_id": workspace.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.id,
        "context_team_id": workspace.id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(at),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def subscription(content: Json) -> str:
    """The name under which an app subscribes to this event, such as message.im."""
    if content["type"] != "message":
        return str(content["type"])
    kinds = {"im": "message.im", "channel": "message.channels"}
    return kinds.get(str(content.get("channel_type")), "message")


def block_actions(
    world: SlackWorld,
    workspace: Workspace,
    person: Person,
    place: Message | View,
    action: Json,
    values: dict[str, Json],
    response_url: str | None,
) -> Json:
    """A press or a pick in a message or a view; `values` is all that is picked in it."""
    payload = _interaction(world, workspace, person, "block_actions")
    if isinstance(place, View):
        shown = shapes.view(world, place)
        container: Json = {"type": "view", "view_id": place.id}
        return {**payload, "container": container, "view": shown, "actions": [action]}
    conversation = place.conversation
    container = {
        "type": "message",
        "message_ts": place.ts,
        "channel_id": conversation.id,
        "is_ephemeral": place.only_for is not None,
    }
    return {
        **payload,
        "container": container,
        "channel": _channel(conversation),
        "message": shapes.message(world, place, with_metadata=True),
        "state": {"values": values},
        "response_url": response_url,
        "actions": [action],
    }


def view_submission(world: SlackWorld, workspace: Workspace, person: Person, view: View) -> Json:
    payload = _interaction(world, workspace, person, "view_submission")
    return {**payload, "view": shapes.view(world, view), "response_urls": []}


def view_closed(
    world: SlackWorld, workspace: Workspace, person: Person, view: View, *, is_cleared: bool
) -> Json:
    payload = _interaction(world, workspace, person, "view_closed")
    del payload["trigger_id"]  # nothing can be opened on top of what was closed
    return {**payload, "view": shapes.view(world, view), "is_cleared": is_cleared}


def message_action(
    world: SlackWorld,
    workspace: Workspace,
    person: Person,
    message: Message,
    callback_id: str,
    response_url: str,
) -> Json:
    """A message shortcut."""
    return {
        **_interaction(world, workspace, person, "message_action"),
        "action_ts": f"{world.clock.now():.6f}",
        "callback_id": callback_id,
        "channel": _channel(message.conversation),
        "message_ts": message.ts,
        "message": shapes.message(world, message, with_metadata=True),
        "response_url": response_url,
    }


def slash_command(
    world: SlackWorld,
    workspace: Workspace,
    person: Person,
    conversation: Conversation,
    command: str,
    text: str,
    response_url: str,
) -> Json:
    """A slash command; every field is text, since it also goes as a form."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.id,
        "team_domain": domain(workspace),
        "channel_id": conversation.id,
        "channel_name": _channel(conversation)["name"],
        "user_id": person.id,
        "user_name": person.first_name.lower(),
        "command": command,
        "text": text,
        "api_app_id": world.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": world.triggers.make(workspace.id, person.id),
    }


def domain(workspace: Workspace) -> str:
    """The workspace's part of its address."""
    return workspace.url.removeprefix("https://").partition(".")[0]


def _interaction(world: SlackWorld, workspace: Workspace, person: Person, kind: str) -> Json:
    name = person.first_name.lower()
    return {
        "type": kind,
        "user": {"id": person.id, "username": name, "name": name, "team_id": workspace.id},
        "api_app_id": world.app.id,
        "token": VERIFICATION_TOKEN,
        "trigger_id": world.triggers.make(workspace.id, person.id),
        "team": {"id": workspace.id, "domain": domain(workspace)},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel(conversation: Conversation) -> Json:
    return {"id": conversation.id, "name": conversation.name or "directmessage"}
