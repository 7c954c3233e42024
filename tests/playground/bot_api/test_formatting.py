from __future__ import annotations

import pytest

from playground.bot_api.formatting import caption, message_text
from playground.errors import ApiError
from playground.text import Json

REFUSED: dict[str, tuple[Json, str]] = {
    "white space": ({"text": " \n "}, "message text is empty"),
    "only tags": ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
    "4,097 characters": ({"text": "x" * 4097}, "message is too long"),
    "4,098 units of emoji": ({"text": "👋" * 2049}, "message is too long"),
    "bad HTML": (
        {"text": "<b>x", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    "another parse mode": ({"text": "*x*", "parse_mode": "Markdown"}, "unsupported parse_mode"),
    "entity past the end": (
        {"text": "ab", "entities": [{"type": "bold", "offset": 1, "length": 2}]},
        "entity beginning at UTF-16 offset 1 ends after the end of the text",
    ),
}


@pytest.mark.parametrize(("args", "reason"), REFUSED.values(), ids=REFUSED)
def test_texts_that_telegram_refuses(args: Json, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        message_text(args)
    assert refusal.value.description == f"Bad Request: {reason}"


def test_tags_do_not_count_towards_the_limit() -> None:
    text, entities = message_text({"text": f"<b>{'x' * 4096}</b>", "parse_mode": "html"})
    assert (len(text), entities) == (4096, [{"type": "bold", "offset": 0, "length": 4096}])


def test_without_a_parse_mode_tags_are_words_and_entities_count() -> None:
    bold = {"type": "bold", "offset": 1, "length": 3}
    moved = {"type": "bold", "offset": 0, "length": 3}
    assert message_text({"text": " <b>", "entities": [bold]}) == ("<b>", [moved])


def test_a_caption_may_be_missing_but_not_long() -> None:
    assert caption({}) == ("", [])
    assert caption({"caption": "x" * 1024})[0] == "x" * 1024
    with pytest.raises(ApiError, match="message caption is too long"):
        caption({"caption": "x" * 1025})
