"""What one turn gives back: the run, what is to be sent, and what is to be changed."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.effects import Effect
from conversations.heard import Heard, TurnToken
from conversations.reply import FLEETING, OPEN_FORM, Act, Choice, Json, Order, Part, Reply
from conversations.run import Run


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of one turn; ``run`` is None where nobody is in a flow.

    ``ended`` is the run that it ended or set aside for another. ``note`` says in a word, for the log, what
    the turn came to.
    """

    run: Run | None
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    note: str = ""
    ended: Run | None = None


def said(prompt: str, order: Order = Order.REPLY, **values: Json) -> Reply:
    """Return a reply of one prompt and no buttons."""
    return Reply(parts=(Part(prompt, values),), order=order)


def told(*parts: Part) -> tuple[Reply, ...]:
    """Return the replies that say ``parts``: one, but words of a concern are a reply of their own."""
    groups: list[list[Part]] = []
    for part in parts:
        if groups and FLEETING.isdisjoint((part.prompt, groups[-1][-1].prompt)):
            groups[-1].append(part)
        else:
            groups.append([part])
    return tuple(Reply(parts=tuple(group)) for group in groups)


def asked(run: Run, *before: Part, more: tuple[Choice, ...] = ()) -> tuple[Reply, ...]:
    """Return ``before`` and the question that waits in ``run``, with its buttons and ``more``.

    The question is a message of its own: when it is pressed, only it is shown again with the choice, and
    when it is out of date before it could be sent, nothing else is dropped with it.
    """
    pending = run.pending
    if pending is None:
        return told(*before)
    form = (Choice(OPEN_FORM, label="form.open"),) if pending.form else ()
    question = Reply(
        parts=(pending.part,),
        choices=(*marked(pending.choices, pending.picked), *form, *more),
        token=TurnToken(run.id, pending.turn),
        several=pending.several,
        entry=pending.entry,
    )
    return (*told(*before), question)


def marked(choices: tuple[Choice, ...], picked: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return ``choices`` with those that are picked shown so."""
    if not picked:
        return choices
    return tuple(Choice(c.value, c.label, c.words, marked=c.value in picked) for c in choices)


def settled(heard: Heard, part: Part, picked: tuple[Choice, ...]) -> Reply:
    """Return the reply that shows what was picked beneath the pressed question, without its buttons."""
    return Reply(Act.SETTLE, (part,), message=heard.message, press=heard.press, picked=picked)


def let_go(heard: Heard) -> Reply:
    """Return the reply that only takes the buttons away from the message that was pressed."""
    return Reply(Act.SETTLE, message=heard.message, press=heard.press)
