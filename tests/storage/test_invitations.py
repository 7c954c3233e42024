"""A code brings in as many people as it has places."""

from __future__ import annotations

import asyncio

from storage import invitations, organisations
from storage.store import Store
from tests.storage.rows import HOUR, NOW, member


async def invited(store: Store, code: str = "ABCDEFGH", uses: int = 1) -> int:
    async with store.write() as conn:
        await organisations.add(conn, "Oak School", NOW)
        made = await invitations.add(
            conn, code=code, role="mentor", programme_id=1, now=NOW, uses=uses, expires_at=NOW + HOUR
        )
    assert made is not None
    return made


async def test_a_code_is_found_with_its_programme(store: Store) -> None:
    made = await invited(store, uses=3)
    async with store.write() as conn:
        found = await invitations.find(conn, ["ABCDEFGH", "UNKNOWN1"])
        assert await invitations.find(conn, []) == {}
    assert found == {
        "ABCDEFGH": invitations.InvitationRow(
            id=made,
            code="ABCDEFGH",
            role="mentor",
            uses=3,
            used=0,
            expires_at=NOW + HOUR,
            programme_id=1,
            programme="One hour a month",
            minimum_age=16,
            maximum_age=25,
            months=12,
            meeting_minutes=60,
            rules_version="2026-11",
            zone="Europe/London",
            organisation_id=1,
            organisation="Oak School",
        )
    }


async def test_a_code_is_made_once(store: Store) -> None:
    await invited(store)
    async with store.write() as conn:
        again = await invitations.add(conn, code="ABCDEFGH", role="mentor", programme_id=1, now=NOW)
    assert again is None


async def test_a_place_is_taken_given_back_and_taken_again(store: Store) -> None:
    made = await invited(store)
    async with store.write() as conn:
        assert await invitations.use(conn, made)
        assert not await invitations.use(conn, made)
        await invitations.give_back(conn, made)
        await invitations.give_back(conn, made)
        assert await invitations.use(conn, made)
        assert (await invitations.find(conn, ["ABCDEFGH"]))["ABCDEFGH"].used == 1
        assert not await invitations.use(conn, made + 1)


async def test_many_at_once_take_no_more_places_than_there_are(store: Store) -> None:
    made = await invited(store, uses=3)

    async def take() -> bool:
        async with store.write() as conn:
            return await invitations.use(conn, made)

    assert sum(await asyncio.gather(*(take() for _ in range(8)))) == 3


async def test_a_persons_own_link_counts_who_came_by_it(store: Store) -> None:
    await invited(store)
    async with store.write() as conn:
        ann = await member(conn)
        assert await invitations.referral(conn, ann) is None
        for code, places in (("FIRSTONE", 1), ("SECONDONE", 2)):
            made = await invitations.add(
                conn, code=code, role="mentor", programme_id=1, now=NOW, uses=9, referrer_id=ann
            )
            assert made is not None
            for _ in range(places):
                await invitations.use(conn, made)
        assert await invitations.referral(conn, ann) == ("SECONDONE", 2)
        assert await invitations.referral(conn, ann + 1) is None
