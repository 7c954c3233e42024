"""Nothing is kept of a person who is forgotten, but for concerns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import (
    alerts,
    concerns,
    decisions,
    dues,
    duties,
    erasure,
    help_requests,
    inbox,
    invitations,
    link_codes,
    outbox,
    people,
    runs,
)
from storage.outbox import Settlement
from storage.store import Store
from storage.tables import metadata
from tests.storage.rows import ANN, HOUR, NOW, SAM, count, heard, member, open_run, sending

KEPT = {"organisation", "programme", "invitation", "concern", "alert"}


BLANK = "text = '' AND address = '' AND fields IS NULL"


async def lived(store: Store, address: str, first_name: str) -> int:
    """Give somebody a row in every table that is about a person; ``first_name`` is in all that they said."""
    async with store.write() as conn:
        person_id = await member(conn, address, first_name=first_name)
        invitation_id = await invitations.add(conn, code=first_name, role="mentor", programme_id=1, now=NOW)
        assert invitation_id is not None
        assert await invitations.use(conn, invitation_id)
        await conn.execute(text(f"UPDATE person SET invitation_id = {invitation_id} WHERE id = {person_id}"))  # noqa: S608
        [loaded] = await people.load(conn, [address], NOW)
        await people.add_guess(conn, loaded.account_id, NOW)
        await people.set_profile(conn, person_id, {"name": first_name})
        await people.agree(conn, person_id, "rules", "2026-11", NOW)
        await runs.save(conn, [open_run(person_id, first_name, state={"name": first_name})])
        due = {"person_id": person_id, "purpose": "nudge", "occurrence": "1", "at": NOW}
        await dues.add(conn, [{**due, "not_after": NOW + HOUR, "created_at": NOW}])
        await help_requests.add(conn, person_id, "name", NOW)
        await _served(conn, person_id, first_name)
        await _talked(conn, person_id, loaded.account_id, address, first_name)
    return person_id


async def _served(conn: AsyncConnection, person_id: int, first_name: str) -> None:
    await duties.take(conn, person_id, 1, 1, NOW)
    await decisions.add(conn, person_id, person_id, True, first_name, NOW)
    await link_codes.add(conn, f"LINK{first_name}", person_id, NOW + HOUR, NOW)
    link = f"REFERRAL{person_id}"
    await invitations.add(conn, code=link, role="mentor", programme_id=1, now=NOW, referrer_id=person_id)


async def _talked(
    conn: AsyncConnection, person_id: int, account_id: int, address: str, first_name: str
) -> None:
    said: dict[str, Any] = {"platform": first_name, "text": first_name, "fields": {"name": first_name}}
    await inbox.keep(conn, [heard(event, address, **said) for event in (1, 2)])
    row: dict[str, Any] = {
        "person_id": person_id,
        "account_id": account_id,
        "parts": [{"name": first_name}],
        "extras": {"name": first_name},
        "lane": first_name,
    }
    await outbox.add(conn, [sending(address, **row), sending(address, **row)])
    [head] = await outbox.claim(conn, first_name, NOW, NOW + HOUR, "here", 1)
    await outbox.settle(conn, [Settlement(head.id, "sent", NOW)])
    given: dict[str, Any] = {
        "source": "words",
        "category": "other",
        "severity": "low",
        "words": "kept words",
        "at": NOW,
    }
    number = await concerns.raise_(conn, organisation_id=1, person_id=person_id, address=address, **given)
    await alerts.raise_(conn, number, 1, NOW)


async def test_nothing_is_kept_but_the_concern_and_what_is_still_to_be_sent(store: Store) -> None:
    person_id = await lived(store, ANN, "Ann")
    async with store.write() as conn:
        taken = [row.id for row in await inbox.waiting(conn, 10)]
        await erasure.forget_person(conn, person_id, taken)
        await inbox.done(conn, taken, NOW, "forgotten")
        assert await people.load(conn, [ANN], NOW) == []
        assert (await invitations.find(conn, ["Ann"]))["Ann"].used == 0
        [kept] = await concerns.listing(conn)
        assert (kept.person_id, kept.subject, kept.words) == (None, person_id, "kept words")
        assert [row.concern_id for row in await alerts.open_(conn, 1)] == [kept.id]
    assert await count(store, "inbox", f"{BLANK} AND event IN ('1', '2')") == 2
    assert await count(store, "invitation", "referrer_id IS NULL") == 2
    assert await count(store, "outbox", "forget AND person_id IS NULL AND account_id IS NULL") == 1
    left = {name: await count(store, name) for name in metadata.tables}
    full = {name: rows for name, rows in left.items() if rows and name not in KEPT}
    assert full == {"inbox": 2, "outbox": 1}
    async with store.write() as conn:
        [last] = await outbox.claim(conn, "Ann", NOW, NOW + HOUR, "here", 10)
        await outbox.settle(conn, [Settlement(last.id, "sent", NOW)])
    assert await count(store, "outbox") == 0


async def test_somebody_else_is_left_as_they_were(store: Store) -> None:
    sam = await lived(store, SAM, "Sam")
    before = {name: await count(store, name) for name in metadata.tables}
    ann = await lived(store, ANN, "Ann")
    async with store.write() as conn:
        taken = [row.id for row in await inbox.waiting(conn, 10) if row.address == ANN]
        await erasure.forget_person(conn, ann, taken)
        [loaded] = await people.load(conn, [SAM], NOW)
        assert (loaded.person_id, loaded.run) == (sam, {"name": "Sam"})
    for name, rows in before.items():
        more = {"invitation": 2, "concern": 1, "alert": 1, "inbox": 2, "outbox": 1}.get(name, 0)
        assert (name, await count(store, name)) == (name, rows + more)


async def test_words_of_a_forgotten_person_are_not_left_in_the_sqlite_file(sqlite_url: str) -> None:
    store = Store.open(sqlite_url)
    person_id = await lived(store, ANN, "Wilhelmina")
    async with store.write() as conn:
        taken = [row.id for row in await inbox.waiting(conn, 10)]
        await erasure.forget_person(conn, person_id, taken)
        await conn.execute(text("DELETE FROM outbox"))
        await conn.execute(text("DELETE FROM invitation"))
        await conn.execute(text("UPDATE inbox SET platform = ''"))
    await store.close()
    assert b"Wilhelmina" not in _bytes(sqlite_url)


def _bytes(url: str) -> bytes:
    return Path(url.removeprefix("sqlite:///")).read_bytes()
