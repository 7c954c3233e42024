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
    """What a reply does: say something new, settle a pressed question, or leave a group."""

    SAY = "say"
    SETTLE = "settle"
    LEAVE = "leave"


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
class Reply:
    """One message to one person.

    A ``SAY`` sends ``parts`` one beneath the other with ``choices`` as buttons that carry ``token``.
    A ``SETTLE`` answers the press ``press`` and changes message ``message``: with ``parts`` it shows the
    question again with ``picked`` beneath it (or, where ``choices`` remain, with those buttons); without
    ``parts`` it only takes the buttons away. A ``LEAVE`` leaves the group it is sent to.
    """

    act: Act = Act.SAY
    parts: tuple[Part, ...] = ()
    choices: tuple[Choice, ...] = ()
    token: TurnToken | None = None
    order: Order = Order.REPLY
    message: str = ""
    press: str = ""
    picked: tuple[Choice, ...] = ()
