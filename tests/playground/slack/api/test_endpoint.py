"""The door of the Web API: tokens, bodies, limits, faults and the log."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from playground.slack.world import DEFAULT_APP, SLACK_CHANGED
from tests.playground.slack.api.support import SlackBench, refusal_of, slack_bench, still_slack

FORM = "application/x-www-form-urlencoded"


async def test_what_slack_does_not_have(slack: SlackBench) -> None:
    refusal = await slack.refused("chat.postPigeon")
    assert (refusal["error"], refusal["req_method"], refusal["status"]) == (
        "unknown_method",
        "chat.postPigeon",
        200,
    )


async def test_a_request_without_a_token_that_works(slack: SlackBench) -> None:
    for token, error in (("", "not_authed"), ("xoxb-no", "invalid_auth")):
        assert (await refusal_of(slack.with_token(token), "auth.test"))["error"] == error
    assert (await refusal_of(slack.with_token("xoxb-no"), "apps.connections.open"))["error"] == "invalid_auth"


async def test_any_method_may_be_told_the_team(slack: SlackBench) -> None:
    for team in (slack.team.id, "T9"):
        assert (await slack.client.api_call("auth.test", params={"team_id": team}))["ok"]
    assert await slack.error("auth.test", team_id=7) == "invalid_arguments"
    assert await slack.error("auth.test", team="T9") == "invalid_arguments"


async def test_a_token_may_come_in_any_way_that_slack_takes(slack: SlackBench) -> None:
    token = slack.team.bot_token
    by_form = await slack.raw("auth.test", f"token={token}".encode(), FORM)
    by_header = await slack.raw("auth.test", b"", FORM, token)
    for response in (by_form, by_header):
        assert (await response.json())["ok"] is True
    async with slack.session.get(f"{slack.address}/slack/api/auth.test?token={token}") as by_address:
        assert (await by_address.json())["ok"] is True


UNREADABLE = {
    "cut JSON": (b'{"a"', "application/json", "invalid_json"),
    "no object": (b"[]", "application/json", "invalid_json"),
    "bad UTF-8": (b"a=%ff", FORM, "invalid_form_data"),
    "another kind": (b"x", "text/plain", "invalid_post_type"),
}


@pytest.mark.parametrize(("body", "kind", "error"), UNREADABLE.values(), ids=UNREADABLE)
async def test_a_body_that_cannot_be_read(slack: SlackBench, body: bytes, kind: str, error: str) -> None:
    response = await slack.raw("auth.test", body, kind, slack.team.bot_token)
    assert (await response.json())["error"] == error


async def test_a_scope_that_was_not_granted(slack: SlackBench) -> None:
    slack.team.scopes = frozenset({"im:write", "commands"})
    refusal = await slack.refused("chat.postMessage", channel="U1", text="x")
    assert (refusal["error"], refusal["needed"], refusal["provided"]) == (
        "missing_scope",
        "chat:write",
        "commands,im:write",
    )


async def test_a_message_a_second_in_a_channel() -> None:
    async with slack_bench(still_slack(limits=True)) as slack:
        place, other = slack.direct(), slack.direct("Sam")
        for _ in range(5):
            await slack.client.chat_postMessage(channel=place.id, text="x")
        refusal = await slack.refused("chat.postMessage", channel=place.id, text="x")
        assert (refusal["error"], refusal["status"], refusal["headers"]["retry-after"]) == (
            "ratelimited",
            429,
            "1",
        )
        await slack.client.chat_postMessage(channel=other.id, text="x")
        slack.world.clock.advance(1)
        await slack.client.chat_postMessage(channel=place.id, text="x")
        slack.world.limits.enabled = False
        await slack.client.chat_postMessage(channel=place.id, text="x")


async def test_the_log_keeps_what_was_asked_and_no_secret(slack: SlackBench) -> None:
    await slack.client.chat_postMessage(channel=slack.direct().id, text="Hello")
    await slack.error("chat.postMessage", channel="C9", text="x")
    asked = {"client_id": DEFAULT_APP.client_id, "client_secret": DEFAULT_APP.client_secret, "code": "a-code"}
    await slack.error("oauth.v2.access", **asked)
    log = slack.world.log.after(0)
    assert [(e["n"], e["team"], e["method"], e["status"], e["error"]) for e in log] == [
        (1, "T0001", "chat.postMessage", 200, ""),
        (2, "T0001", "chat.postMessage", 200, "channel_not_found"),
        (3, "T0001", "oauth.v2.access", 200, "invalid_code"),
    ]
    assert log[0]["parameters"] == {"channel": "D0001", "text": "Hello"}
    for secret in (slack.team.bot_token, DEFAULT_APP.client_secret, "a-code"):
        assert secret not in str(log)


FAULTS: dict[str, tuple[int | str, int, str, str | None]] = {
    "an error of Slack's": ("is_archived", 200, "is_archived", None),
    "too many requests": (429, 429, "ratelimited", "7"),
    "the same by its name": ("ratelimited", 429, "ratelimited", "7"),
    "a broken Slack": (500, 500, "internal_error", None),
    "a Slack that is down": (503, 503, "service_unavailable", "7"),
}


@pytest.mark.parametrize(("code", "status", "error", "after"), FAULTS.values(), ids=FAULTS)
async def test_a_fault_is_answered_and_nothing_is_done(
    slack: SlackBench, code: int | str, status: int, error: str, after: str | None
) -> None:
    place = slack.direct()
    slack.world.faults.add("chat.postMessage", code, retry_after=7)
    refusal = await slack.refused("chat.postMessage", channel=place.id, text="x")
    assert (refusal["status"], refusal["error"], refusal["headers"].get("retry-after")) == (
        status,
        error,
        after,
    )
    assert place.messages == []
    await slack.client.chat_postMessage(channel=place.id, text="x")


@pytest.mark.parametrize(("code", "delivered"), [("drop", 0), ("timeout", 0), ("timeout_after_delivery", 1)])
async def test_a_connection_is_broken_off(slack: SlackBench, code: str, delivered: int) -> None:
    place = slack.direct()
    slack.world.faults.add("chat.postMessage", code, seconds=0.01)
    with pytest.raises(aiohttp.ClientConnectionError):
        await slack.client.chat_postMessage(channel=place.id, text="x")
    assert len(place.messages) == delivered
    assert [(entry["status"], entry["error"]) for entry in slack.world.log.after(0)] == [(0, code)]


async def test_a_refusal_comes_before_a_time_out(slack: SlackBench) -> None:
    slack.world.faults.add("chat.postMessage", "timeout_after_delivery")
    assert await slack.error("chat.postMessage", channel="C9", text="x") == "channel_not_found"


async def test_a_fault_that_hangs_ends_with_the_client(slack: SlackBench) -> None:
    slack.world.faults.add("auth.test", "timeout", seconds=600)
    request = asyncio.create_task(slack.client.auth_test())
    async with asyncio.timeout(10):
        while not slack.world.log.after(0):
            await slack.world.bells.wait(SLACK_CHANGED, 0.001)
    request.cancel()
    await asyncio.gather(request, return_exceptions=True)
    assert (await slack.client.auth_test())["ok"]


async def test_a_stopping_server_ends_what_hangs() -> None:
    hung: asyncio.Task[Any] | None = None
    async with slack_bench(still_slack()) as slack:
        slack.world.faults.add("auth.test", "timeout", seconds=600)
        hung = asyncio.create_task(slack.client.auth_test())
        async with asyncio.timeout(10):
            while not slack.world.log.after(0):
                await slack.world.bells.wait(SLACK_CHANGED, 0.001)
        slack.world.close()
        with pytest.raises(aiohttp.ClientConnectionError):
            await hung
