"""Telegram away, slow or refusing: nobody is lost, nothing happens twice, and the operator is told.

Minutes are not waited for: the bot is given a clock that stands still until a test moves it on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage.store import Store
from tests.end_to_end.clock import StillClock
from tests.end_to_end.faulty import FOR_EVER, moving
from tests.end_to_end.joining import BORN, HOPES, go_on, reach
from tests.end_to_end.logged import Logged
from tests.end_to_end.person import Person
from tests.end_to_end.process import running, settings
from tests.end_to_end.rows import rows
from tests.end_to_end.stage import Stage
from tests.end_to_end.words import said

FIVE_MINUTES = timedelta(minutes=5)
A_MINUTE = 60


@pytest.fixture
async def still(
    stage: Stage, sqlite_url: str, code: str, logged: Logged, clock: StillClock
) -> AsyncIterator[str]:
    """Run the bot on the clock that a test moves, and give the address of its health."""
    async with running(settings(stage, sqlite_url), clock) as address:
        yield address


@pytest.fixture
async def sam(stage: Stage, still: str) -> Person:
    """Give a phone to Sam, while the bot runs on the clock that a test moves."""
    return await stage.person("Sam")


async def ready(stage: Stage, health: str) -> bool:
    """Tell whether the bot says that updates come in."""
    async with stage.http.get(f"{health}/health/ready") as answer:
        parts = await answer.json()
        assert parts["store"]
        assert answer.ok == parts["reading"]
        return bool(parts["reading"])


async def test_telegram_down_for_five_minutes(
    sam: Person, code: str, stage: Stage, clock: StillClock, logged: Logged, kept: Store
) -> None:
    """All that the bot asks is broken off for five minutes of its clock."""
    await reach(sam, code, "hopes")
    for method in ("getUpdates", "*"):
        await stage.control("faults", method=method, code="drop", times=FOR_EVER)
    await sam.say(HOPES)
    began = clock.now()
    while clock.now() - began < FIVE_MINUTES:
        assert await clock.on() <= 15
    assert len(logged.having("warning", "cannot be read")) > 10

    await stage.clear_faults()
    async with moving(clock):
        await sam.hears("free_times")
        await go_on(sam, "free_times")
    assert await rows(kept, "SELECT status FROM person") == [("active",)]
    assert logged.having("error", "") == []


async def test_answers_wait_while_telegram_takes_none_for_five_minutes(
    sam: Person, code: str, stage: Stage, clock: StillClock, logged: Logged
) -> None:
    """Reading works and sending does not, for five minutes of the bot's clock."""
    await reach(sam, code, "first_name")
    await stage.control("faults", method="sendMessage", code=500, times=FOR_EVER)
    await sam.say("Sam")
    for minute in range(1, 6):
        assert (await logged.line("warning", "not sent", minute))["reason"] == "HTTP 500"
        clock.advance(A_MINUTE)
    await logged.line("warning", "not sent", 6)

    await stage.clear_faults()
    clock.advance(15)
    await sam.hears("date_of_birth")
    await go_on(sam, "date_of_birth", "interests")


async def test_too_many_requests_for_a_minute(
    sam: Person, code: str, stage: Stage, clock: StillClock, logged: Logged
) -> None:
    """Telegram asks for a minute: the next attempt comes after a minute of the bot's clock, not sooner."""
    await reach(sam, code, "first_name")
    await stage.control("faults", method="sendMessage", code=429, retry_after=A_MINUTE)
    await sam.say("Sam")
    assert (await logged.line("warning", "not sent"))["reason"] == "too many requests"
    clock.advance(A_MINUTE - 1)
    ann = await stage.person("Ann")
    await ann.open(code)
    await ann.hears("welcome", "privacy")
    assert said("date_of_birth") not in [message.text for message in await sam.all_heard()]

    clock.advance(1)
    await sam.hears("date_of_birth")


async def test_everybody_refused_holds_the_whole_lane(
    still: str, stage: Stage, clock: StillClock, logged: Logged
) -> None:
    people = [await stage.person(name) for name in ("Ann", "Sam", "Mo", "Lee")]
    await stage.control("faults", method="sendMessage", code=429, retry_after=A_MINUTE, times=3)
    for person in people[:3]:
        await person.say("hello")
    await logged.line("warning", "not sent", 3)
    await people[3].say("hello")
    clock.advance(A_MINUTE)
    for person in people:
        await person.hears("stranger")
    assert len(stage.requests("sendMessage")) == 3 + len(people)


async def test_a_revoked_token_is_told_and_nothing_is_lost(
    sam: Person, code: str, stage: Stage, clock: StillClock, logged: Logged, still: str
) -> None:
    """The bot asks again each minute of its clock."""
    await reach(sam, code, "date_of_birth")
    await stage.control("token", revoked=True)
    await sam.say(BORN)
    assert "set a new one" in (await logged.line("error", "refuses the token"))["event"]
    assert not await ready(stage, still)
    assert await clock.on() == A_MINUTE

    await stage.control("token", revoked=False)
    async with moving(clock):
        await sam.hears("region")
        await sam.say("London")
        await sam.hears("interests")
    assert await ready(stage, still)


async def test_a_token_revoked_between_hearing_and_answering(
    sam: Person, code: str, stage: Stage, clock: StillClock, logged: Logged
) -> None:
    await reach(sam, code, "first_name")
    await stage.control("faults", method="sendMessage", code=401)
    await sam.say("Sam")
    assert "nothing is lost" in (await logged.line("error", "refuses this lane's token"))["event"]
    clock.advance(A_MINUTE)
    await sam.hears("date_of_birth")


@pytest.mark.parametrize(("fault", "copies"), [("drop", 1), ("timeout_after_delivery", 2)])
async def test_an_answer_that_may_have_arrived_is_sent_again_and_the_talk_goes_on(
    sam: Person, code: str, stage: Stage, clock: StillClock, logged: Logged, fault: str, copies: int
) -> None:
    """After a time-out nobody knows whether it arrived: it may be there twice, and is answered once."""
    await reach(sam, code, "first_name")
    await stage.control("faults", method="sendMessage", code=fault, seconds=0.01)
    await sam.say("Sam")
    assert (await logged.line("warning", "not sent"))["reason"] == "no answer"
    clock.advance(1)
    for _ in range(copies):
        await sam.hears("date_of_birth")
    await go_on(sam, "date_of_birth", "interests")


async def test_a_question_that_may_have_arrived_is_not_asked_again_once_it_is_answered(
    sam: Person, code: str, stage: Stage, clock: StillClock, logged: Logged
) -> None:
    await reach(sam, code, "first_name")
    await stage.control("faults", method="sendMessage", code="timeout_after_delivery", seconds=0.01)
    await sam.say("Sam")
    await sam.hears("date_of_birth")
    await logged.line("warning", "not sent")
    await sam.say(BORN)
    clock.advance(15)
    await sam.hears("region")
    assert [m.text for m in await sam.all_heard()].count(said("date_of_birth")) == 1


async def test_a_press_whose_question_cannot_be_changed_is_answered_all_the_same(
    sam: Person, code: str, stage: Stage, clock: StillClock, logged: Logged
) -> None:
    """The press is an hour old and the edit fails twice; the next question comes after them."""
    await reach(sam, code, "privacy")
    await stage.control("faults", method="editMessageText", code=500, times=2)
    await sam.press("yes_no.yes")
    await stage.control("clock", advance=3600)
    for attempt in (1, 2):
        await logged.line("warning", "not sent", attempt)
        clock.advance(15)
    await sam.hears("first_name")


async def test_a_chat_that_hangs_makes_nobody_else_wait(ann: Person, stage: Stage) -> None:
    slow = await stage.person("Sam")
    await stage.control("faults", method="sendMessage", code="timeout", seconds=2, chat_id=slow.id)
    await slow.say("hello")
    await ann.say("hello")
    await ann.hears("stranger")
    assert await slow.all_heard() == []
    await slow.hears("stranger")
