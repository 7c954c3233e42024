"""What a home page shows of the store: one's own, and for the team what waits in their organisation."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from conversations.effects import AskForPerson, RaiseConcern, ReadConcern, Redeem, Refer, TakeDuty
from conversations.facts import Place, Role
from conversations.home import MOST_CONCERNS, MOST_NEEDY, MOST_WAITING
from conversations.reply import Act, Json, Reply
from mentoring.home import page
from storage import matches
from storage.people import homes
from storage.tables import invitation
from tests.mentoring.school import ELM, OAK, School
from tests.storage.matched import DAY, matched, met

HERE, THERE = "slack:T1:U1", "slack:T1:U2"


async def shown(school: School, address: str = HERE, labels: Mapping[str, str] | None = None) -> Reply:
    """Return the page of an account as things are now."""
    async with school.store.write() as conn:
        await homes.mark_address(conn, address, school.now)
        [row] = [row for row in await homes.stale(conn, school.now, 100) if row.address == address]
        return await page(conn, row, labels or {}, school.now)


def values(reply: Reply) -> Mapping[str, Json]:
    [part] = reply.parts
    return part.values


def open_(reply: Reply) -> list[str]:
    """Return the buttons that open a concern or somebody's card."""
    return [choice.value for choice in reply.choices if choice.value.startswith(("/concern ", "/see "))]


async def raised(school: School) -> int:
    return await school.crisis(await school.person("Ann", Role.YOUNG_PERSON))


@pytest.mark.parametrize(
    ("role", "status", "prompt"),
    [
        (Role.YOUNG_PERSON, "active", "home_young_person"),
        (Role.MENTOR, "waiting", "home_mentor"),
        (Role.COORDINATOR, "active", "home_coordinator"),
        (Role.SAFEGUARDING_LEAD, "active", "home_coordinator"),
        (Role.COORDINATOR, "joining", "home_young_person"),
        (Role.COORDINATOR, "left", "home_young_person"),
    ],
)
async def test_everybody_has_the_page_of_what_they_are(
    school: School, role: Role, status: str, prompt: str
) -> None:
    await raised(school)
    await school.person("Kim", role, at=[HERE], status=status)

    reply = await shown(school)

    assert (reply.act, [part.prompt for part in reply.parts]) == (Act.HOME, [prompt])
    if prompt != "home_coordinator":
        assert open_(reply) == []


async def test_a_mentor_sees_their_coordinator_and_how_many_came_by_their_code(school: School) -> None:
    await school.coordinator("Priya")
    max_ = await school.person("Max", Role.MENTOR, at=[HERE])
    assert values(await shown(school))["referrals"] == 0
    await school.do(max_, Refer())
    oak, [code] = await school.organisation(), await school.rows(invitation)
    await school.do(None, Redeem(code.id, oak.id, oak.programme_id, Role.MENTOR))

    told = values(await shown(school))

    assert {"coordinator": "Priya", "referrals": 1, "first_name": "Max", "status": "active"}.items() <= {
        **told
    }.items()


async def test_a_coordinator_sees_numbers_and_who_has_waited_longest(school: School) -> None:
    await school.coordinator("Priya", at=[HERE])
    waiting = await school.person("Max", Role.MENTOR, status="waiting")
    school.later(hours=1)
    stuck = await school.person("Ann", Role.YOUNG_PERSON)
    await school.do(stuck, AskForPerson("hopes"))
    await school.person("Elm", Role.MENTOR, status="waiting", of=ELM)

    reply = await shown(school)

    assert open_(reply) == [f"/see {waiting}", f"/see {stuck}"]
    assert values(reply)["counts"] == {
        "young_people": 1,
        "mentors": 0,
        "coordinators": 1,
        "invited": 0,
        "joining": 0,
        "waiting": 1,
        "help_requests": 1,
        "concerns_open": 0,
    }


async def test_words_of_buttons_are_in_the_person_s_language(school: School) -> None:
    await school.coordinator("Priya", at=[HERE])
    await school.person("", Role.MENTOR, status="waiting")

    reply = await shown(school, labels={"card.no_name": "dim enw eto", "role.mentor": "mentor"})

    assert "dim enw eto" in next(choice.words for choice in reply.choices if choice.value.startswith("/see "))


async def test_a_concern_that_nobody_has_is_on_the_pages_of_those_who_may_see_it(school: School) -> None:
    lee = await school.coordinator("Lee", at=[HERE])
    await school.do(lee, TakeDuty(Place.LEAD))
    await school.coordinator("Pat", at=[THERE])
    await school.coordinator("Elm", at=["slack:T1:U3"], of=ELM)
    number = await raised(school)
    await school.told()

    mine = await shown(school)
    assert (open_(mine), values(mine)["place"]) == ([f"/concern {number}"], int(Place.LEAD))
    assert open_(await shown(school, THERE)) == open_(await shown(school, "slack:T1:U3")) == []

    await school.do(lee, ReadConcern(number))
    assert open_(await shown(school)) == []


async def test_without_a_list_it_is_on_every_coordinator_s(school: School) -> None:
    await school.coordinator("Pat", at=[HERE])
    number = await raised(school)

    assert open_(await shown(school)) == [f"/concern {number}"]


async def test_nobody_s_page_shows_a_concern_about_their_own_words(school: School) -> None:
    lee = await school.coordinator("Lee", at=[HERE])
    await school.coordinator("Pat", at=[THERE])
    await school.do(lee, RaiseConcern(None, "about Ann", source="report"))
    number = await school.crisis(lee)

    assert open_(await shown(school)) == ["/concern 1"]
    assert open_(await shown(school, THERE)) == ["/concern 1", f"/concern {number}"]


async def test_a_page_shows_no_more_than_it_can_hold(school: School) -> None:
    await school.coordinator("Pat", at=[HERE])
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    for _ in range(MOST_CONCERNS + 1):
        await school.crisis(ann)
    for _ in range(MOST_WAITING + 1):
        await school.person("Max", Role.MENTOR, status="waiting")

    reply = await shown(school)

    assert len(open_(reply)) == MOST_CONCERNS + MOST_WAITING
    counts = values(reply)["counts"]
    assert isinstance(counts, dict)
    assert (counts["concerns_open"], counts["waiting"]) == (MOST_CONCERNS + 1, MOST_WAITING + 1)


async def pair(school: School, days: int = 60, of: str = OAK) -> tuple[int, int]:
    """Match Max, who has a page, with Ann so many days ago; return the match's id and Max's."""
    max_ = await school.person("Max", Role.MENTOR, at=[THERE] if of == OAK else (), of=of)
    ann = await school.person("Ann", Role.YOUNG_PERSON, of=of)
    async with school.store.write() as conn:
        return await matched(conn, max_, ann, since=school.now - days * DAY), max_


async def test_a_coordinator_sees_how_the_pairs_of_their_organisation_go(school: School) -> None:
    await school.coordinator("Priya", at=[HERE])
    number, _ = await pair(school)
    await pair(school, of=ELM)
    async with school.store.write() as conn:
        await met(conn, number, 1, "held", school.now - 50 * DAY)
        await met(conn, number, 2, "missed", school.now - 5 * DAY)

    reply = await shown(school)

    told = values(reply)
    assert (told["red"], told["amber"], told["green"], told["met"]) == (1, 0, 0, 0)
    [needy] = told["needy"] if isinstance(told["needy"], list) else []
    assert isinstance(needy, dict)
    assert (needy["number"], needy["mentor"], needy["young_person"]) == (number, "Max", "Ann")
    assert [choice.value for choice in reply.choices][:1] == [f"/pair {number}"]


async def test_a_page_names_the_reddest_and_counts_the_others(school: School) -> None:
    await school.coordinator("Priya", at=[HERE])
    for days in range(MOST_NEEDY + 2):
        ann, max_ = await school.person("Ann", Role.YOUNG_PERSON), await school.person("Max", Role.MENTOR)
        async with school.store.write() as conn:
            await matched(conn, max_, ann, since=school.now - (50 + days) * DAY)

    told = values(await shown(school))

    assert isinstance(told["needy"], list)
    assert (len(told["needy"]), told["red"], told["more"]) == (MOST_NEEDY, MOST_NEEDY + 2, 2)


async def test_a_lead_who_is_no_coordinator_sees_no_pairs(school: School) -> None:
    await school.person("Sam", Role.SAFEGUARDING_LEAD, at=[HERE])
    await pair(school)

    told = values(await shown(school))

    assert (told["red"], told["needy"]) == (0, [])


async def test_a_mentor_sees_when_they_meet_next_and_what_their_hours_came_to(school: School) -> None:
    number, _ = await pair(school)
    async with school.store.write() as conn:
        await met(conn, number, 1, "held", school.now - 30 * DAY, lasted=90)
        over = await met(conn, number, 2, "confirmed", school.now - DAY)

    reply = await shown(school, THERE)

    assert values(reply)["pairs"] == [{"other": "Ann", "stands": "none", "starts": ""}]
    assert values(reply)["minutes"] == 90
    assert [choice.value for choice in reply.choices][:3] == [f"/meet {number}", f"/log {over}", "/goals"]


async def test_an_ended_match_is_on_no_page(school: School) -> None:
    number, _ = await pair(school)
    await school.coordinator("Priya", at=[HERE])
    async with school.store.write() as conn:
        await matches.close(conn, number, "moved", None, school.now)

    assert values(await shown(school, THERE))["pairs"] == []
    assert values(await shown(school))["red"] == 0
