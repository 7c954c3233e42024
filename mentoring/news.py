"""What others should hear of something that happened."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.reply import Reply


@dataclass(frozen=True, slots=True)
class News:
    """What others should hear of.

    Either the team of an organisation (its coordinators and safeguarding leads), or ``people`` by id, each
    where they are best reached or, with ``everywhere``, at all their accounts. The team is not told at
    the address ``writer``, which the news comes from.
    """

    reply: Reply
    organisation: int | None = None
    people: tuple[int, ...] = ()
    everywhere: bool = False
    writer: str = ""
