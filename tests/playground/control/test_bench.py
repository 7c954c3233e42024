from __future__ import annotations

from typing import Any

import pytest

from tests.playground.support import Bench


async def test_an_injected_update_gets_the_next_id(bench: Bench) -> None:
    first = await bench.control("POST", "/api/updates", update={"update_id": 5, "message": {}})
    second = await bench.control("POST", "/api/updates", update={"poll": {}})
    assert second["update_id"] == first["update_id"] + 1
    assert [u["update_id"] for u in await bench.updates()] == [first["update_id"], second["update_id"]]


async def test_an_injected_update_can_keep_its_id(bench: Bench) -> None:
    await bench.control("POST", "/api/updates", update={"update_id": 5, "message": {}}, repeat_id=True)
    assert await bench.updates(offset=1000) == [{"update_id": 5, "message": {}}]
    denied = await bench.denied("POST", "/api/updates", update={"message": {}}, repeat_id=True)
    assert denied == (400, "with repeat_id the update must carry its update_id")


async def test_a_confirmed_update_is_delivered_again(bench: Bench) -> None:
    ann = await bench.person()
    said = await bench.control("POST", f"/api/people/{ann}/say", text="Hello")
    number = said["update_id"]
    assert await bench.updates(offset=number + 1) == []
    await bench.control("POST", "/api/updates/repeat", update_id=number)
    (again,) = await bench.updates(offset=number + 1)
    assert (again["update_id"], again["message"]["text"]) == (number, "Hello")
    assert await bench.updates(offset=number + 1) == []
    assert (await bench.denied("POST", "/api/updates/repeat", update_id=5))[0] == 404


async def test_faults_are_listed_until_used_or_cleared(bench: Bench) -> None:
    fault = await bench.control("POST", "/api/faults", method="getme", code=500, times=2)
    assert fault == {
        "id": 1,
        "method": "getMe",
        "code": 500,
        "times": 2,
        "retry_after": 1,
        "seconds": 30.0,
        "contains": None,
        "chat_id": None,
    }
    await bench.refused("getMe")
    listed = await bench.control("GET", "/api/faults")
    assert listed == {"faults": [{**fault, "times": 1}]}
    assert (await bench.control("GET", "/api/state"))["faults"] == listed["faults"]
    assert await bench.control("DELETE", "/api/faults") == {"faults": []}
    await bench.api("getMe")


DENIED: dict[str, tuple[str, dict[str, Any], str]] = {
    "fault to no method": ("faults", {"method": "getPigeon", "code": 500}, "there is no method getPigeon"),
    "fault of no kind": (
        "faults",
        {"method": "*", "code": 418},
        "code must be one of 429, 401, 403, 500, drop",
    ),
    "fault without a kind": ("faults", {"method": "*"}, "code must be one of"),
    "fault that happens never": (
        "faults",
        {"method": "*", "code": 500, "times": 0},
        "times must be 1 or more",
    ),
    "unknown field": ("limits", {"enable": True}, "unknown field enable: this takes enabled"),
    "no flag": ("token", {}, "revoked must be true or false"),
    "clock nowhere": ("clock", {}, "give advance or set"),
    "clock twice": ("clock", {"advance": 1, "set": "2026-03-03"}, "give advance or set"),
    "clock too far": ("clock", {"advance": 1e12}, "the clock runs from 1970 to 2200"),
    "clock past all numbers": ("clock", {"set": "9999-12-31"}, "the clock runs from 1970 to 2200"),
    "no time": ("clock", {"set": "tomorrow"}, "set must be an ISO time such as"),
    "welcome of numbers": ("welcome", {"tries": [1]}, "tries must be a list of str"),
}


@pytest.mark.parametrize(("path", "values", "reason"), DENIED.values(), ids=DENIED)
async def test_what_the_bench_denies(bench: Bench, path: str, values: dict[str, Any], reason: str) -> None:
    status, told = await bench.denied("POST", f"/api/{path}", **values)
    assert (status, told[: len(reason)]) == (400, reason)


async def test_limits_are_switched(bench: Bench) -> None:
    ann = await bench.person()
    await bench.control("POST", "/api/limits", enabled=True)
    codes = [(await bench.raw("sendMessage", chat_id=ann, text="Hello")).status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
    assert await bench.control("POST", "/api/limits", enabled=False) == {"enabled": False}
    await bench.api("sendMessage", chat_id=ann, text="Hello")


async def test_the_clock_is_moved_and_set(bench: Bench) -> None:
    assert await bench.control("GET", "/api/clock") == {
        "now": "2026-03-03T10:00:00+00:00",
        "offset_seconds": 0.0,
    }
    moved = await bench.control("POST", "/api/clock", advance=90)
    assert moved == {"now": "2026-03-03T10:01:30+00:00", "offset_seconds": 90.0}
    for moment in ("2026-03-03T11:00:00Z", "2026-03-03T11:00:00", "2026-03-03T12:00:00+01:00"):
        moved = await bench.control("POST", "/api/clock", set=moment)
        assert moved == {"now": "2026-03-03T11:00:00+00:00", "offset_seconds": 3600.0}


async def test_the_welcome_is_kept_for_the_page(bench: Bench) -> None:
    welcome = {"title": "Hello", "text": "Try it", "code": "ABC", "link": "", "tries": ["Say hi"]}
    await bench.control("POST", "/api/welcome", **welcome)
    assert (await bench.control("GET", "/api/state"))["welcome"] == welcome
    await bench.control("POST", "/api/welcome", title="Bye")
    assert (await bench.control("GET", "/api/state"))["welcome"]["tries"] == []


async def test_a_reset_empties_all_but_what_a_running_bot_needs(bench: Bench) -> None:
    ann = await bench.person()
    said = await bench.control("POST", f"/api/people/{ann}/say", text="Hello")
    await bench.api("setMyCommands", commands=[{"command": "help", "description": "Get help"}])
    await bench.control("POST", "/api/faults", method="*", code=500)
    await bench.control("POST", "/api/clock", advance=5)
    await bench.control("POST", "/api/welcome", title="Hello")
    await bench.control("POST", "/api/groups", title="Mentors", people=[ann])
    before = await bench.control("GET", "/api/state")
    await bench.control("POST", "/api/reset")
    after = await bench.control("GET", "/api/state")
    empty = {
        "people": [],
        "groups": [],
        "faults": [],
        "now": "2026-03-03T10:00:00+00:00",
        "offset_seconds": 0.0,
    }
    bot = {**before["bot"], "pending_updates": 0}
    assert after == {**before, **empty, "bot": bot, "version": after["version"]}
    assert after["version"] > before["version"]
    assert (await bench.client.get("/api/transcript")).text == ""
    assert (await bench.control("GET", "/api/requests"))["requests"] == []
    assert await bench.person(started=False) == ann
    again = await bench.control("POST", f"/api/people/{ann}/say", text="Hello")
    assert again["update_id"] > said["update_id"]
    assert again["message_id"] > said["message_id"]
