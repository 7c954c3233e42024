"""An outbox row becomes what a handler sends, rendered late in the person's language."""

from __future__ import annotations

from bot.rendering import Renderer, Words
from bot.rows import address_of, reply_of
from conversations.reply import Act, Choice, Reply
from handlers.rendered import Button, Markup, Rendered
from storage.outbox import OutboxRow

PICKED = "✓"


class Presenter:
    """Renders rows for one platform."""

    def __init__(self, words: Words, renderer: Renderer, markup: Markup) -> None:
        self._words = words
        self._renderer = renderer
        self._markup = markup

    def present(self, row: OutboxRow) -> list[Rendered]:
        """Return the messages that ``row`` is sent as: several where its text is too long for one.

        Raises jinja2's errors and KeyError where a prompt or a label is wrong: our mistake.
        """
        reply = reply_of(row)
        if reply.act is Act.SAY:
            return self._said(row, reply)
        texts = self._markup.split(self._texts(reply, row.language))
        return [self._one(row, reply, "\n".join(texts[:1]), last=True)]

    def _said(self, row: OutboxRow, reply: Reply) -> list[Rendered]:
        texts = self._markup.split(self._texts(reply, row.language))
        last = len(texts) - 1
        return [self._one(row, reply, text, last=number == last) for number, text in enumerate(texts)]

    def _texts(self, reply: Reply, language: str) -> list[str]:
        texts = [self._renderer.render(part, language, self._markup) for part in reply.parts]
        if reply.picked and texts:
            words = ", ".join(self._words.label(choice, language) for choice in reply.picked)
            opened, closed = self._markup.bold
            texts.append(f"{PICKED} {opened}{self._markup.escape(words)}{closed}")
        return texts

    def _one(self, row: OutboxRow, reply: Reply, text: str, *, last: bool) -> Rendered:
        """Return one message; the buttons go beneath the last."""
        return Rendered(
            address=address_of(row.address),
            act=reply.act,
            text=text,
            buttons=tuple(self._button(choice, row.language) for choice in reply.choices) if last else (),
            token=reply.token,
            message=reply.message,
            press=reply.press,
        )

    def _button(self, choice: Choice, language: str) -> Button:
        return Button(self._words.label(choice, language), choice.value, choice.marked)
