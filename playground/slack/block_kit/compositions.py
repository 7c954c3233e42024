"""The small objects that blocks and elements are made of: text, options, confirmations.

The limits are those of Slack's reference of Block Kit.
"""

from __future__ import annotations

from typing import Any

from playground.slack.block_kit.schema import (
    Check,
    Problems,
    array,
    exactly_one,
    flag,
    one_of,
    shape,
    string,
    typed,
)

ID_LIMIT = 255  # characters of an action_id, a block_id, a callback_id or an external_id
TEXT_LIMIT = 3000  # characters of a text object where nothing less is said
OPTION_TEXT_LIMIT = 75  # characters of an option's text and of its description
OPTION_VALUE_LIMIT = 150  # characters
OPTIONS_LIMIT = 100  # options of a select, and option groups
TICKS_LIMIT = 10  # options of checkboxes and of radio buttons
OVERFLOW_LIMIT = 5  # options of an overflow menu
GROUP_LABEL_LIMIT = 75  # characters
PLACEHOLDER_LIMIT = 150  # characters
URL_LIMIT = 3000  # characters
CONFIRM_TITLE_LIMIT = 100  # characters
CONFIRM_TEXT_LIMIT = 300  # characters
CONFIRM_BUTTON_LIMIT = 30  # characters

ID = string(ID_LIMIT)


def _plain(most: int) -> Check:
    return shape({"type": one_of("plain_text"), "text": string(most)}, {"emoji": flag})


def plain(most: int) -> Check:
    """A text object without formatting, of 1 to `most` characters."""
    return typed({"plain_text": _plain(most)})


def any_text(most: int) -> Check:
    """A text object of either kind, of 1 to `most` characters."""
    return typed(texts(most))


def texts(most: int) -> dict[str, Check]:
    """The two kinds of text object by their type."""
    formatted = shape({"type": one_of("mrkdwn"), "text": string(most)}, {"verbatim": flag})
    return {"plain_text": _plain(most), "mrkdwn": formatted}


def options(most: int, *, formatted: bool = False, with_url: bool = False) -> Check:
    """A list of 1 to `most` options; `formatted` ones may have mrkdwn in them."""
    return array(option(formatted=formatted, with_url=with_url), most)


def option(*, formatted: bool = False, with_url: bool = False) -> Check:
    words = any_text(OPTION_TEXT_LIMIT) if formatted else plain(OPTION_TEXT_LIMIT)
    more = {"url": string(URL_LIMIT)} if with_url else {}
    return shape({"text": words, "value": string(OPTION_VALUE_LIMIT)}, {"description": words, **more})


def option_groups() -> Check:
    group = shape({"label": plain(GROUP_LABEL_LIMIT), "options": options(OPTIONS_LIMIT)}, {})
    return array(group, OPTIONS_LIMIT)


def initial_among(value: Any, place: str, problems: Problems) -> None:
    """A rule: what is chosen from the start is one of the options, to the letter."""
    grouped = [one for group in value.get("option_groups", ()) for one in group["options"]]
    offered = [*value.get("options", ()), *grouped]
    chosen = [value["initial_option"]] if "initial_option" in value else value.get("initial_options", ())
    if not all(one in offered for one in chosen):
        field = "initial_option" if "initial_option" in value else "initial_options"
        problems.add(f"{field} must exactly match one of the options", place)


SLACK_FILE = shape({}, {"id": string(ID_LIMIT), "url": string(URL_LIMIT)}, exactly_one("id", "url"))
CONFIRM = shape(
    {
        "title": plain(CONFIRM_TITLE_LIMIT),
        "text": any_text(CONFIRM_TEXT_LIMIT),
        "confirm": plain(CONFIRM_BUTTON_LIMIT),
        "deny": plain(CONFIRM_BUTTON_LIMIT),
    },
    {"style": one_of("primary", "danger")},
)
DISPATCH = shape(
    {}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), most=2)}
)
