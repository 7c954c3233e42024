"""What Slack shows beside messages: a Form as a modal view, and the page of a HOME."""

from __future__ import annotations

from dataclasses import replace

from conversations.heard import TurnToken
from conversations.reply import Entry
from handlers.rendered import Field, Form, Rendered
from handlers.slack.blocks import PAGE_LIMIT, blocks
from handlers.slack.elements import (
    CHECKBOX_LIMIT,
    Block,
    checkboxes,
    cut,
    date_or_time,
    menu,
    menu_of_several,
    plain_text,
    radio,
)
from handlers.slack.packing import ANSWER, BLOCK_ID_LIMIT, FORM, pack_form

# Characters, by Slack.
TITLE_LIMIT = 24  # also of the buttons
FIELD_LABEL_LIMIT = 2000
TYPED_LIMIT = 3000
# Options of one_of that are shown at once: as many as there would be buttons.
RADIO_LIMIT = 8


def form_view(form: Form, token: TurnToken | None, message: str) -> Block:
    """The modal of a form; ``message`` is the pressed one. Raises ValueError for what Slack would refuse."""
    keys = [field.key for field in form.fields]
    if not keys or len(keys) > PAGE_LIMIT or len(set(keys)) < len(keys):
        raise ValueError("no fields, too many, or two of the same key")
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": pack_form(token, message),
        "title": plain_text(form.title, TITLE_LIMIT),
        "submit": plain_text(form.submit, TITLE_LIMIT),
        "close": plain_text(form.close, TITLE_LIMIT),
        "blocks": [_input(field) for field in form.fields],
    }


def home_view(rendered: Rendered) -> Block:
    """The page of a HOME. Raises ValueError for what Slack would refuse."""
    return {"type": "home", "blocks": blocks(rendered)}


def _input(field: Field) -> Block:
    if not 0 < len(field.key) <= BLOCK_ID_LIMIT:
        raise ValueError("a field's key does not fit")
    return {
        "type": "input",
        "block_id": field.key,
        "optional": field.optional,
        "label": plain_text(field.words, FIELD_LABEL_LIMIT),
        "element": _element(field),
    }


def _element(field: Field) -> Block:
    if field.buttons:
        return _choice(field)
    if field.entry in {Entry.DATE, Entry.TIME}:
        return date_or_time(field.entry, ANSWER, field.typed)
    typed: Block = {"initial_value": cut(field.typed, TYPED_LIMIT)} if field.typed else {}
    return {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": field.entry is Entry.TEXT,
        "max_length": TYPED_LIMIT,
    } | typed


def _choice(field: Field) -> Block:
    picked = set(field.typed.split("\n"))
    options = [replace(option, marked=option.marked or option.value in picked) for option in field.buttons]
    if field.several:
        shown = checkboxes if len(options) <= CHECKBOX_LIMIT else menu_of_several
    else:
        shown = radio if len(options) <= RADIO_LIMIT else menu
    return shown(options, ANSWER)
