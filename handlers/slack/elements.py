"""The parts of Slack's Block Kit that messages, pages and forms share, as plain dicts within its limits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conversations.reply import Entry
from handlers.rendered import Button
from handlers.slack.markup import units

# By Slack, in characters where nothing else is said.
LABEL_LIMIT = 75  # of a button or an option
BUTTON_VALUE_LIMIT = 2000
OPTION_VALUE_LIMIT = 150
OPTIONS_LIMIT = 100  # options of a menu or of a group in it, and groups of a menu
CHECKBOX_LIMIT = 10  # options, of radio buttons too
MARK = "✓ "

_DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")

Block = dict[str, object]
"""A block, an element of one, or an object in it, as Slack's JSON has it."""


def plain_text(words: str, limit: int) -> Block:
    """Words that Slack shows letter by letter, cut with an ellipsis. Raises ValueError for none."""
    words = words.strip()
    if not words:
        raise ValueError("words are missing where Slack needs some")
    # Without this, ":smile:" would become a picture.
    return {"type": "plain_text", "text": cut(words, limit), "emoji": False}


def cut(words: str, limit: int) -> str:
    """The words, or as many as fit before an ellipsis."""
    if units(words) <= limit:
        return words
    kept = words[: limit - 1]
    while units(kept) > limit - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def press(button: Button, number: int) -> Block:
    """A button; ``number`` tells it from the others in its message. Raises ValueError for what cannot be."""
    words = f"{MARK}{button.words.strip()}" if button.marked and button.words.strip() else button.words
    return {
        "type": "button",
        "action_id": f"press_{number}",
        "text": plain_text(words, LABEL_LIMIT),
        "value": _value(button, BUTTON_VALUE_LIMIT),
    }


def checkboxes(options: Sequence[Button], action_id: str) -> Block:
    """Up to CHECKBOX_LIMIT options of which several may be picked; marked ones are picked already."""
    return {"type": "checkboxes", "action_id": action_id, "options": _options(options)} | _picked(options)


def radio(options: Sequence[Button], action_id: str) -> Block:
    """Up to CHECKBOX_LIMIT options of which one is picked."""
    field: Block = {"type": "radio_buttons", "action_id": action_id, "options": _options(options)}
    return field | _picked_one(options)


def menu(options: Sequence[Button], action_id: str) -> Block:
    """Options in a list that opens, of which one is picked."""
    field: Block = {"type": "static_select", "action_id": action_id}
    return field | _listed(options) | _picked_one(options)


def menu_of_several(options: Sequence[Button], action_id: str) -> Block:
    """Options in a list that opens, of which several may be picked."""
    field: Block = {"type": "multi_static_select", "action_id": action_id}
    return field | _listed(options) | _picked(options)


def date_or_time(entry: Entry, action_id: str, typed: str = "") -> Block:
    """A calendar or a clock; ``typed`` is where it stands if it is an ISO date, or HH:MM."""
    if entry is Entry.DATE:
        field: Block = {"type": "datepicker", "action_id": action_id}
        return field | ({"initial_date": typed} if _DATE.fullmatch(typed) else {})
    field = {"type": "timepicker", "action_id": action_id}
    return field | ({"initial_time": typed} if _TIME.fullmatch(typed) else {})


def _option(button: Button) -> Block:
    return {
        "text": plain_text(button.words, LABEL_LIMIT),
        "value": _value(button, OPTION_VALUE_LIMIT),
    }


def _options(buttons: Sequence[Button]) -> list[Block]:
    return [_option(button) for button in buttons]


def _listed(options: Sequence[Button]) -> Block:
    """The options, in groups named after their first and last where they are too many for one list."""
    if len(options) <= OPTIONS_LIMIT:
        return {"options": _options(options)}
    groups = [options[at : at + OPTIONS_LIMIT] for at in range(0, len(options), OPTIONS_LIMIT)]
    if len(groups) > OPTIONS_LIMIT:
        raise ValueError("too many options for a menu")
    return {"option_groups": [{"label": _span(group), "options": _options(group)} for group in groups]}


def _span(group: Sequence[Button]) -> Block:
    half = (LABEL_LIMIT - 3) // 2
    return plain_text(f"{cut(group[0].words, half)} - {cut(group[-1].words, half)}", LABEL_LIMIT)


def _picked(options: Sequence[Button]) -> Block:
    marked = [option for option in options if option.marked]
    return {"initial_options": _options(marked)} if marked else {}


def _picked_one(options: Sequence[Button]) -> Block:
    return next(({"initial_option": _option(option)} for option in options if option.marked), {})


def _value(button: Button, limit: int) -> str:
    if not button.value or units(button.value) > limit:
        raise ValueError("a button's value does not fit")
    return button.value
