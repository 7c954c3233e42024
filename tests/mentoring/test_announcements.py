"""Announcements: what a text may be, who gets it, and how one goes on, stops and ends."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from conversations.facts import Role
from conversations.nudging import Quiet
from mentoring import announcements as rules
from mentoring.announcements import FIELDS, LONGEST, Unfit, sought, written
from storage import announcements, audiences, availability, matches, people, recipients
from storage.announcements import CANCELLED, ENDED, GATHERING, PLANNED, SENDING, STOPPED
from storage.audiences import Audience
from storage.store import Store
from storage.tables import recipient
from tests.mentoring.school import ELM, School
from tests.storage.matched import DAY, matched, met

NIGHT = timedelta(hours=13)
YOUNG = Audience(roles=(Role.YOUNG_PERSON.value,))


@pytest.fixture
def school(store: Store) -> School:
    """Give people to write to."""
    return School(store)


async def planned(school: School, audience: Audience = YOUNG, text: str = "Hi", **more: Any) -> int:
    """Plan an announcement for now, to Oak School unless it is told."""
    home = await school.organisation()
    given = {"organisation": home.id, "at": school.now, **more}
    async with school.store.write() as conn:
        return await rules.plan(conn, text, audience, given["organisation"], given["at"], None, school.now)


async def gathered(school: School, number: int, later: dict[str, datetime] | None = None) -> dict[int, str]:
    """Gather who gets it, and return the status of each person."""
    async with school.store.write() as conn:
        await announcements.change(conn, number, PLANNED, status=GATHERING)
        row = await announcements.get(conn, number)
        assert row is not None
        await rules.gather(conn, row, later or {}, school.now)
    return {one.person_id: one.status for one in await school.rows(recipient, announcement_id=number)}


async def status(school: School, number: int) -> str:
    async with school.store.read() as conn:
        row = await announcements.get(conn, number)
    assert row is not None
    return row.status


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no words"),
        (" \n ", "no words"),
        ("x" * (LONGEST + 1), f"{LONGEST + 1} characters"),
        ("Hi {{ last_name }}", "no field last_name"),
        ("Hi {{ first_name", "not written like"),
        ("Hi {% if first_name %}you{% endif %}", "no conditions"),
        ("Hi {{ first_name.__class__ }}", "no conditions"),
        ("Hi {{ first_name|upper }}", "no conditions"),
        ("{{ 7 * 7 }}", "no conditions"),
        ("Hi {{ first_name|nothing }}", "no conditions"),
        ("{{ range }}", "no field range"),
        ("{{ self }}", "no field self"),
        ("{# a comment #} ", "no words"),
    ],
)
def test_a_text_that_cannot_be_sent_says_why(text: str, words: str) -> None:
    with pytest.raises(Unfit) as error:
        written(text)
    assert words in str(error.value)


def test_a_text_names_whom_it_is_for_and_nothing_in_a_name_is_a_field() -> None:
    values = dict.fromkeys(FIELDS, "{{ organisation }} <b>")

    assert written("Hi {{ first_name }} <3 & {x}").render(values) == "Hi {{ organisation }} <b> <3 & {x}"


async def test_who_gets_it(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    bob = await school.person("Bob", Role.YOUNG_PERSON, status="left")
    sam = await school.person("Sam", Role.MENTOR)
    eve = await school.person("Eve", Role.YOUNG_PERSON, of=ELM)
    async with school.store.write() as conn:
        await people.set_profile(conn, ann, {"region": "wales"})
        number = await matched(conn, sam, ann)
        await met(conn, number, 1, "held", school.now - DAY)
        home = (await matches.by_ids(conn, [number]))[number].organisation_id
    wanted = {
        Audience(): {ann, sam},
        YOUNG: {ann},
        Audience(statuses=("left",)): {bob},
        Audience(regions=("wales", "north_west")): {ann},
        Audience(languages=("cy",)): set(),
        Audience(people=(ann, bob, eve)): {ann},
        Audience(but=(ann,)): {sam},
        Audience(met=True): {ann, sam},
        Audience(met=False): set(),
    }

    for audience, expected in wanted.items():
        number = await planned(school, audience)
        async with school.store.read() as conn:
            assert await audiences.count(conn, sought(audience, home, school.now)) == len(expected)
        assert set(await gathered(school, number)) == expected, audience
    everywhere = await planned(school, YOUNG, organisation=None)
    assert set(await gathered(school, everywhere)) == {ann, eve}


async def test_last_month_s_meeting_is_none_of_this_month(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    sam = await school.person("Sam", Role.MENTOR)
    async with school.store.write() as conn:
        await met(conn, await matched(conn, sam, ann), 1, "held", school.now - 31 * DAY)

    assert set(await gathered(school, await planned(school, Audience(met=False)))) == {ann, sam}


def test_an_audience_comes_back_from_the_store() -> None:
    audience = Audience(roles=("mentor",), people=(3, 5), but=(5,), met=False)

    assert Audience.read(json.loads(json.dumps(audience._asdict()))) == audience


async def test_whoever_cannot_be_reached_has_a_row_that_says_why(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON, at=["telegram::11"])
    bob = await school.person("Bob", Role.YOUNG_PERSON, at=["telegram::12"])
    cat = await school.person("Cat", Role.YOUNG_PERSON, at=["telegram::13", "slack:T1:U9"])
    await school.state("telegram::12", "blocked")
    await school.state("slack:T1:U9", "gone")

    number = await planned(school)
    assert await gathered(school, number) == {ann: "waiting", bob: "gone", cat: "waiting"}
    rows = {one.person_id: one for one in await school.rows(recipient)}
    assert (rows[ann].lane, rows[ann].address) == ("telegram", "telegram::11")
    assert (rows[bob].reason, rows[bob].settled_at) == ("account blocked", school.now)
    assert rows[cat].address == "telegram::13"


async def test_a_lane_is_one_of_a_workspace(school: School) -> None:
    await school.person("Ann", Role.YOUNG_PERSON, at=["slack:T1:U9"])
    await gathered(school, await planned(school))

    [row] = await school.rows(recipient)
    assert (row.lane, row.address) == ("slack:T1", "slack:T1:U9")


async def test_quiet_hours_are_of_each_zone(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    bob = await school.person("Bob", Role.YOUNG_PERSON)
    async with school.store.write() as conn:
        await availability.set_zone(conn, bob, "America/New_York")
    school.now += NIGHT
    number = await planned(school)
    async with school.store.read() as conn:
        row = await announcements.get(conn, number)
        assert row is not None
        later = await rules.begins(conn, row, Quiet(), school.now)

    await gathered(school, number, dict(later))
    rows = {one.person_id: one.next_at for one in await school.rows(recipient)}
    assert rows == {ann: later["Europe/London"], bob: school.now}
    assert later["Europe/London"] > school.now


async def test_in_pieces_it_is_the_same(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "PIECE", 2)
    made = [await school.person(f"P{number}", Role.YOUNG_PERSON) for number in range(5)]
    number = await planned(school)

    assert set(await gathered(school, number)) == set(made[:2])
    assert await status(school, number) == GATHERING
    for _ in range(2):
        found = await gathered(school, number)
    assert set(found) == set(made)
    assert await status(school, number) == SENDING


async def test_stop_resume_and_cancel_do_what_they_say_and_only_once(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    number = await planned(school)
    async with school.store.write() as conn:
        assert not await rules.stop(conn, number, school.now)
        assert not await rules.resume(conn, number)
    await gathered(school, number)

    async with school.store.write() as conn:
        assert await rules.stop(conn, number, school.now)
        assert not await rules.stop(conn, number, school.now)
        assert await announcements.on_their_way(conn, school.now) == []
        assert await rules.resume(conn, number)
        assert await rules.cancel(conn, number, school.now)
        assert not await rules.cancel(conn, number, school.now)
        assert not await rules.resume(conn, number)
    assert await status(school, number) == CANCELLED
    [row] = await school.rows(recipient)
    assert (row.person_id, row.status, row.reason) == (ann, "cancelled", "cancelled")


async def test_stopped_while_it_gathers_it_gathers_on(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "PIECE", 1)
    made = [await school.person(name, Role.YOUNG_PERSON) for name in ("Ann", "Bob")]
    number = await planned(school)
    await gathered(school, number)
    async with school.store.write() as conn:
        assert await rules.stop(conn, number, school.now)
    assert len(await gathered(school, number)) == 1
    assert await status(school, number) == STOPPED

    async with school.store.write() as conn:
        assert await rules.resume(conn, number)
    assert set(await gathered(school, number)) == set(made)


async def test_it_ends_when_nobody_is_left(school: School) -> None:
    await school.person("Ann", Role.YOUNG_PERSON)
    number = await planned(school)
    await gathered(school, number)
    async with school.store.write() as conn:
        row = await announcements.get(conn, number)
        assert row is not None
        assert not await rules.end_where_done(conn, row, school.now)
        await recipients.cancel(conn, number, school.now)
        assert await rules.end_where_done(conn, row, school.now)
    assert await status(school, number) == ENDED


async def test_nothing_starts_before_its_time(school: School) -> None:
    await school.person("Ann", Role.YOUNG_PERSON)
    number = await planned(school, at=school.now + DAY)

    async with school.store.read() as conn:
        assert await announcements.on_their_way(conn, school.now) == []
        [row] = await announcements.on_their_way(conn, school.now + DAY)
    assert row.id == number
