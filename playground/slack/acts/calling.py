"""What calls the app up: slash commands, message shortcuts, its Home, and the answers to a response URL."""

from __future__ import annotations

from playground.errors import ControlError
from playground.slack import shapes
from playground.slack.acts.finding import acting
from playground.slack.acts.pressing import Acted
from playground.slack.content import message_content
from playground.slack.errors import SlackError
from playground.slack.hub import Slack
from playground.slack.mrkdwn import typed
from playground.slack.response_urls import Place
from playground.slack.wire.deliveries import Parcel
from playground.slack.wire.payloads import message_action, slash_command
from playground.slack.workspaces import Conversation, Message, Person, Workspace
from playground.text import Json

TABS = ("home", "messages")


def command(slack: Slack, person: Person, name: str, text: str, place: Conversation | None) -> Acted:
    """Types a slash command, in the direct message with the app unless another place is given."""
    workspace = acting(slack, person)
    if name not in slack.settings.commands:
        raise ControlError(409, f"{name} is not a valid command")
    conversation = place or slack.world.direct(workspace, person)
    if conversation.person is not person and person.id not in conversation.members:
        raise ControlError(409, f"{person.first_name} is not in this channel")
    slack.world.note(person.id, "commanded", conversation, f"{name} {text}".strip())
    url = slack.address + slack.response_urls.make(workspace.id, conversation.id, person.id)
    payload = slash_command(slack.world, workspace, person, conversation, name, typed(text), url)
    parcel = Parcel("slash_commands", name, workspace.id, person.id, payload)
    parcel.answered = lambda said: _answered(slack, conversation, person, name, said)
    parcel.failed = lambda: _failed(slack, person, f"{name} failed because the app did not respond.")
    return Acted(payload["trigger_id"], slack.send(parcel).n)


def shortcut(slack: Slack, person: Person, callback_id: str, message: Message) -> Acted:
    """Chooses a shortcut from the menu of a message."""
    workspace = acting(slack, person)
    label = slack.settings.shortcuts.get(callback_id)
    if label is None or message.deleted:
        raise ControlError(409, f"there is no shortcut {callback_id} on this message")
    slack.world.note(person.id, "shortcut", message.conversation, label)
    path = slack.response_urls.make(workspace.id, message.conversation.id, person.id, message.ts)
    url = slack.address + path
    payload = message_action(slack.world, workspace, person, message, callback_id, url)
    parcel = Parcel("interactive", "message_action", workspace.id, person.id, payload)
    parcel.failed = lambda: _failed(slack, person, f"{label} failed because the app did not respond.")
    return Acted(payload["trigger_id"], slack.send(parcel).n)


def open_home(slack: Slack, person: Person, tab: str) -> int | None:
    """Opens the app's Home; the number of the delivery."""
    workspace = acting(slack, person)
    if tab not in TABS:
        raise ControlError(400, f"tab must be one of {', '.join(TABS)}")
    channel = slack.world.direct(workspace, person)
    event: Json = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab}
    home = slack.world.views.known.get(person.home or "")
    if tab == "home" and home is not None:
        event["view"] = shapes.view(slack.world, home)
    slack.world.note(person.id, "visited", person, tab)
    return slack.tell(workspace, event)


def answer_later(slack: Slack, place: Place, said: Json) -> None:
    """An answer to a response URL; SlackError when it cannot be carried out."""
    workspace = slack.world.workspaces.get(place.team)
    conversation = workspace.conversations.get(place.conversation) if workspace else None
    if workspace is None or conversation is None:
        raise SlackError("channel_not_found")
    before = _answered_message(conversation, place)
    if said.get("delete_original") and before is not None:
        slack.world.delete(before)
    elif said.get("replace_original") and before is not None:
        blocks = message_content(slack.world, str(said.get("text", "")), said.get("blocks", []))
        slack.world.edit(before, str(said.get("text", "")), blocks)
    else:
        _post(slack, workspace, conversation, place.user, said)


def _answered_message(conversation: Conversation, place: Place) -> Message | None:
    """The app's message that the interaction was on, also one that only one person sees."""
    for message in reversed(conversation.messages):
        if message.ts == place.ts and message.sender is None and not message.deleted:
            return message
    return None


def _answered(slack: Slack, conversation: Conversation, person: Person, name: str, said: Json) -> None:
    """Shows what the app has said in its acknowledgement of a slash command."""
    if not said.get("text") and not said.get("blocks"):
        return
    try:
        _post(slack, slack.world.workspaces[person.team], conversation, person.id, said)
    except (SlackError, KeyError):
        _failed(slack, person, f"{name} failed with the error “invalid_command_response”.")


def _post(slack: Slack, workspace: Workspace, conversation: Conversation, user: str, said: Json) -> None:
    text = str(said.get("text", ""))
    blocks = message_content(slack.world, text, said.get("blocks", []))
    only_for = None if said.get("response_type") == "in_channel" else user
    message = slack.world.post(conversation, None, text, blocks=blocks, only_for=only_for)
    if only_for is None and conversation.kind == "im":
        slack.tell(workspace, shapes.message_event(slack.world, message))


def _failed(slack: Slack, person: Person, text: str) -> None:
    slack.marks.tell(person.id, text, slack.world.clock.now())
    slack.world.touch()
