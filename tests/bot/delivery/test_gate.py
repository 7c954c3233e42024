"""The gate: who is written to, when, and until when what waits is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.gate import Dropped, Held, Passed, Recipient, Verdict, gate
from conversations.facts import Status
from conversations.nudging import NudgeGroup, Quiet
from conversations.reply import Order
from mentoring.nudges.nudge import Nudge
from storage import people
from tests.bot.house import House, address
from tests.bot.nudging import said
from tests.clocks import MORNING
from tests.storage.rows import member

ANN = "1001"
NIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
QUIET = Quiet()
NUDGES = (Order.REMINDER, Order.ANNOUNCEMENT)


@pytest.mark.parametrize("order", list(Order), ids=lambda order: order.name.lower())
@pytest.mark.parametrize(
    ("to", "now", "goes_to"),
    [
        (Recipient(), MORNING, list(Order)),
        (Recipient(status="active"), MORNING, list(Order)),
        (Recipient(status="joining"), MORNING, list(Order)),
        (Recipient(status="left"), MORNING, [Order.SAFETY, Order.REPLY]),
        (Recipient(status="paused"), MORNING, [Order.SAFETY, Order.REPLY]),
        (Recipient(state="blocked"), MORNING, [Order.SAFETY, Order.REPLY]),
        (Recipient(state="gone"), MORNING, [Order.SAFETY, Order.REPLY]),
        (Recipient(), NIGHT, [Order.SAFETY, Order.REPLY]),
        (Recipient(status="left"), NIGHT, [Order.SAFETY, Order.REPLY]),
        (Recipient(zone="Pacific/Auckland"), NIGHT, list(Order)),
        (Recipient(zone="Pacific/Auckland"), MORNING, [Order.SAFETY, Order.REPLY]),
    ],
    ids=[
        *("nobody yet", "active", "joining", "opted out", "paused", "blocked", "gone"),
        *("at night", "opted out, at night", "night here, noon there", "morning here, night there"),
    ],
)
def test_what_goes(order: Order, to: Recipient, now: datetime, goes_to: list[Order]) -> None:
    assert isinstance(gate(order, None, to, now, QUIET), Passed) == (order in goes_to)


@pytest.mark.parametrize("order", list(Order), ids=lambda order: order.name.lower())
def test_what_is_too_old_goes_to_nobody(order: Order) -> None:
    ended = MORNING - timedelta(microseconds=1)

    assert gate(order, ended, Recipient(), MORNING, QUIET) == Dropped("expired", "too old")
    assert gate(order, MORNING, Recipient(), MORNING, QUIET) == Passed()


@pytest.mark.parametrize("order", NUDGES)
@pytest.mark.parametrize(
    ("to", "verdict"),
    [
        (Recipient(state="blocked"), Dropped("gone", "account blocked")),
        (Recipient(status=Status.LEFT), Dropped("expired", "person left")),
        (Recipient(), Held(datetime(2026, 11, 24, 8, 0, tzinfo=UTC), "quiet hours")),
    ],
    ids=["blocked", "opted out", "quiet"],
)
def test_why_a_nudge_does_not_go(order: Order, to: Recipient, verdict: Verdict) -> None:
    assert gate(order, None, to, NIGHT, QUIET) == verdict


GOALS = Nudge("goal", timedelta(days=1), said, group=NudgeGroup.GOALS)
CATCH_UP = replace(GOALS, purpose="catch_up", group=NudgeGroup.GOING, optional=False)
TOMORROW = MORNING + timedelta(days=1)


@pytest.mark.parametrize(
    ("nudge", "off", "verdict"),
    [
        (GOALS, "", Passed()),
        (GOALS, "before,other", Passed()),
        (GOALS, "before,goals", Dropped("expired", "switched off")),
        (CATCH_UP, "going", Passed()),
        (None, "goals", Passed()),
    ],
    ids=["nothing off", "others off", "off", "not optional", "no nudge"],
)
def test_a_kind_that_is_switched_off_does_not_go(nudge: Nudge | None, off: str, verdict: Verdict) -> None:
    assert gate(Order.REMINDER, None, Recipient(nudges_off=off), MORNING, QUIET, nudge) == verdict


@pytest.mark.parametrize(
    ("order", "nudge", "not_after", "verdict"),
    [
        (Order.REMINDER, GOALS, None, Held(TOMORROW, "paused")),
        (Order.REMINDER, CATCH_UP, TOMORROW, Held(TOMORROW, "paused")),
        (Order.REMINDER, GOALS, TOMORROW - timedelta(seconds=1), Dropped("expired", "paused")),
        (Order.ANNOUNCEMENT, None, None, Held(TOMORROW, "paused")),
        (Order.REMINDER, None, None, Passed()),
        (Order.REPLY, None, None, Passed()),
        (Order.SAFETY, None, None, Passed()),
    ],
    ids=["nudge", "not optional", "too old by then", "announcement", "news of others", "reply", "safety"],
)
def test_a_pause_holds_what_comes_by_itself(
    order: Order, nudge: Nudge | None, not_after: datetime | None, verdict: Verdict
) -> None:
    to = Recipient(paused_until=TOMORROW)

    assert gate(order, not_after, to, MORNING, QUIET, nudge) == verdict
    assert gate(order, not_after, replace(to, paused_until=MORNING), MORNING, QUIET, nudge) == Passed()


def test_what_is_too_old_when_the_night_is_over_is_dropped_at_once() -> None:
    ends = datetime(2026, 11, 24, 7, 59, tzinfo=UTC)

    assert gate(Order.REMINDER, ends, Recipient(), NIGHT, QUIET) == Dropped("expired", "quiet hours")


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (QUIET, "2026-11-23T20:59", None),
        (QUIET, "2026-11-23T21:00", "2026-11-24T08:00"),
        (QUIET, "2026-11-24T07:59", "2026-11-24T08:00"),
        (QUIET, "2026-11-24T08:00", None),
        (QUIET, "2026-07-01T19:59", None),
        (QUIET, "2026-07-01T20:00", "2026-07-02T07:00"),
        (QUIET, "2026-03-28T22:00", "2026-03-29T07:00"),
        (QUIET, "2026-10-24T22:00", "2026-10-25T08:00"),
        (Quiet(22, 1), "2026-03-28T23:00", "2026-03-29T01:00"),
        (Quiet(22, 1), "2026-10-24T22:30", "2026-10-25T00:00"),
        (Quiet(22, 1), "2026-10-25T00:30", None),
        (Quiet(22, 1), "2026-10-25T01:30", None),
        (Quiet(22, 2), "2026-10-25T01:30", "2026-10-25T02:00"),
        (Quiet(1, 8), "2026-03-29T01:00", "2026-03-29T07:00"),
        (Quiet(12, 14), "2026-11-23T13:59", "2026-11-23T14:00"),
        (Quiet(12, 14), "2026-11-23T14:00", None),
        (Quiet(0, 0), "2026-11-23T03:00", None),
    ],
    ids=[
        *("before nine", "nine", "before eight", "eight", "before nine in summer", "nine in summer"),
        *("the night the clocks go forward", "the night they go back"),
        *("until an hour that does not exist", "until an hour that comes twice", "in it", "in its second"),
        *("until after it", "from an hour that does not exist"),
        *("by day", "by day, over", "never"),
    ],
)
def test_quiet_hours_are_the_persons_own(quiet: Quiet, now: str, until: str | None) -> None:
    ends = quiet.until(moment(now), "Europe/London")

    assert ends == (moment(until) if until else None)


@given(
    st.integers(0, 365 * 24 * 60),
    st.integers(0, 23),
    st.integers(0, 23),
    st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]),
)
def test_a_nudge_is_never_held_for_good_and_never_into_quiet_hours(
    minutes: int, start: int, end: int, zone: str
) -> None:
    quiet, now = Quiet(start, end), MORNING + timedelta(minutes=minutes)
    until = quiet.until(now, zone)

    if until is not None:
        assert now < until <= now + timedelta(hours=25)
        assert quiet.until(until, zone) is None
        assert until.astimezone(ZoneInfo(zone)).minute in (0, 30)


async def test_what_is_held_goes_when_the_quiet_hours_end(house: House) -> None:
    house.clock.time = NIGHT
    await house.queue(ANN, "nudge", Order.REMINDER)
    await house.queue(ANN, "answer")

    async with house.delivering():
        await house.at_rest()
        assert house.sender.to(ANN) == ["answer"]
        [nudge, _] = await house.queued(ANN)
        assert (nudge.status, nudge.attempts, nudge.reason) == ("waiting", 0, "quiet hours")
        await house.later(9 * 3600 - 1)
        assert house.sender.to(ANN) == ["answer"]
        await house.later(1)

    assert house.sender.to(ANN) == ["answer", "nudge"]


async def test_an_account_that_belongs_to_nobody_has_quiet_hours_too(house: House) -> None:
    house.clock.time = NIGHT
    async with house.store.write() as conn:
        await people.make_accounts(conn, [address(ANN)], NIGHT)
    await house.queue(ANN, "nudge", Order.REMINDER)

    await house.deliver()

    assert [row.reason for row in await house.queued(ANN)] == ["quiet hours"]


async def test_what_must_never_go_is_settled_with_why(house: House) -> None:
    async with house.store.write() as conn:
        await member(conn, address(ANN), status="left")
    await house.queue(ANN, "nudge", Order.REMINDER)
    await house.queue(ANN, "answer")
    await house.queue(ANN, "old", not_after=house.clock.now() - timedelta(seconds=1))

    await house.deliver()

    assert house.sender.to(ANN) == ["answer"]
    assert [(row.status, row.reason) for row in await house.queued(ANN)] == [
        ("expired", "person left"),
        ("sent", "sent"),
        ("expired", "too old"),
    ]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
