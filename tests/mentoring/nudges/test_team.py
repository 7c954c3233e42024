"""What coordinators hear of all their matches: a summary on Mondays, and a word when one comes to its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from conversations.effects import CloseMatch, MakeMatch, Register, Return
from conversations.facts import Role
from conversations.reply import Choice, Json, Reply
from handlers.telegram.markup import MARKUP
from mentoring.nudges.kinds.team import MATCH_ENDS, MOST_BUTTONS, MOST_NAMED, WEEKLY_SUMMARY
from mentoring.nudges.nudge import Answer, Nudge
from mentoring.nudges.planning import add
from storage import dues, people
from storage.dues import DueSettlement
from storage.tables import due, match
from tests.dialogues.words import RENDERER
from tests.mentoring.school import ELM, School
from tests.storage.matched import DAY, matched, met

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
"""The first Monday after the tests' own, whose nine o'clock is past."""


async def tick(school: School, nudge: Nudge) -> dict[int, Answer]:
    """Answer the dues of a kind whose time has come, by the person's id, and settle them."""
    now = school.now
    async with school.store.write() as conn:
        rows = [row for row in await dues.claim(conn, now, 500) if row.purpose == nudge.purpose]
        said = await nudge.answers(conn, rows, now)
        assert set(said) == {row.id for row in rows}
        await dues.settle(conn, [DueSettlement(row.id, "done", now) for row in rows])
        for answer in said.values():
            await add(conn, nudge, answer.then, now)
    return {row.person_id: said[row.id] for row in rows}


async def waiting(school: School, nudge: Nudge) -> list[tuple[int, str, datetime]]:
    """Return (person, occurrence, when) of a kind's dues that wait."""
    rows = await school.rows(due, purpose=nudge.purpose, status="waiting")
    return sorted((row.person_id, row.occurrence, row.at) for row in rows)


async def pair(school: School, number: int = 1, of: str = "", **more: Any) -> int:
    """Match two new people of an organisation, and return the match's id."""
    where = {"of": of} if of else {}
    max_ = await school.person(f"Max{number}", Role.MENTOR, **where)
    ann = await school.person(f"Ann{number}", Role.YOUNG_PERSON, **where)
    async with school.store.write() as conn:
        return await matched(conn, max_, ann, **more)


def values(answer: Answer) -> Mapping[str, Json]:
    """Return the values of the one prompt of an answer."""
    assert answer.reply is not None
    [part] = answer.reply.parts
    return part.values


def words(reply: Reply) -> str:
    return "\n".join(RENDERER.render(part, "en", MARKUP) for part in reply.parts)


async def test_a_coordinator_who_joins_has_a_summary_on_the_next_monday(school: School) -> None:
    priya = await school.coordinator("Priya", status="joining")
    lead = await school.person("Sam", Role.SAFEGUARDING_LEAD, status="joining")
    ann = await school.person("Ann", Role.YOUNG_PERSON, status="joining")
    home = await school.organisation()

    for person in (priya, lead, ann):
        await school.do(person, Register({"first_name": "X"}, {}))

    assert await waiting(school, WEEKLY_SUMMARY) == [(priya, f"{home.id}:2026-11-30", MONDAY)]
    [row] = await school.rows(due, purpose="weekly_summary")
    assert (row.wall, row.zone) == ("2026-11-30T09:00:00", "Europe/London")
    assert row.not_after == MONDAY + 2 * DAY


async def test_a_match_brings_it_to_coordinators_who_were_there_before_and_no_second_one(
    school: School,
) -> None:
    priya, pat = await school.coordinator("Priya"), await school.coordinator("Pat")
    await school.coordinator("Elm", of=ELM)
    await school.person("Sam", Role.SAFEGUARDING_LEAD)
    max_ = await school.person("Max", Role.MENTOR)
    for number, name in ((1, "Ann"), (2, "Ben")):
        await school.do(priya, MakeMatch(max_, await school.person(name, Role.YOUNG_PERSON)))
        await school.do(priya, CloseMatch(number, "moved"))

    assert [(person, at) for person, _, at in await waiting(school, WEEKLY_SUMMARY)] == [
        (priya, MONDAY),
        (pat, MONDAY),
    ]


@pytest.mark.parametrize(
    ("now", "zone", "first"),
    [
        (datetime(2026, 11, 23, 8, 59, tzinfo=UTC), "Europe/London", datetime(2026, 11, 23, 9, tzinfo=UTC)),
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "Europe/London", MONDAY),
        (datetime(2026, 11, 29, 23, 30, tzinfo=UTC), "Europe/Paris", datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (datetime(2027, 3, 27, 12, 0, tzinfo=UTC), "Europe/London", datetime(2027, 3, 29, 8, tzinfo=UTC)),
    ],
    ids=["this morning", "from now on", "on their own clock", "after the clocks change"],
)
async def test_nine_o_clock_is_on_the_coordinator_s_own_clock(
    school: School, now: datetime, zone: str, first: datetime
) -> None:
    school.now = now
    priya = await school.coordinator("Priya", status="joining")
    async with school.store.write() as conn:
        await conn.exec_driver_sql(f"UPDATE person SET zone = '{zone}'")  # noqa: S608 - of the test itself

    await school.do(priya, Register({"first_name": "Priya"}, {}))

    assert [at for _, _, at in await waiting(school, WEEKLY_SUMMARY)] == [first]


async def planned(school: School, *coordinators: int) -> None:
    """Plan the summary of coordinators who have just joined."""
    for person in coordinators:
        await school.do(person, Register({"first_name": "Priya"}, {}))


async def test_it_says_how_each_goes_and_why_and_what_to_do(school: School) -> None:
    priya = await school.coordinator("Priya")
    await planned(school, priya)
    school.now = MONDAY
    late = await pair(school, 1, since=MONDAY - 60 * DAY)
    slow = await pair(school, 2, since=MONDAY - 31 * DAY)
    await pair(school, 3, since=MONDAY - 3 * DAY)
    await pair(school, 4, since=MONDAY - 60 * DAY, organisation_id=(await school.organisation(ELM)).id)

    answer = (await tick(school, WEEKLY_SUMMARY))[priya]

    assert answer.reply is not None
    told = words(answer.reply)
    for line in (
        "1 red · 1 amber · 1 green",
        f"Red: Max1 and Ann1 (pair {late})",
        "• 60 days without a session",
        "→ Ring both, and agree on a day with them.",
        f"Amber: Max2 and Ann2 (pair {slow})",
        "• 31 days without a session, and none arranged",
    ):
        assert line in told
    assert "Max3" not in told
    assert "Max4" not in told
    assert answer.reply.choices == (
        Choice(f"/pair {late}", words="Max1 · Ann1"),
        Choice(f"/pair {slow}", words="Max2 · Ann2"),
    )


async def test_where_all_is_well_it_is_one_line(school: School) -> None:
    priya = await school.coordinator("Priya")
    await planned(school, priya)
    school.now = MONDAY
    await pair(school, since=MONDAY - 3 * DAY)

    answer = (await tick(school, WEEKLY_SUMMARY))[priya]

    assert answer.reply is not None
    assert answer.reply.choices == ()
    assert words(answer.reply).endswith("All is well: nobody needs you for now.")


async def test_of_many_only_the_reddest_are_named_and_fewer_have_a_button(school: School) -> None:
    priya = await school.coordinator("Priya")
    await planned(school, priya)
    school.now = MONDAY
    for number in range(MOST_NAMED + 3):
        await pair(school, number, since=MONDAY - timedelta(days=50 + number))

    answer = (await tick(school, WEEKLY_SUMMARY))[priya]

    assert answer.reply is not None
    named = values(answer)["needy"]
    assert isinstance(named, list)
    assert (len(named), values(answer)["more"], values(answer)["red"]) == (MOST_NAMED, 3, MOST_NAMED + 3)
    assert [choice.words for choice in answer.reply.choices] == [
        f"Max{number} · Ann{number}" for number in range(MOST_NAMED + 2, MOST_NAMED + 2 - MOST_BUTTONS, -1)
    ]
    assert "And 3 more" in words(answer.reply)


async def test_each_brings_the_next(school: School) -> None:
    priya = await school.coordinator("Priya")
    await planned(school, priya)
    await pair(school, since=MONDAY)
    seen = []
    for week in range(3):
        school.now = MONDAY + week * 7 * DAY + timedelta(minutes=2)
        seen.append((await tick(school, WEEKLY_SUMMARY))[priya].reply is not None)
        assert await tick(school, WEEKLY_SUMMARY) == {}

    assert seen == [True] * 3
    assert [at for _, _, at in await waiting(school, WEEKLY_SUMMARY)] == [MONDAY + 21 * DAY]


async def test_after_weeks_away_there_is_one_and_not_one_for_each_week(school: School) -> None:
    priya = await school.coordinator("Priya")
    await planned(school, priya)
    school.now = MONDAY + 24 * DAY

    assert list(await tick(school, WEEKLY_SUMMARY)) == [priya]
    assert [at for _, _, at in await waiting(school, WEEKLY_SUMMARY)] == [MONDAY + 28 * DAY]


async def test_where_nobody_is_matched_nothing_is_said_and_the_next_is_planned(school: School) -> None:
    priya = await school.coordinator("Priya")
    await planned(school, priya)
    school.now = MONDAY

    answer = (await tick(school, WEEKLY_SUMMARY))[priya]

    assert (answer.reply, answer.reason) == (None, "nobody is matched")
    assert len(await waiting(school, WEEKLY_SUMMARY)) == 1


@pytest.mark.parametrize("way", ["left", "another role"])
async def test_who_is_no_coordinator_any_more_hears_nothing_more(school: School, way: str) -> None:
    priya = await school.coordinator("Priya")
    await planned(school, priya)
    await pair(school, since=MONDAY)
    async with school.store.write() as conn:
        if way == "left":
            await people.set_status(conn, priya, "left", school.now)
        else:
            await people.remove_role(conn, priya, "coordinator")
    school.now = MONDAY

    assert (await tick(school, WEEKLY_SUMMARY))[priya] == Answer(reason="no coordinator any more")
    assert await waiting(school, WEEKLY_SUMMARY) == []


async def test_many_coordinators_are_answered_in_as_many_statements_as_one(school: School) -> None:
    every = [await school.coordinator(f"P{n}", of=ELM if n % 2 else "Oak School") for n in range(6)]
    await planned(school, *every)
    school.now = MONDAY
    for number in range(4):
        await pair(school, number, of=ELM if number % 2 else "Oak School", since=MONDAY - 60 * DAY)
    rows = await school.rows(due, purpose="weekly_summary")
    counts = []
    for some in (rows[:1], rows):
        async with school.store.write() as conn:
            seen: list[str] = []

            def see(_conn: Any, _cursor: Any, statement: str, *_: Any, seen: list[str] = seen) -> None:
                seen.append(statement)

            event.listen(conn.sync_connection, "before_cursor_execute", see)
            said = await WEEKLY_SUMMARY.answers(conn, some, school.now)
            event.remove(conn.sync_connection, "before_cursor_execute", see)
            counts.append(len(seen))
            assert all(values(answer)["red"] == 2 for answer in said.values())

    assert counts[0] == counts[1]


async def made(school: School) -> tuple[int, int]:
    """Let a coordinator match two people, and return the match's id and the young person's."""
    priya = await school.coordinator("Priya")
    max_, ann = await school.person("Max", Role.MENTOR), await school.person("Ann", Role.YOUNG_PERSON)
    await school.do(priya, MakeMatch(max_, ann))
    return 1, ann


async def test_a_match_s_end_is_told_a_month_before_and_on_the_day(school: School) -> None:
    number, ann = await made(school)

    assert await waiting(school, MATCH_ENDS) == [
        (ann, f"{number}:last", datetime(2027, 11, 23, 9, tzinfo=UTC)),
        (ann, f"{number}:near", datetime(2027, 10, 23, 8, tzinfo=UTC)),
    ]


async def test_the_whole_team_hears_of_it_and_nothing_is_closed(school: School) -> None:
    number, ann = await made(school)
    async with school.store.write() as conn:
        await met(conn, number, 1, "held", school.now + DAY)
    told = []
    for moment in (datetime(2027, 10, 23, 8, tzinfo=UTC), datetime(2027, 11, 23, 9, tzinfo=UTC)):
        school.now = moment
        answer = (await tick(school, MATCH_ENDS))[ann]
        assert (answer.reply, answer.reason, answer.then) == (None, "told to the team", ())
        [news] = answer.news
        assert news.organisation == (await school.organisation()).id
        assert news.reply.choices == (Choice(f"/pair {number}", label="pair.open"),)
        told.append(words(news.reply))

    assert "11 of 12 months" in told[0]
    assert "You decide" in told[1]
    assert all("1 held" in text for text in told)
    assert [row.status for row in await school.rows(match)] == ["active"]


async def test_of_a_match_that_is_over_nobody_hears(school: School) -> None:
    number, ann = await made(school)
    await school.do(1, CloseMatch(number, "moved"))
    school.now = datetime(2027, 11, 23, 9, tzinfo=UTC)

    assert (await tick(school, MATCH_ENDS))[ann] == Answer(reason="the match is over")


async def test_a_match_that_was_made_by_hand_long_ago_plans_only_what_is_to_come(school: School) -> None:
    await school.coordinator("Priya")
    number = await pair(school, since=school.now - 340 * DAY)
    async with school.store.write() as conn:
        found = await MATCH_ENDS.plans[next(iter(MATCH_ENDS.plans))](conn, number, school.now)

    assert [one.occurrence for one in found] == [f"{number}:last"]


async def test_a_coordinator_who_comes_back_has_one_again(school: School) -> None:
    priya = await school.coordinator("Priya")
    await planned(school, priya)
    async with school.store.write() as conn:
        await people.set_status(conn, priya, "left", school.now)
    school.now = MONDAY
    assert (await tick(school, WEEKLY_SUMMARY))[priya].reason == "no coordinator any more"

    await school.do(priya, Return())

    assert [at for _, _, at in await waiting(school, WEEKLY_SUMMARY)] == [MONDAY + 7 * DAY]


async def test_an_end_that_is_long_past_is_no_news(school: School) -> None:
    _, ann = await made(school)
    school.now = datetime(2027, 12, 24, 9, tzinfo=UTC)

    answer = (await tick(school, MATCH_ENDS))[ann]

    assert answer == Answer(reason="too late")
