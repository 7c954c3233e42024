"""What is looked up for a flow: within one organisation, and a concern only for those who may see it."""

from __future__ import annotations

from typing import Any

import pytest

from conversations.effects import AskForPerson, RaiseConcern, ReadConcern, TakeDuty
from conversations.facts import Card, ConcernCard, ConcernEvent, Duty, Place, Role, Seek, Status
from mentoring.cards import MOST_FOUND, roles_of
from storage import runs
from tests.mentoring.school import ELM, OAK, WORDS, School
from tests.storage.rows import open_run

PRIYA = 1
LEAD = (Role.COORDINATOR, Role.SAFEGUARDING_LEAD)


async def concern(school: School, number: int, person: int, *roles: Role, of: str = OAK) -> Any:
    """Return what somebody sees of a concern."""
    return (await school.sees(person, Seek(concern=number), *roles, of=of))["concern"]


def test_roles_are_those_of_the_column() -> None:
    assert roles_of("mentor,coordinator") == {Role.MENTOR, Role.COORDINATOR}
    assert roles_of("") == roles_of(None) == frozenset()


async def test_a_card_says_where_somebody_is(school: School) -> None:
    ann = await school.person(
        "Ann", Role.YOUNG_PERSON, at=["telegram::1", "slack:T1:U1", "telegram::2"], status="joining"
    )
    await school.state("telegram::2", "blocked")
    async with school.store.write() as conn:
        await runs.save(conn, [open_run(ann, pending_key="hopes", updated_at=school.now)])
    await school.do(ann, AskForPerson("hopes"))

    [card] = (await school.sees(PRIYA, Seek(person=ann)))["found"]

    assert card == Card(
        id=ann,
        first_name="Ann",
        roles=frozenset({Role.YOUNG_PERSON}),
        status=Status.JOINING,
        created=school.now,
        flow="join",
        at="hopes",
        since=school.now,
        stuck_at="hopes",
        platforms=("slack", "telegram"),
    )


async def test_a_card_of_somebody_in_no_talk_and_of_no_account(school: School) -> None:
    sam = await school.person("", status="invited")
    await school.state("telegram::1", "gone")

    [card] = (await school.sees(PRIYA, Seek(person=sam)))["found"]

    assert (card.first_name, card.roles, card.flow, card.at) == ("", frozenset(), "", "")
    assert (card.since, card.stuck_at, card.platforms, card.referrals) == (None, None, (), 0)


async def test_people_are_found_by_name_and_number_in_their_own_organisation_only(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    annie = await school.person("Annie", Role.MENTOR)
    await school.person("Sam", Role.YOUNG_PERSON)
    other = await school.person("Ann", Role.YOUNG_PERSON, of=ELM)

    async def found(seek: Seek, of: str = OAK) -> list[int]:
        return [card.id for card in (await school.sees(PRIYA, seek, of=of))["found"]]

    assert await found(Seek(name="ann")) == [ann, annie]
    assert await found(Seek(name="ann"), ELM) == [other]
    assert await found(Seek(person=annie)) == [annie]
    assert await found(Seek(person=annie), ELM) == []
    assert await found(Seek(name="nobody")) == []
    assert await school.sees(PRIYA, Seek()) == {}


async def test_no_more_are_found_than_can_be_shown(school: School) -> None:
    for _ in range(MOST_FOUND + 1):
        await school.person("Ann", Role.YOUNG_PERSON)

    assert len((await school.sees(PRIYA, Seek(name="ann")))["found"]) == MOST_FOUND


async def test_a_list_says_which_place_is_one_s_own(school: School) -> None:
    lead, deputy = await school.listed(Place.LEAD, Place.DEPUTY)
    await school.listed(Place.LEAD, of=ELM)

    assert await school.sees(deputy, Seek(duties=True)) == {
        "duties": (Duty(Place.LEAD, "Lead"), Duty(Place.DEPUTY, "Deputy", mine=True))
    }
    assert lead != deputy


async def test_a_concern_is_shown_with_its_words_and_what_was_done(school: School) -> None:
    [lead] = await school.listed(Place.LEAD)
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    raised = school.now
    number = await school.crisis(ann)
    school.later(minutes=1)
    await school.tell()
    await school.do(lead, ReadConcern(number))

    assert await concern(school, number, lead, *LEAD) == ConcernCard(
        id=number,
        at=raised,
        category="suicide",
        severity="immediate",
        source="words",
        words=WORDS,
        first_name="Ann",
        person=ann,
        events=tuple(ConcernEvent(school.now, kind, "Lead") for kind in ("told", "seen", "acknowledged")),
    )


async def test_a_stranger_s_concern_names_nobody(school: School) -> None:
    [lead] = await school.listed(Place.LEAD)
    number = await school.crisis()

    card = await concern(school, number, lead, *LEAD)

    assert (card.first_name, card.person, card.words) == ("", 0, WORDS)


@pytest.mark.parametrize(
    ("listed", "roles", "sees"),
    [
        (True, LEAD, True),
        (True, (Role.SAFEGUARDING_LEAD,), True),
        (True, (Role.COORDINATOR,), False),
        (False, (Role.COORDINATOR,), True),
    ],
    ids=["on the list", "a lead without a place", "not on the list", "no list"],
)
async def test_a_concern_is_for_the_list_and_without_one_for_the_team(
    school: School, listed: bool, roles: tuple[Role, ...], sees: bool
) -> None:
    if listed:
        await school.listed(Place.LEAD)
    pat = await school.coordinator("Pat")
    number = await school.crisis(await school.person("Ann", Role.YOUNG_PERSON))

    assert (await concern(school, number, pat, *roles) is not None) is sees


async def test_a_concern_of_another_organisation_is_none(school: School) -> None:
    await school.listed(Place.LEAD)
    [elm] = await school.listed(Place.LEAD, of=ELM)
    number = await school.crisis(await school.person("Ann", Role.YOUNG_PERSON))

    assert await concern(school, number, elm, *LEAD, of=ELM) is None
    assert await concern(school, number + 1, elm, *LEAD, of=ELM) is None


async def test_who_was_told_because_nobody_of_the_list_can_be_reached_may_see_it(school: School) -> None:
    await school.listed(Place.LEAD)
    await school.state("telegram::1", "blocked")
    pat = await school.coordinator("Pat")
    number = await school.crisis(await school.person("Ann", Role.YOUNG_PERSON))
    quinn = await school.coordinator("Quinn", status="paused")

    assert await concern(school, number, pat, Role.COORDINATOR) is None
    assert await school.told() == [(pat,)]
    assert await concern(school, number, pat, Role.COORDINATOR) is not None
    assert await concern(school, number, quinn, Role.COORDINATOR) is None


async def test_who_has_seen_a_concern_may_see_it_after_laying_down_their_place(school: School) -> None:
    _, deputy = await school.listed(Place.LEAD, Place.DEPUTY)
    number = await school.crisis(await school.person("Ann", Role.YOUNG_PERSON))
    await school.do(deputy, ReadConcern(number), TakeDuty(Place.NONE))

    assert await concern(school, number, deputy, Role.COORDINATOR) is not None


async def test_nobody_sees_what_is_kept_of_their_own_words_of_crisis(school: School) -> None:
    lead, deputy = await school.listed(Place.LEAD, Place.DEPUTY)
    number = await school.crisis(lead)

    assert await concern(school, number, lead, *LEAD) is None
    assert await concern(school, number, deputy, *LEAD) is not None


async def test_who_reported_something_and_is_on_the_list_may_see_it(school: School) -> None:
    lee = await school.coordinator("Lee")
    await school.do(lee, TakeDuty(Place.LEAD), RaiseConcern(None, "told me", source="report"))

    assert await concern(school, 1, lee, *LEAD) is not None
