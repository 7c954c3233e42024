"""The control API's doors for people in Slack: what they say, press, fill in and read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.requests import Request

from playground.control.reading import Fields, fields, query_number
from playground.errors import ControlError
from playground.slack import state
from playground.slack.acts import calling, finding, forms, pressing, saying
from playground.slack.hub import Slack
from playground.slack.views import View
from playground.slack.workspaces import Message, Person
from playground.slack.world import SLACK_CHANGED
from playground.text import Json

LONGEST_WAIT = 600.0  # seconds


async def add(slack: Slack, request: Request) -> Json:
    given = await fields(request, "name team")
    name = given.text("name").strip()
    if not 1 <= len(name) <= 80:
        raise ControlError(400, "name must have 1 to 80 characters")
    named = given.optional_text("team")
    workspace = finding.workspace_with(slack, named) if named else finding.first_workspace(slack)
    return state.person(slack.world.add_person(workspace, name))


async def deactivate(slack: Slack, request: Request) -> Json:
    person = _person(slack, request)
    if person.deactivated:
        raise ControlError(409, f"{person.first_name} has no account any more")
    slack.world.deactivate(slack.world.workspaces[person.team], person)
    return state.person(person)


async def say(slack: Slack, request: Request) -> Json:
    given = await fields(request, "text")
    return said(slack, saying.say(slack, _person(slack, request), given.text("text")))


async def edit(slack: Slack, request: Request) -> Json:
    person = _person(slack, request)
    given = await fields(request, "ts text")
    message = finding.message_before(slack, person, given.text("ts"))
    return said(slack, saying.edit(slack, person, message, given.text("text")))


async def send(slack: Slack, request: Request) -> Json:
    given = await fields(request, "name text")
    name = given.optional_text("name") or "photo.png"
    return said(slack, saying.send(slack, _person(slack, request), name, given.optional_text("text") or ""))


async def press(slack: Slack, request: Request) -> Json:
    person = _person(slack, request)
    given = await fields(request, "ts view value label action_id block_id stale")
    place, named = _place(slack, person, given), _named(given)
    if named == pressing.Named():
        raise ControlError(400, "a press needs value, label, action_id or block_id")
    if given.flag("stale", False):
        return _acted(slack, pressing.press(slack, person, place, pressing.old_button(named)))
    return _acted(slack, pressing.press(slack, person, place, pressing.button_in(place, named)))


async def pick(slack: Slack, request: Request) -> Json:
    person = _person(slack, request)
    given = await fields(request, "ts view label action_id block_id values")
    place = _place(slack, person, given)
    field = pressing.field_in(place, _named(given))
    return _acted(slack, pressing.pick(slack, person, place, field, given.items("values", str)))


async def command(slack: Slack, request: Request) -> Json:
    given = await fields(request, "command text channel")
    place = finding.conversation_with(slack, given.text("channel")) if given.has("channel") else None
    text = given.optional_text("text") or ""
    return _acted(slack, calling.command(slack, _person(slack, request), given.text("command"), text, place))


async def shortcut(slack: Slack, request: Request) -> Json:
    person = _person(slack, request)
    given = await fields(request, "callback_id ts")
    message = finding.message_before(slack, person, given.text("ts"))
    return _acted(slack, calling.shortcut(slack, person, given.text("callback_id"), message))


async def open_home(slack: Slack, request: Request) -> Json:
    person = _person(slack, request)
    given = await fields(request, "tab")
    before = state.home(slack, person)
    return {
        "delivery": calling.open_home(slack, person, given.optional_text("tab") or "home"),
        "home": before,
        "version": slack.version,
    }


async def submit(slack: Slack, request: Request) -> Json:
    person = _person(slack, request)
    given = await fields(request, "values force")
    view = forms.open_modal(slack, person)
    values = _values(given.mapping("values")) if given.has("values") else {}
    acted = forms.submit(slack, person, values, force=given.flag("force", False))
    return _acted(slack, acted) | {"view_id": view.id}


async def close(slack: Slack, request: Request) -> Json:
    given = await fields(request, "all")
    number = forms.close(slack, _person(slack, request), everything=given.flag("all", False))
    return {"delivery": number, "version": slack.version}


async def dismiss(slack: Slack, request: Request) -> Json:
    slack.marks.notes.pop(_person(slack, request).id, None)
    slack.world.touch()
    return {"version": slack.version}


async def messages(slack: Slack, request: Request) -> Json:
    person = _person(slack, request)
    after = request.query_params.get("after", "")
    found = [m for m in state.messages_of(slack, person) if m.ts > after]
    return {"messages": [state.message(slack, m) for m in found], "version": slack.version}


async def wait(slack: Slack, request: Request) -> Json:
    """Waits until the app has sent this person something after a message, or changed something since it."""
    person = _person(slack, request)
    since = int(query_number(request, "version", -1))
    if since < 0:
        since = _version_of(slack, person, request.query_params.get("after", ""))
    await until(slack, request, lambda: bool(_from_app_since(slack, person, since)))
    news = _from_app_since(slack, person, since)
    return {"messages": [state.message(slack, m) for m in news], "version": slack.version}


async def home(slack: Slack, request: Request) -> Json:
    person = _person(slack, request)
    await _view_changed(slack, request, lambda: slack.world.views.known.get(person.home or ""))
    return {"home": state.home(slack, person), "version": slack.version}


async def modal(slack: Slack, request: Request) -> Json:
    person = _person(slack, request)
    if "version" in request.query_params:
        since = int(query_number(request, "version", 0))
        await until(slack, request, lambda: _modal_version(slack, person) > since)
    return state.modal(slack, person) | {"version": slack.version}


async def until(slack: Slack, request: Request, happened: Callable[[], bool]) -> None:
    """Waits until something has happened, or for as long as the request says: ten seconds unless told."""
    loop = asyncio.get_running_loop()
    end = loop.time() + min(query_number(request, "timeout", 10), LONGEST_WAIT)
    while not happened() and not slack.bells.closed and (left := end - loop.time()) > 0:
        await slack.bells.wait(SLACK_CHANGED, left)


def said(slack: Slack, by: saying.Said) -> Json:
    place = {"ts": by.message.ts, "channel": by.message.conversation.id}
    return {**place, "delivery": by.delivery, "version": slack.version}


def _person(slack: Slack, request: Request) -> Person:
    return finding.person_with(slack, request.path_params["user"])


def _modal_version(slack: Slack, person: Person) -> int:
    """The version of the world when the modal last changed, was closed or was refused."""
    top = slack.world.views.top(person)
    return max(top.changed if top else 0, slack.marks.formed.get(person.id, 0))


def _named(given: Fields) -> pressing.Named:
    names = ("value", "label", "action_id", "block_id")
    return pressing.Named(**{name: given.optional_text(name) for name in names})


def _place(slack: Slack, person: Person, given: Fields) -> Message | View:
    """The message of `ts`, or the Home or modal that `view` names."""
    if given.has("ts") == given.has("view"):
        raise ControlError(400, "give ts or view")
    if given.has("ts"):
        return finding.message_before(slack, person, given.text("ts"))
    if given.text("view") == "modal":
        return forms.open_modal(slack, person)
    if given.text("view") != "home":
        raise ControlError(400, "view must be home or modal")
    home = slack.world.views.known.get(person.home or "")
    if home is None:
        raise ControlError(409, f"{person.first_name} has nothing on the Home")
    return home


def _values(given: Json) -> dict[str, list[str]]:
    """Each answer as a list of texts; one text stands for a list of one."""
    found = {}
    for name, content in given.items():
        listed = content if isinstance(content, list) else [content]
        if not all(isinstance(one, str) for one in listed):
            raise ControlError(400, f"{name} must be a string or a list of strings")
        found[name] = [str(one) for one in listed]
    return found


def _acted(slack: Slack, acted: pressing.Acted) -> Json:
    return {"trigger_id": acted.trigger_id, "delivery": acted.delivery, "version": slack.version}


def _version_of(slack: Slack, person: Person, ts: str) -> int:
    """The version that the world had when the newest message up to this ts was sent."""
    return max((m.made for m in state.messages_of(slack, person) if m.ts <= ts), default=0)


def _from_app_since(slack: Slack, person: Person, version: int) -> list[Message]:
    found = state.messages_of(slack, person)
    return [m for m in found if m.sender is None and not m.deleted and m.changed > version]


async def _view_changed(slack: Slack, request: Request, find: Callable[[], View | None]) -> None:
    """With `version` in the request: waits until the view has changed since."""
    if "version" in request.query_params:
        since = int(query_number(request, "version", 0))
        await until(slack, request, lambda: (view := find()) is not None and view.changed > since)
