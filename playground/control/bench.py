"""The control API's doors for the bench: updates, faults, limits, token, clock, log, welcome, reset."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request

from playground.bot_api.methods import METHODS
from playground.clock import iso
from playground.control import state
from playground.control.reading import fields, query_number
from playground.errors import ControlError
from playground.faults import BREAKS, EVERY_METHOD, REFUSALS
from playground.text import Json
from playground.world import UPDATED, World

FARTHEST = datetime(2200, 1, 1, tzinfo=UTC)  # a clock past this is a slip of the finger


async def whole_state(world: World, _request: Request) -> Json:
    return state.state(world)


async def inject(world: World, request: Request) -> Json:
    """Queues a raw update: under the next id, or exactly as it is when `repeat_id` is true."""
    given = await fields(request, "update repeat_id")
    update = given.mapping("update")
    if not given.flag("repeat_id", False):
        update_id = world.updates.inject(update)
    elif not isinstance(update.get("update_id"), int):
        raise ControlError(400, "with repeat_id the update must carry its update_id")
    else:
        update_id = update["update_id"]
        world.updates.deliver_again(update)
    world.bells.ring(UPDATED)
    world.touch()
    return {"update_id": update_id}


async def repeat(world: World, request: Request) -> Json:
    """Delivers an update once more under its old id, whether or not it was confirmed."""
    given = await fields(request, "update_id")
    update = world.updates.remembered(given.whole("update_id"))
    if update is None:
        raise ControlError(404, f"there is no update {given.whole('update_id')}")
    world.updates.deliver_again(update)
    world.bells.ring(UPDATED)
    world.touch()
    return {"update_id": update["update_id"]}


async def add_fault(world: World, request: Request) -> Json:
    given = await fields(request, "method code retry_after times contains chat_id seconds")
    method, code = given.text("method"), given.raw("code")
    if method != EVERY_METHOD and method.lower() not in METHODS:
        raise ControlError(400, f"there is no method {method}")
    if code != 429 and code not in REFUSALS and code not in BREAKS:
        kinds = ", ".join(map(str, [429, *sorted(REFUSALS), *sorted(BREAKS)]))
        raise ControlError(400, f"code must be one of {kinds}")
    for name in ("times", "retry_after"):
        if given.whole(name, 1) < 1:
            raise ControlError(400, f"{name} must be 1 or more")
    fault = world.faults.add(
        method if method == EVERY_METHOD else METHODS[method.lower()].name,
        code if isinstance(code, str) else int(str(code)),
        times=given.whole("times", 1),
        retry_after=given.whole("retry_after", 1),
        seconds=given.number("seconds", 30.0),
        contains=given.optional_text("contains"),
        chat_id=given.whole("chat_id") if given.has("chat_id") else None,
    )
    world.touch()
    return fault.shape()


async def faults(world: World, _request: Request) -> Json:
    return {"faults": [fault.shape() for fault in world.faults.waiting]}


async def clear_faults(world: World, request: Request) -> Json:
    world.faults.waiting.clear()
    world.touch()
    return await faults(world, request)


async def limits(world: World, request: Request) -> Json:
    given = await fields(request, "enabled")
    world.limits.enabled = given.flag("enabled")
    world.limits.forget()
    world.touch()
    return {"enabled": world.limits.enabled}


async def token(world: World, request: Request) -> Json:
    given = await fields(request, "revoked")
    world.bot.revoked = given.flag("revoked")
    world.touch()
    return {"revoked": world.bot.revoked}


async def clock(world: World, _request: Request) -> Json:
    return state.clock(world)


async def move_clock(world: World, request: Request) -> Json:
    given = await fields(request, "advance set")
    if given.has("advance") == given.has("set"):
        raise ControlError(400, "give advance or set")
    moment = _moment(given.text("set")).timestamp() if given.has("set") else world.clock.now()
    moment += given.number("advance", 0.0)
    if not 0 <= moment < FARTHEST.timestamp():
        raise ControlError(400, "the clock runs from 1970 to 2200")
    if given.has("set"):
        world.clock.set_to(datetime.fromtimestamp(moment, UTC))
    else:
        world.clock.advance(given.number("advance"))
    world.transcript.bench(world.clock.now(), f"The clock is moved to {iso(world.clock.now())}")
    world.touch()
    return state.clock(world)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ControlError(400, "set must be an ISO time such as 2026-03-03T10:00:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


async def requests(world: World, request: Request) -> Json:
    return {"requests": world.log.after(int(query_number(request, "after", 0)))}


async def welcome(world: World, request: Request) -> Json:
    given = await fields(request, "title text code link tries")
    world.welcome = {name: given.optional_text(name) or "" for name in ("title", "text", "code", "link")}
    world.welcome["tries"] = given.items("tries", str) if given.has("tries") else []
    world.touch()
    return world.welcome


async def reset(world: World, _request: Request) -> Json:
    world.reset()
    return {"version": world.version}
