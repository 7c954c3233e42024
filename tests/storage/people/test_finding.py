"""A coordinator finds people of their organisation, sees who waits, and how many there are."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import alerts, concerns, help_requests, invitations, organisations, people, runs
from storage.people import finding
from storage.people.finding import CardRow, CountsRow
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, SECOND, member, open_run


async def named(conn: AsyncConnection, number: int, first_name: str, **more: Any) -> int:
    return await member(conn, f"telegram::{number}", first_name=first_name, **more)


async def concern(conn: AsyncConnection, organisation_id: int | None, address: str = ANN) -> int:
    given: dict[str, Any] = {
        "source": "words",
        "category": "other",
        "severity": "high",
        "words": "",
        "at": NOW,
    }
    return await concerns.raise_(
        conn, organisation_id=organisation_id, person_id=None, address=address, **given
    )


async def test_a_card_holds_all_that_is_known(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn, roles=["mentor", "coordinator"], external_id="7")
        await people.set_profile(conn, ann, {"employer": "Elm"})
        await runs.save(conn, [open_run(ann, updated_at=NOW + HOUR)])
        await help_requests.add(conn, ann, "employer", NOW)
        await people.make_accounts(conn, ["slack:T:1", "slack:T:2", "slack:T:3"], NOW)
        for loaded in await people.load(conn, ["slack:T:1", "slack:T:2"], NOW):
            await people.attach(conn, loaded.account_id, ann)
        card = await finding.by_id(conn, 1, ann)
    assert card == CardRow(
        id=ann,
        first_name="Ann",
        roles="coordinator,mentor",
        status="active",
        created_at=NOW,
        joined_at=None,
        fields={"employer": "Elm"},
        flow="join",
        pending_key="name",
        updated_at=NOW + HOUR,
        help_request="employer",
        referrals=0,
        external_id="7",
        accounts="slack,telegram",
    )


async def test_a_card_of_somebody_who_did_nothing_yet_is_empty(store: Store) -> None:
    async with store.write() as conn:
        oak, _ = await organisations.add(conn, "Oak School", NOW)
        made = await people.make_person(conn, organisation_id=oak, status="invited", roles=[], now=NOW)
        card = await finding.by_id(conn, oak, made)
    assert card == CardRow(made, "", "", "invited", NOW, None, {}, "", None, None, None, 0, None, "")


async def test_a_card_stays_within_its_organisation(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn)
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        assert await finding.by_id(conn, elm, ann) is None
        assert await finding.by_id(conn, 1, ann + 1) is None
        assert await finding.by_name(conn, elm, "ann", 10) == []
        assert await finding.waiting(conn, elm, 10) == []


RUNS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "the open one": ([{"flow": "me"}, {"flow": "join", "progress": "aside", "updated_at": NOW + HOUR}], "me"),
    "the newest that was set aside": (
        [
            {"flow": "me", "progress": "aside"},
            {"flow": "join", "progress": "aside", "updated_at": NOW + HOUR},
            {"flow": "hello", "progress": "aside"},
        ],
        "join",
    ),
    "none that ended": ([{"progress": "done"}, {"progress": "cancelled"}], ""),
}


@pytest.mark.parametrize(("rows", "flow"), RUNS.values(), ids=RUNS.keys())
async def test_a_card_shows_the_run_that_somebody_is_in(
    store: Store, rows: list[dict[str, Any]], flow: str
) -> None:
    async with store.write() as conn:
        ann = await member(conn)
        await runs.save(conn, [open_run(ann, str(name), **row) for name, row in enumerate(rows)])
        card = await finding.by_id(conn, 1, ann)
    assert card is not None
    assert card.flow == flow


async def test_referrals_count_those_who_joined(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn)
        made = await invitations.add(
            conn, code="LINK", role="mentor", programme_id=1, now=NOW, uses=9, referrer_id=ann
        )
        for number in range(2, 5):
            await named(conn, number, "Max", invitation_id=made, status="joining")
        for person_id in (ann + 1, ann + 2):
            await people.set_status(conn, person_id, "active", NOW)
        await people.set_status(conn, ann + 2, "left", NOW)
        card = await finding.by_id(conn, 1, ann)
    assert card is not None
    assert card.referrals == 2


NAMES = ["Ann", "Annie", "Joanne", "Siân", "100%", "_", "Sam"]
SEARCHES = {
    "whole, then longer, then within": ("ann", ["Ann", "Annie", "Joanne"]),
    "another case": ("ANN", ["Ann", "Annie", "Joanne"]),
    "without the accent": ("sian", ["Siân"]),
    "with it, in capitals": ("SIÂN", ["Siân"]),
    "a sign that stands for any": ("%", ["100%"]),
    "a sign that stands for one": ("_", ["_"]),
    "the escape itself": ("/", []),
    "spaces around": ("  sam ", ["Sam"]),
    "an external id": ("Id-4", ["Siân"]),
    "an external id in another case": ("id-4", []),
    "a part of an external id": ("Id-", []),
    "nobody": ("zoe", []),
    "an id before a name": ("annie", ["Sam", "Annie"]),
    "nothing": ("", ["_", "100%", "Ann", "Annie", "Joanne", "Sam", "Siân"]),
}


@pytest.mark.parametrize(("text", "found"), SEARCHES.values(), ids=SEARCHES.keys())
async def test_people_are_found_by_name(store: Store, text: str, found: list[str]) -> None:
    async with store.write() as conn:
        for number, name in enumerate(NAMES, 1):
            external_id = "annie" if name == "Sam" else f"Id-{number}"
            await named(conn, number, name, external_id=external_id)
        cards = await finding.by_name(conn, 1, text, 10)
        assert await finding.by_name(conn, 1, text, 1) == cards[:1]
    names = [card.first_name for card in cards]
    # What comes first of two signs is each database's own matter.
    assert (names if text else sorted(names)) == (found if text else sorted(found))


async def test_a_name_that_changed_is_found_by_the_new_one(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn)
        await people.set_name(conn, ann, "Zoë")
        assert [card.id for card in await finding.by_name(conn, 1, "zoe", 10)] == [ann]
        assert await finding.by_name(conn, 1, "ann", 10) == []


async def test_who_waits_comes_oldest_first_and_once(store: Store) -> None:
    async with store.write() as conn:
        stuck = await named(conn, 1, "Ann")
        applied = await named(conn, 2, "Sam", status="waiting", now=NOW - HOUR)
        both = await named(conn, 3, "Max", status="waiting", now=NOW + HOUR)
        await named(conn, 4, "Lea", status="joining")
        await help_requests.add(conn, both, "name", NOW - 2 * HOUR)
        await help_requests.add(conn, stuck, "age", NOW)
        found = await finding.waiting(conn, 1, 10)
        assert await finding.waiting(conn, 1, 2) == found[:2]
        assert [(card.id, card.help_request) for card in found] == [
            (both, "name"),
            (applied, None),
            (stuck, "age"),
        ]
        await help_requests.settle_of(conn, stuck, NOW)
        await people.set_status(conn, applied, "active", NOW)
        assert [card.id for card in await finding.waiting(conn, 1, 10)] == [both]


async def test_everything_is_counted_within_an_organisation(store: Store) -> None:
    statuses = ("active", "active", "invited", "joining", "waiting", "left")
    async with store.write() as conn:
        for number, status in enumerate(statuses, 1):
            await named(conn, number, "Ann", status=status, roles=["mentor"])
        both = await named(conn, 7, "Lea", roles=["coordinator", "young_person"])
        await help_requests.add(conn, both, "name", NOW)
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        own, closed, strangers = [await concern(conn, each) for each in (1, 1, None)]
        await alerts.raise_(conn, strangers, 1, NOW)
        await concerns.note(conn, own, "acknowledged", NOW)
        await concerns.note(conn, closed, "closed", NOW)
        await concerns.note(conn, closed, "note", NOW + SECOND)
        assert await finding.counts(conn, 1) == CountsRow(1, 2, 1, 1, 1, 1, help_requests=1, concerns_open=2)
        await concern(conn, elm, SAM)
        assert await finding.counts(conn, elm) == CountsRow(
            0, 0, 0, 0, 0, 0, help_requests=0, concerns_open=1
        )
