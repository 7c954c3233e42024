"""Finds whom and what an act names, and refuses acts that nobody could do."""

from __future__ import annotations

from playground.errors import ControlError
from playground.slack.hub import Slack
from playground.slack.workspaces import Conversation, Message, Person, Workspace


def workspace_with(slack: Slack, team: str) -> Workspace:
    workspace = slack.world.workspaces.get(team)
    if workspace is None:
        raise ControlError(404, f"there is no workspace {team}")
    return workspace


def first_workspace(slack: Slack) -> Workspace:
    """The oldest workspace, which is meant where none is named."""
    workspace = next(iter(slack.world.workspaces.values()), None)
    if workspace is None:
        raise ControlError(404, "there is no workspace")
    return workspace


def person_with(slack: Slack, user: str) -> Person:
    for workspace in slack.world.workspaces.values():
        if user in workspace.people:
            return workspace.people[user]
    raise ControlError(404, f"there is no person {user}")


def conversation_with(slack: Slack, conversation: str) -> Conversation:
    """A channel or a direct message by its id."""
    for workspace in slack.world.workspaces.values():
        if conversation in workspace.conversations:
            return workspace.conversations[conversation]
    raise ControlError(404, f"there is no channel {conversation}")


def acting(slack: Slack, person: Person) -> Workspace:
    """The workspace of somebody who can do something with the app now."""
    workspace = slack.world.workspaces[person.team]
    if person.deactivated:
        raise ControlError(409, f"{person.first_name} has no account any more")
    if not workspace.installed:
        raise ControlError(409, f"the app is not installed in {workspace.name}")
    return workspace


def message_before(slack: Slack, person: Person, ts: str) -> Message:
    """A message that this person sees, or saw before it was deleted."""
    workspace = slack.world.workspaces[person.team]
    for conversation in workspace.conversations.values():
        if conversation.person is person or person.id in conversation.members:
            for message in reversed(conversation.messages):
                if message.ts == ts and message.only_for in (None, person.id):
                    return message
    raise ControlError(404, f"{person.first_name} has no message {ts}")
