"""Slack over HTTP: signed, fresh and from a workspace that is known, or turned away; and heard once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from bot.clock import Clock
from handlers.slack.http import EVENTS_PATH
from playground.slack.world import DEFAULT_APP
from storage.store import Store
from tests.end_to_end.colleague import Colleague
from tests.end_to_end.logged import Logged
from tests.end_to_end.process import is_ready, running, with_slack
from tests.end_to_end.rows import column, count
from tests.end_to_end.stage import Stage
from tests.end_to_end.team import joins_team

OLD = timedelta(minutes=5, seconds=30)
"""Older than Slack's own advice lets a request be."""


@pytest.fixture
async def hooked(stage: Stage, sqlite_url: str, code: str, logged: Logged) -> AsyncIterator[str]:
    """Let Slack deliver over HTTP, to a bot that has a signing secret and no socket."""
    secret = SecretStr(DEFAULT_APP.signing_secret)
    chosen = with_slack(stage, sqlite_url, slack_app_token=None, slack_signing_secret=secret)
    async with running(chosen) as address:
        await stage.control("slack/delivery", mode="http", url=f"{address}{EVENTS_PATH}")
        await is_ready(stage, address)
        yield address


@pytest.fixture
async def sam(stage: Stage, hooked: str) -> Colleague:
    """Give Sam an account in Slack, whom the bot has greeted."""
    sam = await stage.colleague("Sam")
    await sam.say("hello")
    await sam.hears("stranger")
    return sam


async def test_a_coordinator_joins_and_sees_their_page(stage: Stage, hooked: str, sqlite_url: str) -> None:
    priya = await stage.colleague("Priya")
    await joins_team(priya, sqlite_url)
    await priya.looks_home(lambda text: "coordinators 1" in text)
    assert (await stage.get("slack/sockets"))["sockets"] == []


async def test_the_same_event_twice_is_answered_once(sam: Colleague, stage: Stage, kept: Store) -> None:
    said = await sam.say("help")
    await sam.heard()
    again = (await stage.control(f"slack/deliveries/{said}/repeat"))["delivery"]
    assert (await stage.slack_delivery(again))["status"] == "acknowledged"
    await sam.say("hello")
    await sam.hears("stranger")
    events = await column(kept, "inbox", "event")
    assert len(events) == len(set(events)) == 3


def old() -> dict[str, Any]:
    """Return what a replay is sent with, well signed and too late."""
    return {"timestamp": int((Clock().now() - OLD).timestamp())}


@pytest.mark.parametrize(
    "forged", [{"signature": f"v0={'0' * 64}"}, {"signature": ""}, {"signature": "v0=é"}, old()],
    ids=["forged", "unsigned", "odd", "old"],
)  # fmt: skip
async def test_what_is_forged_or_old_is_refused_and_not_kept(
    sam: Colleague, stage: Stage, kept: Store, forged: dict[str, Any]
) -> None:
    before = await count(kept, "inbox")
    said = await sam.say("a message to be replayed")
    await sam.heard()
    again = (await stage.control(f"slack/deliveries/{said}/repeat", **forged))["delivery"]
    sent = await stage.slack_delivery(again)
    assert (sent["status"], sent["http_status"]) == ("http_error", 401)
    inner = {"type": "message", "channel_type": "im", "channel": "D0001", "user": sam.id, "text": "new"}
    inner["ts"] = "1772532000.000002"
    raw = await stage.control("slack/raw", kind="events_api", payload=inner, event_id="Ev99", **forged)
    assert (await stage.slack_delivery(raw["delivery"]))["http_status"] == 401
    assert await count(kept, "inbox") == before + 1


async def test_an_unknown_workspaces_event_is_acknowledged_and_dropped(
    sam: Colleague, stage: Stage, logged: Logged, kept: Store
) -> None:
    before = await count(kept, "inbox")
    elsewhere = await stage.control("slack/workspaces", name="Elsewhere")
    stranger = await stage.colleague("Jo", elsewhere["team"])
    sent = await stage.slack_delivery(await stranger.say("hello"))
    assert sent["http_status"] == 200
    assert (await logged.line("warning", "unknown workspace"))["team"] == elsewhere["team"]
    assert await count(kept, "inbox") == before
    assert await stranger.all_heard() == []


async def test_who_uses_it_in_an_unknown_workspace_is_told_how_it_is(stage: Stage, hooked: str) -> None:
    elsewhere = await stage.control("slack/workspaces", name="Elsewhere")
    stranger = await stage.colleague("Jo", elsewhere["team"])
    await stranger.command("home")
    assert (await stranger.heard()).text == stranger.reads("workspace_unknown")
