"""What a platform delivered, in words that no platform owns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Platform(StrEnum):
    """Where an account lives."""

    TELEGRAM = "telegram"
    SLACK = "slack"


@dataclass(frozen=True, slots=True)
class Address:
    """An account's address: for Telegram the team is empty and the user is the chat id."""

    platform: Platform
    user: str
    team: str = ""


class Kind(StrEnum):
    """What sort of thing was heard."""

    TEXT = "text"
    COMMAND = "command"
    CHOICE = "choice"
    MEDIA = "media"
    EDITED = "edited"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    GROUP = "group"
    FORM = "form"
    """A form was handed in: several answers at once, by step key."""
    HOME = "home"
    """Somebody opened the page that a platform shows of the bot, and sees it as it was last published."""
    OTHER = "other"


PICKED = "picked"
"""The field under which a press of "done" or "more" carries what was picked."""


@dataclass(frozen=True, slots=True)
class TurnToken:
    """The question that a button belongs to: which run, and the turn that asked."""

    run: str
    turn: int


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that was heard.

    ``text`` is what was typed: the message, a caption, or what followed a command. ``command`` is the
    command's name in lower case without its slash. ``choice`` is the value of the pressed button and
    ``token`` its question; ``message`` is the platform's id of the message concerned and ``press`` its id
    of the press, both empty where there is none. ``fields`` are the answers of a form by step key, as text
    (options that were picked are their values, one a line); a press of "done" or "more" beneath options
    that the platform picks by itself carries them under PICKED. ``event`` is unique for the platform's bot.
    ``at`` is UTC.
    """

    address: Address
    kind: Kind
    event: str
    at: datetime
    text: str = ""
    command: str = ""
    choice: str = ""
    token: TurnToken | None = None
    message: str = ""
    press: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
