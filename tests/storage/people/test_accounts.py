"""Accounts are made once, change state, and count guesses."""

from __future__ import annotations

from storage import people
from storage.people import AccountRow
from storage.store import Store
from tests.storage.rows import ANN, HOUR, NOW, SAM, SECOND, count, member


async def test_an_account_is_made_once(store: Store) -> None:
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN, SAM], NOW)
        await people.set_state(conn, ANN, "blocked", NOW)
        await people.make_accounts(conn, [ANN, "slack:T1:U1"], NOW)
        await people.make_accounts(conn, [], NOW)
        found = {row.address: row for row in await people.load(conn, [ANN, SAM, "slack:T1:U1"], NOW)}
    assert {row.platform for row in found.values()} == {"telegram", "slack"}
    assert (found[ANN].state, found[SAM].state) == ("blocked", "reachable")


async def test_the_same_state_again_keeps_since_when(store: Store) -> None:
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
        await people.set_state(conn, ANN, "blocked", NOW + SECOND)
        await people.set_state(conn, ANN, "blocked", NOW + HOUR)
    since = NOW + SECOND
    moment = f"'{since.isoformat()}'" if store.dialect == "postgresql" else f"{since.timestamp():.0f}000000"
    assert await count(store, "account", f"state_at = {moment}") == 1


async def test_guesses_are_counted_since_a_moment_and_only_for_nobodys_account(store: Store) -> None:
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
        for ago in (2 * HOUR, HOUR, SECOND):
            await people.add_guess(conn, 1, NOW - ago)
        [loaded] = await people.load(conn, [ANN], NOW - HOUR)
        assert loaded.guesses == 2
        assert await people.prune_guesses(conn, NOW - HOUR) == 1
        person_id = await member(conn, SAM)
        await people.attach(conn, 1, person_id)
        [attached] = await people.load(conn, [ANN], NOW - HOUR)
    assert (attached.guesses, attached.person_id) == (0, person_id)


async def test_an_account_is_held_and_let_go(store: Store) -> None:
    async with store.write() as conn:
        await people.make_accounts(conn, [ANN], NOW)
        await people.hold(conn, 1, NOW + HOUR)
        [held] = await people.load(conn, [ANN], NOW)
        await people.hold(conn, 1, None)
        [free] = await people.load(conn, [ANN], NOW)
    assert (held.held_until, free.held_until) == (NOW + HOUR, None)


async def test_a_persons_accounts_come_best_first(store: Store) -> None:
    async with store.write() as conn:
        ann = await member(conn, ANN, language="cy")
        sam = await member(conn, SAM)
        await people.make_accounts(conn, ["slack:T:1", "slack:T:2"], NOW)
        for loaded in await people.load(conn, ["slack:T:1", "slack:T:2"], NOW):
            await people.attach(conn, loaded.account_id, ann)
        await people.set_state(conn, "slack:T:2", "gone", NOW)
        assert await people.accounts_of(conn, [sam, ann]) == [
            AccountRow(ann, "slack:T:1", "cy", "reachable", "slack"),
            AccountRow(ann, ANN, "cy", "reachable", "telegram"),
            AccountRow(ann, "slack:T:2", "cy", "gone", "slack"),
            AccountRow(sam, SAM, "en", "reachable", "telegram"),
        ]
        assert await people.accounts_of(conn, []) == []
