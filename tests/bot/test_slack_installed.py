"""What slack_sdk stored of installations, as it is read all at once."""

from __future__ import annotations

from typing import Any

from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore

from bot.slack_installed import Installed, installed_in
from handlers.slack.app import Workspace
from storage.store import Store
from tests.bot.northside import LANE, northside


async def stored(store: Store, client: str, at: float, **more: Any) -> None:
    """Let slack_sdk store an installation of the app with this client id."""
    base = {"app_id": "A0001", "bot_id": "B1", "bot_user_id": "UB1", "installed_at": at}
    installations = AsyncSQLAlchemyInstallationStore(client, store.engine)
    await installations.async_save_bot(Bot(**{**base, **more}))


async def test_the_newest_of_each_team_counts(store: Store) -> None:
    await stored(store, "1.2", 2.0, team_id="T1", team_name="Oak", bot_token="new")
    await stored(store, "1.2", 1.0, team_id="T1", team_name="Oak", bot_token="old")
    await stored(store, "1.2", 3.0, team_id="T2", enterprise_id="E1", bot_token="other")
    await stored(store, "3.4", 4.0, team_id="T1", bot_token="of another app")
    await stored(store, "1.2", 5.0, team_id=None, enterprise_id="E1", bot_token="of all workspaces")
    await stored(store, "1.2", 6.0, team_id="T3", bot_token=None)

    async with store.read() as conn:
        assert await installed_in(conn, "1.2") == {
            "T1": Installed("T1", "Oak", None, Workspace("new", "UB1", "B1")),
            "T2": Installed("T2", "T2", "E1", Workspace("other", "UB1", "B1")),
        }
        assert await installed_in(conn, "5.6") == {}


async def test_a_workspace_of_an_enterprise_is_one_like_others(store: Store, store_url: str) -> None:
    async with northside() as side:
        settings, ann, first = side.of_many(store_url), side.person(), side.workspace
        more = {"team_id": first.id, "bot_id": first.bot_id, "bot_user_id": first.bot_user_id}
        client, token = settings.slack_client_id or "", first.bot_token
        await stored(store, client, 1.0, enterprise_id="E1", bot_token=token, **more)
        async with side.running(settings) as bot:
            await bot.queue(ann)
            assert len(await side.hears(ann, 1)) == 1
            await side.until(bot.edge.reads)
            assert bot.lanes == [LANE]
            await side.delivers()
            for number in (await side.control("POST", f"workspaces/{first.id}/uninstall"))["deliveries"]:
                assert (await side.ended(number))["status"] == "acknowledged"
            assert bot.lanes == []
        async with store.read() as conn:
            assert await installed_in(conn, client) == {}
