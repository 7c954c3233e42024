from __future__ import annotations

from typing import Any

import pytest

from playground.text import Json
from tests.playground.support import Bench

START_COMMAND = {"command": "start", "description": "Begin"}
CHAT = {"type": "chat", "chat_id": 1001}


async def test_the_bot_knows_itself(bench: Bench) -> None:
    me = await bench.api("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (700_000_001, True, "AlongsideBot")
    assert [await bench.api(method) for method in ("logOut", "close")] == [True, True]


async def test_commands_are_kept_by_scope_and_language(bench: Bench) -> None:
    await bench.api("setMyCommands", commands=[START_COMMAND])
    await bench.api("setMyCommands", commands=[], language_code="cy")
    await bench.api("setMyCommands", commands=[{**START_COMMAND, "command": "/Go".lower()}], scope=CHAT)
    assert await bench.api("getMyCommands") == [START_COMMAND]
    assert await bench.api("getMyCommands", scope={"type": "default"}) == [START_COMMAND]
    assert await bench.api("getMyCommands", language_code="cy") == []
    assert (await bench.api("getMyCommands", scope=CHAT))[0]["command"] == "go"
    state = await bench.control("GET", "/api/state")
    assert state["bot"]["commands"] == [START_COMMAND]
    await bench.api("deleteMyCommands")
    assert await bench.api("getMyCommands") == []


REFUSED_COMMANDS: dict[str, tuple[Json, str]] = {
    "capital letters": ({"command": "Start", "description": "x"}, "BOT_COMMAND_INVALID"),
    "33 letters": ({"command": "a" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
    "no description": ({"command": "a", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    "long description": ({"command": "a", "description": "x" * 257}, "BOT_COMMAND_DESCRIPTION_INVALID"),
}


@pytest.mark.parametrize(("command", "reason"), REFUSED_COMMANDS.values(), ids=REFUSED_COMMANDS)
async def test_commands_that_telegram_refuses(bench: Bench, command: Json, reason: str) -> None:
    assert await bench.refused("setMyCommands", commands=[command]) == (400, f"Bad Request: {reason}")


async def test_a_hundred_commands_are_the_most(bench: Bench) -> None:
    commands = [{"command": f"c{n}", "description": "x"} for n in range(101)]
    assert await bench.refused("setMyCommands", commands=commands) == (
        400,
        "Bad Request: BOT_COMMANDS_TOO_MUCH",
    )
    assert await bench.api("setMyCommands", commands=commands[:100])


@pytest.mark.parametrize("scope", [{"type": "moon"}, {"type": "chat"}, {"type": "default", "chat_id": 1}])
async def test_scopes_that_telegram_does_not_have(bench: Bench, scope: Json) -> None:
    assert await bench.refused("getMyCommands", scope=scope) == (
        400,
        "Bad Request: can't parse BotCommandScope",
    )


TEXTS: dict[str, tuple[str, int]] = {
    "Name": ("name", 64),
    "Description": ("description", 512),
    "ShortDescription": ("short_description", 120),
}


@pytest.mark.parametrize("method", TEXTS, ids=TEXTS)
async def test_texts_are_kept_by_language_with_a_limit(bench: Bench, method: str) -> None:
    name, limit = TEXTS[method]
    values: dict[str, Any] = {name: "Helo"}
    await bench.api(f"setMy{method}", **{name: "Hello"})
    await bench.api(f"setMy{method}", **values, language_code="cy")
    assert await bench.api(f"getMy{method}") == {name: "Hello"}
    assert await bench.api(f"getMy{method}", language_code="cy") == {name: "Helo"}
    assert await bench.api(f"getMy{method}", language_code="fr") == {name: "Hello"}
    refusal = await bench.refused(f"setMy{method}", **{name: "x" * (limit + 1)})
    assert refusal == (400, f"Bad Request: {name.replace('_', ' ')} is too long")
    state = (await bench.control("GET", "/api/state"))["bot"]
    assert state[name] == "Hello"
