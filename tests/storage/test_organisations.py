"""An organisation is added once, whatever the case of its name."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import NoResultFound

from storage import organisations
from storage.store import Store
from tests.storage.rows import NOW, count

SAME = {
    "same": "Ysgol Bro Ô",
    "case": "YSGOL BRO ô",
    "spaces": "  Ysgol  Bro Ô ",
}


@pytest.mark.parametrize("name", SAME.values(), ids=SAME.keys())
async def test_the_same_name_is_the_same_organisation(store: Store, name: str) -> None:
    async with store.write() as conn:
        made = await organisations.add(conn, "Ysgol Bro Ô", NOW)
        again = await organisations.add(conn, name, NOW)
        found = await organisations.find(conn, name)
    assert (made, again) == ((1, True), (1, False))
    assert found == organisations.OrganisationRow(1, "Ysgol Bro Ô", 1)
    assert await count(store, "programme") == 1


async def test_an_unknown_name_is_not_found(store: Store) -> None:
    async with store.write() as conn:
        await organisations.add(conn, "Oak School", NOW)
        await organisations.add(conn, "Elm College", NOW)
        assert await organisations.find(conn, "Ash School") is None
        found = await organisations.find(conn, "elm college")
    assert found == organisations.OrganisationRow(2, "Elm College", 2)


async def test_the_only_organisation_is_the_only_one(store: Store) -> None:
    async with store.write() as conn:
        assert await organisations.sole_organisation(conn) is None
        await organisations.add(conn, "Oak School", NOW)
        assert await organisations.sole_organisation(conn) == 1
        await organisations.add(conn, "Elm College", NOW)
        assert await organisations.sole_organisation(conn) is None


async def test_an_organisation_is_got_by_its_id(store: Store) -> None:
    async with store.write() as conn:
        await organisations.add(conn, "Oak School", NOW)
        elm, _ = await organisations.add(conn, "Elm College", NOW)
        assert await organisations.get(conn, elm) == organisations.OrganisationRow(elm, "Elm College", 2)
        with pytest.raises(NoResultFound):
            await organisations.get(conn, elm + 1)
