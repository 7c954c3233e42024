"""What Slack carries back to us: the question that a block asks, and what a form was opened from."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from conversations.heard import TurnToken

# Characters, by Slack.
BLOCK_ID_LIMIT = 255
METADATA_LIMIT = 3000
# Characters of a run's id, URL-safe, and digits of a turn's and a block's number: well below 255 together.
RUN_LIMIT = 64
TURN_LIMIT = 10
NUMBER_LIMIT = 4

PICKS = "picks"
"""The action id of a field in which several options are picked; its changes say nothing by themselves."""
ANSWER = "answer"
"""The action id of every field in a form; its block id is the step key."""
FORM = "alongside_form"
"""The callback id of our forms."""
EVENT_TYPE = "alongside"
"""The type of the metadata in our messages."""

# Run and turn are empty where a block belongs to no question.
_BLOCK_ID = re.compile(
    rf"ask\.(?:([A-Za-z0-9_-]{{1,{RUN_LIMIT}}})\.([0-9]{{1,{TURN_LIMIT}}})|\.)\.([0-9]{{1,{NUMBER_LIMIT}}})"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a press or a form comes from: its question, None for none, and the message if it is told."""

    token: TurnToken | None
    message: str = ""


def pack(token: TurnToken | None, number: int) -> str:
    """The id of a message's block ``number``. Raises ValueError for what could not be read back."""
    block_id = f"ask.{token.run}.{token.turn}.{number}" if token else f"ask...{number}"
    if unpack(block_id) != Origin(token):
        raise ValueError("a token or a number does not fit into a block's id")
    return block_id


def unpack(block_id: str) -> Origin | None:
    """The question that a block asks; None for an id that is not ours."""
    found = _BLOCK_ID.fullmatch(block_id)
    if found is None:
        return None
    run, turn, _ = found.groups()
    return Origin(TurnToken(run, int(turn)) if run else None)


def pack_form(token: TurnToken | None, message: str) -> str:
    """A form's private metadata; ``message`` is the pressed one. Raises ValueError if it does not fit."""
    asked = [token.run, token.turn] if token else None
    metadata = json.dumps({"asked": asked, "message": message}, separators=(",", ":"))
    if len(metadata) > METADATA_LIMIT:
        raise ValueError("a token or a message's id does not fit into a form's metadata")
    return metadata


def unpack_form(metadata: str) -> Origin | None:
    """What a form was opened from; None for metadata that is not ours."""
    try:
        match json.loads(metadata):
            case {"asked": None, "message": str(message)}:
                return Origin(None, message)
            case {"asked": [str(run), int(turn)], "message": str(message)}:
                return Origin(TurnToken(run, turn), message)
    except (ValueError, RecursionError):
        return None
    return None
