from __future__ import annotations

import pytest

from playground.bot_api.keyboards import checked_markup
from playground.errors import ApiError
from playground.text import Json
from tests.playground.support import button, keyboard

PARSE = "can't parse inline keyboard button:"
REFUSED: dict[str, tuple[Json, str]] = {
    "65 bytes of data": (keyboard([button("x", "é" * 32 + "a")]), "BUTTON_DATA_INVALID"),
    "no data": (keyboard([button("x", "")]), "BUTTON_DATA_INVALID"),
    "101 buttons": (keyboard(*[[button("x", "y")]] * 101), "REPLY_MARKUP_TOO_LONG"),
    "nine in a row": (keyboard([button("x", "y")] * 9), "REPLY_MARKUP_TOO_LONG"),
    "no words": (keyboard([button(" ", "y")]), f'{PARSE} field "text" must not be empty'),
    "nothing to do": (
        keyboard([{"text": "x"}]),
        f"{PARSE} Text buttons are unallowed in the inline keyboard",
    ),
    "two things to do": (
        keyboard([{"text": "x", "callback_data": "y", "url": "https://example.org"}]),
        f"{PARSE} only one of url and callback_data can be used",
    ),
    "bad link": (
        keyboard([{"text": "x", "url": "mailto:a@b"}]),
        "inline keyboard button URL 'mailto:a@b' is invalid: Wrong HTTP URL",
    ),
    "link to this machine": (
        keyboard([{"text": "x", "url": "http://localhost:8080"}]),
        "inline keyboard button URL 'http://localhost:8080' is invalid: Wrong HTTP URL",
    ),
    "unreadable link": (
        keyboard([{"text": "x", "url": "http://[x"}]),
        "inline keyboard button URL 'http://[x' is invalid: Wrong HTTP URL",
    ),
    "long text to copy": (
        keyboard([{"text": "x", "copy_text": {"text": "y" * 257}}]),
        "BUTTON_COPY_TEXT_INVALID",
    ),
    "unknown style": (keyboard([button("x", "y") | {"style": "pink"}]), "BUTTON_STYLE_INVALID"),
    "empty reply keyboard": ({"keyboard": [[]]}, "keyboard must have at least one button"),
    "reply button without words": ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
    "removing nothing": ({"remove_keyboard": False}, "object expected as reply markup"),
}

TAKEN: dict[str, Json] = {
    "64 bytes of data": keyboard([button("x", "é" * 32)]),
    "100 buttons": keyboard(*[[button("x", "y")] * 8] * 12, [button("x", "y")] * 4),
    "link": keyboard([{"text": "x", "url": "example.org"}]),
    "link into the app": keyboard([{"text": "x", "url": "tg://resolve?domain=AlongsideBot"}]),
    "copy": keyboard([{"text": "x", "copy_text": {"text": "y"}}]),
    "reply keyboard": {"keyboard": [[{"text": "Yes"}]], "resize_keyboard": True},
    "no more keyboard": {"remove_keyboard": True},
    "reply please": {"force_reply": True},
}


@pytest.mark.parametrize(("markup", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_telegram_refuses(markup: Json, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        checked_markup(markup)
    assert refusal.value.description == f"Bad Request: {reason}"


@pytest.mark.parametrize("markup", TAKEN.values(), ids=TAKEN)
def test_what_telegram_takes(markup: Json) -> None:
    assert checked_markup(markup) == markup


@pytest.mark.parametrize("markup", [None, {}, keyboard(), keyboard([])])
def test_an_empty_keyboard_is_none(markup: Json | None) -> None:
    assert checked_markup(markup) is None
