"""What people wish of nudges changes nothing but that, and a pause takes along what waits for its end."""

from __future__ import annotations

from datetime import timedelta

from conversations.effects import Pause, Resume, SetNudges, SetReminders
from conversations.facts import Role, Seek
from conversations.nudging import NudgeGroup, Reminder, Wishes
from mentoring.wishes import wants, wishes_of
from storage import dues, people
from storage.store import Store
from storage.tables import person
from tests.mentoring.school import School

DAY = timedelta(days=1)
USUAL = ("week", "day")


async def wishes(school: School, who: int) -> Wishes:
    """Return what somebody wishes, as their flow sees it."""
    seen: Wishes = (await school.sees(who, Seek(wishes=True)))["wishes"]
    return seen


async def put_off(school: School, who: int, days: int) -> None:
    """Let something wait until then."""
    at = school.now + days * DAY
    row = {"person_id": who, "purpose": "nudge", "occurrence": f"{days}:1", "at": at, "not_after": at + DAY}
    async with school.store.write() as conn:
        await dues.add(conn, [{**row, "created_at": school.now}])


async def waiting(school: School, who: int) -> list[int]:
    """Return in how many days each of somebody's dues comes."""
    async with school.store.read() as conn:
        rows = await dues.claim(conn, school.now + 99 * DAY, 10)
    return [(row.at - school.now).days for row in rows if row.person_id == who]


async def test_what_somebody_wishes_is_what_they_see(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    sam = await school.person("Sam", Role.MENTOR)
    assert await wishes(school, ann) == Wishes()

    await school.do(ann, SetNudges((NudgeGroup.GOALS, NudgeGroup.OTHER)), SetReminders((Reminder.HOUR,)))
    until = school.now + DAY
    await school.do(ann, Pause(until))

    off = frozenset({NudgeGroup.GOALS, NudgeGroup.OTHER})
    assert await wishes(school, ann) == Wishes(off, (Reminder.HOUR,), until)
    assert await wishes(school, sam) == Wishes()
    await school.do(ann, SetNudges(()), SetReminders(()), Resume())
    assert await wishes(school, ann) == Wishes(frozenset(), (), None)


async def test_a_group_or_reminder_of_an_older_version_is_nothing(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    async with school.store.write() as conn:
        await conn.execute(person.update().values(nudges_off="goals,gone", reminders="hour,gone"))
        assert await wishes_of(conn, ann) == Wishes(frozenset({NudgeGroup.GOALS}), (Reminder.HOUR,))
        assert await wishes_of(conn, 99) == Wishes()


async def test_the_programme_says_what_comes_to_whoever_chose_nothing(store: Store, school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    async with store.read() as conn:
        rows = await people.wishes(conn, [ann])
    assert [wants(one, ann, rows, USUAL) for one in Reminder] == [True, True, False]
    assert [wants(one, 99, rows, USUAL) for one in Reminder] == [True, True, False]
    await school.do(ann, SetReminders((Reminder.HOUR,)))
    async with store.read() as conn:
        rows = await people.wishes(conn, [ann])
    assert [wants(one, ann, rows, USUAL) for one in Reminder] == [False, False, True]


async def test_another_end_of_a_pause_is_that_of_what_waits_for_it(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    sam = await school.person("Sam", Role.MENTOR)
    await school.do(ann, Pause(school.now + 3 * DAY))
    for who, days in ((ann, 3), (ann, 5), (sam, 3)):
        await put_off(school, who, days)

    await school.do(ann, Pause(school.now + 9 * DAY))
    assert (await waiting(school, ann), await waiting(school, sam)) == ([5, 9], [3])
    await school.do(ann, Resume())
    assert (await waiting(school, ann), await waiting(school, sam)) == ([0, 5], [3])


async def test_a_pause_that_is_over_moves_nothing(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    await school.do(ann, Pause(school.now + DAY))
    school.later(days=1)
    await put_off(school, ann, 0)

    await school.do(ann, Pause(school.now + 3 * DAY))

    assert await waiting(school, ann) == [0]


async def test_the_team_sees_a_pause_on_its_page(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    await school.coordinator("Priya", at=["slack:T1:U1"])

    assert (await school.do(ann, Pause(school.now + DAY))).touched == {1}
    assert (await school.do(ann, Resume())).touched == {1}
    assert (await school.do(ann, SetNudges(()))).touched == frozenset()
