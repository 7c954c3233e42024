"""A workspace that takes the bot away, or back: who can be reached elsewhere hears of it, once."""

from __future__ import annotations

import pytest

from conversations.facts import Role
from conversations.reply import Order, Part
from mentoring import workspaces as rules
from storage import workspaces
from tests.mentoring.school import ELM, School

TEAM, NAME = "T1", "Oak and friends"


@pytest.fixture
async def known(school: School) -> School:
    """Give a school that has a workspace."""
    assert await there(school) == []
    return school


async def lost(school: School) -> list[tuple[str, Part]]:
    """Lose the workspace, and return who is told what."""
    async with school.store.write() as conn:
        letters = await rules.lost(conn, TEAM, school.now)
    assert all(reply.order is Order.REMINDER and not reply.choices for _, reply in letters)
    return [(member.address, part) for member, reply in letters for part in reply.parts]


async def there(school: School, name: str = NAME) -> list[tuple[str, Part]]:
    """Let the workspace be there, and return who is told what."""
    async with school.store.write() as conn:
        letters = await rules.there(conn, TEAM, name, school.now)
    return [(member.address, part) for member, reply in letters for part in reply.parts]


def gone(name: str = NAME) -> Part:
    return Part("workspace_gone", {"name": name})


async def test_coordinators_who_are_reached_elsewhere_hear_once_that_it_is_gone_and_back(
    known: School,
) -> None:
    await known.coordinator("Priya", at=["slack:T1:U1", "telegram::1"])
    await known.coordinator("Pat", at=["slack:T2:U1"])

    assert await lost(known) == [("telegram::1", gone()), ("slack:T2:U1", gone())]
    assert await lost(known) == []
    back = Part("workspace_back", {"name": "Oak, renamed"})
    assert await there(known, "Oak, renamed") == [("telegram::1", back), ("slack:T2:U1", back)]
    assert await there(known) == []
    assert await lost(known) == [("telegram::1", gone()), ("slack:T2:U1", gone())]


async def test_each_hears_it_in_one_place(known: School) -> None:
    await known.coordinator("Priya", at=["slack:T1:U1", "telegram::1", "slack:T2:U1", "telegram::2"])
    await known.state("telegram::2", "blocked")

    assert await lost(known) == [("slack:T2:U1", gone())]


async def test_nobody_else_hears_of_it(known: School) -> None:
    await known.person("Max", Role.MENTOR, at=["slack:T1:U1", "telegram::1"])
    await known.person("Lee", Role.SAFEGUARDING_LEAD, at=["telegram::2"])
    await known.coordinator("Only there", at=["slack:T1:U2"])
    await known.coordinator("Away", at=["telegram::3"], status="left")
    await known.coordinator("Blocked", at=["telegram::4"])
    await known.state("telegram::4", "blocked")
    await known.coordinator("Elm", at=["telegram::5"], of=ELM)
    await known.coordinator("Elm, in a workspace of a name that begins alike", at=["slack:T12:U1"], of=ELM)

    assert await lost(known) == []


async def test_each_organisation_that_has_somebody_in_it_is_concerned(known: School) -> None:
    await known.person("Max", Role.MENTOR, at=["slack:T1:U1"])
    await known.coordinator("Elm", at=["slack:T1:U2", "telegram::1"], of=ELM)
    await known.coordinator("Oak", at=["telegram::2"])

    assert sorted(await lost(known), key=str) == [("telegram::1", gone()), ("telegram::2", gone())]


async def test_a_workspace_that_nobody_knows_cannot_be_lost(school: School) -> None:
    await school.coordinator("Priya", at=["slack:T1:U1", "telegram::1"])

    assert await lost(school) == []
    assert await there(school) == []


async def test_a_workspace_is_kept_with_its_newest_name(known: School) -> None:
    await lost(known)
    known.later(hours=1)
    await there(known, "Oak, renamed")

    async with known.store.read() as conn:
        [row] = await workspaces.known(conn)
    assert (row.team, row.name, row.state, row.changed_at) == (TEAM, "Oak, renamed", "active", known.now)
