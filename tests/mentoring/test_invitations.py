"""Invitations: codes that people can read to each other, each with its places and its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conversations.facts import Role
from conversations.heard import Address, Heard, Kind, Platform
from conversations.invitations import CODE_ALPHABET, code_in
from mentoring import invitations
from storage.tables import invitation, person, person_role
from tests.bot.house import House
from tests.clocks import MORNING


def test_a_code_that_is_typed_as_it_is_shown_is_known_for_one() -> None:
    for code in (invitations.fresh_code() for _ in range(200)):
        typed = invitations.shown(code).lower()
        heard = Heard(Address(Platform.TELEGRAM, "1"), Kind.TEXT, "1", MORNING, text=typed)
        assert set(code) <= set(CODE_ALPHABET)
        assert code_in(heard) == code


def test_a_code_is_shown_in_two_halves() -> None:
    assert invitations.shown("ABCDEFG1") == "ABCD-EFG1"


async def test_what_is_kept_of_an_invitation(house: House) -> None:
    for_ever = await house.invite(uses=30, role=Role.MENTOR)
    for_a_week = await house.invite(days=7)

    rows = {row.code: row for row in await house.rows(invitation)}
    assert (rows[for_ever].role, rows[for_ever].uses, rows[for_ever].expires_at) == ("mentor", 30, None)
    assert rows[for_a_week].expires_at == house.clock.now() + timedelta(days=7)


async def test_a_code_that_somebody_has_is_not_given_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = iter(["AAAAAAA1", "AAAAAAA1", "AAAAAAA1", "BBBBBBB2"])
    monkeypatch.setattr(invitations, "fresh_code", lambda: next(codes))

    assert [await house.invite(), await house.invite(role=Role.COORDINATOR)] == ["AAAAAAA1", "BBBBBBB2"]
    assert [(row.code, row.role) for row in await house.rows(invitation)] == [
        ("AAAAAAA1", "young_person"),
        ("BBBBBBB2", "coordinator"),
    ]


async def test_an_invitation_ends_at_its_moment(house: House) -> None:
    code = await house.invite(uses=2, days=1)
    house.clock.time = MORNING + timedelta(days=1) - timedelta(seconds=1)
    assert await house.say("1", code) == ["welcome", "privacy"]

    house.clock.time = MORNING + timedelta(days=1)
    assert await house.say("2", code) == ["code_expired"]


@pytest.mark.parametrize(
    ("role", "asked"),
    [
        (Role.MENTOR, ["mentor_welcome", "mentor_privacy"]),
        (Role.COORDINATOR, ["team_welcome", "team_name"]),
        (Role.SAFEGUARDING_LEAD, ["team_welcome", "team_name"]),
    ],
)
async def test_an_invitation_makes_somebody_what_it_says(house: House, role: Role, asked: list[str]) -> None:
    code = await house.invite(role=role)

    assert await house.say("1", f"/start {code}") == asked
    assert [row.role for row in await house.rows(person_role)] == [role.value]
    assert [row.status for row in await house.rows(person)] == ["joining"]


async def test_the_last_place_goes_to_one_and_the_other_is_told(house: House) -> None:
    code = await house.invite(uses=1)

    await house.inbox.keep([house.heard("1", f"/start {code}"), house.heard("2", code)])
    await house.take_all()

    assert await house.prompts("1") == ["welcome", "privacy"]
    assert await house.prompts("2") == ["code_used_up"]
    assert [row.used for row in await house.rows(invitation)] == [1]
    assert len(await house.rows(person)) == 1
