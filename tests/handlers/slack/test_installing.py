"""The app is installed in a workspace by its owner, in a browser."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from aiohttp import web
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from starlette.applications import Starlette

from handlers.slack.connection import Connection
from handlers.slack.installing import INSTALL_PATH, REDIRECT_PATH, SCOPES, OAuth, install_routes
from tests.handlers.slack.house import BOT_TOKEN
from tests.handlers.slack.payloads import ANN, BOT, BOT_ID, TEAM, Json

# slack-sdk 3.47 gives the app's secret in a way that aiohttp 3.14 is going to take away.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

CLIENT_ID, CLIENT_SECRET = "1.2", "client-secret-that-must-stay-secret"
CODE = "code-that-must-stay-secret"
REDIRECT_URI = f"https://alongside{REDIRECT_PATH}"
INSTALLED: Json = {
    "ok": True,
    "app_id": "A0APP",
    "access_token": BOT_TOKEN,
    "token_type": "bot",
    "scope": ",".join(SCOPES),
    "bot_user_id": BOT,
    "team": {"id": TEAM, "name": "Charity"},
    "enterprise": None,
    "is_enterprise_install": False,
    "authed_user": {"id": ANN},
}


@dataclass
class Slack:
    """The Web API as far as an installation asks it; ``answer`` is what a code is worth."""

    answer: Json = field(default_factory=lambda: dict(INSTALLED))
    status: int = 200
    asked: list[str] = field(default_factory=list)
    root: str = ""

    async def access(self, request: web.Request) -> web.Response:
        form = await request.post()
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        assert request.headers["Authorization"] == f"Basic {basic}"
        assert form["redirect_uri"] == REDIRECT_URI
        self.asked.append(str(form["code"]))
        return web.json_response(self.answer, status=self.status)

    async def test(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {BOT_TOKEN}"
        return web.json_response({"ok": True, "bot_id": BOT_ID, "user_id": BOT, "team_id": TEAM})


@dataclass
class Told:
    """Who was told of an installation."""

    teams: list[tuple[str, str]] = field(default_factory=list)
    is_open: bool = True

    async def installed(self, team: str, name: str) -> None:
        if not self.is_open:
            raise RuntimeError(f"no room for {name}")
        self.teams.append((team, name))


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    slack, app = Slack(), web.Application()
    app.router.add_post("/api/oauth.v2.access", slack.access)
    app.router.add_post("/api/auth.test", slack.test)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield slack
    await runner.cleanup()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def installations(tmp_path: Path) -> FileInstallationStore:
    return FileInstallationStore(base_dir=str(tmp_path / "installations"), client_id=CLIENT_ID)


@pytest.fixture
async def browser(
    slack: Slack, told: Told, installations: FileInstallationStore, tmp_path: Path
) -> AsyncIterator[httpx.AsyncClient]:
    states = FileOAuthStateStore(expiration_seconds=60, base_dir=str(tmp_path / "states"))
    async with Connection(f"{slack.root}/api/") as connection:
        oauth = OAuth(
            CLIENT_ID,
            CLIENT_SECRET,
            REDIRECT_URI,
            installations,
            states,
            connection.client(""),
            told.installed,
        )
        transport = httpx.ASGITransport(Starlette(routes=install_routes(oauth)))
        async with httpx.AsyncClient(transport=transport, base_url="https://alongside") as browser:
            yield browser


async def begun(browser: httpx.AsyncClient) -> str:
    """The state with which Slack is to lead back."""
    answer = await browser.get(INSTALL_PATH)
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer.headers["Location"]).query)["state"][0]


async def led_back(browser: httpx.AsyncClient, **query: str) -> httpx.Response:
    return await browser.get(REDIRECT_PATH, params=query)


async def test_slack_is_asked_for_what_the_bot_needs(browser: httpx.AsyncClient) -> None:
    answer = await browser.get(INSTALL_PATH)
    address = urlsplit(answer.headers["Location"])
    query = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://slack.com/oauth/v2/authorize"
    assert query["scope"] == [",".join(SCOPES)]
    assert query["client_id"] == [CLIENT_ID]
    assert query["redirect_uri"] == [REDIRECT_URI]
    assert "user_scope" not in query


async def test_installed(
    browser: httpx.AsyncClient, slack: Slack, told: Told, installations: FileInstallationStore
) -> None:
    answer = await led_back(browser, code=CODE, state=await begun(browser))
    assert answer.status_code == 200
    assert told.teams == [(TEAM, "Charity")]
    assert slack.asked == [CODE]
    bot = await installations.async_find_bot(enterprise_id=None, team_id=TEAM)
    assert bot is not None
    assert (bot.bot_token, bot.bot_user_id, bot.bot_id) == (BOT_TOKEN, BOT, BOT_ID)


async def test_a_state_works_once(browser: httpx.AsyncClient, told: Told) -> None:
    state = await begun(browser)
    cookie = browser.cookies["slack-app-oauth-state"]
    assert (await led_back(browser, code=CODE, state=state)).status_code == 200
    again = await browser.get(
        REDIRECT_PATH,
        params={"code": CODE, "state": state},
        headers={"Cookie": f"slack-app-oauth-state={cookie}"},
    )
    assert again.status_code == 401
    assert len(told.teams) == 1


async def test_a_link_of_somebody_else_installs_nothing(browser: httpx.AsyncClient, slack: Slack) -> None:
    state = await begun(browser)
    browser.cookies.clear()
    assert (await led_back(browser, code=CODE, state=state)).status_code == 400
    assert (await led_back(browser, code=CODE)).status_code == 400
    assert not slack.asked


async def test_the_owner_says_no(browser: httpx.AsyncClient, slack: Slack) -> None:
    answer = await led_back(browser, error="access_denied", state=await begun(browser))
    assert answer.status_code == 200
    assert "access_denied" in answer.text
    assert not slack.asked


FAULTS: dict[str, tuple[Json, int, int]] = {
    "a code that is used up": ({"ok": False, "error": "code_already_used"}, 200, 401),
    "Slack is down": ({}, 503, 401),
    "a whole enterprise": (INSTALLED | {"team": None, "is_enterprise_install": True}, 200, 400),
}


@pytest.mark.parametrize(("answer", "status", "expected"), FAULTS.values(), ids=FAULTS.keys())
async def test_not_installed(
    browser: httpx.AsyncClient,
    slack: Slack,
    told: Told,
    answer: Json,
    status: int,
    expected: int,
    capfd: pytest.CaptureFixture[str],
) -> None:
    slack.answer, slack.status = answer, status
    page = await led_back(browser, code=CODE, state=await begun(browser))
    assert page.status_code == expected
    assert not told.teams
    shown = page.text + "".join(capfd.readouterr())
    for secret in (CODE, CLIENT_SECRET, BOT_TOKEN):
        assert secret not in shown


async def test_a_house_that_is_closed_says_so(
    browser: httpx.AsyncClient, told: Told, capfd: pytest.CaptureFixture[str]
) -> None:
    told.is_open = False
    page = await led_back(browser, code=CODE, state=await begun(browser))
    assert page.status_code == 503
    shown = "".join(capfd.readouterr())
    assert "RuntimeError" in shown
    assert "Charity" not in shown
