"""An outbox row becomes what a handler sends, rendered late in the person's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.delivery.attaching import SLOW, Attaching
from bot.links import Links
from bot.rendering import Renderer, Words
from bot.rows import address_of, reply_of
from conversations.reply import OPEN_FORM, Act, Choice, Entry, FormField, Reply
from handlers.rendered import PLAIN, Button, Field, Form, Markup, Rendered
from storage.outbox import OutboxRow

PICKED = "✓"


class Presenter:
    """Renders rows for one platform; where it has no ``forms``, nobody is offered one."""

    def __init__(self, words: Words, markup: Markup, links: Links, *, forms: bool = False) -> None:
        self._words = words
        self._renderer = Renderer(words, links)
        self._markup = markup
        self._attaching = Attaching(words, self._renderer, links)
        self._forms = forms

    def takes_long(self, row: OutboxRow) -> bool:
        """Tell whether ``present`` is to be called in a thread, as other messages would wait for it."""
        attached = reply_of(row).attached if row.extras else None
        return attached is not None and attached.kind in SLOW

    def present(self, row: OutboxRow) -> list[Rendered]:
        """Return the messages that ``row`` is sent as: several where its text is too long for one.

        Raises jinja2's errors and KeyError where a prompt or a label is wrong: our mistake.
        """
        reply = reply_of(row)
        texts = self._markup.split(self._texts(reply, row.language))
        if reply.act is Act.SAY:
            return self._with_file(row, reply, self._in_turn(row, reply, texts))
        if reply.act is Act.HOME:
            # All of it: a page is one thing, and a platform without pages says it in as many messages.
            return self._page(row, reply, texts)
        return [self._one(row, reply, "\n".join(texts[:1]), last=True)]

    def _page(self, row: OutboxRow, reply: Reply, texts: list[str]) -> list[Rendered]:
        if self._forms:
            return [self._one(row, reply, "\n\n".join(texts), last=True)]
        return self._in_turn(row, reply, texts)

    def _in_turn(self, row: OutboxRow, reply: Reply, texts: Sequence[str]) -> list[Rendered]:
        last = len(texts) - 1
        return [self._one(row, reply, text, part=n, last=n == last) for n, text in enumerate(texts)]

    def _with_file(self, row: OutboxRow, reply: Reply, messages: list[Rendered]) -> list[Rendered]:
        """Let a file go along with the last message, or follow it where it has no room for both.

        It follows as a message of its own, so that what was sent of a row is known whatever fails.
        """
        file = self._attaching.made(reply.attached, row.language) if reply.attached and messages else None
        if file is None:
            return messages
        *before, last = messages
        if self._markup.captions(last.text):
            return [*before, replace(last, file=file)]
        alone = Rendered(last.address, file=file, id=f"{row.id}.{len(messages)}", again=last.again)
        return [*messages, alone]

    def _texts(self, reply: Reply, language: str) -> list[str]:
        texts = [self._renderer.render(part, language, self._markup) for part in reply.parts]
        if reply.picked and texts:
            words = ", ".join(self._words.label(choice, language) for choice in reply.picked)
            opened, closed = self._markup.bold
            texts.append(f"{PICKED} {opened}{self._markup.escape(words)}{closed}")
        return texts

    def _one(self, row: OutboxRow, reply: Reply, text: str, *, last: bool, part: int = 0) -> Rendered:
        """Return one message; the buttons go beneath the last."""
        return Rendered(
            address=address_of(row.address),
            act=reply.act,
            text=text,
            buttons=self._buttons(reply, row.language) if last else (),
            token=reply.token,
            message=reply.message,
            press=reply.press,
            several=reply.several and last,
            entry=reply.entry if last else Entry.LINE,
            form=self._form(reply, row.language) if reply.form else None,
            id=f"{row.id}.{part}",
            again=row.attempts > 0,
        )

    def _buttons(self, reply: Reply, language: str) -> tuple[Button, ...]:
        shown = [choice for choice in reply.choices if self._forms or choice.value != OPEN_FORM]
        return tuple(self._button(choice, language) for choice in shown)

    def _button(self, choice: Choice, language: str) -> Button:
        return Button(self._words.label(choice, language), choice.value, choice.marked)

    def _form(self, reply: Reply, language: str) -> Form:
        title, submit, close = (
            self._words.label(Choice("", label=name), language)
            for name in (reply.title, "form.submit", "form.close")
        )
        return Form(title, submit, close, tuple(self._field(field, language) for field in reply.form))

    def _field(self, field: FormField, language: str) -> Field:
        return Field(
            field.key,
            self._renderer.render(field.part, language, PLAIN),
            tuple(self._button(choice, language) for choice in field.choices),
            field.several,
            field.entry,
            field.optional,
            field.typed,
        )
