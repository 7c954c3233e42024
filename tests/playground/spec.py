"""The published Bot API as data, where it is at hand, and how a value is compared with it."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest

SPEC = Path(__file__).parents[3] / "shared" / "telegram-bot-api.json"
needs_spec = pytest.mark.skipif(not SPEC.exists(), reason="no Bot API specification beside the checkout")
Fields = dict[str, dict[str, Any]]

_SIMPLE: dict[str, type | tuple[type, ...]] = {"Integer": int, "String": str, "Float": (int, float)}


@functools.cache
def spec() -> dict[str, Any]:
    return dict(json.loads(SPEC.read_text()))


def fields_of(thing: dict[str, Any]) -> Fields:
    return {field["name"]: field for field in thing.get("fields", [])}


def method_fields(name: str) -> Fields:
    return fields_of(spec()["methods"][name])


def type_fields(name: str) -> Fields:
    """An object's fields; of a family of objects, every field that one of them has."""
    thing = spec()["types"][name]
    families = [type_fields(kind) for kind in thing.get("subtypes", [])]
    return functools.reduce(lambda one, other: one | other, families, fields_of(thing))


def problems(kind: str, value: Any, where: str = "") -> list[str]:
    """What is unknown, missing or of a wrong type in a value that should be of this kind."""
    where = where or kind
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return [p for i, item in enumerate(value) for p in problems(inner, item, f"{where}[{i}]")]
    if kind == "Boolean":
        return [] if isinstance(value, bool) else [f"{where} is not a Boolean"]
    if kind in _SIMPLE:
        good = isinstance(value, _SIMPLE[kind]) and not isinstance(value, bool)
        return [] if good else [f"{where} is not a {kind}"]
    if not isinstance(value, dict):
        return [f"{where} is not an object"]
    family: list[str] = spec()["types"][kind].get("subtypes", [])
    if family:
        return min((problems(member, value, where) for member in family), key=len)
    return _object_problems(type_fields(kind), value, where)


def request_problems(method: str, values: dict[str, Any]) -> list[str]:
    """The same for the parameters of a request, which may hold objects as JSON text."""
    fields = method_fields(method)
    decoded = {
        name: _decoded(fields[name]["types"], v) if name in fields else v for name, v in values.items()
    }
    return _object_problems(fields, decoded, method)


def _object_problems(fields: Fields, value: dict[str, Any], where: str) -> list[str]:
    found = [f"{where}.{name} is unknown" for name in value if name not in fields]
    found += [f"{where}.{n} is missing" for n, f in fields.items() if f["required"] and n not in value]
    for name in value.keys() & fields.keys():
        ways = [problems(kind, value[name], f"{where}.{name}") for kind in fields[name]["types"]]
        best: list[str] = min(ways, key=len)
        found += best
    return found


def _decoded(kinds: list[str], value: Any) -> Any:
    if isinstance(value, str) and "String" not in kinds:
        return json.loads(value.lower() if kinds == ["Boolean"] else value)
    return value
