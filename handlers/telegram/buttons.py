"""What a button carries: its question's token and its value, in Telegram's 64 bytes of callback data."""

from __future__ import annotations

import re
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from conversations.heard import TurnToken
from handlers.rendered import Button

# Bytes of callback data, by the Bot API; a token and a value share them, with a dot after run and turn.
DATA_LIMIT = 64
RUN_LIMIT = 12  # characters, URL-safe
TURN_LIMIT = 10  # digits
VALUE_LIMIT = DATA_LIMIT - RUN_LIMIT - TURN_LIMIT - 2  # printable ASCII characters
BUTTON_LIMIT = 100  # buttons in one keyboard, by Telegram's servers
# Characters up to which two labels share a row: more is cut off with dots on a small telephone.
SHORT_LABEL = 16
MARK = "✓ "

# Run and turn are empty where a button belongs to no question.
_DATA = re.compile(
    rf"(?:([A-Za-z0-9_-]{{1,{RUN_LIMIT}}})\.([0-9]{{1,{TURN_LIMIT}}})|\.)\.([ -~]{{1,{VALUE_LIMIT}}})"
)


def pack(token: TurnToken | None, value: str) -> str:
    """The callback data of a button. Raises ValueError for what could not be read back."""
    data = f"{token.run}.{token.turn}.{value}" if token else f"..{value}"
    if not value or unpack(data) != (token, value):
        raise ValueError("a button's token or value does not fit into its data")
    return data


def unpack(data: str) -> tuple[TurnToken | None, str]:
    """The token and the value of a pressed button; (None, "") for data that is not ours."""
    found = _DATA.fullmatch(data)
    if found is None:
        return None, ""
    run, turn, value = found.groups()
    return (TurnToken(run, int(turn)) if run else None), value


def keyboard(buttons: Sequence[Button], token: TurnToken | None) -> InlineKeyboardMarkup | None:
    """The buttons in order: two short ones that follow each other share a row; None for none.

    Raises ValueError for too many buttons, an empty label, or a value that does not fit.
    """
    if not buttons:
        return None
    if len(buttons) > BUTTON_LIMIT:
        raise ValueError("too many buttons")
    rows: list[list[InlineKeyboardButton]] = []
    room = False
    for button in buttons:
        key = InlineKeyboardButton(_label(button), callback_data=pack(token, button.value))
        # By its words without the mark, so that nothing moves beneath the finger that picks it.
        short = len(button.words) <= SHORT_LABEL
        if room and short:
            rows[-1].append(key)
        else:
            rows.append([key])
        room = short and len(rows[-1]) == 1
    return InlineKeyboardMarkup(rows)


def _label(button: Button) -> str:
    words = button.words.strip()
    if not words:
        raise ValueError("a button without words")
    return f"{MARK}{words}" if button.marked else words
