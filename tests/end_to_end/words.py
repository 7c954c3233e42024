"""The words that the bot is expected to say, rendered as it renders them, so that wording may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import prompts
from bot.rendering import Renderer, Words
from conversations.reply import Choice, Json, Part
from handlers.rendered import Markup
from handlers.telegram.markup import BETWEEN_PARTS, TEXT_LIMIT

ORGANISATION = "Northside College"
USUAL: dict[str, Json] = {
    "organisation": ORGANISATION,
    "coordinator": "",
    "first_name": "",
    "months": 12,
    "minutes": 60,
    "minimum_age": 16,
    "maximum_age": 25,
    "joining": True,
    "team": False,
    "away": False,
    "meets": False,
}
"""Values that the prompts of a young person's talk need, in a programme with the usual rules."""


def _as_typed(text: str) -> str:
    return text


WORDS = Words.load(Path(prompts.__file__).parent)
PLAIN = Markup(escape=_as_typed, bold=("", ""), text_limit=TEXT_LIMIT, split=list)
_RENDERER = Renderer(WORDS)


def said(*names: str, **values: Json) -> str:
    """Return what a phone shows of the prompts ``names`` in one message."""
    return rendered(PLAIN, names, values)


def rendered(markup: Markup, names: Sequence[str], values: Mapping[str, Json]) -> str:
    """Return the prompts ``names`` in one message, with the usual values where ``values`` has none."""
    parts = (Part(name, {**USUAL, **values}) for name in names)
    return BETWEEN_PARTS.join(_RENDERER.render(part, "en", markup) for part in parts)


def label(name: str) -> str:
    """Return the words on the button whose label is ``name``, such as "yes_no.yes"."""
    return WORDS.label(Choice("", name), "en")
