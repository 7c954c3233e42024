"""What is to be sent, in words that no platform owns; it is rendered when it is delivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from conversations.heard import TurnToken

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


class Order(IntEnum):
    """What goes first in a lane; a smaller number never waits for a larger one."""

    SAFETY = 0
    REPLY = 1
    REMINDER = 2
    ANNOUNCEMENT = 3


class Act(StrEnum):
    """What a reply does.

    Say something new, settle a pressed question, open a form over the press that asked for it, publish the
    page that a platform shows of the bot (one without such a page says it), or leave a group.
    """

    SAY = "say"
    SETTLE = "settle"
    FORM = "form"
    HOME = "home"
    LEAVE = "leave"


class Entry(StrEnum):
    """How an answer is best given where a platform has a field for it; anybody may type it instead."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    TIME = "time"


DONE = "done"
SKIP = "skip"
MORE = "more"
ASK_PERSON = "ask_person"
OPEN_FORM = "open_form"

CONTROLS = frozenset({DONE, SKIP, MORE, ASK_PERSON, OPEN_FORM})
"""Values of buttons that are no option of the question: they stay buttons however the options are shown."""

FLEETING = frozenset({"concern_card", "concern_timeline"})
"""Prompts that hold words of a concern: a message of their own, deleted once it is sent, never a question."""

COMMAND_MARK = "/"
"""What the value of a button begins with that stands for a command, like "/see 12"; it has no question."""


@dataclass(frozen=True, slots=True)
class Part:
    """One prompt and the values it is rendered with."""

    prompt: str
    values: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: the value that comes back, and its label's name, or its words where the label is data.

    ``marked`` is True where a picked option of "several of" is shown as picked.
    """

    value: str
    label: str = ""
    words: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class FormField:
    """One question of a form, by its step key: its prompt, and the options or the kind of entry it takes.

    ``optional`` lets it be left empty; ``typed`` is what was typed before and could not be taken.
    """

    key: str
    part: Part
    choices: tuple[Choice, ...] = ()
    several: bool = False
    entry: Entry = Entry.LINE
    optional: bool = False
    typed: str = ""


class Attachable(StrEnum):
    """The kinds of file that go along with a reply.

    An invitation's link as a QR picture, the calendar entry of a meeting, a picture of numbers in time.
    """

    QR = "qr"
    CALENDAR = "calendar"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes along with a reply, as the values that it is made from when it is delivered."""

    kind: Attachable
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to one person.

    A ``SAY`` sends ``parts`` one beneath the other with ``choices`` as buttons that carry ``token``.
    A ``SETTLE`` answers the press ``press`` and changes message ``message``: with ``parts`` it shows the
    question again with ``picked`` beneath it (or, where ``choices`` remain, with those buttons); without
    ``parts`` it only takes the buttons away. A ``FORM`` opens a form with the fields ``form`` over the press
    ``press``. A ``HOME`` publishes ``parts`` and ``choices``. A ``LEAVE`` leaves the group it is sent to.

    A question tells how it is best answered: ``several`` of its options may be picked, ``entry`` is its kind
    of field. ``attached`` goes along as a file. ``title`` is the label of the form's title.
    """

    act: Act = Act.SAY
    parts: tuple[Part, ...] = ()
    choices: tuple[Choice, ...] = ()
    token: TurnToken | None = None
    order: Order = Order.REPLY
    message: str = ""
    press: str = ""
    picked: tuple[Choice, ...] = ()
    several: bool = False
    entry: Entry = Entry.LINE
    form: tuple[FormField, ...] = ()
    title: str = ""
    attached: Attached | None = None

    @property
    def fleeting(self) -> bool:
        """Tell whether it holds words of a concern: it is deleted from the store once it was sent."""
        return any(part.prompt in FLEETING for part in self.parts)
