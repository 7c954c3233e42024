"""What comes too late to mean anything: a question that was answered, a claim of a process that is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.delivery.lane import LEASE
from bot.housekeeping import Housekeeping
from conversations.reply import Order
from handlers.outcome import Outcome, Unknown
from handlers.rendered import Rendered
from storage import outbox
from tests.bot.conftest import Logged
from tests.bot.house import LANE, WORDS, House
from tests.bot.senders import Scripted

ANN, SAM = "1001", "1002"


def keeper(house: House, owner: str = "me") -> Housekeeping:
    return Housekeeping(house.store, house.clock, lambda: (LANE,), owner, timedelta(days=7))


async def claim_and_die(house: House) -> None:
    """Claim what waits as a process that ends before it could record anything."""
    now = house.clock.now()
    async with house.store.write() as conn:
        await outbox.claim(conn, LANE, now, now + LEASE, "the dead", 100)


async def test_a_question_that_was_answered_in_between_is_not_asked_again(house: House) -> None:
    house.words = WORDS
    await house.come_in(ANN)
    async with house.delivering():
        await house.at_rest()
        await house.later(5)
        house.sender.answers(Unknown("no answer"))
        await house.say(ANN, "Ann")
        await house.later(0)
        assert house.sender.to(ANN)[-1] == house.prompt("date_of_birth")
        await house.say(ANN, "14 March 2009")
        await house.later(5)
        await house.later(5)

    rows = [row for row in await house.queued(ANN) if row.status == "stale"]
    assert [(row.parts[-1][0], row.reason) for row in rows] == [
        ("date_of_birth", "the question is no longer asked")
    ]
    assert house.sender.to(ANN).count(house.prompt("date_of_birth")) == 1


async def test_a_question_that_still_waits_is_asked_again(house: House) -> None:
    house.words = WORDS
    await house.come_in(ANN)
    async with house.delivering():
        await house.at_rest()
        await house.later(5)
        house.sender.answers(Unknown("no answer"))
        await house.say(ANN, "Ann")
        await house.later(0)
        await house.later(5)

    assert house.sender.to(ANN).count(house.prompt("date_of_birth")) == 2


@pytest.mark.parametrize(
    ("order", "status", "again"),
    [
        (Order.SAFETY, "waiting", 1),
        (Order.REPLY, "waiting", 1),
        (Order.REMINDER, "unknown", 0),
        (Order.ANNOUNCEMENT, "unknown", 0),
    ],
)
async def test_claims_of_a_process_that_died_are_given_up_when_their_lease_is_over(
    house: House, order: Order, status: str, again: int
) -> None:
    await house.queue(ANN, "hello", order)
    await claim_and_die(house)

    house.clock.advance(LEASE.total_seconds() - 1)
    await keeper(house).leases()
    assert [row.status for row in await house.queued(ANN)] == ["claimed"]
    house.clock.advance(1)
    await keeper(house).leases()

    assert [row.status for row in await house.queued(ANN)] == [status]
    await house.deliver()
    assert len(house.sender.sent) == again


async def test_a_live_process_keeps_its_claims_however_long_a_request_takes(house: House) -> None:
    await house.queue(ANN, "hello")
    await claim_and_die(house)
    for _ in range(5):
        house.clock.advance(LEASE.total_seconds() - 1)
        await keeper(house, "the dead").leases()
        await keeper(house, "another").leases()
        assert [row.status for row in await house.queued(ANN)] == ["claimed"]
    house.clock.advance(LEASE.total_seconds())
    await keeper(house, "another").leases()
    assert [row.status for row in await house.queued(ANN)] == ["waiting"]


async def test_a_process_that_is_alive_keeps_its_claims_however_long_a_request_takes(house: House) -> None:
    await house.queue(ANN, "hello")
    house.sender.hold()
    async with house.delivering():
        await house.sender.arrived.wait()
        for _ in range(5):
            house.clock.advance(LEASE.total_seconds() - 1)
            await keeper(house).leases()
            await keeper(house, "another").leases()
        assert [row.status for row in await house.queued(ANN)] == ["claimed"]
        house.sender.let_go()

    assert house.sender.to(ANN) == ["hello"]


async def test_a_question_is_not_asked_again_while_what_may_answer_it_waits(house: House) -> None:
    house.words = WORDS
    await house.come_in(ANN)
    async with house.delivering():
        await house.at_rest()
        await house.later(5)
        house.sender.answers(Unknown("no answer"))
        await house.say(ANN, "Ann")
        await house.later(0)
        await house.inbox.keep([house.heard(ANN, "14 March 2009")])
        await house.later(5)
        [row] = [row for row in await house.queued(ANN) if row.status == "waiting"]
        assert (row.reason, row.attempts) == ("an answer waits", 1)
        await house.take_all()
        await house.later(5)
        await house.later(5)

    assert house.sender.to(ANN).count(house.prompt("date_of_birth")) == 1


class Broken(Scripted):
    """A sender that breaks its promise never to raise, once."""

    async def send(self, rendered: Rendered) -> Outcome:
        if not self.sent:
            self.sent.append(rendered)
            raise RuntimeError(rendered.text)
        return await super().send(rendered)


async def test_an_attempt_that_fails_in_itself_is_one_whose_end_nobody_knows(
    house: House, logged: Logged
) -> None:
    house.sender = Broken()
    await house.queue(ANN, "hello")
    await house.queue(SAM, "hello")
    async with house.delivering():
        await house.at_rest()
        [row] = await house.queued(ANN)
        assert (row.status, row.reason) == ("waiting", "failed in itself")
        await house.later(1)

    assert house.sender.to(ANN) == ["hello", "hello"]
    assert house.sender.to(SAM) == ["hello"]
    [alarm] = [entry for entry in logged if entry["log_level"] == "error"]
    assert "hello" not in alarm["event"]
