"""A method of the Web API and what it is asked: unknown, missing and wrongly typed parameters are refused."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from playground.slack.errors import SlackError, invalid
from playground.slack.workspaces import Workspace
from playground.slack.world import SlackWorld
from playground.text import Json, is_utf8

Reader = Callable[[Any], Any]

_WHOLE = re.compile(r"\d{1,12}")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Call:
    """One request: `host` is where it came to, such as 127.0.0.1:8080, `args` what it asked, by its type."""

    world: SlackWorld
    team: Workspace | None
    host: str
    args: Json

    @property
    def workspace(self) -> Workspace:
        """Whose bot token was given; methods without one have no business here."""
        if self.team is None:
            raise SlackError("not_allowed_token_type")
        return self.team

    def need(self, scope: str) -> None:
        """Refuses a workspace that has not granted this scope."""
        if scope not in self.workspace.scopes:
            provided = ",".join(sorted(self.workspace.scopes))
            raise SlackError("missing_scope", needed=scope, provided=provided)

    def missing(self, name: str) -> SlackError:
        """The refusal of a request that lacks this parameter."""
        return invalid("invalid_arguments", f"missing required field: {name}")


@dataclass(frozen=True, slots=True)
class Method:
    """`token` is the kind that the method takes; `scope` is needed whatever it is asked."""

    name: str
    run: Callable[[Call], Awaitable[Json]]
    required: dict[str, Reader] = field(default_factory=dict)
    optional: dict[str, Reader] = field(default_factory=dict)
    scope: str = ""
    token: Literal["bot", "app", "none"] = "bot"  # noqa: S105  # a kind of token, not one

    def read(self, values: Json) -> Json:
        """The parameters as values of their types; SlackError invalid_arguments for all that is wrong."""
        known = {**_EVERYWHERE, **self.required, **self.optional}
        problems = [f"unknown parameter: {name}" for name in values if name not in known]
        problems += [
            f"missing required field: {name}" for name in self.required if values.get(name, "") == ""
        ]
        args = {}
        for name in known.keys() & values.keys():
            try:
                args[name] = known[name](values[name])
            except ValueError as error:
                problems.append(f"{error} [json-pointer:/{name}]")
        if problems:
            raise invalid("invalid_arguments", *problems)
        return args


def string(value: Any) -> str:
    if not isinstance(value, str) or not is_utf8(value):
        raise ValueError("must be a string")
    return value


def number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise ValueError("must be a whole number")


def boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _BOOLEANS:
        return _BOOLEANS[value.lower()]
    raise ValueError("must be a boolean")


def array(value: Any) -> list[Any]:
    """A list, as JSON or as JSON in text."""
    decoded = _decoded(value)
    if not isinstance(decoded, list):
        raise ValueError("must be an array")
    return decoded


def mapping(value: Any) -> Json:
    """An object, as JSON or as JSON in text."""
    decoded = _decoded(value)
    if not isinstance(decoded, dict):
        raise ValueError("must be an object")
    return decoded


def _decoded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ValueError("must be valid JSON") from None


# Slack takes it for any method and looks at it only beside the token of a whole organisation; bolt adds it.
_EVERYWHERE: dict[str, Reader] = {"team_id": string}
