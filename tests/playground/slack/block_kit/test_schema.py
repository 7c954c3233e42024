from __future__ import annotations

from typing import Any

import pytest

from playground.slack.block_kit.schema import (
    Check,
    Problems,
    any_of,
    array,
    exactly_one,
    flag,
    one_of,
    shape,
    string,
    whole,
)

THING = shape({"name": string(3)}, {"on": flag}, any_of("name", "on"))
CHECKS: dict[str, tuple[Check, Any, list[str]]] = {
    "text": (string(3), "abc", []),
    "empty text": (string(3), "", ["must be more than 0 characters [json-pointer:/x]"]),
    "empty text where it may be": (string(3, least=0), "", []),
    "no text": (string(3), 5, ["must be a string [json-pointer:/x]"]),
    "true is no number": (whole(0, 5), True, ["must be an integer [json-pointer:/x]"]),
    "number past the end": (whole(0, 5), 6, ["must be between 0 and 5 [json-pointer:/x]"]),
    "unknown word": (one_of("a", "b"), "c", ["must be one of a, b [json-pointer:/x]"]),
    "no word at all": (one_of("a"), ["a"], ["must be one of a [json-pointer:/x]"]),
    "no list": (array(flag, 2), "x", ["must be an array [json-pointer:/x]"]),
    "list with a wrong one": (array(flag, 2), [True, 1], ["must be a boolean [json-pointer:/x/1]"]),
    "no object": (THING, [], ["must be an object [json-pointer:/x]"]),
    "object": (THING, {"name": "abc", "on": True}, []),
    "rules wait for the fields": (
        shape({}, {"a": flag, "b": flag}, exactly_one("a", "b")),
        {"a": 1, "b": True},
        ["must be a boolean [json-pointer:/x/a]"],
    ),
    "one of two": (
        shape({}, {"a": flag, "b": flag}, exactly_one("a", "b")),
        {"a": True, "b": True},
        ["must provide exactly one of a, b [json-pointer:/x]"],
    ),
}


@pytest.mark.parametrize(("check", "value", "said"), CHECKS.values(), ids=CHECKS)
def test_a_check_says_what_is_wrong_and_where(check: Check, value: Any, said: list[str]) -> None:
    problems = Problems()
    check(value, "/x", problems)
    assert problems.found == said
