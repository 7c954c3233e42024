"""Each element at its limit and over it, beside slack_sdk's own opinion."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackObjectFormationError

from conversations.reply import Entry
from handlers.rendered import Button
from handlers.slack.elements import (
    Block,
    checkboxes,
    cut,
    date_or_time,
    menu,
    menu_of_several,
    plain_text,
    press,
    radio,
)
from handlers.slack.markup import units
from tests.handlers.slack.specification import accepted

A, B = Button("Art", "art"), Button("Biology", "bio", marked=True)
ART = {"text": {"type": "plain_text", "text": "Art", "emoji": False}, "value": "art"}
BIO = {"text": {"type": "plain_text", "text": "Biology", "emoji": False}, "value": "bio"}


def actions(element: Block) -> list[Block]:
    return [{"type": "actions", "block_id": "b", "elements": [element]}]


ELEMENTS: dict[str, tuple[Block, Block]] = {
    "a button": (
        press(A, 3),
        {"type": "button", "action_id": "press_3", "text": ART["text"], "value": "art"},
    ),
    "a marked button": (
        press(B, 0),
        {
            "type": "button",
            "action_id": "press_0",
            "text": {"type": "plain_text", "text": "✓ Biology", "emoji": False},
            "value": "bio",
        },
    ),
    "checkboxes": (
        checkboxes([A, B], "picks"),
        {"type": "checkboxes", "action_id": "picks", "options": [ART, BIO], "initial_options": [BIO]},
    ),
    "checkboxes without a mark": (
        checkboxes([A], "picks"),
        {"type": "checkboxes", "action_id": "picks", "options": [ART]},
    ),
    "radio buttons": (
        radio([A, B], "x"),
        {"type": "radio_buttons", "action_id": "x", "options": [ART, BIO], "initial_option": BIO},
    ),
    "a menu": (
        menu([A, B], "x"),
        {"type": "static_select", "action_id": "x", "options": [ART, BIO], "initial_option": BIO},
    ),
    "a date": (date_or_time(Entry.DATE, "x"), {"type": "datepicker", "action_id": "x"}),
    "a date that was typed": (
        date_or_time(Entry.DATE, "x", "2026-11-23"),
        {"type": "datepicker", "action_id": "x", "initial_date": "2026-11-23"},
    ),
    "a date that cannot be shown": (
        date_or_time(Entry.DATE, "x", "next Tuesday"),
        {"type": "datepicker", "action_id": "x"},
    ),
    "a time that was typed": (
        date_or_time(Entry.TIME, "x", "09:30"),
        {"type": "timepicker", "action_id": "x", "initial_time": "09:30"},
    ),
    "a time that cannot be shown": (
        date_or_time(Entry.TIME, "x", "24:00"),
        {"type": "timepicker", "action_id": "x"},
    ),
}


@pytest.mark.parametrize(("made", "expected"), ELEMENTS.values(), ids=ELEMENTS.keys())
def test_elements(made: Block, expected: Block) -> None:
    assert made == expected
    assert accepted(actions(made)) == actions(expected)


def test_a_menu_of_several_stands_beside_a_text() -> None:
    made = menu_of_several([A, B], "picks")
    expected = {
        "type": "multi_static_select",
        "action_id": "picks",
        "options": [ART, BIO],
        "initial_options": [BIO],
    }
    section: Block = {"type": "section", "text": {"type": "mrkdwn", "text": "Which?", "verbatim": True}}
    assert made == expected
    assert accepted([section | {"accessory": made}]) == [section | {"accessory": expected}]


def many(number: int) -> list[Button]:
    return [Button(f"Option {at}", str(at)) for at in range(number)]


def test_a_hundred_options_are_one_list_and_more_are_groups() -> None:
    hundred = menu(many(100), "x")
    assert "option_groups" not in hundred
    assert accepted(actions(hundred)) == actions(hundred)
    more = menu(many(250), "x")
    groups = more["option_groups"]
    assert isinstance(groups, list)
    assert "options" not in more
    assert [len(group["options"]) for group in groups] == [100, 100, 50]
    assert groups[1]["label"]["text"] == "Option 100 - Option 199"
    assert accepted(actions(more)) == actions(more)


def test_more_than_any_menu_holds() -> None:
    assert len(str(menu(many(10_000), "x"))) > 0
    with pytest.raises(ValueError, match="too many"):
        menu(many(10_001), "x")


LABELS: dict[str, Callable[[Button], Block]] = {
    "button": lambda button: press(button, 0),
    "marked button": lambda button: press(Button(button.words, button.value, marked=True), 0),
    "checkbox": lambda button: checkboxes([button], "x"),
    "radio button": lambda button: radio([button], "x"),
    "menu": lambda button: menu([button], "x"),
}


@pytest.mark.parametrize("make", LABELS.values(), ids=LABELS.keys())
@pytest.mark.parametrize("words", ["x" * 75, "x" * 76, "👋" * 75, "x" * 74 + "👋"], ids=repr)
def test_labels_fit(make: Callable[[Button], Block], words: str) -> None:
    assert accepted(actions(make(Button(words, "v"))))


def test_slack_sdk_would_have_refused_them() -> None:
    one = {"type": "plain_text", "text": "x" * 76, "emoji": False}
    with pytest.raises(SlackObjectFormationError):
        accepted(actions({"type": "button", "action_id": "x", "text": one, "value": "v"}))


VALUES = {
    "button at its limit": (lambda value: press(Button("A", value), 0), 2000),
    "checkbox at its limit": (lambda value: checkboxes([Button("A", value)], "x"), 150),
    "menu at its limit": (lambda value: menu([Button("A", value)], "x"), 150),
}


@pytest.mark.parametrize(("make", "limit"), VALUES.values(), ids=VALUES.keys())
def test_values_that_do_not_fit_are_refused(make: Callable[[str], Block], limit: int) -> None:
    assert accepted(actions(make("v" * limit)))
    for value in ("v" * (limit + 1), ""):
        with pytest.raises(ValueError, match="does not fit"):
            make(value)


@pytest.mark.parametrize("words", ["", " \n"], ids=repr)
def test_words_are_needed(words: str) -> None:
    for mark in (True, False):
        with pytest.raises(ValueError, match="missing"):
            press(Button(words, "v", marked=mark), 0)
    with pytest.raises(ValueError, match="missing"):
        plain_text(words, 75)


CUTS = {
    "fits": ("x" * 24, "x" * 24),
    "one too long": ("x" * 25, "x" * 23 + "…"),
    "no space before the ellipsis": ("x" * 22 + " yyy", "x" * 22 + "…"),
    "no emoji in half": ("x" * 22 + "👋👋", "x" * 22 + "…"),
}


@pytest.mark.parametrize(("words", "shown"), CUTS.values(), ids=CUTS.keys())
def test_cut(words: str, shown: str) -> None:
    assert cut(words, 24) == shown


@given(st.text(max_size=60), st.integers(1, 40))
def test_whatever_is_cut_fits(words: str, limit: int) -> None:
    assert units(cut(words, limit)) <= limit
