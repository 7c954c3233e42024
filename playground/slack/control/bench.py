"""The control API's doors for Slack's bench: state, log, faults, limits, outage and settings."""

from __future__ import annotations

from starlette.requests import Request

from playground.control.reading import fields, query_number
from playground.errors import ControlError
from playground.slack import state
from playground.slack.faults import BREAKS
from playground.slack.hub import Slack
from playground.text import Json

STATUSES = frozenset({429, 500, 503})


async def whole_state(slack: Slack, _request: Request) -> Json:
    return state.state(slack)


async def requests(slack: Slack, request: Request) -> Json:
    return {"requests": slack.world.log.after(int(query_number(request, "after", 0)))}


async def add_fault(slack: Slack, request: Request) -> Json:
    given = await fields(request, "method code times retry_after contains team seconds")
    code = given.raw("code")
    if not (isinstance(code, str) and code) and code not in STATUSES:
        kinds = ", ".join(map(str, [*sorted(STATUSES), *sorted(BREAKS)]))
        raise ControlError(400, f"code must be one of {kinds}, or an error of Slack's")
    for name in ("times", "retry_after"):
        if given.whole(name, 1) < 1:
            raise ControlError(400, f"{name} must be 1 or more")
    fault = slack.world.faults.add(
        given.text("method"),
        code if isinstance(code, str) else int(str(code)),
        times=given.whole("times", 1),
        retry_after=given.whole("retry_after", 1),
        seconds=given.number("seconds", 30.0),
        contains=given.optional_text("contains"),
        team=given.optional_text("team"),
    )
    slack.world.touch()
    return fault.shape()


async def faults(slack: Slack, _request: Request) -> Json:
    return {"faults": [fault.shape() for fault in slack.world.faults.waiting]}


async def clear_faults(slack: Slack, request: Request) -> Json:
    slack.world.faults.waiting.clear()
    slack.world.touch()
    return await faults(slack, request)


async def limits(slack: Slack, request: Request) -> Json:
    given = await fields(request, "enabled")
    slack.world.limits.enabled = given.flag("enabled")
    slack.world.limits.forget()
    slack.world.touch()
    return {"enabled": slack.world.limits.enabled}


async def outage(slack: Slack, request: Request) -> Json:
    given = await fields(request, "down")
    slack.wire.set_outage(given.flag("down"))
    slack.world.touch()
    return {"down": slack.wire.outage}


async def app(slack: Slack, _request: Request) -> Json:
    return state.app(slack)


async def change_app(slack: Slack, request: Request) -> Json:
    given = await fields(request, "scopes events commands shortcuts")
    settings = slack.settings
    for name in ("scopes", "events", "commands"):
        if given.has(name):
            setattr(settings, name, given.items(name, str))
    if given.has("shortcuts"):
        settings.shortcuts = {name: str(label) for name, label in given.mapping("shortcuts").items()}
    slack.world.touch()
    return state.app(slack)
