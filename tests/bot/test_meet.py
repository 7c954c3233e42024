"""A pair arranges its meetings through the turns that a process takes: looked up, proposed, agreed, moved."""

from __future__ import annotations

from typing import Any

import pytest

from conversations.facts import Role
from conversations.heard import Kind
from storage import matches, organisations, places
from storage.store import Store
from storage.tables import match, meeting, proposal
from tests.bot.house import SCHOOL, House
from tests.bot.test_following import member
from tests.storage.matched import DAY, matched

ANN, SAM, PRIYA = "1", "2", "3"


@pytest.fixture
def house(store: Store) -> House:
    """Give the rooms of one process."""
    return House(store)


@pytest.fixture
async def pair(house: House) -> int:
    """Match Ann and Sam, who have never met, and return the match's id."""
    ann = await member(house, ANN, "Ann", Role.YOUNG_PERSON)
    sam = await member(house, SAM, "Sam", Role.MENTOR)
    await member(house, PRIYA, "Priya", Role.COORDINATOR)
    now = house.clock.now()
    async with house.store.write() as conn:
        school = await organisations.find(conn, SCHOOL)
        assert school is not None
        for name, template in (("Library", ""), ("Video room", "https://rooms.example/{room}")):
            await places.add(conn, school.id, name, template, now)
        return await matched(conn, sam, ann, since=now - DAY, adult="Ms Lee")


async def tap(house: House, chat: str, command: str) -> list[str]:
    """Press a button of the news that stands for a command, and return the prompts that answer."""
    before = len(await house.prompts(chat))
    pressed = house.heard(chat, kind=Kind.CHOICE, choice=command, message="78", press="p2")
    await house.inbox.keep([pressed])
    await house.take_all()
    return (await house.prompts(chat))[before:]


async def buttons(house: House, chat: str) -> list[str]:
    """Return the values of the newest buttons."""
    return [
        choice["value"] for choice in next(r for r in reversed(await house.queued(chat)) if r.choices).choices
    ]


async def proposed(house: House, chat: str, time: str = "") -> None:
    """Propose a time, the first that is offered where none is typed, in the first place of the list."""
    await house.say(chat, "/meet")
    await house.say(chat, time or f"[{(await buttons(house, chat))[0]}]")
    if not time:
        await house.say(chat, "[done]")
    await house.say(chat, f"[{(await buttons(house, chat))[0]}]", "[send]")


async def open_meeting(house: House) -> Any:
    return (await house.rows(meeting))[-1]


async def test_one_proposes_and_the_other_takes_it_at_one_tap(house: House, pair: int) -> None:
    assert await house.say(ANN, "/meet") == ["meet_when"]
    first = (await buttons(house, ANN))[0]
    await house.say(ANN, f"[{first}]")
    assert await house.say(ANN, "[done]") == ["meet_place"]
    assert await house.say(ANN, "Video room") == ["meet_summary"]
    assert await house.say(ANN, "[send]") == ["meeting_asked"]
    assert (await house.prompts(SAM))[-1] == "meeting_proposed"
    take = (await buttons(house, SAM))[0]
    assert take.startswith(f"/meet {pair} take ")

    assert await tap(house, SAM, take) == ["meeting_fixed"]
    assert (await house.prompts(ANN))[-1] == "meeting_fixed"
    row = await open_meeting(house)
    assert (row.status, row.starts_at.isoformat(), row.place) == ("confirmed", first, "Video room")
    assert row.room.startswith("https://rooms.example/")
    assert await tap(house, SAM, take) == ["meet_not_there", "meet_next"]
    assert len(await house.rows(meeting)) == 1


async def test_words_are_enough_from_beginning_to_end(house: House, pair: int) -> None:
    await proposed(house, ANN, "thursday at 5pm")

    assert await house.say(SAM, "when are we meeting") == ["meet_answer"]
    assert await house.say(SAM, "yes") == ["meeting_fixed"]
    assert await house.say(ANN, "when are we meeting?") == ["meet_next"]
    assert f"{(await open_meeting(house)).starts_at:%A %H:%M}" == "Thursday 17:00"


async def test_a_longer_meeting_must_fit_too(house: House, pair: int) -> None:
    await house.say(SAM, "/meet", "thursday at 7pm", "[1]", "[length]", "[90]")

    assert await house.say(SAM, "[send]") == ["time_taken", "meet_summary"]
    assert await house.rows(meeting) == []
    assert await house.say(SAM, "[times]") == ["meet_when"]
    assert await house.say(SAM, "thursday at 6:30pm") == ["meet_summary"]
    assert await house.say(SAM, "[send]") == ["meeting_asked"]
    assert (await open_meeting(house)).minutes == 90


async def test_other_times_come_back_as_a_proposal(house: House, pair: int) -> None:
    await proposed(house, ANN, "thursday at 5pm")

    assert await tap(house, SAM, f"/meet {pair} other") == ["meet_when"]
    assert await house.say(SAM, "thursday at 4pm") == ["meet_summary"]
    assert await house.say(SAM, "[send]") == ["meeting_asked"]
    assert (await house.prompts(ANN))[-1] == "meeting_proposed"
    assert await house.say(ANN, "/meet", "4pm") == ["meeting_fixed"]
    assert [row.status for row in await house.rows(proposal)] == ["replaced", "accepted"]


async def test_both_propose_in_one_moment_and_there_is_one_meeting(house: House, pair: int) -> None:
    await house.say(ANN, "/meet", "thursday at 5pm", "[1]")
    await house.say(SAM, "/meet", "thursday at 4pm", "[1]")
    await house.inbox.keep([await house.pressed(ANN, "send"), await house.pressed(SAM, "send")])
    await house.take_all()

    assert len(await house.rows(meeting)) == 1
    [row] = await house.rows(proposal)
    assert row.status == "open"
    assert (await house.prompts(ANN))[-1] == "meeting_asked"
    assert (await house.prompts(SAM))[-1] == "meeting_proposed"


async def test_a_move_while_the_other_looks_at_the_old_time(house: House, pair: int) -> None:
    await proposed(house, ANN, "thursday at 5pm")
    await house.say(SAM, "/meet", "yes")
    await house.say(SAM, "/meet", "[cannot]", "[ill]")
    await house.say(ANN, "/meet", "[move]", "thursday at 4pm", "[send]")

    assert await house.say(SAM, "[off]") == ["meet_changed", "meet_answer"]
    assert await house.say(SAM, "[keep]") == ["meeting_withdrawn"]
    assert (await house.prompts(ANN))[-1] == "meeting_withdrawn"
    row = await open_meeting(house)
    assert (row.status, f"{row.starts_at:%H:%M}") == ("confirmed", "17:00")


async def test_calling_off_tells_the_other_why(house: House, pair: int) -> None:
    await proposed(house, ANN, "thursday at 5pm")
    await house.say(SAM, "/meet", "yes")

    assert await tap(house, ANN, f"/meet {pair} cancel") == ["meet_reason"]
    assert await house.say(ANN, "[exam]", "[off]") == ["meeting_off"]
    assert (await house.prompts(SAM))[-1] == "meeting_off"
    assert (await open_meeting(house)).reason == "exam"
    assert await house.say(SAM, "/meet") == ["meet_when"]


async def test_each_month_and_no_more(house: House, pair: int) -> None:
    await house.say(ANN, "/meet", "thursday at 5pm", "[1]", "[monthly]")
    assert await house.say(SAM, "/meet", "yes") == ["meeting_fixed"]
    assert [row.rhythm for row in await house.rows(match)] == ["4TH 17:00"]

    assert await house.say(ANN, "/meet") == ["meet_next"]
    assert await house.say(ANN, "[end_rhythm]") == ["meeting_rhythm_ended"]
    assert [row.rhythm for row in await house.rows(match)] == [""]


async def test_a_match_that_is_closed_in_between_ends_the_talk(house: House, pair: int) -> None:
    await house.say(ANN, "/meet", "thursday at 5pm")
    async with house.store.write() as conn:
        await matches.close(conn, pair, "other", None, house.clock.now())

    assert await house.say(ANN, "[1]") == ["meet_over"]
    assert await house.rows(meeting) == []
    assert await house.say(ANN, "/meet") == ["meet_nobody"]
