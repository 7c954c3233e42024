"""A mentor invites colleagues with a code of their own."""

from __future__ import annotations

from conversations.effects import Refer
from conversations.facts import Role, Status
from conversations.flow import MEMBERS, Flow
from conversations.talk import Talk


def refer(talk: Talk) -> None:
    """Ask for the code that is theirs; the code, its link and how many joined by it follow."""
    talk.do("refer", Refer())


REFER = Flow(
    "refer",
    refer,
    command="refer",
    roles=frozenset({Role.MENTOR}),
    statuses=MEMBERS | {Status.WAITING},
)
