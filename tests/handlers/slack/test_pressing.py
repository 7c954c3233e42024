"""Presses, picks and forms as Slack sends them, and what is heard in them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from conversations.heard import PICKED, Address, Heard, Kind, Platform, TurnToken
from handlers.slack.packing import pack, pack_form
from handlers.slack.reading import read
from tests.handlers.slack.payloads import (
    ANN,
    BOT,
    DM,
    TEAM,
    TRIGGER,
    TS,
    button,
    option,
    pressed,
    submitted,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FROM_ANN = Address(Platform.SLACK, ANN, TEAM)
TOKEN = TurnToken("r4bc", 12)
ASKED = pack(TOKEN, 1)
OTHER = pack(TurnToken("r4bc", 11), 1)
HOME = {"container": {"type": "view", "view_id": "V1"}, "channel": None, "message": None}


def choice(
    value: str,
    token: TurnToken | None = TOKEN,
    message: str = f"{DM}:{TS}",
    fields: dict[str, str] | None = None,
) -> Heard:
    return Heard(
        FROM_ANN,
        Kind.CHOICE,
        f"{TEAM}:{TRIGGER}",
        NOW,
        choice=value,
        token=token,
        message=message,
        press=TRIGGER,
        fields=fields or {},
    )


def picked(kind: str, *values: str) -> dict[str, object]:
    return {"type": kind, "selected_options": [option(value) for value in values]}


def select(value: str | None, action_id: str = "s1") -> dict[str, object]:
    chosen = None if value is None else option(value)
    return {"type": "static_select", "action_id": action_id, "block_id": ASKED, "selected_option": chosen}


def picker(kind: str, member: str, value: str | None) -> dict[str, object]:
    return {"type": kind, "action_id": "p1", "block_id": ASKED, member: value}


CHECKED = {pack(TOKEN, 0): {"picks": picked("checkboxes", "maths", "art")}}
MANY = {pack(TOKEN, 0): {"picks": picked("multi_static_select", "maths")}, ASKED: {}}
NONE_CHECKED = {pack(TOKEN, 0): {"picks": picked("checkboxes")}}
OF_ANOTHER = {OTHER: {"picks": picked("checkboxes", "maths")}}
PRESSES: dict[str, tuple[object, Heard | None]] = {
    "our button": (pressed(button("yes", ASKED)), choice("yes")),
    "without a question": (pressed(button("meet.7")), choice("meet.7", None)),
    "a command": (pressed(button("/see 12")), choice("/see 12", None)),
    "a command beneath a question": (pressed(button("/see 12", ASKED)), choice("/see 12", None)),
    "in the home": (pressed(button("/invite"), **HOME), choice("/invite", None, "")),
    "one of a long list": (pressed(select("london")), choice("london")),
    "no option of the list": (pressed(select(None)), None),
    "a date": (pressed(picker("datepicker", "selected_date", "2026-12-01")), choice("2026-12-01")),
    "no date": (pressed(picker("datepicker", "selected_date", None)), None),
    "a time": (pressed(picker("timepicker", "selected_time", "16:30")), choice("16:30")),
    "a tick": (
        pressed({**picked("checkboxes", "maths"), "action_id": "picks", "block_id": ASKED}, CHECKED),
        None,
    ),
    "done with ticks": (
        pressed(button("done", ASKED), CHECKED),
        choice("done", fields={PICKED: "maths\nart"}),
    ),
    "done with picks": (pressed(button("done", ASKED), MANY), choice("done", fields={PICKED: "maths"})),
    "done without a tick": (
        pressed(button("done", ASKED), NONE_CHECKED),
        choice("done", fields={PICKED: ""}),
    ),
    "done among buttons": (pressed(button("done", ASKED)), choice("done")),
    "done beside another question": (pressed(button("done", ASKED), OF_ANOTHER), choice("done")),
    "skipped with ticks": (pressed(button("skip", ASKED), CHECKED), choice("skip")),
    "a foreign block": (pressed(button("yes", "buy-now")), choice("yes", None)),
    "a link": (pressed({"type": "button", "action_id": "l", "url": "https://example.org"}), None),
    "a field of a form": (pressed(button("maths", ASKED, "answer")), None),
    "half an emoji": (pressed(button("a\ud83d", ASKED)), choice("a?")),
    "nobody": (pressed(button("yes", ASKED), user={"name": "ann"}), None),
    "no trigger": (pressed(button("yes", ASKED), trigger_id=""), None),
    "no action": (pressed(button("yes", ASKED), actions=[]), None),
    "nonsense": (pressed(button("yes", ASKED), actions=["yes"], state=[1]), None),
}


@pytest.mark.parametrize(("payload", "expected"), PRESSES.values(), ids=PRESSES.keys())
def test_presses(payload: object, expected: Heard | None) -> None:
    assert read(payload, TEAM, BOT, NOW) == expected


def form(fields: dict[str, str], token: TurnToken | None = TOKEN, message: str = f"{DM}:{TS}") -> Heard:
    return Heard(
        FROM_ANN,
        Kind.FORM,
        f"{TEAM}:V0FORM:1700000002.abcdef",
        NOW,
        token=token,
        message=message,
        press=TRIGGER,
        fields=fields,
    )


def typed(value: str | None) -> dict[str, object]:
    return {"answer": {"type": "plain_text_input", "value": value}}


OURS = pack_form(TOKEN, f"{DM}:{TS}")
FIELDS: dict[str, object] = {
    "name": typed("Ann & <Sam>"),
    "region": {"answer": {"type": "static_select", "selected_option": option("london")}},
    "topics": {"answer": picked("multi_static_select", "maths", "art")},
    "languages": {"answer": picked("checkboxes", "welsh")},
    "from": {"answer": {"type": "datepicker", "selected_date": "2026-12-01"}},
    "at": {"answer": {"type": "timepicker", "selected_time": "16:30"}},
}
ANSWERS = {
    "name": "Ann & <Sam>",
    "region": "london",
    "topics": "maths\nart",
    "languages": "welsh",
    "from": "2026-12-01",
    "at": "16:30",
}
EMPTY: dict[str, object] = {
    "name": typed("Ann"),
    "more": typed(None),
    "air": typed("  \n"),
    "topics": {"answer": picked("checkboxes")},
    "from": {"answer": {"type": "datepicker", "selected_date": None}},
    "foreign": {"other": {"type": "plain_text_input", "value": "x"}},
    "nonsense": ["answer"],
}
FORMS: dict[str, tuple[object, Heard | None]] = {
    "every kind of field": (submitted(FIELDS, OURS), form(ANSWERS)),
    "what was left empty is left out": (submitted(EMPTY, OURS), form({"name": "Ann"})),
    "several lines": (submitted({"why": typed("a\nb")}, OURS), form({"why": "a\nb"})),
    "3,001 characters": (submitted({"why": typed("x" * 3001)}, OURS), form({"why": "x" * 3001})),
    "half an emoji and a NUL": (submitted({"why": typed("a\ud83d\0b")}, OURS), form({"why": "a?b"})),
    "without a question": (submitted({"why": typed("a")}, pack_form(None, "")), form({"why": "a"}, None, "")),
    "not ours": (submitted({"why": typed("a")}, "elsewhere"), None),
    "of nobody": (submitted({"why": typed("a")}, OURS, user={}), None),
}


@pytest.mark.parametrize(("payload", "expected"), FORMS.values(), ids=FORMS.keys())
def test_forms(payload: object, expected: Heard | None) -> None:
    assert read(payload, TEAM, BOT, NOW) == expected


def test_a_second_hand_in_of_the_same_form_is_another_event() -> None:
    first = submitted({"why": typed("a")}, OURS)
    view = first["view"]
    assert isinstance(view, dict)
    second = first | {"view": view | {"hash": "1700000009.ffffff"}}
    events = [read(payload, TEAM, BOT, NOW) for payload in (first, first, second)]
    assert len({found.event for found in events if found}) == 2
