from __future__ import annotations

import pytest

from playground.errors import ControlError
from playground.slack.elements import Element, elements, first_value, held, new_value, values
from playground.text import Json
from tests.playground.slack.support import actions, button, chooser, entry, option

GROUPED: Json = {
    "type": "static_select",
    "action_id": "picks",
    "option_groups": [{"label": {}, "options": [option("a")]}, {"label": {}, "options": [option("b")]}],
}


def only(block: Json) -> Element:
    [found] = elements([block])
    return found


def test_everything_that_can_be_acted_on_is_found_from_top_to_bottom() -> None:
    blocks: list[Json] = [
        {"type": "section", "block_id": "s", "accessory": button("Go", "go")},
        {"type": "divider"},
        {"type": "context", "block_id": "c", "elements": [{"type": "image"}]},
        actions("a", button("Yes", "yes"), chooser("checkboxes", "x")),
        entry("e", "Name"),
    ]
    assert [(e.kind, e.block_id) for e in elements(blocks)] == [
        ("button", "s"),
        ("button", "a"),
        ("checkboxes", "a"),
        ("plain_text_input", "e"),
    ]
    assert values(blocks, {}) == {
        "a": {"picks": {"type": "checkboxes", "selected_options": []}},
        "e": {"answer": {"type": "plain_text_input", "value": None}},
    }


@pytest.mark.parametrize(
    ("body", "in_plain"),
    [
        ({"type": "plain_text_input", "initial_value": "Ann"}, "Ann"),
        (chooser("radio_buttons", "a", initial_option=option("a")), "a"),
        (chooser("checkboxes", "a", initial_options=[option("a")]), ["a"]),
        ({"type": "datepicker", "initial_date": "2026-03-03"}, "2026-03-03"),
        ({"type": "timepicker"}, ""),
    ],
    ids=["text", "one", "several", "date", "nothing"],
)
def test_a_field_holds_what_it_began_with(body: Json, in_plain: object) -> None:
    assert held(first_value(only(actions("q", body)))) == in_plain


def test_options_in_groups_are_found_by_value_and_by_label() -> None:
    field = only(actions("q", GROUPED))
    assert held(new_value(field, ["b"])) == "b"
    assert held(new_value(field, ["A"])) == "a"
    assert held(new_value(field, [])) == ""
    with pytest.raises(ControlError, match="no option c"):
        new_value(field, ["c"])
    with pytest.raises(ControlError, match="takes one value"):
        new_value(field, ["a", "b"])
