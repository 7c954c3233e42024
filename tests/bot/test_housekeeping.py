"""Housekeeping: a few jobs, each with its beat, that wait for the store rather than fail."""

from __future__ import annotations

from datetime import timedelta

from apscheduler.triggers.interval import IntervalTrigger

from bot.housekeeping import LEASES_EVERY, PRUNE_EVERY, TOO_LATE_EVERY, Housekeeping
from conversations.reply import Order
from storage.store import Store
from storage.tables import account, guess, inbox, outbox
from tests.bot.busy import IMPATIENT, held
from tests.bot.conftest import Logged
from tests.bot.house import LANE, SAYING, House, address

ANN = "1001"
WEEK = timedelta(days=7)


def keeper(house: House) -> Housekeeping:
    return Housekeeping(house.store, house.clock, lambda: (LANE,), "me", WEEK)


async def test_each_job_has_its_beat_and_none_is_one_a_person(house: House) -> None:
    jobs = keeper(house).scheduler().get_jobs()

    assert {job.id: job.trigger.interval.total_seconds() for job in jobs} == {
        "leases": LEASES_EVERY,
        "too_late": TOO_LATE_EVERY,
        "prune": PRUNE_EVERY,
    }
    assert all(isinstance(job.trigger, IntervalTrigger) for job in jobs)


async def test_the_metronome_makes_up_for_a_missed_beat_once(house: House) -> None:
    scheduler = keeper(house).scheduler()
    scheduler.start(paused=True)

    assert {(job.coalesce, job.max_instances, job.misfire_grace_time) for job in scheduler.get_jobs()} == {
        (True, 1, None)
    }
    scheduler.shutdown(wait=False)


async def test_a_beat_that_cannot_reach_the_store_is_logged_and_over(store_url: str, logged: Logged) -> None:
    store = Store.open(store_url, busy_timeout=IMPATIENT)
    scheduler = keeper(House(store)).scheduler()
    async with held(store_url):
        for job in scheduler.get_jobs():
            await job.func()

    waited = [entry["job"] for entry in logged if entry["log_level"] == "error"]
    assert waited == ["leases", "too_late", "prune"]
    await store.close()


async def test_what_waits_past_its_time_is_settled_and_told(house: House, logged: Logged) -> None:
    house.words = SAYING
    await house.queue(ANN, "old", Order.REMINDER, not_after=house.clock.now())
    await house.queue(ANN, "new", Order.REMINDER, not_after=house.clock.now() + timedelta(seconds=1))

    await keeper(house).too_late()
    await keeper(house).too_late()

    assert [row.status for row in await house.queued(ANN)] == ["expired", "waiting"]
    assert [entry["messages"] for entry in logged] == [1]


async def test_what_was_settled_days_ago_goes_and_what_waits_stays(house: House) -> None:
    house.words = SAYING
    for _ in range(5):
        await house.say(ANN, "hello")
    for _ in range(3):
        await house.queue(ANN, "hello")
    await house.deliver_all()
    house.clock.advance(WEEK.total_seconds() - 3600)
    await house.inbox.keep([house.heard(ANN, "late")])
    await house.queue(ANN, "late")
    await keeper(house).prune()
    assert len(await house.rows(inbox)) == 6

    house.clock.advance(7200)
    await keeper(house).prune()

    assert [row.text for row in await house.rows(inbox)] == ["late"]
    assert [row.status for row in await house.rows(outbox)] == ["waiting"]


async def test_strangers_and_their_guesses_are_not_kept(house: House) -> None:
    await house.come_in(ANN)
    await house.say("1002", "WRONG111")
    house.clock.advance(3601)
    await keeper(house).prune()
    assert await house.rows(guess) == []
    assert [row.address for row in await house.rows(account)] == [address(ANN), address("1002")]

    house.clock.advance(WEEK.total_seconds())
    await keeper(house).prune()
    assert [row.address for row in await house.rows(account)] == [address(ANN)]


async def test_nothing_is_said_where_nothing_was_given_up(house: House, logged: Logged) -> None:
    await keeper(house).leases()

    assert logged == []
