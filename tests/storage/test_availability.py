"""What is kept of when people can meet, and what a match's meetings are bounded by."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import availability, erasure, matches, organisations, people
from storage.availability import AwayRow, BusyRow, FreeRow, TermRow
from storage.bulk import NewPerson, add_people
from storage.store import Store
from storage.tables import away, free_time, match, meeting, term
from tests.storage.matched import DAY, matched, met
from tests.storage.rows import ANN, HOUR, NOW, SAM, count, member
from tests.storage.test_plans import plans, vacuumed

TODAY = NOW.date()
AUTUMN = (date(2026, 9, 1), date(2026, 12, 18))
EVENINGS = [FreeRow(0, 1020, 1260), FreeRow(3, 600, 660), FreeRow(3, 1020, 1260)]


async def pair(conn: AsyncConnection, **more: Any) -> tuple[int, int, int]:
    """Make Ann, Sam who mentors her, and their match; return the ids of mentor, young person and match."""
    ann = await member(conn, ANN)
    sam = await member(conn, SAM, roles=["mentor"], first_name="Sam", zone="Europe/Paris")
    return sam, ann, await matched(conn, sam, ann, **more)


async def test_the_hours_of_a_week_are_replaced_at_once(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn), await member(conn, SAM)
        await availability.set_week(conn, sam, EVENINGS[:1])
        assert await availability.week(conn, ann) == []
        await availability.set_week(conn, ann, EVENINGS[::-1])
        assert await availability.week(conn, ann) == EVENINGS
        await availability.set_week(conn, ann, EVENINGS[:1])
        assert await availability.week(conn, ann) == EVENINGS[:1]
        await availability.set_week(conn, ann, [])
        assert await availability.week(conn, ann) == []
        assert await availability.week(conn, sam) == EVENINGS[:1]


@pytest.mark.parametrize("row", [(7, 0, 60), (-1, 0, 60), (0, 60, 60), (0, -1, 60), (0, 0, 1441)])
async def test_hours_that_no_day_has_are_refused(store: Store, row: tuple[int, int, int]) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as conn:
            await availability.set_week(conn, await member(conn), [FreeRow(*row)])


async def test_days_away_are_added_once_and_removed(store: Store) -> None:
    async with store.write() as conn:
        ann, sam = await member(conn), await member(conn, SAM)
        later, sooner = AwayRow(TODAY + 9 * DAY, TODAY + 12 * DAY), AwayRow(TODAY - 2 * DAY, TODAY)
        for days in (later, sooner):
            assert await availability.add_away(conn, ann, *days, NOW)
        assert not await availability.add_away(conn, ann, *later, NOW)
        assert await availability.add_away(conn, sam, *later, NOW)
        assert await availability.away_of(conn, ann, TODAY) == [sooner, later]
        assert await availability.away_of(conn, ann, TODAY + DAY) == [later]
        assert await availability.remove_away(conn, ann, *later)
        assert not await availability.remove_away(conn, ann, *later)
        assert await availability.away_of(conn, ann, TODAY) == [sooner]
        assert await availability.away_of(conn, sam, TODAY) == [later]


async def test_terms_are_of_one_organisation(store: Store) -> None:
    async with store.write() as conn:
        oak, _ = await organisations.add(conn, "Oak School", NOW)
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        spring = await availability.add_term(conn, oak, "Spring", date(2027, 1, 4), date(2027, 3, 25))
        autumn = await availability.add_term(conn, oak, "Autumn", *AUTUMN)
        await availability.add_term(conn, elm, "Autumn", *AUTUMN)
        assert await availability.terms(conn, oak) == [
            TermRow(autumn, "Autumn", *AUTUMN),
            TermRow(spring, "Spring", date(2027, 1, 4), date(2027, 3, 25)),
        ]
        assert not await availability.remove_term(conn, elm, autumn)
        assert await availability.remove_term(conn, oak, autumn)
        assert not await availability.remove_term(conn, oak, autumn)
        assert [row.id for row in await availability.terms(conn, oak)] == [spring]
        assert len(await availability.terms(conn, elm)) == 1


async def test_a_match_has_the_times_of_both_and_the_terms_of_its_organisation(store: Store) -> None:
    async with store.write() as conn:
        sam, ann, number = await pair(conn, zone="Europe/Dublin")
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        await availability.add_term(conn, elm, "Autumn", *AUTUMN)
        await availability.add_term(conn, 1, "Autumn", *AUTUMN)
        await availability.set_week(conn, sam, EVENINGS)
        await people.set_profile(conn, ann, {"free_times": ["weekday_evening"], "hopes": "ever so many"})
        await availability.add_away(conn, ann, TODAY, TODAY + DAY, NOW)
        await availability.add_away(conn, ann, TODAY - 3 * DAY, TODAY - DAY, NOW)
        found = await availability.of_match(conn, number, TODAY, NOW)

    assert found is not None
    assert (found.zone, found.terms) == ("Europe/Dublin", (AUTUMN,))
    mentor, young = found.mentor, found.young_person
    assert (mentor.id, mentor.zone, mentor.parts, mentor.away) == (sam, "Europe/Paris", None, ())
    assert mentor.free == tuple(EVENINGS)
    assert (young.id, young.zone, young.parts) == (ann, "Europe/London", ["weekday_evening"])
    assert (young.free, young.away) == ((), (AwayRow(TODAY, TODAY + DAY),))


async def test_other_confirmed_meetings_keep_both_busy(store: Store) -> None:
    """Those of other matches that are active, to come, and agreed: of the mentor's, and of theirs alone."""
    async with store.write() as conn:
        sam, _, number = await pair(conn)
        ben, kim, lea = [await member(conn, f"telegram::{n}") for n in (3, 4, 5)]
        mentors = [await matched(conn, sam, young) for young in (ben, kim)]
        elsewhere = await matched(conn, await member(conn, "telegram::6", roles=["mentor"]), lea)
        await met(conn, number, 1, "confirmed", NOW + DAY)
        await met(conn, mentors[0], 1, "held", NOW - DAY)
        await met(conn, mentors[0], 2, "confirmed", NOW + 2 * DAY, minutes=90)
        await met(conn, mentors[1], 1, "proposed", NOW + 3 * DAY)
        await met(conn, elsewhere, 1, "confirmed", NOW + 4 * DAY)
        found = await availability.of_match(conn, number, TODAY, NOW)
        theirs = await availability.meetings_of(conn, sam, NOW)
        over = await availability.meetings_of(conn, sam, NOW + 2 * DAY + timedelta(minutes=90))
        await matches.close(conn, mentors[0], "moved", None, NOW)
        closed = await availability.of_match(conn, number, TODAY, NOW)

    assert found is not None
    assert closed is not None
    assert found.mentor.busy == (BusyRow(NOW + 2 * DAY, 90),)
    assert found.young_person.busy == closed.mentor.busy == ()
    assert theirs == [BusyRow(NOW + DAY, 60), BusyRow(NOW + 2 * DAY, 90)]
    assert over == []


async def test_a_meeting_that_is_going_on_still_takes_its_time(store: Store) -> None:
    async with store.write() as conn:
        sam, _, number = await pair(conn)
        other = await matched(conn, sam, await member(conn, "telegram::3"))
        await met(conn, other, 1, "confirmed", NOW - HOUR, minutes=90)
        found = await availability.of_match(conn, number, TODAY, NOW)
        assert await availability.meetings_of(conn, sam, NOW) == [BusyRow(NOW - HOUR, 90)]

    assert found is not None
    assert found.mentor.busy == (BusyRow(NOW - HOUR, 90),)


async def test_there_is_nothing_of_a_match_that_is_not_whole(store: Store) -> None:
    async with store.write() as conn:
        sam, _, number = await pair(conn)
        assert await availability.of_match(conn, number + 1, TODAY, NOW) is None
        await erasure.forget_person(conn, sam)
        assert await availability.of_match(conn, number, TODAY, NOW) is None


async def test_a_young_persons_clock_is_that_of_their_match(store: Store) -> None:
    async with store.write() as conn:
        sam, ann, number = await pair(conn)
        ben = await member(conn, "telegram::3")
        closed = await matched(conn, sam, ben)
        await matches.close(conn, closed, "done", None, NOW)
        for person in (sam, ann, ben):
            await availability.set_zone(conn, person, "America/New_York")
        rows = await matches.by_ids(conn, [number, closed])

    assert rows[number].zone == "America/New_York"
    assert rows[number].mentor_zone == rows[number].young_person_zone == "America/New_York"
    assert rows[closed].zone == "Europe/London"


async def test_it_goes_with_the_person(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn)
        await availability.set_week(conn, ann, EVENINGS)
        await availability.add_away(conn, ann, TODAY, TODAY, NOW)
        await erasure.forget_person(conn, ann)

    assert await count(store, "free_time") == await count(store, "away") == 0


async def test_all_of_a_match_takes_three_reads(store: Store) -> None:
    async with store.write() as conn:
        sam, _, number = await pair(conn)
        others = [await matched(conn, sam, await member(conn, f"telegram::{n}")) for n in (3, 4)]
        for other in others:
            await met(conn, other, 1, "confirmed", NOW + DAY)
        await availability.set_week(conn, sam, EVENINGS)
        seen: list[str] = []
        event.listen(conn.sync_connection, "before_cursor_execute", lambda *given: seen.append(given[2]))
        assert await availability.of_match(conn, number, TODAY, NOW)

    assert len(seen) == 3


MANY = 2_000
BIG = ("free_time", "away", "term", "match", "meeting", "person")


async def lived_in(conn: AsyncConnection) -> None:
    """Fill one organisation with matches whose people are busy, free and away, and others with terms."""
    await member(conn)
    new = [NewPerson(str(n), 1, 1, "mentor", f"CODE{n}", "Sam", NOW) for n in range(2 * MANY)]
    await add_people(conn, new)
    numbers = range(1, MANY + 1)
    base: dict[str, Any] = {"organisation_id": 1, "zone": "Europe/London", "started_at": NOW}
    await conn.execute(
        insert(match), [{**base, "mentor_id": n, "young_person_id": n + MANY} for n in numbers]
    )
    row = {"number": 1, "status": "confirmed", "starts_at": NOW + DAY, "minutes": 60, "zone": "UTC"}
    await conn.execute(
        insert(meeting), [{**row, "created_at": NOW, "match_id": n, "uid": str(n)} for n in numbers]
    )
    hours = {"weekday": 1, "begins": 600, "ends": 660}
    await conn.execute(insert(free_time), [{**hours, "person_id": n} for n in numbers])
    days = {"first": TODAY, "last": TODAY, "created_at": NOW}
    await conn.execute(insert(away), [{**days, "person_id": n} for n in numbers])
    for name in range(20):
        await organisations.add(conn, f"School {name}", NOW)
    span = {"name": "Autumn", "first": TODAY, "last": TODAY}
    await conn.execute(insert(term), [{**span, "organisation_id": n % 20 + 1} for n in numbers])


@pytest.mark.parametrize("counted", [False, True], ids=["never analysed", "analysed"])
async def test_every_query_uses_its_index(store: Store, store_url: str, counted: bool) -> None:
    async with store.write() as conn:
        await lived_in(conn)
    if counted or store.dialect == "postgresql":
        await vacuumed(store_url)
    queries = {
        "of_match": lambda conn: availability.of_match(conn, 1, TODAY, NOW),
        "meetings_of": lambda conn: availability.meetings_of(conn, 1, NOW),
        "week": lambda conn: availability.week(conn, 1),
        "away_of": lambda conn: availability.away_of(conn, 1, TODAY),
        "add_away": lambda conn: availability.add_away(conn, 1, TODAY, TODAY, NOW),
        "remove_away": lambda conn: availability.remove_away(conn, 1, TODAY, TODAY),
        "terms": lambda conn: availability.terms(conn, 1),
        "set_zone": lambda conn: availability.set_zone(conn, MANY + 1, "Europe/Paris"),
        "set_week": lambda conn: availability.set_week(conn, 1, []),
    }
    found = {}
    async with store.write() as conn:
        for name, query in queries.items():
            plan = await plans(conn, query)
            if any(f"Seq Scan on {one} " in plan or f"'SCAN {one}'" in plan for one in BIG):
                found[name] = plan
    assert found == {}, "\n".join(f"{name}: {plan}" for name, plan in found.items())


async def test_the_hours_are_kept_to_the_minute_and_the_days_as_days(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn)
        await availability.set_week(conn, ann, [FreeRow(6, 1439, 1440)])
        await availability.add_away(conn, ann, date(2028, 2, 29), date(2028, 2, 29), NOW)
        row = (await conn.execute(text("SELECT weekday, begins, ends FROM free_time"))).one()
        assert tuple(row) == (6, 1439, 1440)
        assert await availability.away_of(conn, ann, TODAY) == [AwayRow(date(2028, 2, 29), date(2028, 2, 29))]
