"""Slack away, slow or refusing: every answer arrives, none arrives twice, and the team is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from pydantic import SecretStr

from conversations.facts import Role
from conversations.reply import Json
from storage.store import Store
from tests.end_to_end.clock import StillClock
from tests.end_to_end.colleague import Colleague
from tests.end_to_end.faulty import moving
from tests.end_to_end.logged import Logged
from tests.end_to_end.process import invited, is_ready, running, with_slack
from tests.end_to_end.rows import column, count
from tests.end_to_end.stage import Stage
from tests.end_to_end.team import begins, goes_on, joins_team

FIVE_MINUTES = timedelta(minutes=5)
A_MINUTE = 60
WORKSPACE: dict[str, Json] = {"name": "Northside"}


@pytest.fixture
async def still(
    stage: Stage, sqlite_url: str, code: str, logged: Logged, clock: StillClock
) -> AsyncIterator[str]:
    """Run the bot with both edges on the clock that a test moves."""
    async with running(with_slack(stage, sqlite_url), clock) as address:
        await is_ready(stage, address)
        yield address


@pytest.fixture
async def sam(stage: Stage, still: str, sqlite_url: str) -> Colleague:
    """Let Sam begin to apply as a mentor, on the clock that a test moves."""
    sam = await stage.colleague("Mo")
    await begins(sam, await invited(sqlite_url, Role.MENTOR))
    return sam


async def asked(person: Colleague, *prompts: str) -> list[int]:
    """Return how often somebody was asked each of these questions, answered or not."""
    texts = [message.text for message in await person.all_heard()]
    return [sum(text.startswith(person.reads(prompt)) for text in texts) for prompt in prompts]


@pytest.mark.parametrize("reason", [{}, {"reason": "refresh_requested"}, {"reason": "warning"}],
                         ids=["cut off", "refreshed", "warned"])  # fmt: skip
async def test_the_socket_is_closed_in_the_middle_of_a_turn(
    mo: Colleague, stage: Stage, both: str, sqlite_url: str, kept: Store, reason: dict[str, str]
) -> None:
    """What was said as it closed is heard once, whether it was acknowledged or comes again."""
    await begins(mo, await invited(sqlite_url, Role.MENTOR))
    for typed, following in (("Mo", "employer"), ("Halden Ltd", "job"), ("Engineer", "region")):
        await mo.say(typed)
        await stage.control("slack/sockets/close", **reason)
        await mo.hears(following)
    assert await asked(mo, "first_name", "employer", "job", "region") == [1, 1, 1, 1]
    events = await column(kept, "inbox", "event")
    assert len(events) == len(set(events))


async def test_slack_down_for_five_minutes(
    sam: Colleague, stage: Stage, clock: StillClock, logged: Logged
) -> None:
    """What was said before and while it was down is answered once, when it is back."""
    other = await stage.colleague("Lee")
    await stage.control("slack/limits", enabled=False)
    await stage.control("slack/outage", down=True)
    await sam.say("Mo")
    await other.say("hello")
    began = clock.now()
    while clock.now() - began < FIVE_MINUTES:
        assert await clock.on() <= 15
    assert len(logged.having("warning", "slack cannot be read")) > 10

    await stage.control("slack/outage", down=False)
    async with moving(clock):
        await stage.control("clock", advance=FIVE_MINUTES.total_seconds())
        await sam.hears("employer")
        await other.hears("stranger")
        await goes_on(sam, "employer", "industries")
    assert await asked(sam, "first_name", "employer", "job", "region") == [1, 1, 1, 1]
    assert await asked(other, "stranger") == [1]
    assert logged.having("error", "") == []


async def test_answers_wait_while_slack_takes_none_and_arrive_once(
    sam: Colleague, stage: Stage, clock: StillClock, logged: Logged
) -> None:
    """Listening works and posting does not, for five minutes of the bot's clock."""
    await stage.control("slack/faults", method="chat.postMessage", code=503, times=1000)
    await sam.say("Mo")
    for minute in range(1, 6):
        await logged.line("warning", "not sent", minute)
        clock.advance(A_MINUTE)
    await logged.line("warning", "not sent", 6)
    await stage.clear_faults()
    clock.advance(A_MINUTE)
    await sam.hears("employer")
    await goes_on(sam, "employer", "industries")
    assert await asked(sam, "employer", "job") == [1, 1]


async def test_a_message_whose_answer_was_lost_is_not_posted_twice(
    sam: Colleague, stage: Stage, clock: StillClock, logged: Logged, kept: Store
) -> None:
    fault = {"method": "chat.postMessage", "code": "timeout_after_delivery", "seconds": 1}
    await stage.control("slack/faults", **fault)
    await sam.say("Mo")
    await sam.hears("employer")
    assert (await logged.line("warning", "not sent"))["reason"] == "no answer"
    clock.advance(A_MINUTE)
    while await count(kept, "outbox", "status IN ('waiting', 'claimed')"):
        await stage.get("slack/sockets")
    assert await asked(sam, "employer") == [1]
    await goes_on(sam, "employer", "region")
    assert await asked(sam, "employer", "job", "region") == [1, 1, 1]


async def test_too_many_requests_for_a_minute(
    sam: Colleague, stage: Stage, clock: StillClock, logged: Logged
) -> None:
    await stage.control("slack/faults", method="chat.postMessage", code=429, retry_after=A_MINUTE)
    await sam.say("Mo")
    assert (await logged.line("warning", "not sent"))["reason"] == "too many requests"
    clock.advance(A_MINUTE - 1)
    ann = await stage.person("Ann")
    await ann.say("hello")
    await ann.hears("stranger")
    assert await asked(sam, "employer") == [0]
    clock.advance(1)
    await sam.hears("employer")


async def test_the_workspace_takes_the_token_away_and_another_is_set(
    stage: Stage, sqlite_url: str, code: str, logged: Logged, clock: StillClock, kept: Store
) -> None:
    """The lane stops, a coordinator on Telegram hears so, and what waits goes out with the new token."""
    sam, lee = await stage.colleague("Mo"), await stage.person("Lee")
    async with running(with_slack(stage, sqlite_url), clock) as address:
        await is_ready(stage, address)
        await joins_team(lee, sqlite_url)
        await begins(sam, await invited(sqlite_url, Role.MENTOR), "Lee")
        await sam.say("Mo")
        await sam.hears("employer")
        # The answer is refused, and then Slack says that the token is gone.
        await stage.control("slack/faults", method="chat.postMessage", code="token_revoked")
        await sam.say("Halden Ltd")
        await logged.line("error", "refuses this lane's token")
        team = (await stage.get("slack/workspaces"))["workspaces"][0]["team"]
        await stage.control(f"slack/workspaces/{team}/revoke")
        await lee.hears("workspace_gone", **WORKSPACE)
        assert await asked(sam, "job") == [0]

    fresh = (await stage.control(f"slack/workspaces/{team}/install"))["bot_token"]
    clock.advance(A_MINUTE)
    async with running(with_slack(stage, sqlite_url, slack_bot_token=SecretStr(fresh)), clock):
        await sam.hears("job")
        await lee.hears("workspace_back", **WORKSPACE)
        await sam.say("Engineer")
        await sam.hears("region")
    assert await asked(sam, "employer", "job", "region") == [1, 1, 1]
