"""Somebody joins another account of theirs, on this platform or another, to the same person."""

from __future__ import annotations

from conversations.effects import MakeLink
from conversations.facts import Status
from conversations.flow import MEMBERS, Flow
from conversations.talk import Talk


def link(talk: Talk) -> None:
    """Say what a link code is for, and ask for one; the code itself follows."""
    talk.say("link")
    talk.do("make", MakeLink())


LINK = Flow("link", link, command="link", statuses=MEMBERS | {Status.WAITING, Status.JOINING})
