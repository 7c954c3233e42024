"""The control API's doors for the wire: its log, raw and repeated deliveries, sockets and addresses."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request

from playground.control.people import LONGEST_WAIT
from playground.control.reading import Fields, fields, query_number
from playground.errors import ControlError
from playground.slack import state
from playground.slack.acts import finding
from playground.slack.hub import Slack
from playground.slack.wire.deliveries import KINDS, Delivery, Forged, Kind, Parcel
from playground.slack.wire.payloads import callback
from playground.slack.wire.requests import Addresses
from playground.slack.wire.sockets import REASONS, Socket
from playground.slack.wire.wire import ENDED
from playground.text import Json


async def log(slack: Slack, request: Request) -> Json:
    after, team = int(query_number(request, "after", 0)), request.query_params.get("team")
    return {"deliveries": slack.wire.deliveries.after(after, team)}


async def one(slack: Slack, request: Request) -> Json:
    """One attempt with all that was said; with `timeout` once it has ended."""
    delivery = _delivery(slack, request)
    loop = asyncio.get_running_loop()
    end = loop.time() + min(query_number(request, "timeout", 0), LONGEST_WAIT)
    while delivery.status == "waiting" and not slack.bells.closed and (left := end - loop.time()) > 0:
        await slack.bells.wait(ENDED, left)
    return delivery.shape() | {"payload": delivery.parcel.payload, "response": delivery.response}


async def repeat(slack: Slack, request: Request) -> Json:
    """Sends an earlier delivery once more, with the same payload; what comes of it is only logged."""
    before = _delivery(slack, request)
    given = await fields(request, "signature timestamp")
    parcel = replace(before.parcel, answered=None, failed=None, forged=_forged(given))
    return {"delivery": slack.send(parcel).n}


async def raw(slack: Slack, request: Request) -> Json:
    given = await fields(request, "kind payload event_id team signature timestamp")
    kind = _kind(given.text("kind"))
    payload = given.mapping("payload")
    if kind == "events_api" and (given.has("event_id") or given.has("team")):
        payload = _wrapped(slack, given, payload)
    inner = payload.get("event")
    about = inner if isinstance(inner, dict) else payload
    team = str(payload.get("team_id") or given.optional_text("team") or "")
    parcel = Parcel(kind, str(about.get("type", kind)), team, None, payload, forged=_forged(given))
    return {"delivery": slack.send(parcel).n}


async def mode(slack: Slack, _request: Request) -> Json:
    return state.delivery_mode(slack)


async def set_mode(slack: Slack, request: Request) -> Json:
    given = await fields(request, "mode url events_url interactive_url commands_url")
    wanted = given.text("mode")
    if wanted == "socket":
        slack.wire.use_socket()
    elif wanted == "http":
        names = ("events_url", "interactive_url", "commands_url")
        places = Addresses(*(given.text(name if given.has(name) else "url") for name in names))
        if not await slack.wire.use_http(places):
            raise ControlError(409, "the events URL did not give the challenge back")
    else:
        raise ControlError(400, "mode must be socket or http")
    slack.world.touch()
    return state.delivery_mode(slack)


async def sockets(slack: Slack, _request: Request) -> Json:
    return {"sockets": state.sockets(slack)}


async def close_sockets(slack: Slack, request: Request) -> Json:
    given = await fields(request, "reason id")
    reason = given.optional_text("reason")
    if reason is not None and reason not in REASONS:
        raise ControlError(400, f"reason must be one of {', '.join(sorted(REASONS))}")
    chosen = _sockets(slack, given)
    for socket in chosen:
        if reason is None:
            socket.leaving = True
            socket.cut()
        else:
            socket.disconnect(reason)
    slack.world.touch()
    return {"closed": len(chosen)}


def _sockets(slack: Slack, given: Fields) -> list[Socket]:
    if not given.has("id"):
        return list(slack.wire.sockets.open)
    socket = slack.wire.sockets.find(given.whole("id"))
    if socket is None:
        raise ControlError(404, f"there is no socket {given.whole('id')}")
    return [socket]


def _wrapped(slack: Slack, given: Fields, content: Json) -> Json:
    """An inner event in an envelope of the given workspace, with the given or a new id."""
    named = given.optional_text("team")
    workspace = finding.workspace_with(slack, named) if named else finding.first_workspace(slack)
    event_id = given.optional_text("event_id") or slack.world.numbers.next("Ev")
    return callback(slack.world.app, workspace, content, event_id, slack.world.clock.now())


def _kind(text: str) -> Kind:
    for kind in KINDS:
        if kind == text:
            return kind
    raise ControlError(400, f"kind must be one of {', '.join(KINDS)}")


def _forged(given: Fields) -> Forged:
    timestamp = given.whole("timestamp") if given.has("timestamp") else None
    return Forged(given.text("signature") if given.has("signature") else None, timestamp)


def _delivery(slack: Slack, request: Request) -> Delivery:
    delivery = slack.wire.deliveries.find(request.path_params["n"])
    if delivery is None:
        raise ControlError(404, f"there is no delivery {request.path_params['n']}")
    return delivery
