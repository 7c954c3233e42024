"""Typed reading of the control API's JSON bodies, query strings and addresses."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from playground.chats import Group, Person
from playground.errors import ControlError
from playground.people import person_with
from playground.text import is_utf8
from playground.world import World

BODY_LIMIT = 2**20  # bytes of a control request; the longest texts are far shorter


class Fields:
    """A JSON object whose fields are asked for by type; unknown fields are refused at the start."""

    def __init__(self, values: dict[str, Any], known: str) -> None:
        unknown = values.keys() - set(known.split())
        if unknown:
            raise ControlError(400, f"unknown field {min(unknown)}: this takes {known or 'none'}")
        self._values = values

    def has(self, name: str) -> bool:
        return self._values.get(name) is not None

    def text(self, name: str) -> str:
        value = self._typed(name, str, "a string")
        if not is_utf8(value):
            raise ControlError(400, f"{name} must be UTF-8")
        return str(value)

    def optional_text(self, name: str) -> str | None:
        return self.text(name) if self.has(name) else None

    def number(self, name: str, default: float | None = None) -> float:
        if default is not None and not self.has(name):
            return default
        return float(self._typed(name, (int, float), "a number"))

    def whole(self, name: str, default: int | None = None) -> int:
        if default is not None and not self.has(name):
            return default
        return int(self._typed(name, int, "a whole number"))

    def flag(self, name: str, default: bool | None = None) -> bool:
        if default is not None and not self.has(name):
            return default
        value = self._values.get(name)
        if not isinstance(value, bool):
            raise ControlError(400, f"{name} must be true or false")
        return value

    def mapping(self, name: str) -> dict[str, Any]:
        return dict(self._typed(name, dict, "an object"))

    def items(self, name: str, kind: type) -> list[Any]:
        found = self._typed(name, list, "a list")
        if not all(isinstance(item, kind) for item in found):
            raise ControlError(400, f"{name} must be a list of {kind.__name__}")
        return list(found)

    def raw(self, name: str) -> object:
        return self._values.get(name)

    def _typed(self, name: str, kind: type | tuple[type, ...], wanted: str) -> Any:
        value = self._values.get(name)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ControlError(400, f"{name} must be {wanted}")
        return value


async def fields(request: Request, known: str) -> Fields:
    """The body's fields; `known` names those that are taken, with spaces between. No body is an empty one."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > BODY_LIMIT:
            raise ControlError(413, "the body is too long")
    try:
        values = json.loads(body) if body else {}
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise ControlError(400, "the body must be a JSON object")
    return Fields(values, known)


def query_number(request: Request, name: str, default: float) -> float:
    text = request.query_params.get(name)
    if text is None:
        return default
    try:
        return float(text)
    except ValueError:
        raise ControlError(400, f"{name} must be a number") from None


def person_of(world: World, request: Request) -> Person:
    """The person whose id is in the address."""
    return person_with(world, request.path_params["id"])


def group_of(world: World, request: Request) -> Group:
    """The group whose id is in the address; ids of groups are below nought."""
    try:
        group = world.chats.groups.get(int(request.path_params["id"]))
    except ValueError:
        group = None
    if group is None:
        raise ControlError(404, f"there is no group {request.path_params['id']}")
    return group
