"""Renders all that a conversation said, with the real words, so that no prompt lacks a value or a label."""

from __future__ import annotations

from pathlib import Path

import prompts
from bot.rendering import Renderer, Words
from conversations.reply import DONE
from handlers.telegram.markup import MARKUP
from tests.dialogues.dialogue import Conversation

WORDS = Words.load(Path(prompts.__file__).parent)
RENDERER = Renderer(WORDS)

LONGEST_LABEL = 40
"""Characters that a phone shows of a button on a row of its own."""
LONGEST_VALUE = 40
"""Bytes, so that the value and its turn token fit Telegram's 64."""


def spoken(talk: Conversation) -> list[str]:
    """Return the text of every part of every reply; raises where a value or a label is missing."""
    for choice in (c for replies in talk.said for reply in replies for c in (*reply.choices, *reply.picked)):
        assert 0 < len(WORDS.label(choice, "en")) <= LONGEST_LABEL
        assert len(choice.value.encode("ascii")) <= LONGEST_VALUE
    parts = (part for replies in talk.said for reply in replies for part in reply.parts)
    return [RENDERER.render(part, "en", MARKUP) for part in parts]


def played(talk: Conversation, flow: str, *said: str) -> list[list[str]]:
    """Return the prompts' names that open ``flow``, and those that answer each thing said."""
    return [talk.begin(flow), *(talk.say(text) for text in said)]


def picked(*values: str) -> tuple[str, ...]:
    """Return the presses that pick ``values`` of several and finish."""
    return tuple(f"[{value}]" for value in (*values, DONE))
