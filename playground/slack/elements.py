"""What can be pressed and filled in among blocks, and Slack's way of writing what has been picked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from playground.errors import ControlError
from playground.text import Json

TEXTS = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
ONE = frozenset({"static_select", "radio_buttons"})
SEVERAL = frozenset({"multi_static_select", "checkboxes"})
PICKERS = {  # Slack's fields are selected_ and initial_ with this
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "date_time",
    "users_select": "user",
}
FIELDS = TEXTS | ONE | SEVERAL | PICKERS.keys()
BUTTON, MENU = "button", "overflow"  # what is pressed, and a menu that keeps nothing of what was chosen


@dataclass(frozen=True, slots=True)
class Element:
    """An element in its block; `label` is what stands over it, empty outside input blocks."""

    body: Json
    block: Json

    @property
    def kind(self) -> str:
        return str(self.body["type"])

    @property
    def block_id(self) -> str:
        return str(self.block.get("block_id", ""))

    @property
    def action_id(self) -> str:
        return str(self.body.get("action_id", ""))

    @property
    def label(self) -> str:
        return words_of(self.block.get("label"))

    @property
    def is_input(self) -> bool:
        return bool(self.block["type"] == "input")

    @property
    def tells_at_once(self) -> bool:
        """Whether the app is told of a change before anything is submitted."""
        return not self.is_input or bool(self.block.get("dispatch_action"))

    @property
    def options(self) -> list[Json]:
        groups = [group["options"] for group in self.body.get("option_groups", [])]
        return [*self.body.get("options", []), *(option for group in groups for option in group)]

    def option(self, named: str) -> Json:
        """The option with this value, or this label; ControlError 409 when it offers none such."""
        for read in (lambda o: o.get("value"), lambda o: words_of(o.get("text"))):
            for option in self.options:
                if read(option) == named:
                    return {name: option[name] for name in ("text", "value", "description") if name in option}
        raise ControlError(409, f"there is no option {named}")


_SAMPLES = {"datepicker": "2026-03-03", "timepicker": "18:30", "datetimepicker": "1772532000"}


def words_of(text: Json | None) -> str:
    """What a text object says, as it is written."""
    return str(text.get("text", "")) if text else ""


def elements(blocks: list[Json]) -> Iterator[Element]:
    """Everything that can be pressed or filled in, from top to bottom."""
    for block in blocks:
        if block["type"] == "actions":
            found = block.get("elements", [])
        else:
            found = [block[name] for name in ("accessory", "element") if name in block]
        for body in found:
            if body["type"] in FIELDS | {BUTTON, MENU}:
                yield Element(body, block)


def fields(blocks: list[Json]) -> list[Element]:
    return [element for element in elements(blocks) if element.kind in FIELDS]


def values(blocks: list[Json], picked: dict[str, Json]) -> dict[str, Json]:
    """state.values: what has been picked, or else what each field began with."""
    found: dict[str, Json] = {}
    for element in fields(blocks):
        kept = picked.get(element.block_id, {}).get(element.action_id)
        found.setdefault(element.block_id, {})[element.action_id] = kept or first_value(element)
    return found


def first_value(element: Element) -> Json:
    """What a field holds before anybody has touched it."""
    body, kind = element.body, element.kind
    if kind in TEXTS:
        return {"type": kind, "value": body.get("initial_value")}
    if kind in ONE:
        return {"type": kind, "selected_option": body.get("initial_option")}
    if kind in SEVERAL:
        return {"type": kind, "selected_options": body.get("initial_options", [])}
    name = PICKERS[kind]
    return {"type": kind, f"selected_{name}": body.get(f"initial_{name}")}


def new_value(element: Element, given: list[str]) -> Json:
    """What a field holds after this was picked or typed; nothing given empties it. ControlError 400, 409."""
    kind = element.kind
    if kind in SEVERAL:
        return {"type": kind, "selected_options": [element.option(named) for named in given]}
    if len(given) > 1:
        raise ControlError(400, f"{kind} takes one value")
    only = given[0] if given and given[0] else None
    if kind in TEXTS:
        return {"type": kind, "value": only}
    if kind in ONE or kind == MENU:
        return {"type": kind, "selected_option": element.option(only) if only else None}
    return {"type": kind, f"selected_{PICKERS[kind]}": _picked(kind, only)}


def held(value: Json) -> str | list[str]:
    """What a field holds in plain words: text, or the values of several options."""
    for name, content in value.items():
        if name == "selected_options":
            return [str(option["value"]) for option in content]
        if name == "selected_option":
            return str(content["value"]) if content else ""
        if name != "type":
            return str(content or "")
    return ""


def action(element: Element, value: Json | None, action_ts: str) -> Json:
    """The entry of `actions` for a press, or for a change to this value."""
    body = element.body
    told: Json = {"type": element.kind, "action_id": element.action_id, "block_id": element.block_id}
    if element.kind == BUTTON:
        kept = ("text", "value", "style", "url")
        told |= {name: body[name] for name in kept if name in body}
    else:
        told |= {name: body[name] for name in ("placeholder",) if name in body} | (value or {})
        told |= {name: body[name] for name in body if name.startswith("initial_")}
    return {**told, "action_ts": action_ts}


def _picked(kind: str, text: str | None) -> str | int | None:
    """A date, a time, a moment in seconds since 1970 or a person's id, as Slack writes it."""
    if text is None or kind == "users_select":
        return text
    try:
        if kind == "datetimepicker":
            return int(text)
        if kind == "datepicker":
            return date.fromisoformat(text).isoformat()
        if not re.fullmatch(r"\d\d:\d\d", text):
            raise ValueError
        return f"{time.fromisoformat(text):%H:%M}"
    except ValueError:
        raise ControlError(400, f"a {kind} takes a value such as {_SAMPLES[kind]}") from None
