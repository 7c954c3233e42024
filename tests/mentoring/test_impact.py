"""What an organisation's mentoring has come to, and what is kept from view while too few have answered."""

from __future__ import annotations

from typing import Any

import pytest

from conversations.effects import ShowImpact
from conversations.reply import Attachable, Json
from conversations.surveys import LEAST_PEOPLE
from mentoring.impact import Impact, Outcome, as_json, chart_of, impacts, in_chat
from storage.impact import DoneRow
from storage.tables import programme
from tests.mentoring.school import ELM, School
from tests.storage.surveyed import lived

ENOUGH = LEAST_PEOPLE


def loose(value: Json) -> Any:
    """Return JSON to look into."""
    return value


async def lived_in(school: School, pairs: int, *, without_programme: int = 0) -> None:
    """Let so many pairs of the school live, and some that are in no programme."""
    home = await school.organisation()
    async with school.store.write() as conn:
        await lived(conn, home.id, home.programme_id, pairs)
        await lived(conn, home.id, None, without_programme)


async def seen(school: School) -> list[Impact]:
    """Return the impact of the school."""
    home = await school.organisation()
    async with school.store.read() as conn:
        return await impacts(conn, home.id)


async def test_numbers_are_those_of_the_organisation_alone(school: School) -> None:
    await lived_in(school, ENOUGH)
    elm = await school.organisation(ELM)
    async with school.store.write() as conn:
        await lived(conn, elm.id, elm.programme_id, 2)

    [one] = await seen(school)
    assert one.done == DoneRow(
        active=1, closed=ENOUGH - 1, held=2 * ENOUGH, minutes=105 * ENOUGH, reached=ENOUGH, open=ENOUGH
    )
    assert one.hours == 105 * ENOUGH // 60
    assert one.waves == {"start": ENOUGH, "middle": 0, "end": ENOUGH}


async def test_each_outcome_is_the_mean_of_its_statements(school: School) -> None:
    await lived_in(school, ENOUGH)

    [one] = await seen(school)
    assert one.outcomes == (
        Outcome("knowledge", ENOUGH, 2.0, 4.0, 0, ENOUGH),
        Outcome("networks", ENOUGH, 4.0, 3.5, ENOUGH, 0),
        Outcome("skills", ENOUGH, 1.0, 5.0, 0, ENOUGH),
        Outcome("confidence", 0),
    )
    assert [outcome.key for outcome in one.shown] == ["knowledge", "networks", "skills"]
    assert (one.outcomes[0].percent_before, one.outcomes[0].percent_after) == (0, 100)


async def test_fewer_people_than_can_hide_among_each_other_are_not_shown(school: School) -> None:
    await lived_in(school, ENOUGH - 1)

    [one] = await seen(school)
    assert one.outcomes[0] == Outcome("knowledge", ENOUGH - 1)
    assert one.shown == ()
    told = in_chat(one)
    assert told.attached is None
    lines = loose(told.parts[0].values["outcomes"])
    assert [(line["shown"], line["before"], line["after"]) for line in lines] == [(False, 0, 0)] * 4
    assert {row["mean_before"] for row in as_json(one)["outcomes"]} == {None}
    assert {row["agree_after"] for row in as_json(one)["outcomes"]} == {None}


async def test_matches_in_no_programme_count_with_the_first(school: School) -> None:
    await lived_in(school, 1, without_programme=2)

    [one] = await seen(school)
    assert (one.done.active, one.done.closed, one.done.held) == (2, 1, 6)


async def test_each_programme_is_by_itself(school: School) -> None:
    home = await school.organisation()
    async with school.store.write() as conn:
        row = {"organisation_id": home.id, "name": "School hour", "framework": "school-hour"}
        rules = {"minimum_age": 14, "maximum_age": 18, "months": 9, "meeting_minutes": 45}
        more = {"rules_version": "1", "zone": "Europe/London", "created_at": school.now}
        made = (
            await conn.execute(programme.insert().values(**row, **rules, **more).returning(programme.c.id))
        ).scalar_one()
        await lived(conn, home.id, home.programme_id, 2)
        await lived(conn, home.id, made, 3)

    first, second = await seen(school)
    assert (first.done.closed, second.done.closed, second.programme) == (1, 2, "School hour")


@pytest.mark.parametrize(
    ("agreed", "people", "percent"), [(0, 7, 0), (7, 7, 100), (1, 3, 33), (2, 3, 67), (1, 8, 13)]
)
def test_percents_are_rounded_as_at_school(agreed: int, people: int, percent: int) -> None:
    assert Outcome("skills", people, 1, 1, agreed, agreed).percent_before == percent


async def test_a_coordinator_gets_numbers_and_a_picture(school: School) -> None:
    await lived_in(school, ENOUGH)
    pat = await school.coordinator("Pat")

    who = await school.do(pat, ShowImpact())
    [reply] = who.answers
    assert reply.parts[0].prompt == "impact"
    assert reply.attached is not None
    assert reply.attached.kind is Attachable.CHART
    [one] = await seen(school)
    assert reply.attached.values == chart_of(one)
    assert loose(chart_of(one)["rows"])[0] == {
        "outcome": "knowledge",
        "before": 0,
        "after": 100,
        "people": ENOUGH,
    }


async def test_a_coordinator_sees_nothing_of_another_organisation(school: School) -> None:
    await lived_in(school, ENOUGH)
    pat = await school.coordinator("Pat", of=ELM)

    [reply] = (await school.do(pat, ShowImpact())).answers
    assert reply.attached is None
    assert set(loose(reply.parts[0].values["numbers"]).values()) == {0}


async def test_the_json_has_shares_and_means(school: School) -> None:
    await lived_in(school, ENOUGH)

    [one] = await seen(school)
    told = as_json(one)
    assert told["outcomes"][1] == {
        "outcome": "networks",
        "people": ENOUGH,
        "mean_before": 4.0,
        "mean_after": 3.5,
        "agree_before": 1.0,
        "agree_after": 0.0,
    }
    assert (told["meetings_held"], told["hours"], told["goals_reached"]) == (10, 8.75, 5)
