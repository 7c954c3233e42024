"""Checks a method's parameters: what is unknown, missing or of a wrong type is refused."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from playground.bot_api.body import Upload
from playground.bot_api.objects import OBJECTS
from playground.errors import ApiError, bad_request
from playground.text import Json, is_utf8
from playground.world import World

Reader = Callable[[Any, str], Any]
Handler = Callable[[World, Json], Awaitable[Any]]

_WHOLE = re.compile(r"[+-]?\d{1,19}")
_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
# Telegram's own words where it has them; the rest is said in the playground's.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
}
_UNREADABLE = {"reply_markup": "can't parse reply keyboard markup JSON object"}


@dataclass(frozen=True)
class Method:
    """A method of the Bot API. `waits` marks one whose answer may take long, such as a long poll."""

    name: str
    run: Handler
    required: dict[str, str]
    optional: dict[str, str]
    waits: bool = False

    def read(self, values: Json) -> Json:
        """The parameters as values of their types; ApiError 400 for the first that is wrong."""
        readers = self._readers
        for name in values:
            if name not in readers:
                raise bad_request(f'parameter "{name}" is not known to {self.name}')
        for name in self.required:
            if values.get(name, "") == "":
                raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
        return {name: readers[name](value, name) for name, value in values.items()}

    @functools.cached_property
    def _readers(self) -> dict[str, Reader]:
        return {name: reader(kind) for name, kind in (self.required | self.optional).items()}


@functools.cache
def reader(kind: str) -> Reader:
    """What turns a value into this type, in the notation of objects.py, or refuses it by its name."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if kind.startswith("Array of "):
        return functools.partial(_array, reader(kind.removeprefix("Array of ")))
    return functools.partial(_object, tuple(kind.split("|")))


def _integer(value: Any, name: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise _wrong(name, "a whole number")


def _string(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise _wrong(name, "a string")
    if not is_utf8(value):
        raise bad_request("strings must be encoded in UTF-8")
    return value


def _boolean(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _BOOLEANS:
        return _BOOLEANS[value.lower()]
    raise _wrong(name, "true or false")


def _chat(value: Any, name: str) -> int | str:
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        return _string(value, name)
    return _integer(value, name)


def _file(value: Any, name: str) -> Upload | str:
    return value if isinstance(value, Upload) else _string(value, name)


def _array(read: Reader, value: Any, name: str) -> list[Any]:
    value = _decoded(value, name)
    if not isinstance(value, list):
        raise _wrong(name, "an array")
    return [read(item, name) for item in value]


def _object(kinds: tuple[str, ...], value: Any, name: str) -> Json:
    value = _decoded(value, name)
    if not isinstance(value, dict):
        raise _wrong(name, "an object")
    kind = next((k for k in kinds if any(f in value for f in OBJECTS[k].required)), kinds[0])
    fields = OBJECTS[kind]
    types = fields.required | fields.optional
    for field in value:
        if field not in types:
            raise bad_request(f'field "{field}" of {kind} in parameter "{name}" is not known')
    for field in fields.required:
        if field not in value:
            raise bad_request(f'field "{field}" of {kind} in parameter "{name}" is required')
    return {field: reader(types[field])(inner, field) for field, inner in value.items()}


def _decoded(value: Any, name: str) -> Any:
    """Forms carry objects and arrays as JSON text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(_UNREADABLE.get(name, f"can't parse {name} JSON object")) from None


def _wrong(name: str, wanted: str) -> ApiError:
    return bad_request(f'parameter "{name}" must be {wanted}')


_SIMPLE: dict[str, Reader] = {
    "Integer": _integer,
    "String": _string,
    "Boolean": _boolean,
    "Integer|String": _chat,
    "InputFile|String": _file,
}
