"""Commands that run the process and look after its store."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.settings import Settings
from playground.slack.world import DEFAULT_APP, DEFAULT_BOT_TOKEN
from playground.world import World
from storage import migrate
from tests.bot.cli.conftest import Alongside
from tests.bot.northside import northside

ROOT = Path(__file__).parents[3]
PROGRAM = (sys.executable, "-c", "from bot.cli import main; main()")
DEMO_STOPS_WITHIN = 5.0  # seconds


def test_migrate_brings_the_tables_up_to_date_once(
    alongside: Alongside, monkeypatch: pytest.MonkeyPatch, empty_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)

    assert alongside("migrate").out == f"The tables are now at {migrate.head()}.\n"
    assert alongside("migrate").out == f"The tables are up to date ({migrate.head()}).\n"


def test_doctor_says_what_it_found_and_fails_where_something_is_wrong(alongside: Alongside) -> None:
    ended = alongside("doctor")

    assert ended.code == 1
    assert ended.err == "alongside: something needs attention: see the lines marked ✗\n"
    assert [line[0] for line in ended.out.splitlines()] == ["✓", "✓", "✓", "✓", "✗"]


def test_serve_needs_a_token(alongside: Alongside) -> None:
    assert alongside("serve").said() == (
        "TELEGRAM_TOKEN is not set: get one from @BotFather, or run: alongside demo. For Slack alone, set "
        "SLACK_BOT_TOKEN and SLACK_APP_TOKEN"
    )


LISTEN = "Slack needs SLACK_APP_TOKEN (to listen over a socket) or SLACK_SIGNING_SECRET (over HTTP)"
SLACK_ALONE = {
    "no way to listen": ({"SLACK_BOT_TOKEN": "xoxb-secret"}, LISTEN),
    "no secret of the client": (
        {"SLACK_CLIENT_ID": "1.2", "SLACK_SIGNING_SECRET": "secret"},
        "SLACK_CLIENT_ID needs SLACK_CLIENT_SECRET beside it",
    ),
    "no public address": (
        {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "secret", "SLACK_SIGNING_SECRET": "secret"},
        "SLACK_CLIENT_ID needs PUBLIC_URL: workspaces come there to install the app",
    ),
}


@pytest.mark.parametrize(("variables", "words"), SLACK_ALONE.values(), ids=SLACK_ALONE)
def test_serve_says_what_slack_alone_lacks(
    alongside: Alongside, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], words: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    lines = alongside("serve")

    assert (lines.code, lines.out) == (1, "")
    assert lines.err.splitlines()[-1] == f"alongside: {words}"
    assert "secret" not in lines.err


def test_serve_needs_a_secret_for_a_webhook(alongside: Alongside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:abc")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_URL", "https://bot.example")

    assert alongside("serve").said().startswith("TELEGRAM_WEBHOOK_SECRET is not set")


def test_serve_needs_a_token_that_is_one(alongside: Alongside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "a-secret-but-no-token")

    said = alongside("serve").said()

    assert said.startswith("TELEGRAM_TOKEN is not a bot's token")
    assert "secret" not in said


async def program(*words: str, **variables: str) -> asyncio.subprocess.Process:
    """Start the command line as a program of its own."""
    clean = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    return await asyncio.create_subprocess_exec(
        *PROGRAM, *words, cwd=ROOT, env={**clean, **variables},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.kill
async def test_serve_runs_until_sigterm(world: World, chosen: Settings) -> None:
    bot = await program(
        "serve",
        DATABASE_URL=chosen.database_url,
        TELEGRAM_TOKEN=world.bot.token,
        TELEGRAM_API_URL=chosen.telegram_api_url,
        PORT="0",
        LOG_FORMAT="json",
    )
    assert bot.stderr is not None
    async with asyncio.timeout(20):
        first = await bot.stderr.readline()
        bot.send_signal(signal.SIGTERM)
        rest, code = await bot.stderr.read(), await bot.wait()

    assert b'"event": "serving"' in first
    assert b'"event": "stopping"' in rest
    assert code == 0
    assert world.bot.token.partition(":")[2].encode() not in first + rest


@pytest.mark.kill
async def test_serve_runs_with_slack_alone(sqlite_url: str) -> None:
    async with northside() as side:
        ann = side.person()
        bot = await program(
            "serve",
            DATABASE_URL=sqlite_url,
            SLACK_BOT_TOKEN=DEFAULT_BOT_TOKEN,
            SLACK_APP_TOKEN=DEFAULT_APP.app_token,
            SLACK_API_URL=f"{side.address}/slack/api/",
            PORT="0",
            LOG_FORMAT="json",
        )
        assert bot.stderr is not None
        await side.until(lambda: bool(side.world.slack.wire.sockets.open))
        await side.control("POST", f"people/{ann.id}/say", text="hello")
        assert len(await side.hears(ann, 1)) == 1
        bot.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            said, code = await bot.stderr.read(), await bot.wait()

    assert code == 0
    for secret in (DEFAULT_BOT_TOKEN, DEFAULT_APP.app_token, "hello"):
        assert secret.encode() not in said


@pytest.mark.kill
async def test_demo_shows_a_page_and_ends_with_all_that_it_started(tmp_path: Path) -> None:
    demo = await program("demo", "--port", "0", "--folder", str(tmp_path / "demo"))
    assert demo.stdout is not None
    async with asyncio.timeout(30):
        address = ""
        while not address:
            line = (await demo.stdout.readline()).decode()
            assert line
            address = line.partition("Open ")[2].strip()
        async with httpx.AsyncClient(base_url=address) as browser:
            page = await browser.get("/")
            assert (page.status_code, page.headers["content-type"].partition(";")[0]) == (200, "text/html")
            state = (await browser.get("/api/state")).json()
            assert state["welcome"]["code"] in state["welcome"]["link"]
        demo.send_signal(signal.SIGTERM)
        async with asyncio.timeout(DEMO_STOPS_WITHIN):
            assert await demo.wait() == 0
    async with httpx.AsyncClient() as browser:
        with pytest.raises(httpx.ConnectError):
            await browser.get(address)
    assert demo.stderr is not None
    assert await demo.stderr.read() == b""


def test_what_few_need_is_not_loaded_at_a_start() -> None:
    command = (sys.executable, "-c", "import sys, bot.cli.running, bot.serving; print(*sys.modules)")

    ran = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603

    modules = set(ran.stdout.split())
    assert "bot.serving" in modules
    assert not modules & {"matplotlib", "icalendar", "holidays", "slack_bolt", "bot.cli.people"}
