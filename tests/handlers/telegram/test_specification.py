"""Every request that the bot can make, held against a machine-readable Bot API, where there is one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conversations.heard import Address, Platform, TurnToken
from conversations.reply import Act
from handlers.rendered import PNG, Button, File, Rendered
from handlers.telegram import (
    Connection,
    Introduction,
    Telegram,
    get_updates,
    introduce,
    listen_by_polling,
    listen_by_webhook,
    who_am_i,
)
from tests.handlers.telegram.line import Line, ok

SPECIFICATION = Path(__file__).parents[3].parent / "shared" / "telegram-bot-api.json"
pytestmark = pytest.mark.skipif(not SPECIFICATION.exists(), reason="no specification beside the checkout")

SIMPLE: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}
ANN = Address(Platform.TELEGRAM, "5")
ASKED = Rendered(
    ANN,
    text="Hello <b>Ann</b>",
    buttons=(Button("Yes", "yes"), Button("No", "no", marked=True)),
    token=TurnToken("r4bc", 3),
)
SENT = [
    ASKED,
    Rendered(ANN, Act.SETTLE, text="Hello", message="77", press="p1", toast="Noted"),
    Rendered(ANN, Act.SETTLE, buttons=ASKED.buttons, message="77", press="p1"),
    Rendered(Address(Platform.TELEGRAM, "-1009"), Act.LEAVE),
    Rendered(ANN, text="Hello", file=File("a.png", PNG, b"png")),
    Rendered(ANN, text="Hello", file=File("a.ics", "text/calendar", b"ics")),
]


@cache
def specification() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
    return read


def complaints(method: str, parameters: dict[str, object]) -> list[str]:
    described = specification()["methods"].get(method)
    return list(_wrong(described, parameters, method)) if described else [f"no method {method}"]


def _wrong(described: dict[str, Any], values: dict[str, object], where: str) -> Iterator[str]:
    fields = {field["name"]: field for field in described.get("fields", [])}
    yield from (f"{where}: no {name}" for name in values if name not in fields)
    yield from (
        f"{where}: lacks {name}" for name, field in fields.items() if field["required"] and name not in values
    )
    for name, value in values.items():
        if name in fields:
            found = [list(_mistyped(kind, value, f"{where}.{name}")) for kind in fields[name]["types"]]
            yield from min(found, key=len)


def _mistyped(kind: str, value: object, where: str) -> Iterator[str]:
    if kind in SIMPLE:
        if not isinstance(value, SIMPLE[kind]) or (isinstance(value, bool) and bool not in SIMPLE[kind]):
            yield f"{where} is no {kind}"
    elif kind == "InputFile":
        if not isinstance(value, tuple):
            yield f"{where} is no file"
    elif kind.startswith("Array of "):
        if isinstance(value, list):
            for item in value:
                yield from _mistyped(kind.removeprefix("Array of "), item, where)
        else:
            yield f"{where} is no array"
    elif isinstance(value, dict):
        described = specification()["types"][kind]
        kinds = described.get("subtypes", [kind])
        found = [list(_wrong(specification()["types"][sub], value, f"{where}:{sub}")) for sub in kinds]
        yield from min(found, key=len)
    else:
        yield f"{where} is no {kind}"


async def test_every_request_is_one_that_the_bot_api_knows(connection: Connection, line: Line) -> None:
    telegram = Telegram(connection)
    for rendered in SENT:
        await telegram.send(rendered)
    line.answers += [ok({"id": 1, "is_bot": True, "first_name": "Alongside"}), *[ok(True)] * 5]
    await who_am_i(connection)
    await introduce(connection, Introduction({"help": "Get help"}, "Long", "Short", language="cy"))
    await listen_by_polling(connection)
    await listen_by_webhook(connection, "https://alongside.example/telegram", "s3cret")
    made = {method for method, _ in line.requests}
    assert len(made) == 13
    assert [complaint for method, values in line.requests for complaint in complaints(method, values)] == []


async def test_a_poll_is_one_too(connection: Connection, line: Line) -> None:
    line.answers.append(ok([]))
    await get_updates(connection, 900, 30)
    ((method, query),) = line.requests
    # An address carries everything as text: what is JSON in it is read as JSON.
    assert complaints(method, {name: json.loads(str(value)) for name, value in query.items()}) == []


def test_the_check_itself_complains() -> None:
    right: dict[str, object] = {"chat_id": 5, "text": "x"}
    assert complaints("sendMessage", right) == []
    assert complaints("sendMassage", right) == ["no method sendMassage"]
    assert complaints("sendMessage", {"chat_id": 5}) == ["sendMessage: lacks text"]
    assert complaints("sendMessage", right | {"txet": "x"}) == ["sendMessage: no txet"]
    assert complaints("sendMessage", right | {"text": 5}) == ["sendMessage.text is no String"]
    assert complaints("sendMessage", right | {"reply_markup": {"inline_keyboard": [[{"txet": "x"}]]}})
