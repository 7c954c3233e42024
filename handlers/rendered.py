"""What delivery hands to a handler: one message with its words in place, in the platform's own markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from conversations.heard import Address, TurnToken
from conversations.reply import Act, Entry


@dataclass(frozen=True, slots=True)
class Button:
    """``words`` are plain text; ``value`` comes back as the choice; ``marked`` shows an option as picked."""

    words: str
    value: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: ``words`` are plain text; the rest is a FormField's."""

    key: str
    words: str
    buttons: tuple[Button, ...] = ()
    several: bool = False
    entry: Entry = Entry.LINE
    optional: bool = False
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its title and its buttons' words are plain text of at most 24 characters."""

    title: str
    submit: str
    close: str
    fields: tuple[Field, ...]


PNG = "image/png"
ICS = "text/calendar"


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes along with a message; ``described`` says in plain words what is in it."""

    name: str
    media_type: str
    data: bytes
    described: str = ""

    @property
    def is_picture(self) -> bool:
        """Tell whether it is shown as it is; any other file is there to be saved or opened."""
        return self.media_type == PNG


@dataclass(frozen=True, slots=True)
class Rendered:
    """One request to one address.

    ``text`` is markup in which all that people typed is already escaped; ``toast`` and the buttons' words
    are plain. ``token`` travels in every button. ``message`` and ``press`` name what a SETTLE settles: a
    SETTLE without ``text`` leaves the words as they are and only changes the buttons.

    ``several`` of the buttons that are no control (CONTROLS) may be picked, ``entry`` is the kind of field.
    ``form`` is what a FORM opens over ``press``. ``file`` goes beneath the text, which is empty where the
    platform has no room for both in one message. ``id`` is the same for every attempt at this message,
    and ``again`` is True where an earlier attempt may have arrived, so that a platform which can be asked
    is asked first.
    """

    address: Address
    act: Act = Act.SAY
    text: str = ""
    buttons: tuple[Button, ...] = ()
    token: TurnToken | None = None
    message: str = ""
    press: str = ""
    toast: str = ""
    several: bool = False
    entry: Entry = Entry.LINE
    form: Form | None = None
    file: File | None = None
    id: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Markup:
    """How a platform writes text: what a renderer needs to know and nothing else.

    ``escape`` makes anything that was typed harmless. ``bold`` opens and closes bold. ``split`` joins parts
    with a blank line between them into as few texts as fit ``text_limit``, the platform's limit for one.
    ``link`` makes an https address one that can be tapped, ``command`` says how a command is typed.
    ``captions`` tells whether a text can go with a file as one message.
    """

    escape: Callable[[str], str]
    bold: tuple[str, str]
    text_limit: int
    split: Callable[[Sequence[str]], list[str]]
    link: Callable[[str], str] = str
    command: Callable[[str], str] = "/{}".format
    captions: Callable[[str], bool] = bool


PLAIN = Markup(escape=str, bold=("", ""), text_limit=3000, split=list)
"""Words that stand outside a message: a form's labels, what is in a file, a page of ours."""
