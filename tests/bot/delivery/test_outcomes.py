"""Each end of an attempt: what is recorded of it, and what is tried again, when, and with what alarm."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conversations.heard import Address, Platform
from conversations.reply import Order
from handlers.outcome import Bad, Gone, Moved, Outcome, Retry, Scope, Sent, Unknown
from storage import people
from storage.tables import account
from tests.bot.conftest import Logged
from tests.bot.counting import counted
from tests.bot.house import LANE, House, address

ANN, SAM, KIM, LEE = "1001", "1002", "1003", "1004"
GONE, BLOCKED = Gone(Scope.ACCOUNT, "chat not found"), Gone(Scope.ACCOUNT, "blocked", blocked=True)
MOVED = Moved(Address(Platform.TELEGRAM, "-1009"))
FLOOD = Retry(7, Scope.ACCOUNT, "too many requests")


async def known(house: House, *chats: str) -> None:
    """Make an account for each chat."""
    async with house.store.write() as conn:
        await people.make_accounts(conn, [address(chat) for chat in chats], house.clock.now())


async def one_attempt(house: House, outcome: Outcome, order: Order = Order.REPLY) -> Any:
    """Send one message that ends in ``outcome``, and return its row."""
    await known(house, ANN)
    await house.queue(ANN, "hello", order)
    house.sender.answers(outcome)
    await house.deliver()
    [row] = await house.queued(ANN)
    return row


@pytest.mark.parametrize("order", [Order.SAFETY, Order.ANNOUNCEMENT])
@pytest.mark.parametrize(
    ("outcome", "status", "reason", "state"),
    [
        (Sent("42"), "sent", "sent", "reachable"),
        (GONE, "gone", "chat not found", "gone"),
        (BLOCKED, "gone", "blocked", "blocked"),
        (MOVED, "gone", "moved", "reachable"),
        (Bad("Message is too long"), "bad", "Message is too long", "reachable"),
    ],
    ids=["sent", "gone", "blocked", "moved", "bad"],
)
async def test_what_ends_for_good(
    house: House, order: Order, outcome: Outcome, status: str, reason: str, state: str
) -> None:
    row = await one_attempt(house, outcome, order)

    assert (row.status, row.reason, row.settled_at) == (status, reason, house.clock.now())
    assert row.sent_message == ("42" if status == "sent" else "")
    assert (row.claimed_by, row.lease_until) == (None, None)
    assert [one.state for one in await house.rows(account)] == [state]
    await house.deliver()
    assert len(house.sender.sent) == 1


@pytest.mark.parametrize("order", list(Order))
async def test_what_did_not_arrive_is_tried_again_when_the_platform_says(house: House, order: Order) -> None:
    row = await one_attempt(house, FLOOD, order)

    assert (row.status, row.attempts, row.reason) == ("waiting", 1, "too many requests")
    assert row.next_at == house.clock.now() + timedelta(seconds=7)
    house.clock.advance(7)
    await house.deliver()
    assert (await house.queued(ANN))[0].status == "sent"
    assert len(house.sender.sent) == 2


@pytest.mark.parametrize("order", [Order.SAFETY, Order.REPLY])
async def test_where_somebody_waits_twice_is_better_than_never(house: House, order: Order) -> None:
    row = await one_attempt(house, Unknown("no answer"), order)

    assert (row.status, row.attempts, row.reason) == ("waiting", 1, "no answer")
    house.clock.advance(1)
    await house.deliver()
    assert len(house.sender.sent) == 2
    assert (await house.queued(ANN))[0].status == "sent"


@pytest.mark.parametrize("order", [Order.REMINDER, Order.ANNOUNCEMENT])
async def test_nobody_needs_a_nudge_twice(house: House, order: Order) -> None:
    row = await one_attempt(house, Unknown("no answer"), order)

    assert (row.status, row.reason) == ("unknown", "no answer")
    house.clock.advance(3600)
    await house.deliver()
    assert len(house.sender.sent) == 1


async def test_who_opens_the_chat_again_during_the_attempt_is_reachable(house: House) -> None:
    await known(house, ANN)
    await house.queue(ANN, "hello")
    house.sender.answers(BLOCKED)
    house.sender.hold()
    async with house.delivering():
        await house.sender.arrived.wait()
        for state in ("blocked", "reachable"):
            house.clock.advance(1)
            async with house.store.write() as conn:
                await people.set_state(conn, address(ANN), state, house.clock.now())
        house.sender.let_go()
        await house.at_rest()

    assert [row.status for row in await house.queued(ANN)] == ["gone"]
    assert [row.state for row in await house.rows(account)] == ["reachable"]


async def test_each_part_of_a_long_text_counts_for_the_pace(house: House) -> None:
    await house.queue(ANN, "\n\n".join(letter * 4000 for letter in "abc"))
    await house.queue(ANN, "next")

    async with house.delivering():
        await house.at_rest()
        assert [text[0] for text in house.sender.to(ANN)] == ["a", "b", "c"]
        await house.later(1)

    assert house.sender.to(ANN)[-1] == "next"


async def test_pauses_grow_and_stay_short(house: House) -> None:
    await house.queue(ANN, "hello")
    house.sender.answers(*[Unknown("no answer")] * 8)
    pauses = []
    for _ in range(8):
        await house.deliver()
        [row] = await house.queued(ANN)
        pauses.append((row.next_at - house.clock.now()).total_seconds())
        house.clock.advance(pauses[-1])

    assert pauses == [0.5, 1, 2, 4, 8, 15, 15, 15]


async def test_a_refusal_of_one_chat_moves_only_that_chat(house: House) -> None:
    house.sender.answers(FLOOD, chat=ANN)
    await house.queue(ANN, "one")
    await house.queue(SAM, "hello")

    async with house.delivering():
        await house.at_rest()
        await house.queue(ANN, "two")
        await house.queue(SAM, "again")
        await house.later(6.9)
        assert (house.sender.to(ANN), house.sender.to(SAM)) == (["one"], ["hello", "again"])
        await house.later(0.1)
        await house.later(1)

    assert house.sender.to(ANN) == ["one", "one", "two"]


async def test_refusals_of_three_chats_in_a_row_hold_the_lane(house: House) -> None:
    house.sender.answers(FLOOD, FLOOD, FLOOD)
    for chat in (ANN, SAM, KIM):
        await house.queue(chat, "hello")

    async with house.delivering():
        await house.at_rest()
        await house.queue(LEE, "hello")
        await house.later(6.9)
        assert house.sender.to(LEE) == []
        await house.later(0.1)

    assert house.sender.to(LEE) == ["hello"]


async def test_two_refusals_with_a_sent_between_do_not(house: House) -> None:
    async with house.delivering():
        for chat, outcome in ((ANN, FLOOD), (SAM, FLOOD), (KIM, Sent("1")), (LEE, FLOOD)):
            house.sender.answers(outcome)
            await house.queue(chat, "hello")
            await house.later(0)
        await house.queue("1005", "hello")
        await house.later(0)

    assert house.sender.to("1005") == ["hello"]


async def test_no_line_holds_the_whole_lane(house: House) -> None:
    await house.queue(ANN, "hello")
    house.sender.answers(Retry(2, Scope.LANE, "no connection"))

    async with house.delivering():
        await house.at_rest()
        await house.queue(SAM, "hello")
        await house.later(1.9)
        assert house.sender.to(SAM) == []
        await house.later(0.1)

    assert (house.sender.to(ANN), house.sender.to(SAM)) == (["hello", "hello"], ["hello"])


async def test_a_refused_token_stops_the_lane_and_loses_nothing(house: House, logged: Logged) -> None:
    refused = Gone(Scope.LANE, "the bot's token is not valid")
    await known(house, ANN, SAM)
    await house.queue(ANN, "hello")
    await house.queue(SAM, "news", Order.ANNOUNCEMENT)
    house.sender.answers(refused, refused)

    async with house.delivering():
        await house.at_rest()
        assert counted("alongside_lane_stopped", lane=LANE) == 1
        assert {one.state for one in await house.rows(account)} == {"reachable"}
        assert [entry["log_level"] for entry in logged if "token" in entry["event"]] == ["error", "error"]
        await house.later(59)
        assert len(house.sender.sent) == 2
        await house.later(1)

    assert (house.sender.to(ANN), house.sender.to(SAM)) == (["hello"] * 2, ["news"] * 2)
    assert counted("alongside_lane_stopped", lane=LANE) == 0
    assert [row.status for chat in (ANN, SAM) for row in await house.queued(chat)] == ["sent", "sent"]


async def test_a_long_text_goes_on_with_the_part_that_failed(house: House) -> None:
    parts = ["a" * 4000, "b" * 4000, "c" * 4000]
    await house.queue(ANN, "\n\n".join(parts))
    house.sender.answers(Sent("1"), FLOOD)

    async with house.delivering():
        await house.at_rest()
        [row] = await house.queued(ANN)
        assert (row.status, row.chunks) == ("waiting", 1)
        await house.later(7)

    assert [text[0] for text in house.sender.to(ANN)] == ["a", "b", "b", "c"]
    [row] = await house.queued(ANN)
    assert (row.status, row.chunks) == ("sent", 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": [["no_such_prompt", {}]]},
        {"parts": [["say", {}]]},
        {"choices": [{"value": "x", "label": "no.label", "words": "", "marked": False}]},
        {"choices": [{"value": "x"}]},
    ],
    ids=["no such prompt", "a value is missing", "no such label", "a row of another shape"],
)
async def test_what_cannot_be_rendered_is_bad_and_an_alarm(
    house: House, logged: Logged, wrong: dict[str, Any]
) -> None:
    before = counted("alongside_sent_total", lane=LANE, outcome="bad")
    await house.queue(ANN, "a secret", **wrong)
    await house.queue(SAM, "hello")

    await house.deliver()

    [row] = await house.queued(ANN)
    assert (row.status, row.reason) == ("bad", "cannot be rendered")
    assert house.sender.to(SAM) == ["hello"]
    assert counted("alongside_sent_total", lane=LANE, outcome="bad") == before + 1
    assert [entry["outbox"] for entry in logged if entry["log_level"] == "error"] == [row.id, row.id]


async def test_a_bad_message_is_an_alarm_for_whoever_runs_this(house: House, logged: Logged) -> None:
    row = await one_attempt(house, Bad("Can't parse entities"))

    [alarm] = [entry for entry in logged if entry["log_level"] == "error"]
    assert (alarm["outbox"], alarm["reason"]) == (row.id, "Can't parse entities")


async def test_only_the_answer_to_somebody_is_timed(house: House) -> None:
    before = counted("alongside_answer_seconds_count")
    await house.queue(ANN, "hello")
    await house.queue(SAM, "news", Order.ANNOUNCEMENT)
    house.clock.advance(3)

    await house.deliver()

    assert counted("alongside_answer_seconds_count") == before + 1
