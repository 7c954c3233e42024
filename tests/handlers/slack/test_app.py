"""What becomes of a request that says nothing, of one for an unknown workspace, and of a farewell."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltRequest

from handlers.slack.app import Workspace
from tests.handlers.slack.house import BOT_TOKEN, UNKNOWN, House
from tests.handlers.slack.payloads import (
    BOT,
    BOT_ID,
    Json,
    button,
    command,
    event,
    interaction,
    pressed,
    said,
    shortcut,
    submitted,
)

ELSEWHERE = "T0ELSEWHERE"
AWAY: Json = {"team": {"id": ELSEWHERE}}


@pytest.fixture
def house() -> House:
    return House()


class Shown:
    """A response_url of Slack's, and what was shown through it."""

    def __init__(self) -> None:
        self.url = ""
        self.messages: list[Json] = []
        self.status = 200

    async def show(self, request: web.Request) -> web.Response:
        self.messages.append(await request.json())
        return web.Response(status=self.status, text="ok")


@pytest.fixture
async def shown() -> AsyncIterator[Shown]:
    shown, app = Shown(), web.Application()
    app.router.add_post("/shown", shown.show)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    shown.url = f"http://127.0.0.1:{runner.addresses[0][1]}/shown"
    yield shown
    await runner.cleanup()


async def sent(house: House, payload: Json) -> BoltResponse:
    request = AsyncBoltRequest(mode="socket_mode", body=payload)
    return await house.edge().dispatch(request)


SILENT: dict[str, Json] = {
    "another bot": said("Hello", bot_id="B2"),
    "our own": said("Hello", user=BOT),
    "an event nobody asked for": event({"type": "reaction_added", "user": "U1"}),
    "an interaction nobody asked for": interaction("view_closed", view={"id": "V1"}),
    "somebody's own token": event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}),
    "an event without an inside": said("Hello") | {"event": "Hello"},
}


@pytest.mark.parametrize("payload", SILENT.values(), ids=SILENT.keys())
async def test_what_says_nothing_is_acknowledged(house: House, payload: Json) -> None:
    assert (await sent(house, payload)).status == 200
    assert not house.heard
    assert not house.gone


async def test_an_event_for_an_unknown_workspace_is_dropped(house: House) -> None:
    response = await sent(house, said("Hello", team=ELSEWHERE))
    assert (response.status, response.body) == (200, "")
    assert not house.heard


async def test_a_command_in_an_unknown_workspace_is_told(house: House) -> None:
    response = await sent(house, command("help", ELSEWHERE))
    assert response.status == 200
    assert json.loads(response.body) == {"response_type": "ephemeral", "text": UNKNOWN}
    assert not house.heard


async def test_a_form_in_an_unknown_workspace_stays_open_and_says_why(house: House) -> None:
    values: Json = {"name": {"answer": {"value": "Ann"}}, "why": {"answer": {"value": "x"}}}
    response = await sent(house, submitted(values) | AWAY)
    assert json.loads(response.body) == {"response_action": "errors", "errors": {"name": UNKNOWN}}
    assert (await sent(house, submitted({}) | AWAY)).body == ""
    assert not house.heard


@pytest.mark.parametrize("status", [200, 404], ids=["taken", "refused"])
async def test_a_press_in_an_unknown_workspace_is_told_beside_the_message(
    house: House, shown: Shown, status: int
) -> None:
    shown.status = status
    for payload in (
        pressed(button("yes"), response_url=shown.url) | AWAY,
        shortcut("Hello") | {"response_url": shown.url} | AWAY,
    ):
        assert (await sent(house, payload)).status == 200
    assert [message["text"] for message in shown.messages] == [UNKNOWN, UNKNOWN]
    assert {message["response_type"] for message in shown.messages} == {"ephemeral"}
    assert not house.heard


async def test_a_press_is_acknowledged_even_if_slack_takes_no_answer(house: House) -> None:
    nowhere = pressed(button("yes"), response_url="http://127.0.0.1:1/") | AWAY
    assert (await sent(house, nowhere)).status == 200


FAREWELLS: dict[str, Json] = {
    "uninstalled": event({"type": "app_uninstalled"}),
    "revoked": event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}}),
    "of a workspace unknown by now": event({"type": "app_uninstalled"}, team=ELSEWHERE),
}


@pytest.mark.parametrize("payload", FAREWELLS.values(), ids=FAREWELLS.keys())
async def test_a_farewell_is_told(house: House, payload: Json) -> None:
    assert (await sent(house, payload)).status == 200
    assert house.gone == [payload["team_id"]]
    assert not house.heard


@pytest.mark.parametrize("payload", [*FAREWELLS.values(), said("Hello")], ids=[*FAREWELLS, "a message"])
async def test_a_house_that_is_closed_acknowledges_nothing(house: House, payload: Json) -> None:
    house.is_open = False
    assert (await sent(house, payload)).status == 503


async def test_slack_is_never_asked_who_we_are(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def asked(*_: object, **__: object) -> None:
        pytest.fail("a request went out")

    monkeypatch.setattr(aiohttp.ClientSession, "_request", asked)
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
    edge = house.edge()
    for number in range(3):
        request = AsyncBoltRequest(mode="socket_mode", body=said("Hello", f"Ev{number}"))
        assert (await edge.dispatch(request)).status == 200
    assert len(house.kept) == 3


def test_the_token_is_in_no_repr() -> None:
    assert BOT_TOKEN not in repr(Workspace(BOT_TOKEN, BOT, BOT_ID))
