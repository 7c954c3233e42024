"""The control API's doors for workspaces and channels."""

from __future__ import annotations

from starlette.requests import Request

from playground.control.reading import fields
from playground.errors import ControlError
from playground.slack import state
from playground.slack.acts import finding, saying
from playground.slack.control.people import said
from playground.slack.hub import Slack
from playground.slack.workspaces import Conversation, Workspace
from playground.text import Json


async def workspaces(slack: Slack, _request: Request) -> Json:
    return {"workspaces": [state.workspace(one) for one in slack.world.workspaces.values()]}


async def add_workspace(slack: Slack, request: Request) -> Json:
    given = await fields(request, "name install")
    name = given.text("name").strip()
    if not 1 <= len(name) <= 80:
        raise ControlError(400, "name must have 1 to 80 characters")
    workspace = slack.world.add_workspace(name)
    if given.flag("install", True):
        slack.world.install(workspace, frozenset(slack.settings.scopes))
    return state.workspace(workspace)


async def install(slack: Slack, request: Request) -> Json:
    workspace = _workspace(slack, request)
    slack.world.install(workspace, frozenset(slack.settings.scopes))
    return state.workspace(workspace)


async def uninstall(slack: Slack, request: Request) -> Json:
    workspace = _workspace(slack, request)
    if not workspace.installed:
        raise ControlError(409, f"the app is not installed in {workspace.name}")
    slack.world.uninstall(workspace)
    return _with_deliveries(slack, workspace)


async def revoke(slack: Slack, request: Request) -> Json:
    workspace = _workspace(slack, request)
    if not workspace.installed or workspace.revoked:
        raise ControlError(409, f"the app has no token that works in {workspace.name}")
    slack.world.revoke(workspace)
    return _with_deliveries(slack, workspace)


async def remove(slack: Slack, request: Request) -> Json:
    """Takes a workspace away with all that is in it; nobody is told."""
    workspace = _workspace(slack, request)
    for person in workspace.people.values():
        slack.world.views.clear(person)
    del slack.world.workspaces[workspace.id]
    slack.world.touch()
    return {"version": slack.version}


async def add_channel(slack: Slack, request: Request) -> Json:
    given = await fields(request, "name team people")
    people = [finding.person_with(slack, user) for user in given.items("people", str)]
    named = given.optional_text("team")
    workspace = finding.workspace_with(slack, named) if named else finding.first_workspace(slack)
    if not given.text("name").strip() or any(person.team != workspace.id for person in people):
        raise ControlError(400, "a channel needs a name and people of its workspace")
    made = slack.world.add_channel(workspace, given.text("name").strip(), people)
    return state.channel(slack, made)


async def invite(slack: Slack, request: Request) -> Json:
    channel = _channel(slack, request)
    given = await fields(request, "user")
    number = saying.invite(slack, finding.person_with(slack, given.text("user")), channel)
    return state.channel(slack, channel) | {"delivery": number}


async def say(slack: Slack, request: Request) -> Json:
    channel = _channel(slack, request)
    given = await fields(request, "user text mention")
    person = finding.person_with(slack, given.text("user"))
    mention = given.flag("mention", False)
    return said(slack, saying.say_in_channel(slack, person, channel, given.text("text"), mention=mention))


async def archive(slack: Slack, request: Request) -> Json:
    channel = _channel(slack, request)
    channel.archived = True
    slack.world.touch()
    return state.channel(slack, channel)


async def messages(slack: Slack, request: Request) -> Json:
    channel = _channel(slack, request)
    after = request.query_params.get("after", "")
    found = [state.message(slack, m) for m in channel.messages if m.ts > after]
    return {"messages": found, "version": slack.version}


def _with_deliveries(slack: Slack, workspace: Workspace) -> Json:
    return state.workspace(workspace) | {"deliveries": list(slack.send_events().values())}


def _workspace(slack: Slack, request: Request) -> Workspace:
    return finding.workspace_with(slack, request.path_params["team"])


def _channel(slack: Slack, request: Request) -> Conversation:
    found = finding.conversation_with(slack, request.path_params["channel"])
    if found.kind != "channel":
        raise ControlError(404, f"there is no channel {found.id}")
    return found
