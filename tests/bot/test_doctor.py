"""The doctor: each thing it looks at, when it is well and when it is not, and what it says to do."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.doctor import Finding, examine
from bot.settings import Settings
from playground.server import running
from playground.world import World
from storage import migrate
from storage.store import Store
from tests.bot.answering import answering
from tests.bot.northside import Northside, northside

NO_SECRET = "TELEGRAM_WEBHOOK_SECRET is not set: take a long random word"
NOBODY_THERE = "http://127.0.0.1:1"


async def found(settings: Settings) -> dict[str, Finding]:
    return {finding.subject: finding for finding in await examine(settings)}


def test_a_finding_is_a_line() -> None:
    assert Finding("token", True, "it is well").line() == "✓ token: it is well"
    assert Finding("token", False, "it is not").line() == "✗ token: it is not"


async def test_a_bot_that_is_well(chosen: Settings, world: World) -> None:
    findings = await examine(chosen)

    assert [(one.subject, one.good) for one in findings] == [
        (subject, True) for subject in ("settings", "store", "tables", "updates", "token", "clock")
    ]
    words = {one.subject: one.words for one in findings}
    assert words["token"] == f"it is @{world.bot.username}'s"
    assert words["tables"] == f"up to date ({migrate.head()})"


async def test_tables_that_are_not_there_yet(empty_url: str) -> None:
    tables = (await found(Settings(database_url=empty_url)))["tables"]

    if empty_url.startswith("sqlite"):
        assert (tables.good, tables.words) == (True, "will be made when the bot starts")
    else:
        assert (tables.good, tables.words) == (False, "there are none yet: run: alongside migrate")


async def test_tables_of_another_version(store_url: str) -> None:
    store = Store.open(store_url)
    async with store.write() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = 'another'"))
    await store.close()

    tables = (await found(Settings(database_url=store_url)))["tables"]

    assert (tables.good, tables.words) == (False, "they are at another: run: alongside migrate")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "it is no address of a database: give sqlite:///path or postgresql://..."),
        ("mysql://x/y", "the store cannot be mysql: give sqlite:///path or postgresql://..."),
        ("sqlite://", "the store must be a file: give sqlite:///path"),
        ("postgresql://u:secret@127.0.0.1:1/x", "The database cannot be reached, or went away."),
    ],
    ids=["no address", "another database", "no file", "nobody there"],
)
async def test_a_store_that_cannot_be_opened(url: str, words: str) -> None:
    findings = await found(Settings(database_url=url))

    assert (findings["store"].good, findings["store"].words) == (False, f"look at DATABASE_URL: {words}")
    assert "tables" not in findings


async def test_a_file_of_another_program(tmp_path: Path) -> None:
    file = tmp_path / "another.sqlite"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE alembic_version (something TEXT)")

    store = (await found(Settings(database_url=f"sqlite:///{file}")))["store"]

    assert not store.good
    assert store.words.startswith("look at DATABASE_URL: the database refuses it: ")


async def test_a_database_that_refuses(postgres_url: str) -> None:
    wrong = postgres_url.replace("postgres:@", "nobody:a-secret@")

    store = (await found(Settings(database_url=wrong)))["store"]

    assert not store.good
    assert store.words.startswith("look at DATABASE_URL: ")
    assert "secret" not in store.words


@pytest.mark.parametrize(
    ("token", "words"),
    [
        (None, "TELEGRAM_TOKEN is not set: get one from @BotFather on Telegram"),
        ("abc", "TELEGRAM_TOKEN is not a bot's token: it looks like 123456:ABC..., from @BotFather"),
    ],
    ids=["none", "nonsense"],
)
async def test_a_token_that_is_none(sqlite_url: str, token: str | None, words: str) -> None:
    settings = Settings(database_url=sqlite_url, telegram_token=SecretStr(token) if token else None)

    findings = await found(settings)

    assert (findings["token"].good, findings["token"].words) == (False, words)
    assert "clock" not in findings


async def test_a_token_that_telegram_refuses(chosen: Settings, world: World) -> None:
    world.bot.revoked = True

    token = (await found(chosen))["token"]

    assert not token.good
    assert token.words.startswith("Telegram did not take it (the bot's token is not valid)")


async def test_a_token_of_another_telegram(sqlite_url: str) -> None:
    async with running(token="700:one") as address:
        other = Settings(
            database_url=sqlite_url, telegram_token=SecretStr("700:two"), telegram_api_url=address
        )
        assert not (await found(other))["token"].good


async def test_a_telegram_that_is_away(sqlite_url: str) -> None:
    settings = Settings(
        database_url=sqlite_url, telegram_token=SecretStr("1:abc"), telegram_api_url=NOBODY_THERE
    )

    token = (await found(settings))["token"]

    assert (token.good, token.words) == (
        False,
        "Telegram did not take it (no connection): check it, or try again later",
    )


@pytest.mark.parametrize(
    ("url", "secret", "api", "good", "words"),
    [
        (None, None, "https://telegram", True, "the bot asks Telegram for them"),
        ("https://bot", "word", "https://telegram", True, "Telegram delivers them to https://bot"),
        ("http://bot", "word", "http://playground", True, "Telegram delivers them to http://bot"),
        ("http://bot", "word", "https://telegram", False, "TELEGRAM_WEBHOOK_URL must begin with https://"),
        ("https://bot", None, "https://telegram", False, NO_SECRET),
    ],
    ids=["polls", "delivered", "delivered on this machine", "not safe", "no secret"],
)
async def test_how_updates_come(
    sqlite_url: str, url: str | None, secret: str | None, api: str, good: bool, words: str
) -> None:
    settings = Settings(
        database_url=sqlite_url,
        telegram_api_url=api,
        telegram_webhook_url=url,
        telegram_webhook_secret=SecretStr(secret) if secret else None,
    )

    updates = (await found(settings))["updates"]

    assert (updates.good, updates.words) == (good, words)


ME = '{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "Bot", "username": "a_bot"}}'


def seconds_from_now(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("seconds", "good", "words"),
    [
        (24 * 3600, False, " seconds from Telegram's: set this machine's time"),
        (-24 * 3600, False, " seconds from Telegram's: set this machine's time"),
        (0, True, "agrees with Telegram's"),
        (None, True, "Telegram did not say its time; nothing to compare with"),
    ],
    ids=["behind", "ahead", "the same", "not told"],
)
async def test_a_clock_that_differs(sqlite_url: str, seconds: int | None, good: bool, words: str) -> None:
    token = SecretStr("1:abc")
    date = "nonsense" if seconds is None else seconds_from_now(seconds)
    async with answering(ME, {"Date": date}) as address:
        settings = Settings(database_url=sqlite_url, telegram_token=token, telegram_api_url=address)
        clock = (await found(settings))["clock"]

    assert clock.good == good
    assert clock.words.endswith(words)


async def test_it_makes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "new.sqlite"
    await examine(Settings(database_url=f"sqlite:///{file}"))

    assert migrate.current(f"sqlite:///{file}") is None
    assert not await asyncio.to_thread(file.exists)


@pytest.fixture
async def side() -> AsyncIterator[Northside]:
    async with northside() as side:
        yield side


async def test_a_bot_in_slack_that_is_well(side: Northside, sqlite_url: str) -> None:
    findings = await examine(side.of_one(sqlite_url))

    assert [(one.subject, one.good) for one in findings] == [
        (subject, True) for subject in ("settings", "store", "tables", "slack", "workspace")
    ]
    words = {one.subject: one.words for one in findings}
    assert words["slack"] == "it is heard over a socket"
    assert words["workspace"] == "the bot is in Northside"


async def test_a_bot_in_slack_and_on_telegram(side: Northside, chosen: Settings) -> None:
    both = side.of_one(
        chosen.database_url,
        telegram_token=chosen.telegram_token,
        telegram_api_url=chosen.telegram_api_url,
    )

    findings = await examine(both)

    assert [one.subject for one in findings if one.good] == [
        *("settings", "store", "tables", "updates", "token", "clock", "slack", "workspace")
    ]


async def test_a_bot_that_workspaces_install(side: Northside, sqlite_url: str) -> None:
    findings = await found(side.of_many(sqlite_url))

    assert findings["slack"].words == "it is heard over HTTP at /slack/events"
    assert (findings["workspaces"].good, findings["workspaces"].words) == (
        True,
        f"they install the app at {side.door}/slack/install",
    )
    assert "token" not in findings


async def test_settings_of_slack_that_do_not_fit_together(side: Northside, sqlite_url: str) -> None:
    findings = await found(side.of_one(sqlite_url, slack_app_token=None))

    assert not findings["slack"].good
    assert findings["slack"].words.startswith("Slack needs SLACK_APP_TOKEN")
    assert side.asked("auth.test") == 0


@pytest.mark.parametrize(
    ("code", "reason"), [("invalid_auth", "invalid_auth"), (503, "HTTP 503")], ids=["refused", "away"]
)
async def test_a_token_that_slack_does_not_take(
    side: Northside, sqlite_url: str, code: int | str, reason: str
) -> None:
    side.there.faults.add("auth.test", code)

    workspace = (await found(side.of_one(sqlite_url)))["workspace"]

    assert (workspace.good, workspace.words) == (
        False,
        f"Slack did not take SLACK_BOT_TOKEN ({reason}): check it, or try again later",
    )
