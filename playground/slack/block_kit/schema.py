"""Small checks that are put together into the shape of a block: each notes what is wrong, and where."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from playground.text import is_utf8


class Problems:
    """What is wrong with a request, each with the place of it as Slack writes it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, what: str, place: str) -> None:
        self.found.append(f"{what} [json-pointer:{place}]")


Check = Callable[[Any, str, Problems], None]


def string(most: int, least: int = 1) -> Check:
    """Text of `least` to `most` characters."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, str) or not is_utf8(value):
            problems.add("must be a string", place)
        elif len(value) < least:
            problems.add(f"must be more than {least - 1} characters", place)
        elif len(value) > most:
            problems.add(f"must be less than {most + 1} characters", place)

    return check


def matching(pattern: str, what: str) -> Check:
    """Text of this form; `what` says it in words."""
    form = re.compile(pattern)

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, str) or not form.fullmatch(value):
            problems.add(f"must be {what}", place)

    return check


def flag(value: Any, place: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        problems.add("must be a boolean", place)


def whole(least: int, most: int) -> Check:
    """A whole number between these two, both included."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problems.add("must be an integer", place)
        elif not least <= value <= most:
            problems.add(f"must be between {least} and {most}", place)

    return check


def one_of(*values: str) -> Check:
    def check(value: Any, place: str, problems: Problems) -> None:
        if value not in values:
            problems.add(f"must be one of {', '.join(values)}", place)

    return check


def array(check_one: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` of the same kind."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.add("must be an array", place)
            return
        if len(value) < least:
            problems.add(f"no fewer than {least} items allowed", place)
        if len(value) > most:
            problems.add(f"no more than {most} items allowed", place)
        for number, item in enumerate(value):
            check_one(item, f"{place}/{number}", problems)

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Check) -> Check:
    """An object with these fields and no others; `rules` look at it as a whole, once its fields are right."""
    known = {**required, **optional}

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("must be an object", place)
            return
        before = len(problems.found)
        for name in required:
            if name not in value:
                problems.add(f"missing required field: {name}", place)
        for name, content in value.items():
            if name in known:
                known[name](content, f"{place}/{name}", problems)
            else:
                problems.add(f"invalid additional property: {name}", place)
        if len(problems.found) == before:
            for rule in rules:
                rule(value, place, problems)

    return check


def typed(kinds: Mapping[str, Check], allowed: Sequence[str] | None = None) -> Check:
    """An object whose `type` tells its shape; only the kinds of `allowed`, if it is given."""
    here = kinds if allowed is None else {name: kinds[name] for name in allowed}

    def check(value: Any, place: str, problems: Problems) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            problems.add("missing required field: type", place)
        elif kind not in here:
            problems.add(f"unsupported type: {kind}", place)
        else:
            here[kind](value, place, problems)

    return check


def exactly_one(*names: str) -> Check:
    """Of these fields an object has one and no more."""
    return functools.partial(_exactly_one, names)


def any_of(*names: str) -> Check:
    """Of these fields an object has at least one."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if not any(name in value for name in names):
            problems.add(f"must provide at least one of {', '.join(names)}", place)

    return check


def _exactly_one(names: Sequence[str], value: Any, place: str, problems: Problems) -> None:
    if sum(name in value for name in names) != 1:
        problems.add(f"must provide exactly one of {', '.join(names)}", place)
