"""The places where pairs may meet: added, removed, each organisation's own."""

from __future__ import annotations

from conversations.effects import AddPlace, RemovePlace
from conversations.facts import Seek
from conversations.pairs import PlaceCard
from storage.tables import place
from tests.mentoring.school import ELM, OAK, School

ROOMS = "https://meet.example.org/{room}"


async def listed(school: School, of: str = OAK) -> tuple[PlaceCard, ...]:
    """Return the places that a coordinator sees."""
    found: tuple[PlaceCard, ...] = (await school.sees(0, Seek(places=True), of=of))["places"]
    return found


async def test_places_are_added_and_listed_in_their_order(school: School) -> None:
    priya = await school.coordinator("Priya")

    await school.do(priya, AddPlace("Library"), AddPlace("Video call", ROOMS))

    assert await listed(school) == (PlaceCard(1, "Library"), PlaceCard(2, "Video call", online=True))
    assert [row.template for row in await school.rows(place)] == ["", ROOMS]


async def test_one_that_is_removed_is_offered_no_more_and_kept(school: School) -> None:
    priya = await school.coordinator("Priya")
    await school.do(priya, AddPlace("Library"))

    for _ in range(2):
        await school.do(priya, RemovePlace(1))

    assert await listed(school) == ()
    assert [row.removed_at for row in await school.rows(place)] == [school.now]


async def test_another_organisation_s_list_is_another(school: School) -> None:
    priya, elm = await school.coordinator("Priya"), await school.coordinator("Elm", of=ELM)
    await school.do(priya, AddPlace("Library"))

    await school.do(elm, RemovePlace(1), AddPlace("Hall"))

    assert [one.name for one in await listed(school)] == ["Library"]
    assert [one.name for one in await listed(school, ELM)] == ["Hall"]
