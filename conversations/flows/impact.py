"""A coordinator looks at what their organisation's mentoring has come to."""

from __future__ import annotations

from conversations.effects import ShowImpact
from conversations.facts import Role
from conversations.flow import Flow
from conversations.talk import Talk


def impact(talk: Talk) -> None:
    """Have the numbers and the picture sent; there is nothing to ask."""
    talk.do("show", ShowImpact())


IMPACT = Flow("impact", impact, command="impact", roles=frozenset({Role.COORDINATOR}))
