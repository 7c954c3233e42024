"""Which view a form or a page becomes, and what is refused before Slack would."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.heard import Address, Platform, TurnToken
from conversations.reply import Act, Entry
from handlers.rendered import Button, Field, Form, Rendered
from handlers.slack.elements import Block
from handlers.slack.packing import Origin, unpack_form
from handlers.slack.views import form_view, home_view
from tests.handlers.slack.specification import accepted_view
from tests.handlers.slack.test_blocks import option, options, said, words

ASKED = TurnToken("r4bc", 3)
NAME = Field("name", "What is your name?")
FORM = Form("About you", "Send", "Not now", (NAME,))
MANY = tuple(Button(f"Option {at}", f"/see {at}") for at in range(11))
TEXT: Block = {
    "type": "plain_text_input",
    "action_id": "answer",
    "multiline": False,
    "max_length": 3000,
}


def element(kind: str, **more: object) -> Block:
    return {"type": kind, "action_id": "answer"} | more


FIELDS: dict[str, tuple[Field, Block]] = {
    "a line": (NAME, TEXT),
    "a line that was typed": (replace(NAME, typed="Ann :smile:"), TEXT | {"initial_value": "Ann :smile:"}),
    "a text": (replace(NAME, entry=Entry.TEXT), TEXT | {"multiline": True}),
    "more than fits": (replace(NAME, typed="x" * 3001), TEXT | {"initial_value": "x" * 2999 + "…"}),
    "a date": (
        replace(NAME, entry=Entry.DATE, typed="2026-11-23"),
        element("datepicker", initial_date="2026-11-23"),
    ),
    "a time": (replace(NAME, entry=Entry.TIME), element("timepicker")),
    "one of eight": (replace(NAME, buttons=MANY[:8]), element("radio_buttons", options=options(8))),
    "one of nine": (replace(NAME, buttons=MANY[:9]), element("static_select", options=options(9))),
    "one that was picked": (
        replace(NAME, buttons=MANY[:2], typed="/see 1"),
        element("radio_buttons", options=options(2), initial_option=option("Option 1", "/see 1")),
    ),
    "several of ten": (
        replace(NAME, buttons=MANY[:10], several=True),
        element("checkboxes", options=options(10)),
    ),
    "several of eleven": (
        replace(NAME, buttons=MANY, several=True),
        element("multi_static_select", options=options(11)),
    ),
    "several that were picked": (
        replace(NAME, buttons=(*MANY[:2], Button("Art", "art", marked=True)), several=True, typed="/see 1"),
        element(
            "checkboxes",
            options=[*options(2), option("Art", "art")],
            initial_options=[option("Option 1", "/see 1"), option("Art", "art")],
        ),
    ),
}


@pytest.mark.parametrize("optional", [True, False], ids=["optional", "needed"])
@pytest.mark.parametrize(("field", "shown"), FIELDS.values(), ids=FIELDS.keys())
def test_fields(field: Field, shown: Block, optional: bool) -> None:
    view = form_view(replace(FORM, fields=(replace(field, optional=optional),)), ASKED, "D1:1.2")
    assert view["blocks"] == [
        {
            "type": "input",
            "block_id": "name",
            "optional": optional,
            "label": words("What is your name?"),
            "element": shown,
        }
    ]
    assert accepted_view(view)["blocks"] == view["blocks"]


def test_a_form_knows_where_it_comes_from() -> None:
    view = form_view(FORM, ASKED, "D1:1.2")
    blocks, metadata = view.pop("blocks"), view.pop("private_metadata")
    assert isinstance(blocks, list)
    assert unpack_form(str(metadata)) == Origin(ASKED, "D1:1.2")
    assert view == {
        "type": "modal",
        "callback_id": "alongside_form",
        "title": words("About you"),
        "submit": words("Send"),
        "close": words("Not now"),
    }


def test_long_words_are_cut() -> None:
    long = Form("t" * 25, "s" * 25, "c" * 25, (replace(NAME, words="w" * 2001),))
    view = form_view(long, None, "")
    assert [view[name] for name in ("title", "submit", "close")] == [
        words("t" * 23 + "…"),
        words("s" * 23 + "…"),
        words("c" * 23 + "…"),
    ]
    assert accepted_view(view)
    (block,) = inputs(view)
    assert block["label"] == words("w" * 1999 + "…")


def inputs(view: Block) -> list[Block]:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return blocks


def fields(number: int) -> tuple[Field, ...]:
    return tuple(Field(f"key_{at}", "What?") for at in range(number))


def test_as_many_fields_as_fit() -> None:
    view = form_view(replace(FORM, fields=fields(100)), None, "")
    assert accepted_view(view)["blocks"] == view["blocks"]


REFUSED = {
    "too many fields": replace(FORM, fields=fields(101)),
    "no fields": replace(FORM, fields=()),
    "a key twice": replace(FORM, fields=(NAME, NAME)),
    "a key that does not fit": replace(FORM, fields=(replace(NAME, key="k" * 256),)),
    "no key": replace(FORM, fields=(replace(NAME, key=""),)),
    "no title": replace(FORM, title=" "),
    "a field without words": replace(FORM, fields=(replace(NAME, words=""),)),
}


@pytest.mark.parametrize("form", REFUSED.values(), ids=REFUSED.keys())
def test_what_slack_would_refuse(form: Form) -> None:
    with pytest.raises(ValueError, match=r"fields|key|missing"):
        form_view(form, None, "")


def test_a_page() -> None:
    page = Rendered(Address(Platform.SLACK, "U1", "T1"), Act.HOME, text="*12* have joined")
    assert home_view(page) == {"type": "home", "blocks": [said("*12* have joined")]}
    assert accepted_view(home_view(page)) == home_view(page)
