"""Announcements through a lane: gathered, sent once, held, stopped, resumed, and what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.announcer import Announcer
from bot.delivery.announced import announced
from bot.delivery.lane import LEASE
from conversations.facts import Role, Status
from conversations.nudging import Quiet
from conversations.reply import Order
from handlers.outcome import Gone, Retry, Scope, Unknown
from mentoring import announcements as rules
from storage import announcements, erasure, outbox, people
from storage import recipients as stored
from storage.announcements import ENDED, SENDING, STOPPED
from storage.audiences import Audience
from storage.store import Store
from storage.tables import announcement, recipient
from storage.tables import outbox as outbox_table
from tests.bot.house import LANE, House
from tests.mentoring.school import School

TEXT = "Hi {{ first_name }}, {{ organisation }} is closed on Friday."
NIGHT = timedelta(hours=13)


class Hall:
    """A house with young people in it, and what is announced to them."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.school = School(house.store, house.clock.now())
        self.announcer = Announcer(house.store, house.clock, Quiet(), house.ring, lambda: (LANE,))

    async def people(self, *names: str) -> list[int]:
        """Make young people on Telegram; the chat of the first is 1."""
        return [await self.school.person(name, Role.YOUNG_PERSON) for name in names]

    async def announce(self, text: str = TEXT) -> int:
        """Announce something to all, now, and gather who gets it."""
        home, now = await self.school.organisation(), self.house.clock.now()
        async with self.house.store.write() as conn:
            number = await rules.plan(conn, text, Audience(), home.id, now, None, now)
        await self.announcer.look()
        return number

    async def statuses(self) -> dict[int, tuple[str, str]]:
        """Return what came of each person's, and why."""
        return {one.person_id: (one.status, one.reason) for one in await self.house.rows(recipient)}

    async def status(self) -> str:
        """Return how far the newest is."""
        return str((await self.house.rows(announcement))[-1].status)


@pytest.fixture
async def hall(store: Store) -> Hall:
    """Give a house."""
    return Hall(House(store))


def texts(house: House, chats: Sequence[str]) -> list[list[str]]:
    return [house.sender.to(chat) for chat in chats]


async def test_everybody_gets_it_once_and_it_ends(hall: Hall) -> None:
    ann, bob = await hall.people("Ann", "Bob")
    await hall.announce()
    assert await hall.status() == SENDING

    await hall.house.deliver()
    await hall.announcer.look()

    assert texts(hall.house, ["1", "2"]) == [
        ["Hi Ann, Oak School is closed on Friday."],
        ["Hi Bob, Oak School is closed on Friday."],
    ]
    assert await hall.statuses() == {ann: ("sent", ""), bob: ("sent", "")}
    assert {one.sent_message for one in await hall.house.rows(recipient)} == {"1", "2"}
    assert await hall.status() == ENDED
    await hall.house.deliver()
    assert len(hall.house.sender.sent) == 2


async def test_words_of_people_are_shown_as_they_are(hall: Hall) -> None:
    await hall.people("<b>{{ 7*7 }}</b>")
    await hall.announce("Hi {{ first_name }} & all <3")
    await hall.house.deliver()

    assert texts(hall.house, ["1"]) == [["Hi &lt;b&gt;{{ 7*7 }}&lt;/b&gt; &amp; all &lt;3"]]


async def test_whatever_waits_in_the_lane_goes_first(hall: Hall) -> None:
    await hall.people("Ann", "Bob")
    await hall.announce()
    async with hall.house.store.write() as conn:
        row = {"lane": LANE, "address": "telegram::9", "rank": int(Order.REMINDER), "act": "say"}
        row |= {"parts": [["free_closed", {}]], "next_at": hall.school.now, "created_at": hall.school.now}
        await outbox.add(conn, [row])

    await hall.house.deliver()

    assert [one.address.user for one in hall.house.sender.sent] == ["9", "1", "2"]


async def test_quiet_hours_hold_it_and_it_goes_in_the_morning(hall: Hall) -> None:
    [ann] = await hall.people("Ann")
    hall.house.clock.advance(NIGHT.total_seconds())
    await hall.announce()
    await hall.house.deliver()
    assert hall.house.sender.sent == []
    assert await hall.statuses() == {ann: ("waiting", "")}

    hall.house.clock.advance(timedelta(hours=12).total_seconds())
    await hall.house.deliver()
    assert len(hall.house.sender.sent) == 1


async def test_night_that_comes_while_it_runs_holds_who_is_left(hall: Hall) -> None:
    [ann] = await hall.people("Ann")
    await hall.announce()
    hall.house.clock.advance(NIGHT.total_seconds())
    await hall.house.deliver()

    assert hall.house.sender.sent == []
    assert await hall.statuses() == {ann: ("waiting", "quiet hours")}
    hall.house.clock.advance(timedelta(hours=12).total_seconds())
    await hall.house.deliver()
    await hall.announcer.look()
    assert await hall.statuses() == {ann: ("sent", "")}
    assert await hall.status() == ENDED


async def test_who_blocked_or_left_does_not_get_it_and_the_report_says_why(hall: Hall) -> None:
    ann, bob, cat = await hall.people("Ann", "Bob", "Cat")
    await hall.announce()
    async with hall.house.store.write() as conn:
        await people.set_status(conn, cat, Status.LEFT.value, hall.school.now)
    hall.house.sender.answers(Gone(Scope.ACCOUNT, "blocked", blocked=True), chat="2")

    await hall.house.deliver()
    await hall.announcer.look()

    assert await hall.statuses() == {
        ann: ("sent", ""),
        bob: ("gone", "blocked"),
        cat: ("expired", "person left"),
    }
    assert await hall.status() == ENDED
    async with hall.house.store.read() as conn:
        assert await stored.reasons(conn, 1) == [("expired", "person left", 1), ("gone", "blocked", 1)]
        missed = [one async for one in stored.missed(conn, 1)]
    assert [(one.first_name, one.status) for one in missed] == [("Bob", "gone"), ("Cat", "expired")]
    await hall.announce("Again")
    assert (await hall.statuses())[bob] == ("gone", "account blocked")


async def test_what_nobody_knows_of_is_never_sent_again(hall: Hall) -> None:
    [ann] = await hall.people("Ann")
    await hall.announce()
    hall.house.sender.answers(Unknown("no answer"), chat="1")

    await hall.house.deliver_all()
    await hall.announcer.look()

    assert len(hall.house.sender.sent) == 1
    assert await hall.statuses() == {ann: ("unknown", "no answer")}
    assert await hall.status() == ENDED


async def test_refused_for_a_while_it_is_tried_again(hall: Hall) -> None:
    [ann] = await hall.people("Ann")
    await hall.announce()
    hall.house.sender.answers(Retry(3, Scope.ACCOUNT, "slow down"), chat="1")

    await hall.house.deliver_all()

    assert len(hall.house.sender.sent) == 2
    assert await hall.statuses() == {ann: ("sent", "")}


async def test_stopped_nobody_more_gets_it_and_resumed_everybody_once(hall: Hall) -> None:
    made = await hall.people("Ann", "Bob")
    number = await hall.announce()
    hall.house.sender.answers(Retry(60, Scope.ACCOUNT, "slow down"), chat="2")
    await hall.house.deliver()
    assert [status for status, _ in (await hall.statuses()).values()] == ["sent", "sending"]

    async with hall.house.store.write() as conn:
        assert await rules.stop(conn, number, hall.house.clock.now())
    hall.house.clock.advance(120)
    await hall.house.deliver()
    await hall.announcer.look()
    assert (await hall.status(), len(hall.house.sender.sent)) == (STOPPED, 2)
    assert [status for status, _ in (await hall.statuses()).values()] == ["sent", "waiting"]

    async with hall.house.store.write() as conn:
        assert await rules.resume(conn, number)
    await hall.house.deliver()
    await hall.announcer.look()
    assert await hall.statuses() == dict.fromkeys(made, ("sent", ""))
    assert await hall.status() == ENDED
    assert len(hall.house.sender.sent) == 3


@pytest.mark.parametrize("cancelled", [False, True], ids=["stopped", "cancelled"])
async def test_what_is_on_its_way_when_it_is_stopped_and_is_refused_is_not_tried_again(
    hall: Hall, cancelled: bool
) -> None:
    [ann] = await hall.people("Ann")
    number = await hall.announce()
    hall.house.sender.answers(Retry(5, Scope.ACCOUNT, "slow down"), chat="1")
    hall.house.sender.hold()
    async with hall.house.delivering():
        await hall.house.sender.arrived.wait()
        async with hall.house.store.write() as conn:
            assert await (rules.cancel if cancelled else rules.stop)(conn, number, hall.house.clock.now())
        assert await hall.statuses() == {ann: ("sending", "")}
        hall.house.sender.let_go()
        await hall.house.at_rest()
        await hall.house.later(20)

    assert len(hall.house.sender.sent) == 1
    assert await hall.statuses() == {ann: ("cancelled", "cancelled") if cancelled else ("waiting", "stopped")}
    if not cancelled:
        async with hall.house.store.write() as conn:
            assert await rules.resume(conn, number)
        await hall.house.deliver()
        assert await hall.statuses() == {ann: ("sent", "")}


async def test_what_ends_as_unknown_after_it_was_cancelled_is_in_the_report(hall: Hall) -> None:
    [ann] = await hall.people("Ann")
    number = await hall.announce()
    now = hall.house.clock.now()
    async with hall.house.store.write() as conn:
        await announced(conn, outbox.Claim(LANE, "killed", now, now + LEASE), 1, [])
    async with hall.house.store.write() as conn:
        assert await rules.cancel(conn, number, now)
        await outbox.release(conn, LANE, now, by="me", everything=True)

    await hall.announcer.look()

    assert await hall.statuses() == {ann: ("unknown", "lease over")}


async def test_one_message_at_a_time_to_an_address(hall: Hall) -> None:
    await hall.people("Ann")
    await hall.announce("The first")
    await hall.announce("The second")

    await hall.house.deliver()

    assert hall.house.sender.most_on_way == 1
    assert texts(hall.house, ["1"]) == [["The first", "The second"]]


async def test_a_text_that_this_version_does_not_take_keeps_nothing_else_from_going(hall: Hall) -> None:
    await hall.people("Ann")
    number = await hall.announce()
    async with hall.house.store.write() as conn:
        assert await announcements.change(conn, number, SENDING, text="Hi {{ last_name }}")
    await hall.announce("The second")

    await hall.house.deliver()

    assert texts(hall.house, ["1"]) == [["The second"]]
    rows = await hall.house.rows(announcement)
    assert [row.status for row in rows] == [STOPPED, SENDING]
    assert [one.status for one in await hall.house.rows(recipient)] == ["waiting", "sent"]


async def test_what_a_killed_process_had_claimed_is_unknown_and_goes_to_nobody_twice(hall: Hall) -> None:
    ann, bob = await hall.people("Ann", "Bob")
    await hall.announce()
    hall.house.pace.hold(hall.house.clock.now() + timedelta(seconds=1))
    now = hall.house.clock.now()
    async with hall.house.store.write() as conn:
        claim = outbox.Claim(LANE, "killed", now, now + LEASE)
        [claimed] = await announced(conn, claim, 1, [])
    async with hall.house.store.write() as conn:
        await outbox.release(conn, LANE, now, by="me", everything=True)

    hall.house.clock.advance(5)
    await hall.house.deliver()
    await hall.announcer.look()

    assert claimed.person_id == ann
    assert await hall.statuses() == {ann: ("unknown", "lease over"), bob: ("sent", "")}
    assert [one.address.user for one in hall.house.sender.sent] == ["2"]
    assert await hall.status() == ENDED


async def test_somebody_forgotten_is_in_no_report(hall: Hall) -> None:
    ann, bob = await hall.people("Ann", "Bob")
    await hall.announce()
    await hall.house.deliver()
    async with hall.house.store.write() as conn:
        await erasure.forget_person(conn, ann)

    assert list(await hall.statuses()) == [bob]


async def test_a_thousand_are_gathered_while_turns_go_on(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "PIECE", 7)
    made = await hall.people(*(f"P{number}" for number in range(30)))

    await hall.announce()

    assert set(await hall.statuses()) == set(made)
    assert LANE in hall.house.rung
    async with hall.house.store.read() as conn:
        assert await stored.counts(conn, 1) == {"waiting": 30}
        assert (await announcements.newest(conn, 5))[0].gathered_to == max(made)


async def test_nothing_of_it_stays_in_the_outbox_that_waits(hall: Hall) -> None:
    await hall.people("Ann")
    await hall.announce()
    await hall.house.deliver()

    [row] = await hall.house.rows(outbox_table)
    assert (row.status, row.rank) == ("sent", Order.ANNOUNCEMENT)
