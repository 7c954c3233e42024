"""What follows a meeting, through the turns of a process: loaded, answered, carried out, passed on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.loading import load
from conversations.facts import Role
from conversations.programme import NO_FRAMEWORK
from mentoring.nudges.kinds.after_meeting import CHECK_IN_AFTER, LOG_MEETING
from mentoring.nudges.kinds.catch_up import CATCH_UP
from mentoring.nudges.nudge import Nudge, Planned
from mentoring.nudges.occasions import Occasion
from mentoring.nudges.planning import add
from mentoring.programmes import framework
from storage import check_ins, dues, organisations, people
from storage.store import Store
from storage.tables import check_in, concern, meeting, programme
from tests.bot.house import SCHOOL, House, address
from tests.storage.matched import DAY, matched, met

MAX, SAM, PRIYA = "1", "2", "3"
HOUR = timedelta(hours=1)


@pytest.fixture
def house(store: Store) -> House:
    """Give the rooms of one process."""
    return House(store)


async def member(house: House, chat: str, first_name: str, role: Role) -> int:
    """Make somebody of the school who has joined, with a chat, and return their id."""
    now = house.clock.now()
    async with house.store.write() as conn:
        made, _ = await organisations.add(conn, SCHOOL, now)
        home = await organisations.get(conn, made)
        person = await people.make_person(
            conn,
            organisation_id=home.id,
            programme_id=home.programme_id,
            status="active",
            roles=[role.value],
            first_name=first_name,
            now=now,
        )
        await people.make_accounts(conn, [address(chat)], now)
        [row] = await people.load(conn, [address(chat)], now)
        await people.attach(conn, row.account_id, person)
    return person


class Pair:
    """Max and Sam after their first session, and Priya, their coordinator."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.max = self.sam = self.match = self.meeting = 0

    async def begin(self) -> None:
        """Make them, and a meeting that began an hour ago."""
        self.max = await member(self.house, MAX, "Max", Role.YOUNG_PERSON)
        self.sam = await member(self.house, SAM, "Sam", Role.MENTOR)
        await member(self.house, PRIYA, "Priya", Role.COORDINATOR)
        now = self.house.clock.now()
        async with self.house.store.write() as conn:
            self.match = await matched(conn, self.sam, self.max, since=now - 30 * DAY)
            self.meeting = await met(conn, self.match, 1, "confirmed", now - HOUR, topic="cv")

    async def asked(self, kind: Nudge, person: int, about: int, number: int = 0) -> int:
        """Ask somebody what this kind of nudge asks, and return the check-in's id."""
        now = self.house.clock.now()
        async with self.house.store.write() as conn:
            await add(conn, kind, [Planned(person, str(Occasion(about, number)), now)], now)
            due = [row for row in await dues.claim(conn, now, 50) if row.purpose == kind.purpose]
            [answer] = (await kind.answers(conn, due, now)).values()
            assert answer.reply is not None
            name = str(about if kind is not CATCH_UP else number)
            what = "catch_up" if kind is CATCH_UP else "meeting"
            found = await check_ins.asked(conn, what, [self.match], [name])
        return found[self.match, person, name].id


@pytest.fixture
async def pair(house: House) -> Pair:
    """Give a pair after their first session."""
    made = Pair(house)
    await made.begin()
    return made


async def test_a_session_is_logged_by_three_taps_and_notes(pair: Pair) -> None:
    house = pair.house
    await pair.asked(LOG_MEETING, pair.sam, pair.meeting)

    assert await house.say(SAM, f"/log {pair.meeting} held") == ["log_about", "log_minutes"]
    assert await house.say(SAM, "[60]") == ["log_topics"]
    assert await house.say(SAM, "[done]") == ["log_kept", "log_notes"]
    [row] = await house.rows(meeting)
    assert (row.status, row.lasted, row.topics, row.settled_by) == ("held", 60, ["cv"], pair.sam)
    assert await house.say(SAM, "A good hour", "Write a CV\nAsk Ms Khan") == ["log_end"]
    [row] = await house.rows(meeting)
    assert (row.notes, row.actions) == ("A good hour", ["Write a CV", "Ask Ms Khan"])
    [asked] = await house.rows(check_in)
    assert asked.answered_at is not None
    end = (await house.queued(SAM))[-1].parts[0][1]
    assert (end["met"], end["hours"]) == (1, 60)


async def test_the_topics_are_those_of_the_matchs_own_programme(pair: Pair) -> None:
    house = pair.house
    async with house.store.write() as conn:
        await conn.execute(update(programme).values(framework="school-hour"))

    await house.say(SAM, f"/log {pair.meeting} held", "[60]")
    offered = [choice["value"] for choice in (await house.queued(SAM))[-1].choices]
    assert offered == ["hello", "steps", "study", "applications", "interview", "closing", "other", "done"]


async def test_what_was_logged_is_kept_when_the_mentor_goes_away_after_three_taps(pair: Pair) -> None:
    house = pair.house

    await house.say(SAM, f"/log {pair.meeting} held", "[60]", "[done]", "/cancel")

    [row] = await house.rows(meeting)
    assert (row.status, row.lasted) == ("held", 60)


async def test_the_coordinator_hears_where_the_two_do_not_say_the_same(pair: Pair) -> None:
    house = pair.house
    number = await pair.asked(CHECK_IN_AFTER, pair.max, pair.meeting)
    await house.say(SAM, f"/log {pair.meeting} held", "[60]", "[done]")

    assert await house.say(MAX, f"/checkin {number} no_meeting") == ["check_in_no_meeting"]
    assert await house.prompts(PRIYA) == ["meeting_differs"]
    [told] = await house.queued(PRIYA)
    assert [choice["value"] for choice in told.choices] == [f"/pair {pair.match}"]
    assert await house.say(MAX, "[moved]", "[yes]") == ["check_in_sorry"]
    assert await house.prompts(PRIYA) == ["meeting_differs", "help_for_team"]


async def test_a_good_session_is_answered_by_four_taps(pair: Pair) -> None:
    house = pair.house
    number = await pair.asked(CHECK_IN_AFTER, pair.max, pair.meeting)

    assert await house.say(MAX, f"/checkin {number} great") == ["check_in_talked"]
    assert await house.say(MAX, "[yes]", "[skip]", "[no]") == ["check_in_end"]
    [row] = await house.rows(check_in)
    assert row.answers == {"how": "great", "rating": 5, "talked": "yes", "words": None, "next": False}


async def test_whoever_does_not_feel_safe_is_heard_of_at_once(pair: Pair) -> None:
    house = pair.house
    number = await pair.asked(CATCH_UP, pair.max, pair.match, 1)

    assert await house.say(MAX, f"/catchup {number} talked", "[yes]", "[no]") == ["check_in_unsafe", "danger"]
    [raised] = await house.rows(concern)
    assert (raised.source, raised.category, raised.severity) == ("check_in", "other", "high")
    assert raised.words.endswith("they answered: No.")
    assert raised.person_id == pair.max
    assert await house.prompts(PRIYA) == ["concern_alert"]
    [alert] = await house.queued(PRIYA)
    assert "asked in a check-in" in house.prompt(*alert.parts[0][:1], **alert.parts[0][1])
    assert await house.say(MAX, "[yes]") == ["danger_yes", "check_in_safe_end"]
    assert await house.prompts(PRIYA) == ["concern_alert", "concern_urgent", "concern_alert"]
    [kept] = await house.rows(check_in)
    assert kept.answers == {"activities": "talked", "outcomes": "yes", "safe": "no"}


async def test_nobody_answers_for_another(pair: Pair) -> None:
    house = pair.house
    number = await pair.asked(CATCH_UP, pair.max, pair.match, 1)

    assert await house.say(SAM, f"/catchup {number}") == ["check_in_gone"]
    assert await house.say(SAM, f"/log {pair.meeting + 1} held") == ["log_gone"]
    [row] = await house.rows(check_in)
    assert row.answered_at is None


@pytest.mark.parametrize("name", ["one-hour-a-month", "school-hour"])
async def test_a_turn_knows_the_programme_of_whoever_writes(pair: Pair, name: str) -> None:
    house = pair.house
    async with house.store.write() as conn:
        await conn.execute(update(programme).values(framework=name))
        heard = [(n, address(chat), house.heard(chat, "hello")) for n, chat in enumerate((MAX, "9"), start=1)]
        parties = await load(conn, heard, house.words, house.engine, house.clock.now())

    assert parties[address(MAX)].facts.framework is framework(name)
    assert parties[address("9")].facts.framework is NO_FRAMEWORK
