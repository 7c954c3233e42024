from __future__ import annotations

from typing import Any

import pytest

from playground.bot_api.methods import METHODS
from playground.bot_api.parameters import reader
from playground.errors import ApiError

READ: dict[str, tuple[str, Any, Any]] = {
    "whole number": ("Integer", 5, 5),
    "whole number in a form": ("Integer", "-5", -5),
    "string": ("String", "x", "x"),
    "true in a form": ("Boolean", "True", True),
    "one in a form": ("Boolean", "1", True),
    "false": ("Boolean", False, False),
    "chat by number": ("Integer|String", "1001", 1001),
    "chat by name": ("Integer|String", "@name", "@name"),
    "array in a form": ("Array of Integer", "[1, 2]", [1, 2]),
    "object in a form": ("ReplyParameters", '{"message_id": 5}', {"message_id": 5}),
    "the object that it is": (
        "InlineKeyboardMarkup|ReplyKeyboardRemove",
        {"remove_keyboard": True},
        {"remove_keyboard": True},
    ),
}

WRONG: dict[str, tuple[str, Any, str]] = {
    "word for a number": ("Integer", "five", 'parameter "x" must be a whole number'),
    "truth for a number": ("Integer", True, 'parameter "x" must be a whole number'),
    "fraction": ("Integer", 1.5, 'parameter "x" must be a whole number'),
    "number for a string": ("String", 5, 'parameter "x" must be a string'),
    "half a character": ("String", "\ud800", "strings must be encoded in UTF-8"),
    "number for truth": ("Boolean", 1, 'parameter "x" must be true or false'),
    "word for truth": ("Boolean", "maybe", 'parameter "x" must be true or false'),
    "number for a file": ("InputFile|String", 5, 'parameter "x" must be a string'),
    "object for an array": ("Array of String", {}, 'parameter "x" must be an array'),
    "wrong item": ("Array of Integer", [1, "b"], 'parameter "x" must be a whole number'),
    "array for an object": ("ReplyParameters", [], 'parameter "x" must be an object'),
    "cut JSON": ("ReplyParameters", "{", "can't parse x JSON object"),
    "unknown field": (
        "ReplyParameters",
        {"message_id": 1, "mesage": 2},
        'field "mesage" of ReplyParameters in parameter "x" is not known',
    ),
    "missing field": (
        "ReplyParameters",
        {"allow_sending_without_reply": True},
        'field "message_id" of ReplyParameters in parameter "x" is required',
    ),
    "field of a wrong type": (
        "ReplyParameters",
        {"message_id": "one"},
        'parameter "message_id" must be a whole number',
    ),
}

MISSING: dict[str, tuple[str, dict[str, Any], str]] = {
    "chat": ("sendMessage", {"text": "x"}, "chat_id is empty"),
    "text": ("sendMessage", {"chat_id": 1}, "message text is empty"),
    "empty text": ("sendMessage", {"chat_id": 1, "text": ""}, "message text is empty"),
    "message to delete": ("deleteMessage", {"chat_id": 1}, "message identifier is not specified"),
    "photo": ("sendPhoto", {"chat_id": 1}, "there is no photo in the request"),
    "document": ("sendDocument", {"chat_id": 1}, "there is no document in the request"),
    "query": ("answerCallbackQuery", {}, 'parameter "callback_query_id" is required'),
    "action": ("sendChatAction", {"chat_id": 1}, 'parameter "action" is required'),
    "commands": ("setMyCommands", {}, 'parameter "commands" is required'),
}


@pytest.mark.parametrize(("kind", "value", "expected"), READ.values(), ids=READ)
def test_values_are_read_as_their_type(kind: str, value: Any, expected: Any) -> None:
    found = reader(kind)(value, "x")
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(("kind", "value", "reason"), WRONG.values(), ids=WRONG)
def test_wrong_values_are_refused(kind: str, value: Any, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        reader(kind)(value, "x")
    assert (refusal.value.code, refusal.value.description) == (400, f"Bad Request: {reason}")


@pytest.mark.parametrize(("method", "values", "reason"), MISSING.values(), ids=MISSING)
def test_missing_parameters_are_refused(method: str, values: dict[str, Any], reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        METHODS[method.lower()].read(values)
    assert refusal.value.description == f"Bad Request: {reason}"


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_every_method_refuses_a_parameter_that_telegram_does_not_have(method: Any) -> None:
    with pytest.raises(ApiError) as refusal:
        method.read({"chat_ids": "1"})
    assert refusal.value.description == f'Bad Request: parameter "chat_ids" is not known to {method.name}'
