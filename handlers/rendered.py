"""What delivery hands to a handler: one message with its words in place, in the platform's own markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from conversations.heard import Address, TurnToken
from conversations.reply import Act


@dataclass(frozen=True, slots=True)
class Button:
    """``words`` are plain text; ``value`` comes back as the choice; ``marked`` shows an option as picked."""

    words: str
    value: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """One request to one address.

    ``text`` is markup in which all that people typed is already escaped; ``toast`` and the buttons' words
    are plain. ``token`` travels in every button. ``message`` and ``press`` name what a SETTLE settles: a
    SETTLE without ``text`` leaves the words as they are and only changes the buttons.
    """

    address: Address
    act: Act = Act.SAY
    text: str = ""
    buttons: tuple[Button, ...] = ()
    token: TurnToken | None = None
    message: str = ""
    press: str = ""
    toast: str = ""


@dataclass(frozen=True, slots=True)
class Markup:
    """How a platform writes text: what a renderer needs to know and nothing else.

    ``escape`` makes anything that was typed harmless. ``bold`` opens and closes bold. ``split`` joins parts
    with a blank line between them into as few texts as fit ``text_limit``, the platform's limit for one.
    """

    escape: Callable[[str], str]
    bold: tuple[str, str]
    text_limit: int
    split: Callable[[Sequence[str]], list[str]]
