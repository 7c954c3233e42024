"""The door of the Bot API: one request in, one answer out, faults and the log on the way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from starlette.types import Receive, Scope, Send

from playground.bot_api.body import read_body, read_parameters
from playground.bot_api.methods import METHODS
from playground.bot_api.parameters import Method
from playground.errors import ApiError, GoneError
from playground.faults import Fault
from playground.request_log import NO_ANSWER
from playground.text import Json
from playground.world import World

HangUp = Callable[[Scope], None]


class BotApi:
    """An ASGI application for /bot<token>/<method>; `hang_up` breaks a request's connection off."""

    def __init__(self, world: World, hang_up: HangUp) -> None:
        self._world = world
        self._hang_up = hang_up

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path_params"]
        name, values = str(path["method"]), dict[str, Any]()
        try:
            body = await read_body(receive)
            self._check_token(str(path["token"]))
            method = METHODS.get(name.lower())
            if method is None:
                raise ApiError(404, "Not Found")
            name = method.name
            values = read_parameters(scope, body)
            fault = self._fault(name, values)
            if fault and fault.code != "timeout_after_delivery":
                await self._break_off(name, values, fault, scope, receive)
                return
            result = await self._run(method, values, receive)
            if fault:
                await self._break_off(name, values, fault, scope, receive)
                return
        except GoneError:
            return
        except ApiError as error:
            self._note(name, values, error.code)
            await _answer(send, error.code, _refusal(error))
        else:
            self._note(name, values, 200)
            await _answer(send, 200, {"ok": True, "result": result})

    def _check_token(self, token: str) -> None:
        if token != self._world.bot.token or self._world.bot.revoked:
            raise ApiError(401, "Unauthorized")

    def _fault(self, name: str, values: Json) -> Fault | None:
        """The fault that this request meets; one that is an answer is raised as that answer."""
        if not self._world.faults.waiting:
            return None
        fault = self._world.faults.take(name, values)
        if fault is None:
            return None
        self._world.touch()
        refusal = fault.refusal()
        if refusal:
            raise refusal
        return fault

    async def _run(self, method: Method, values: Json, receive: Receive) -> Any:
        args = method.read(values)
        if not method.waits:
            return await method.run(self._world, args)
        return await _unless_gone(method.run(self._world, args), receive)

    async def _break_off(self, name: str, values: Json, fault: Fault, scope: Scope, receive: Receive) -> None:
        """Leaves the request unanswered: at once for a drop, after the fault's seconds otherwise."""
        self._note(name, values, NO_ANSWER)
        gone = asyncio.create_task(_hung_up(receive))
        try:
            if fault.code != "drop":
                closing = asyncio.create_task(self._world.bells.wait("closing", fault.seconds))
                await asyncio.wait({gone, closing}, return_when=asyncio.FIRST_COMPLETED)
                await _cancelled(closing)
            if not gone.done():
                self._hang_up(scope)
                await gone
        finally:
            await _cancelled(gone)

    def _note(self, name: str, values: Json, status: int) -> None:
        self._world.log.add(name, values, status, self._world.clock.now())


class NotFound:
    """An ASGI application for addresses that are nearly the Bot API's."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await _answer(send, 404, _refusal(ApiError(404, "Not Found")))


def _refusal(error: ApiError) -> Json:
    shape: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.retry_after is not None:
        shape["parameters"] = {"retry_after": error.retry_after}
    return shape


async def _answer(send: Send, status: int, shape: Json) -> None:
    body = json.dumps(shape, separators=(",", ":")).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if "parameters" in shape:
        headers.append((b"retry-after", str(shape["parameters"]["retry_after"]).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _unless_gone(answer: Any, receive: Receive) -> Any:
    """The answer, or GoneError as soon as the client has hung up: what it would have got stays."""
    answering = asyncio.ensure_future(answer)
    gone = asyncio.create_task(_hung_up(receive))
    try:
        await asyncio.wait({answering, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not answering.done():
            raise GoneError
        return answering.result()
    finally:
        await _cancelled(gone)
        await _cancelled(answering)


async def _cancelled(task: asyncio.Future[Any]) -> None:
    task.cancel()
    await asyncio.wait({task})
