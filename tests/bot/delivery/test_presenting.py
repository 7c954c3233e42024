"""Presenting: a row in words, in the messages that the platform takes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.delivery.presenting import Presenter
from bot.rendering import Renderer, Words
from bot.rows import reply_row
from conversations.heard import Address, Platform, TurnToken
from conversations.reply import Act, Choice, Part, Reply
from handlers.rendered import Button, Rendered
from handlers.telegram import MARKUP
from storage.outbox import OutboxRow
from tests.clocks import MORNING

WORDS = Words(
    {"en": {"say": "{{ text }}", "hello": "**Hello**"}, "cy": {"say": "{{ text }}", "hello": "**Helo**"}},
    {"en": {"art": "Art & design", "music": "Music"}, "cy": {"art": "Celf", "music": "Cerdd"}},
    {"en": {}, "cy": {}},
    {"en": [], "cy": []},
)
TOKEN = TurnToken("run", 3)
CHOICES = (Choice("a", label="art", marked=True), Choice("m", label="music"), Choice("7", words="Ann <3"))


def presented(reply: Reply, language: str = "en") -> list[Rendered]:
    row: dict[str, Any] = {
        "id": 1, "lane": "telegram", "address": "telegram::5", "account_id": None, "person_id": None,
        "language": language, "attempts": 0, "chunks": 0, "not_after": None, "created_at": MORNING,
    }  # fmt: skip
    return Presenter(WORDS, Renderer(WORDS), MARKUP).present(OutboxRow(**row, **reply_row(reply)))


def said(*texts: str) -> tuple[Part, ...]:
    return tuple(Part("say", {"text": text}) for text in texts)


def test_parts_stand_beneath_each_other_and_buttons_under_the_last() -> None:
    [one] = presented(Reply(parts=(Part("hello"), *said("a < b")), choices=CHOICES, token=TOKEN))

    assert one == Rendered(
        Address(Platform.TELEGRAM, "5"),
        text="<b>Hello</b>\n\na &lt; b",
        buttons=(Button("Art & design", "a", True), Button("Music", "m"), Button("Ann <3", "7")),
        token=TOKEN,
    )


def test_a_long_text_is_several_messages_with_buttons_under_the_last() -> None:
    messages = presented(Reply(parts=said("x" * 4000, "y" * 4000), choices=CHOICES, token=TOKEN))

    assert [(one.text[0], len(one.buttons)) for one in messages] == [("x", 0), ("y", 3)]


def test_words_are_in_the_persons_language() -> None:
    [one] = presented(Reply(parts=(Part("hello"),), choices=CHOICES), "cy")

    assert (one.text, one.buttons[0].words) == ("<b>Helo</b>", "Celf")


@pytest.mark.parametrize(
    ("reply", "text", "buttons"),
    [
        (
            Reply(Act.SETTLE, said("Which?"), picked=CHOICES[:2]),
            "Which?\n\n✓ <b>Art &amp; design, Music</b>",
            0,
        ),
        (Reply(Act.SETTLE, said("Which?"), CHOICES), "Which?", 3),
        (Reply(Act.SETTLE), "", 0),
        (Reply(Act.SETTLE, picked=CHOICES), "", 0),
        (Reply(Act.SETTLE, said("x" * 4000, "y" * 4000)), "x" * 4000, 0),
        (Reply(Act.LEAVE), "", 0),
    ],
    ids=["picked", "marked anew", "buttons away", "nothing to show", "too long to show whole", "leave"],
)
def test_a_settling_is_one_message(reply: Reply, text: str, buttons: int) -> None:
    [one] = presented(reply)

    assert (one.act, one.text, len(one.buttons)) == (reply.act, text, buttons)


def test_what_says_nothing_is_no_message() -> None:
    assert presented(Reply()) == []
