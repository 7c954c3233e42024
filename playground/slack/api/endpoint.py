"""The door of the Web API: one request in, one answer out, faults, limits and the log on the way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import Receive, Scope, Send

from playground.errors import GoneError
from playground.slack.api.methods import METHODS
from playground.slack.api.parameters import Call, Method
from playground.slack.api.reading import Asked, read_request
from playground.slack.errors import SlackError
from playground.slack.faults import SlackFault
from playground.slack.request_log import NO_ANSWER
from playground.slack.workspaces import Workspace
from playground.slack.world import SlackWorld
from playground.text import Json

OK = 200


@dataclass(slots=True)
class _Request:
    """What is known so far of a request, for the log."""

    method: str
    values: Json = field(default_factory=dict)
    team: Workspace | None = None

    @property
    def team_id(self) -> str:
        return self.team.id if self.team else ""


class WebApi:
    """An ASGI application for /slack/api/{method}; `hang_up` breaks a request's connection off."""

    def __init__(self, world: SlackWorld, hang_up: Callable[[Scope], None]) -> None:
        self._world = world
        self._hang_up = hang_up

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = _Request(str(scope["path_params"]["method"]))
        try:
            asked = await read_request(scope, receive)
            request.values = asked.values
            fault = self._fault(request, asked)
            answer = (
                {} if fault and fault.code != "timeout_after_delivery" else await self._run(request, asked)
            )
        except GoneError:
            return
        except SlackError as error:
            self._note(request, error.status, error.error)
            await _answer(send, error.status, error.answer(), _headers(request, error.retry_after))
            return
        if fault:
            self._note(request, NO_ANSWER, str(fault.code))
            await self._break_off(fault, scope, receive)
            return
        self._note(request, OK, "")
        await _answer(send, OK, {"ok": True, **answer}, _headers(request))

    def _fault(self, request: _Request, asked: Asked) -> SlackFault | None:
        """The fault that this request meets; one that is an answer is raised as that answer."""
        request.team = self._owner(asked.token)
        if not self._world.faults.waiting:
            return None
        fault = self._world.faults.take(request.team_id, request.method, asked.values)
        if fault is None:
            return None
        self._world.touch()
        if not fault.breaks:
            raise fault.refusal()
        return fault

    def _owner(self, token: str) -> Workspace | None:
        try:
            return self._world.workspace_of(token)
        except SlackError:
            return None

    async def _run(self, request: _Request, asked: Asked) -> Json:
        method = METHODS.get(request.method)
        if method is None:
            raise SlackError("unknown_method", req_method=request.method)
        self._check_token(method, asked.token)
        self._world.limits.charge_method(request.team_id, method.name)
        call = Call(self._world, request.team, asked.host, {})
        if method.scope:
            call.need(method.scope)
        return await method.run(Call(self._world, request.team, asked.host, method.read(asked.values)))

    def _check_token(self, method: Method, token: str) -> None:
        """Refuses a request without the token that its method takes."""
        if method.token == "none":  # noqa: S105  # a kind of token
            return
        if not token:
            raise SlackError("not_authed")
        is_app = token == self._world.app.app_token
        if is_app != (method.token == "app"):  # noqa: S105  # a kind of token
            if not is_app:
                self._world.workspace_of(token)
            raise SlackError("not_allowed_token_type")
        if not is_app:
            self._world.workspace_of(token)

    async def _break_off(self, fault: SlackFault, scope: Scope, receive: Receive) -> None:
        """Leaves the request unanswered: at once for a drop, after the fault's seconds otherwise."""
        gone = asyncio.create_task(_hung_up(receive))
        try:
            if fault.code != "drop":
                closing = asyncio.create_task(self._world.bells.wait("closing", fault.seconds))
                await asyncio.wait({gone, closing}, return_when=asyncio.FIRST_COMPLETED)
                closing.cancel()
                await asyncio.wait({closing})
            if not gone.done():
                self._hang_up(scope)
                await gone
        finally:
            gone.cancel()
            await asyncio.wait({gone})

    def _note(self, request: _Request, status: int, error: str) -> None:
        now = self._world.clock.now()
        self._world.log.add(request.team_id, request.method, request.values, status, error, now)


def _headers(request: _Request, retry_after: int | None = None) -> dict[str, str]:
    headers = {"content-type": "application/json; charset=utf-8"}
    if request.team is not None:
        headers["x-oauth-scopes"] = ",".join(sorted(request.team.scopes))
    if retry_after is not None:
        headers["retry-after"] = str(retry_after)
    return headers


async def _answer(send: Send, status: int, shape: Json, headers: dict[str, str]) -> None:
    body = json.dumps(shape, separators=(",", ":")).encode()
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*pairs, length]})
    await send({"type": "http.response.body", "body": body})


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
