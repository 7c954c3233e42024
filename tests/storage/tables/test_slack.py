"""The tables of slack_sdk's stores are what it builds itself, and it works with ours."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy import MetaData, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

from storage import inbox
from storage.store import Store
from storage.tables import slack_bots, slack_installations, slack_oauth_states
from storage.tables.base import NAMES
from tests.storage.rows import NOW, count, heard

WRITES = 20
theirs = MetaData(naming_convention=NAMES)
installations = AsyncSQLAlchemyInstallationStore
states = AsyncSQLAlchemyOAuthStateStore
BUILT = {
    "bots": (slack_bots, installations.build_bots_table(theirs, installations.default_bots_table_name)),
    "installations": (
        slack_installations,
        installations.build_installations_table(theirs, installations.default_installations_table_name),
    ),
    "states": (slack_oauth_states, states.build_oauth_states_table(theirs, states.default_table_name)),
}


def said(table: Table) -> list[str]:
    """Return what each database is told to make ``table`` with its indexes."""
    words: list[DDLElement] = [CreateTable(table), *(CreateIndex(index) for index in table.indexes)]
    return [str(word.compile(dialect=each.dialect())) for each in (sqlite, postgresql) for word in words]


@pytest.mark.parametrize(("ours", "built"), BUILT.values(), ids=BUILT.keys())
def test_a_table_is_what_slack_sdk_builds(ours: Table, built: Table) -> None:
    assert said(ours) == said(built)


def installation(team: str, bot: str = "xoxb-1") -> Installation:
    return Installation(
        app_id="A1",
        enterprise_id=None,
        team_id=team,
        team_name="Oak School",
        bot_token=bot,
        bot_id="B1",
        bot_user_id="U0",
        bot_scopes=["chat:write"],
        user_id="U1",
        installed_at=NOW.timestamp(),
    )


async def test_an_installation_is_saved_and_found_while_the_store_writes(store: Store) -> None:
    theirs = AsyncSQLAlchemyInstallationStore("1.2", store.engine)

    async def write(number: int) -> None:
        async with store.write() as conn:
            await inbox.keep(conn, [heard(number)])

    saving = [theirs.async_save(installation(f"T{number}")) for number in range(WRITES)]
    await asyncio.gather(*saving, *(write(number) for number in range(WRITES)))
    assert await count(store, "inbox") == WRITES
    assert await count(store, "slack_installations") == WRITES
    found = await theirs.async_find_installation(enterprise_id=None, team_id="T7")
    assert found is not None
    assert (found.bot_token, found.bot_scopes, found.user_id) == ("xoxb-1", ["chat:write"], "U1")
    assert datetime.fromtimestamp(found.installed_at, UTC) == NOW
    await theirs.async_delete_bot(enterprise_id=None, team_id="T7")
    assert await theirs.async_find_bot(enterprise_id=None, team_id="T7") is None
    assert await theirs.async_find_bot(enterprise_id=None, team_id="T8") is not None


async def test_the_same_installation_again_takes_the_place_of_the_first(store: Store) -> None:
    theirs = AsyncSQLAlchemyInstallationStore("1.2", store.engine)
    await theirs.async_save(installation("T1"))
    await theirs.async_save(installation("T1", "xoxb-2"))
    found = await theirs.async_find_bot(enterprise_id=None, team_id="T1")
    assert found is not None
    assert found.bot_token == "xoxb-2"
    assert await count(store, "slack_bots") == 1


async def test_a_bot_is_found_while_the_store_is_in_the_middle_of_writing(store: Store) -> None:
    theirs = AsyncSQLAlchemyInstallationStore("1.2", store.engine)
    await theirs.async_save(installation("T1"))
    async with store.write() as conn:
        await inbox.keep(conn, [heard(1)])
        assert await theirs.async_find_bot(enterprise_id=None, team_id="T1") is not None


async def test_a_state_is_good_once(store: Store) -> None:
    theirs = AsyncSQLAlchemyOAuthStateStore(600, store.engine)
    state = await theirs.async_issue()
    assert not await theirs.async_consume("another")
    assert [await theirs.async_consume(state) for _ in range(2)] == [True, False]
    assert await count(store, "slack_oauth_states") == 0
