from __future__ import annotations

from typing import Any

import pytest

from playground.slack.block_kit.elements import ELEMENTS
from playground.slack.block_kit.schema import Problems, typed
from playground.text import Json
from tests.playground.slack.api.support import button, plain


def found(element: Any) -> list[str]:
    problems = Problems()
    typed(ELEMENTS)(element, "/e", problems)
    return problems.found


def option(text: str = "A", value: str = "a", **fields: Any) -> Json:
    return {"text": plain(text), "value": value, **fields}


def select(*options: Json, kind: str = "static_select", **fields: Any) -> Json:
    return {"type": kind, "options": list(options) or [option()], **fields}


def text_input(**fields: Any) -> Json:
    return {"type": "plain_text_input", **fields}


CONFIRM = {
    "title": plain("x" * 100),
    "text": plain("x" * 300),
    "confirm": plain("x" * 30),
    "deny": plain("x" * 30),
}
MANY = [option(value=str(n)) for n in range(100)]
TAKEN: dict[str, Json] = {
    "button": button("x" * 75, value="x" * 2000, url="x" * 3000, style="danger", confirm=CONFIRM),
    "100 options": select(*MANY, placeholder=plain("x" * 150), initial_option=MANY[5]),
    "long option": select(option("x" * 75, "x" * 150, description=plain("x" * 75))),
    "groups": {
        "type": "static_select",
        "option_groups": [{"label": plain("x" * 75), "options": MANY}] * 100,
        "initial_option": MANY[0],
    },
    "several": select(*MANY, kind="multi_static_select", initial_options=MANY[:3], max_selected_items=3),
    "10 ticks": select(*MANY[:10], kind="checkboxes", initial_options=MANY[:1]),
    "formatted ticks": select({"text": {"type": "mrkdwn", "text": "*A*"}, "value": "a"}, kind="checkboxes"),
    "radio": select(*MANY[:10], kind="radio_buttons", initial_option=MANY[0]),
    "overflow": select(*MANY[:4], option(url="https://a.b"), kind="overflow"),
    "people": {"type": "users_select", "initial_user": "U1"},
    "date": {"type": "datepicker", "initial_date": "2026-03-31"},
    "time": {"type": "timepicker", "initial_time": "23:59", "timezone": "Europe/London"},
    "moment": {"type": "datetimepicker", "initial_date_time": 1_772_532_000},
    "text": text_input(multiline=True, min_length=0, max_length=3000, initial_value="x" * 3000),
    "empty text": text_input(initial_value=""),
    "dispatched text": text_input(dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}),
    "e-mail": {"type": "email_text_input", "placeholder": plain("a@b.c")},
    "number": {"type": "number_input", "is_decimal_allowed": False, "initial_value": "-2.5"},
    "image": {"type": "image", "slack_file": {"url": "https://a.b"}, "alt_text": "x"},
}
REFUSED: dict[str, tuple[Any, str]] = {
    "button text": (button("x" * 76), "must be less than 76 characters"),
    "button value": (button(value="x" * 2001), "must be less than 2001 characters"),
    "empty button value": (button(value=""), "must be more than 0 characters"),
    "button style": (button(style="blue"), "must be one of primary, danger"),
    "formatted button": ({"type": "button", "text": {"type": "mrkdwn", "text": "x"}}, "unsupported type"),
    "action_id": (button(action_id="x" * 256), "must be less than 256 characters"),
    "101 options": (select(*MANY, option(value="z")), "no more than 100 items allowed"),
    "no options": ({"type": "static_select", "options": []}, "no fewer than 1 items allowed"),
    "neither options nor groups": ({"type": "static_select"}, "exactly one of options, option_groups"),
    "option text": (select(option("x" * 76)), "must be less than 76 characters"),
    "option value": (select(option(value="x" * 151)), "must be less than 151 characters"),
    "option without a value": (select({"text": plain("x")}), "missing required field: value"),
    "option description": (select(option(description=plain("x" * 76))), "less than 76 characters"),
    "url of an option": (select(option(url="https://a.b")), "invalid additional property: url"),
    "formatted option": (select({"text": {"type": "mrkdwn", "text": "x"}, "value": "a"}), "unsupported type"),
    "placeholder": (select(placeholder=plain("x" * 151)), "must be less than 151 characters"),
    "another initial option": (select(initial_option=option("B")), "must exactly match one of the options"),
    "another initial options": (
        select(kind="checkboxes", initial_options=[option("B")]),
        "initial_options must exactly match",
    ),
    "11 ticks": (select(*MANY[:11], kind="checkboxes"), "no more than 10 items allowed"),
    "11 radio buttons": (select(*MANY[:11], kind="radio_buttons"), "no more than 10 items allowed"),
    "6 in an overflow": (select(*MANY[:6], kind="overflow"), "no more than 5 items allowed"),
    "date": ({"type": "datepicker", "initial_date": "3 March"}, "must be a date like YYYY-MM-DD"),
    "time": ({"type": "timepicker", "initial_time": "24:00"}, "must be a time like HH:mm"),
    "moment": ({"type": "datetimepicker", "initial_date_time": 5}, "must be between"),
    "text too long": (text_input(initial_value="x" * 3001), "must be less than 3001 characters"),
    "text past its own limit": (text_input(max_length=5, initial_value="x" * 6), "between min_length and"),
    "limits crossed": (text_input(min_length=5, max_length=4), "must not be more than max_length"),
    "max_length": (text_input(max_length=3001), "must be between 1 and 3000"),
    "flag that is none": (text_input(multiline="yes"), "must be a boolean"),
    "number without its kind": ({"type": "number_input"}, "missing required field: is_decimal_allowed"),
    "number that is none": (
        {"type": "number_input", "is_decimal_allowed": True, "initial_value": "ten"},
        "must be a number as text",
    ),
    "confirm title": (button(confirm=CONFIRM | {"title": plain("x" * 101)}), "less than 101 characters"),
    "confirm text": (button(confirm=CONFIRM | {"text": plain("x" * 301)}), "less than 301 characters"),
    "confirm buttons": (button(confirm=CONFIRM | {"deny": plain("x" * 31)}), "less than 31 characters"),
    "confirm without deny": (
        button(confirm={k: v for k, v in CONFIRM.items() if k != "deny"}),
        "missing required field: deny",
    ),
    "unknown element": ({"type": "lever"}, "unsupported type: lever"),
    "unknown field": (button(colour="red"), "invalid additional property: colour"),
}


@pytest.mark.parametrize("element", TAKEN.values(), ids=TAKEN)
def test_elements_at_their_limits_are_taken(element: Json) -> None:
    assert found(element) == []


@pytest.mark.parametrize(("element", "said"), REFUSED.values(), ids=REFUSED)
def test_elements_past_their_limits_are_refused(element: Any, said: str) -> None:
    (problem,) = found(element)
    assert said in problem
