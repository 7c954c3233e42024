"""A concern reaches a person: the list is gone through until somebody has it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from conversations.concern import Category, Concern, Severity
from conversations.effects import RaiseConcern, ReadConcern, TakeDuty, Urgent
from conversations.facts import Place, Role
from conversations.reply import Choice, Json, Order, Part
from storage import workspaces
from tests.mentoring.school import ELM, OAK, WORDS, School

LIST = (Place.LEAD, Place.DEPUTY, Place.BOARD)
NOBODY = "a concern waits and nobody can be told: see alongside concerns"


async def test_the_lead_is_told_at_once_of_no_words_and_no_name(school: School) -> None:
    *_, lead = await school.listed(*reversed(LIST))
    number = await school.crisis(await school.person("Zebedee", Role.YOUNG_PERSON))

    [news] = await school.tell()

    assert news is not None
    assert (news.people, news.everywhere, news.organisation) == ((lead,), True, None)
    assert news.reply.order is Order.SAFETY
    assert news.reply.choices == (Choice(f"/concern {number}", label="concern.take"),)
    given: dict[str, Json] = {
        "number": number,
        "severity": "immediate",
        "source": "words",
        "again": False,
        "minutes": 15,
    }
    assert news.reply.parts == (Part("concern_alert", given),)
    assert WORDS not in str(news) and "Zebedee" not in str(news)
    assert await school.timeline(number) == [("told", lead)]
    assert await school.told() == []


async def test_who_does_not_take_it_in_time_is_followed_by_the_next_for_ever(school: School) -> None:
    lead, deputy, board = await school.listed(*LIST)
    await school.crisis(await school.person("Ann", Role.YOUNG_PERSON))

    assert await school.told() == [(lead,)]
    school.later(minutes=15, microseconds=-1)
    assert await school.told() == []
    school.later(microseconds=1)
    assert await school.told() == [(deputy,)]
    assert [await school.round() for _ in range(5)] == [
        [(board,)],
        [(lead,)],
        [(deputy,)],
        [(board,)],
        [(lead,)],
    ]
    school.later(minutes=15)
    [again] = await school.tell()
    assert again is not None
    assert again.reply.parts[0].values["again"] is True


async def test_how_long_one_may_take_is_handed_in_and_said(school: School) -> None:
    lead, deputy = await school.listed(Place.LEAD, Place.DEPUTY)
    await school.crisis()

    [news] = await school.tell(timedelta(minutes=1))
    assert news is not None
    assert (news.people, news.reply.parts[0].values["minutes"]) == ((lead,), 1)
    assert await school.round(timedelta(minutes=1)) == [(deputy,)]


async def test_once_somebody_has_it_nobody_is_told_any_more(school: School) -> None:
    lead, deputy = await school.listed(Place.LEAD, Place.DEPUTY)
    number = await school.crisis()
    other = await school.crisis()
    await school.tell()
    await school.do(lead, ReadConcern(number))

    assert await school.round() == [(deputy,)]
    assert await school.timeline(number) == [("told", lead), ("seen", lead), ("acknowledged", lead)]
    assert await school.timeline(other) == [("told", lead), ("told", deputy)]


async def test_who_cannot_be_reached_is_passed_over(school: School) -> None:
    lead = await school.coordinator("Lee", at=["telegram::70"])
    await school.do(lead, TakeDuty(Place.LEAD))
    nowhere, deputy, board = await school.listed(Place.LEAD, Place.DEPUTY, Place.BOARD)
    await school.state("telegram::1", "gone")
    await school.crisis()

    assert await school.told() == [(lead,)]
    await school.state("telegram::70", "blocked")
    assert [await school.round() for _ in range(3)] == [[(deputy,)], [(board,)], [(deputy,)]]
    await school.state("telegram::1", "reachable")
    assert [await school.round() for _ in range(2)] == [[(nowhere,)], [(board,)]]


async def test_one_account_of_several_is_enough_to_be_reached(school: School) -> None:
    lead = await school.coordinator("Lee", at=["telegram::70", "slack:T1:U1"])
    await school.do(lead, TakeDuty(Place.LEAD))
    await school.listed(Place.DEPUTY)
    await school.state("slack:T1:U1", "blocked")
    await school.crisis()

    assert await school.told() == [(lead,)]


async def test_a_workspace_that_is_gone_reaches_nobody(school: School) -> None:
    lead = await school.coordinator("Lee", at=["slack:T1:U1"])
    await school.do(lead, TakeDuty(Place.LEAD))
    deputy = await school.coordinator("Dee", at=["slack:T12:U1"])
    await school.do(deputy, TakeDuty(Place.DEPUTY))
    async with school.store.write() as conn:
        for team in ("T1", "T12"):
            await workspaces.appeared(conn, team, team, school.now)
        await workspaces.gone(conn, "T1", school.now)
    await school.crisis()

    assert [await school.told(), await school.round()] == [[(deputy,)], [(deputy,)]]
    async with school.store.write() as conn:
        await workspaces.appeared(conn, "T1", "T1", school.now)
    assert await school.round() == [(lead,)]


async def test_who_takes_a_place_meanwhile_is_told_next(school: School) -> None:
    lead, deputy = await school.listed(Place.LEAD, Place.DEPUTY)
    await school.crisis()
    assert await school.told() == [(lead,)]
    assert await school.round() == [(deputy,)]

    [board] = await school.listed(Place.BOARD)
    await school.do(deputy, TakeDuty(Place.NONE))

    assert [await school.round() for _ in range(3)] == [[(board,)], [(lead,)], [(board,)]]


async def test_without_a_list_every_active_coordinator_is_told_each_time(school: School) -> None:
    both = (await school.coordinator("Pat"), await school.coordinator("Quinn"))
    await school.coordinator("Old", status="left")
    await school.coordinator("Elm", of=ELM)
    await school.person("Max", Role.MENTOR)
    out_of_reach = await school.coordinator("Away", at=["telegram::70"])
    await school.state("telegram::70", "blocked")
    number = await school.crisis(await school.person("Ann", Role.YOUNG_PERSON))

    assert [await school.told(), await school.round()] == [[both], [both]]
    assert await school.timeline(number) == [("told", person) for person in both * 2]
    assert ("told", out_of_reach) not in await school.timeline(number)


@pytest.mark.parametrize("state", ["blocked", "gone"])
async def test_where_nobody_of_the_list_can_be_reached_the_coordinators_are(
    school: School, state: str
) -> None:
    await school.listed(Place.LEAD)
    await school.state("telegram::1", state)
    pat = await school.coordinator("Pat")
    await school.crisis()

    assert await school.told() == [(pat,)]


async def test_with_nobody_at_all_the_log_says_so_and_whoever_comes_is_told(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    await school.coordinator("Away", at=["telegram::70"])
    await school.state("telegram::70", "gone")
    number = await school.crisis(ann)

    with capture_logs() as logged:
        assert await school.told() == [()]
        assert await school.told() == []
        assert await school.round() == [()]
    assert logged == [{"event": NOBODY, "concern": number, "log_level": "error"}] * 2
    assert await school.timeline(number) == []

    pat = await school.coordinator("Pat")
    assert await school.told() == []
    assert await school.round() == [(pat,)]


async def test_nobody_is_told_of_their_own_words(school: School) -> None:
    lead, deputy = await school.listed(Place.LEAD, Place.DEPUTY)
    number = await school.crisis(lead)

    assert [await school.told(), await school.round()] == [[(deputy,)], [(deputy,)]]
    assert ("told", lead) not in await school.timeline(number)


async def test_the_only_one_of_the_list_does_not_hear_of_their_own_but_the_others_do(school: School) -> None:
    [lead] = await school.listed(Place.LEAD)
    pat = await school.coordinator("Pat")
    await school.crisis(lead)
    assert await school.told() == [(pat,)]

    await school.do(pat, RaiseConcern(None, "about somebody", source="report"))
    assert await school.told() == [(lead,)]


async def test_a_stranger_s_concern_goes_to_the_only_organisation_there_is(school: School) -> None:
    [lead] = await school.listed(Place.LEAD)
    await school.crisis()

    assert await school.told() == [(lead,)]


async def test_among_several_organisations_a_stranger_s_concern_is_only_logged(school: School) -> None:
    await school.listed(Place.LEAD, of=OAK)
    await school.listed(Place.LEAD, of=ELM)
    number = await school.crisis()

    with capture_logs() as logged:
        assert await school.told() == [()]
    assert logged == [{"event": NOBODY, "concern": number, "log_level": "error"}]


async def test_a_concern_stays_within_its_organisation(school: School) -> None:
    [lead] = await school.listed(Place.LEAD, of=OAK)
    await school.listed(Place.LEAD, of=ELM)
    await school.crisis(await school.person("Ann", Role.YOUNG_PERSON))

    assert [await school.told(), await school.round()] == [[(lead,)], [(lead,)]]


async def test_who_is_told_after_it_was_called_urgent_hears_that_it_is(school: School) -> None:
    _, deputy = await school.listed(Place.LEAD, Place.DEPUTY)
    max_ = await school.person("Max", Role.MENTOR)
    await school.do(max_, RaiseConcern(Concern(Category.ABUSE, Severity.WATCH), "told me", source="report"))
    [first] = await school.tell()
    await school.do(max_, Urgent())

    [second] = await school.tell()

    assert first is not None and second is not None
    assert first.reply.parts[0].values["severity"] == "watch"
    assert (second.people, second.reply.parts[0].values["severity"]) == ((deputy,), "immediate")


async def test_the_pages_of_the_team_are_out_of_date_with_each_telling(school: School) -> None:
    lead = await school.coordinator("Lee", at=["slack:T1:U1"])
    await school.do(lead, TakeDuty(Place.LEAD))
    await school.coordinator("Pat", at=["slack:T1:U2"])
    await school.coordinator("Elm", at=["slack:T1:U3"], of=ELM)
    await school.person("Max", Role.MENTOR, at=["slack:T1:U4"])
    await school.crisis(await school.person("Ann", Role.YOUNG_PERSON))

    await school.shown()
    await school.round()

    assert await school.stale() == ["slack:T1:U1", "slack:T1:U2"]
