"""What can be pressed, chosen and filled in: the shape of every element played, and where it may be."""

from __future__ import annotations

from typing import Any

from playground.slack.block_kit.compositions import (
    CONFIRM,
    DISPATCH,
    ID,
    OPTIONS_LIMIT,
    OVERFLOW_LIMIT,
    PLACEHOLDER_LIMIT,
    SLACK_FILE,
    TICKS_LIMIT,
    URL_LIMIT,
    initial_among,
    option,
    option_groups,
    options,
    plain,
)
from playground.slack.block_kit.schema import (
    Check,
    Problems,
    array,
    exactly_one,
    flag,
    matching,
    one_of,
    shape,
    string,
    whole,
)

BUTTON_TEXT_LIMIT = 75  # characters
BUTTON_VALUE_LIMIT = 2000  # characters
ALT_TEXT_LIMIT = 2000  # characters
INPUT_LIMIT = 3000  # characters that a text input can be told to take
EARLIEST, LATEST = 10**9, 10**10 - 1  # seconds since 1970: ten digits, as a datetimepicker has them

DATE = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date like YYYY-MM-DD")
TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time like HH:mm")
NUMBER = matching(r"-?\d+(\.\d+)?", "a number as text")

_ACTED: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM}
_HINTED: dict[str, Check] = {"placeholder": plain(PLACEHOLDER_LIMIT), "focus_on_load": flag}
_SELECTED: dict[str, Check] = {**_ACTED, **_HINTED}
_TYPED: dict[str, Check] = {"action_id": ID, **_HINTED, "dispatch_action_config": DISPATCH}
_CHOICES: dict[str, Check] = {"options": options(OPTIONS_LIMIT), "option_groups": option_groups()}
_SEVERAL: dict[str, Check] = {
    "initial_options": array(option(), OPTIONS_LIMIT),
    "max_selected_items": whole(1, OPTIONS_LIMIT),
}
_MOMENT: dict[str, Check] = {"focus_on_load": flag, "initial_date_time": whole(EARLIEST, LATEST)}


def _element(kind: str, required: dict[str, Check], optional: dict[str, Check], *rules: Check) -> Check:
    return shape({"type": one_of(kind), **required}, optional, *rules)


def _select(kind: str, more: dict[str, Check]) -> Check:
    fields = {**_SELECTED, **_CHOICES, **more}
    return _element(kind, {}, fields, exactly_one("options", "option_groups"), initial_among)


def _ticks(kind: str, initial: dict[str, Check]) -> Check:
    offered = {"options": options(TICKS_LIMIT, formatted=True)}
    return _element(kind, offered, {**_ACTED, "focus_on_load": flag, **initial}, initial_among)


def _lengths(value: Any, place: str, problems: Problems) -> None:
    least, most = value.get("min_length", 0), value.get("max_length", INPUT_LIMIT)
    if least > most:
        problems.add("min_length must not be more than max_length", place)
    elif "initial_value" in value and not least <= len(value["initial_value"]) <= most:
        problems.add("initial_value must be between min_length and max_length", place)


_BUTTON = _element(
    "button",
    {"text": plain(BUTTON_TEXT_LIMIT)},
    {
        **_ACTED,
        "value": string(BUTTON_VALUE_LIMIT),
        "url": string(URL_LIMIT),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(BUTTON_TEXT_LIMIT),
    },
)
_TEXT_INPUT = _element(
    "plain_text_input",
    {},
    {
        **_TYPED,
        "initial_value": string(INPUT_LIMIT, least=0),
        "multiline": flag,
        "min_length": whole(0, INPUT_LIMIT),
        "max_length": whole(1, INPUT_LIMIT),
    },
    _lengths,
)
_NUMBER_INPUT = _element(
    "number_input",
    {"is_decimal_allowed": flag},
    {**_TYPED, "initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
)
_IMAGE = _element(
    "image",
    {"alt_text": string(ALT_TEXT_LIMIT)},
    {"image_url": string(URL_LIMIT), "slack_file": SLACK_FILE},
    exactly_one("image_url", "slack_file"),
)
_LINE: dict[str, Check] = {**_TYPED, "initial_value": string(INPUT_LIMIT)}
_TICKED = array(option(formatted=True), TICKS_LIMIT)
ELEMENTS: dict[str, Check] = {
    "button": _BUTTON,
    "static_select": _select("static_select", {"initial_option": option()}),
    "multi_static_select": _select("multi_static_select", _SEVERAL),
    "users_select": _element("users_select", {}, {**_SELECTED, "initial_user": ID}),
    "overflow": _element("overflow", {"options": options(OVERFLOW_LIMIT, with_url=True)}, _ACTED),
    "checkboxes": _ticks("checkboxes", {"initial_options": _TICKED}),
    "radio_buttons": _ticks("radio_buttons", {"initial_option": option(formatted=True)}),
    "datepicker": _element("datepicker", {}, {**_SELECTED, "initial_date": DATE}),
    "timepicker": _element("timepicker", {}, {**_SELECTED, "initial_time": TIME, "timezone": ID}),
    "datetimepicker": _element("datetimepicker", {}, {**_ACTED, **_MOMENT}),
    "plain_text_input": _TEXT_INPUT,
    "email_text_input": _element("email_text_input", {}, _LINE),
    "url_text_input": _element("url_text_input", {}, _LINE),
    "number_input": _NUMBER_INPUT,
    "image": _IMAGE,
}

_PICKED = (
    "static_select",
    "users_select",
    "checkboxes",
    "radio_buttons",
    "datepicker",
    "timepicker",
)
# Slack refuses multi-selects in an actions block, whatever its libraries say (python-slack-sdk issue 1631).
IN_ACTIONS = ("button", "overflow", "datetimepicker", *_PICKED)
IN_SECTION = ("button", "overflow", "image", "multi_static_select", *_PICKED)
IN_INPUT = (
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "multi_static_select",
    "datetimepicker",
    *_PICKED,
)
