"""What is sent to somebody who did not write: one prompt, with the buttons to act on it."""

from __future__ import annotations

from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply

APPLICATION = "see.open"
CONCERN = "concern.take"
"""Labels of the buttons; each stands for the command that its name begins with."""

ABOUT = {APPLICATION: "person", CONCERN: "number"}
"""The value of the prompt that a button's command is given."""


def letter(prompt: str, order: Order, button: str = "", **values: Json) -> Reply:
    """Return a reply of one prompt with, where it is named, a button that opens what it is about."""
    choices: tuple[Choice, ...] = ()
    if button:
        command = button.partition(".")[0]
        choices = (Choice(f"{COMMAND_MARK}{command} {values[ABOUT[button]]}", label=button),)
    return Reply(parts=(Part(prompt, values),), choices=choices, order=order)
