"""Blocks and views held against slack_sdk's own models, which know Slack's limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block as Model
from slack_sdk.models.views import View

from handlers.slack.elements import Block


def accepted(blocks: Sequence[Block]) -> list[Block]:
    """The blocks as slack_sdk understands them. Raises SlackObjectFormationError over a limit."""
    return [model.to_dict() for model in Model.parse_all(list(blocks))]


def accepted_view(view: Block) -> Block:
    """The view as slack_sdk understands it. Raises SlackObjectFormationError over a limit."""
    given: dict[str, Any] = view
    understood: Block = View(**given).to_dict()
    return understood
