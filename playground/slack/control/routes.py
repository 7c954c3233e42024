"""Every address of Slack besides its Web API: the control API, Socket Mode and the response URLs."""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Scope

from playground.control.doors import Door, answering, changes, route
from playground.slack.acts.calling import answer_later
from playground.slack.control import bench, deliveries, people, places
from playground.slack.errors import SlackError
from playground.slack.hub import Slack
from playground.slack.transcript import transcript
from playground.slack.wire.endpoint import SocketDoor
from playground.slack.world import SLACK_CHANGED

SOCKET_PATH = "/slack/socket"


def slack_routes(slack: Slack, cut: Callable[[Scope], None]) -> list[BaseRoute]:
    """The routes that a server serves; `cut` breaks the connection of a request off."""
    answer = _answers(slack)
    return [
        *(route(slack, *place) for place in _DOORS),
        Route("/api/slack/events", answering(slack, _events)),
        Route("/api/slack/transcript", answering(slack, _transcript)),
        Route("/slack/actions/{team}/{code}", answer, methods=["POST"]),
        Route("/slack/commands/{team}/{code}", answer, methods=["POST"]),
        WebSocketRoute(SOCKET_PATH, SocketDoor(slack, cut)),
    ]


_PERSON = "/api/slack/people/{user}"
_TEAM = "/api/slack/workspaces/{team}"
_CHANNEL = "/api/slack/channels/{channel}"
_DELIVERY = "/api/slack/deliveries/{n:int}"
_DOORS: list[tuple[str, str, Door[Slack]]] = [
    ("GET", "/api/slack/state", bench.whole_state),
    ("GET", "/api/slack/workspaces", places.workspaces),
    ("POST", "/api/slack/workspaces", places.add_workspace),
    ("POST", f"{_TEAM}/install", places.install),
    ("POST", f"{_TEAM}/uninstall", places.uninstall),
    ("POST", f"{_TEAM}/revoke", places.revoke),
    ("DELETE", _TEAM, places.remove),
    ("POST", "/api/slack/people", people.add),
    ("POST", f"{_PERSON}/deactivate", people.deactivate),
    ("POST", f"{_PERSON}/say", people.say),
    ("POST", f"{_PERSON}/edit", people.edit),
    ("POST", f"{_PERSON}/send", people.send),
    ("POST", f"{_PERSON}/press", people.press),
    ("POST", f"{_PERSON}/pick", people.pick),
    ("POST", f"{_PERSON}/command", people.command),
    ("POST", f"{_PERSON}/shortcut", people.shortcut),
    ("POST", f"{_PERSON}/home", people.open_home),
    ("POST", f"{_PERSON}/submit", people.submit),
    ("POST", f"{_PERSON}/close", people.close),
    ("POST", f"{_PERSON}/dismiss", people.dismiss),
    ("GET", f"{_PERSON}/messages", people.messages),
    ("GET", f"{_PERSON}/wait", people.wait),
    ("GET", f"{_PERSON}/home", people.home),
    ("GET", f"{_PERSON}/modal", people.modal),
    ("POST", "/api/slack/channels", places.add_channel),
    ("POST", f"{_CHANNEL}/invite", places.invite),
    ("POST", f"{_CHANNEL}/say", places.say),
    ("POST", f"{_CHANNEL}/archive", places.archive),
    ("GET", f"{_CHANNEL}/messages", places.messages),
    ("GET", "/api/slack/deliveries", deliveries.log),
    ("GET", _DELIVERY, deliveries.one),
    ("POST", f"{_DELIVERY}/repeat", deliveries.repeat),
    ("POST", "/api/slack/raw", deliveries.raw),
    ("GET", "/api/slack/delivery", deliveries.mode),
    ("POST", "/api/slack/delivery", deliveries.set_mode),
    ("GET", "/api/slack/sockets", deliveries.sockets),
    ("POST", "/api/slack/sockets/close", deliveries.close_sockets),
    ("POST", "/api/slack/outage", bench.outage),
    ("GET", "/api/slack/requests", bench.requests),
    ("POST", "/api/slack/faults", bench.add_fault),
    ("GET", "/api/slack/faults", bench.faults),
    ("DELETE", "/api/slack/faults", bench.clear_faults),
    ("POST", "/api/slack/limits", bench.limits),
    ("GET", "/api/slack/app", bench.app),
    ("POST", "/api/slack/app", bench.change_app),
]


def _events(slack: Slack, _request: Request) -> Response:
    return changes(slack, SLACK_CHANGED)


def _transcript(slack: Slack, request: Request) -> Response:
    return PlainTextResponse(transcript(slack, request.query_params.get("user")))


def _answers(slack: Slack) -> Callable[[Request], object]:
    """The door of the response URLs, which speaks to the app and not to people."""

    async def enter(request: Request) -> Response:
        try:
            said = json.loads(await request.body())
        except ValueError:
            said = None
        if not isinstance(said, dict):
            return PlainTextResponse("invalid_payload", 400)
        place = slack.response_urls.use(request.path_params["code"])
        if isinstance(place, str):
            return PlainTextResponse(place, 404)
        try:
            answer_later(slack, place, said)
        except SlackError as refusal:
            return PlainTextResponse(refusal.error, 400)
        return PlainTextResponse("ok")

    return enter
