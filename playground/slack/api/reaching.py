"""Finds the conversation, the person and the message that the app names, and refuses what is closed to it."""

from __future__ import annotations

from playground.slack.api.parameters import Call
from playground.slack.errors import SlackError
from playground.slack.workspaces import Conversation, Message, Person


def known_conversation(call: Call) -> Conversation:
    """The conversation of `channel`, whether or not the bot may write to it."""
    found = call.workspace.conversations.get(call.args["channel"])
    if found is None:
        raise SlackError("channel_not_found")
    return found


def open_conversation(call: Call, name: str = "channel") -> Conversation:
    """A conversation that the bot may write to, named by its own id."""
    found = call.workspace.conversations.get(call.args[name])
    if found is None:
        raise SlackError("channel_not_found")
    return writable(call, found)


def addressed(call: Call) -> Conversation:
    """The same, where a person's id stands for the direct messages with them."""
    person = call.workspace.people.get(call.args["channel"])
    if person is None:
        return open_conversation(call)
    if person.deactivated:
        raise SlackError("user_disabled")
    return call.world.direct(call.workspace, person)


def writable(call: Call, found: Conversation) -> Conversation:
    if found.archived:
        raise SlackError("is_archived")
    if not call.workspace.visible(found):
        raise SlackError("not_in_channel")
    if found.person is not None and found.person.deactivated:
        raise SlackError("user_disabled")
    return found


def known_person(call: Call, name: str) -> Person:
    found = call.workspace.people.get(call.args[name])
    if found is None:
        raise SlackError("user_not_found")
    return found


def own_message(call: Call, refusal: str) -> Message:
    """The bot's message with this `ts`; `refusal` is what a message of others is answered with."""
    message = known_conversation(call).message(call.args["ts"])
    if message is None:
        raise SlackError("message_not_found")
    if message.sender is not None:
        raise SlackError(refusal)
    writable(call, message.conversation)
    return message
