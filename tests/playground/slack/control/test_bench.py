"""The bench: faults, limits, settings, the log of requests, and what a reset leaves."""

from __future__ import annotations

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from tests.playground.slack.support import Stage


async def test_faults_are_kept_until_they_have_come(stage: Stage) -> None:
    ann = await stage.person()
    made = await stage.control("POST", "faults", method="chat.postMessage", code="channel_not_found", times=2)
    assert (made["code"], made["times"]) == ("channel_not_found", 2)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await stage.post(ann)
    assert (await stage.read("faults"))["faults"][0]["times"] == 1
    assert await stage.control("DELETE", "faults") == {"faults": []}
    assert await stage.post(ann)


async def test_a_flood_says_when_to_come_again(stage: Stage) -> None:
    await stage.control("POST", "faults", method="*", code=429, retry_after=7)
    with pytest.raises(SlackApiError) as refusal:
        await stage.api.auth_test()
    assert refusal.value.response.headers["Retry-After"] == "7"


@pytest.mark.parametrize(
    "body",
    [{"method": "*", "code": 418}, {"method": "*"}, {"code": 500}, {"method": "*", "code": 500, "times": 0}],
    ids=["code", "no code", "no method", "times"],
)
async def test_faults_must_be_well_formed(stage: Stage, body: dict[str, object]) -> None:
    assert (await stage.denied("POST", "faults", **body))[0] == 400


async def test_limits_are_switched(stage: Stage) -> None:
    assert await stage.control("POST", "limits", enabled=True) == {"enabled": True}
    ann = await stage.person()
    with pytest.raises(SlackApiError, match="ratelimited"):
        for _ in range(20):
            await stage.post(ann)
    await stage.control("POST", "limits", enabled=False)
    assert await stage.post(ann)


async def test_settings_of_the_app_change_what_people_can_do(stage: Stage) -> None:
    ann = await stage.person()
    changed = await stage.control(
        "POST", "app", commands=["/other"], shortcuts={"save": "Save"}, scopes=["chat:write"]
    )
    assert (changed["commands"], changed["shortcuts"]) == (["/other"], {"save": "Save"})
    assert await stage.read("app") == changed
    assert (await stage.act(ann, "command", command="/other"))["trigger_id"]
    made = await stage.control("POST", "workspaces", name="South")
    assert made["scopes"] == ["chat:write"]


async def test_the_log_of_requests_tells_no_token(stage: Stage) -> None:
    await stage.api.auth_test()
    [entry] = (await stage.read("requests"))["requests"]
    assert (entry["method"], entry["team"], entry["status"]) == ("auth.test", "T0001", 200)
    assert "xoxb" not in str(entry)
    assert (await stage.read(f"requests?after={entry['n']}"))["requests"] == []


async def test_a_reset_leaves_one_empty_workspace(stage: Stage) -> None:
    ann = await stage.person()
    await stage.act(ann, "command", command="/alongside")
    await stage.control("POST", "workspaces", name="South")
    await stage.control("POST", "outage", down=True)
    assert (await stage.http.post("/api/reset")).is_success
    state = await stage.read("state")
    assert ([w["team"] for w in state["workspaces"]], state["people"], state["outage"]) == (
        ["T0001"],
        [],
        False,
    )
    assert (await stage.person()) != ann


async def test_events_tell_of_changes(stage: Stage) -> None:
    async with stage.http.stream("GET", "/api/slack/events") as events:
        lines = aiter(events.aiter_lines())
        assert (await anext(lines)).startswith('data: {"version": ')


async def test_pages_from_elsewhere_may_not_act(stage: Stage) -> None:
    elsewhere = {"origin": "http://elsewhere.example"}
    for path in ("state", "transcript", "events"):
        answer: httpx.Response = await stage.http.get(f"/api/slack/{path}", headers=elsewhere)
        assert answer.status_code == 403


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("sockets/close", {"reason": "boredom"}, 400),
        ("sockets/close", {"id": 7}, 404),
        ("delivery", {"mode": "pigeon"}, 400),
        ("delivery", {"mode": "http"}, 400),
    ],
    ids=["reason", "socket", "mode", "no address"],
)
async def test_the_wire_cannot_be_set_so(
    stage: Stage, path: str, body: dict[str, object], status: int
) -> None:
    assert (await stage.denied("POST", path, **body))[0] == status
