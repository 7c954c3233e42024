"""The way in on the playground's Slack, over its socket and over HTTP: what people do is heard, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from starlette.applications import Starlette

from conversations.heard import PICKED, Address, Heard, Kind, Platform, TurnToken
from conversations.reply import DONE, MORE, Act, Entry
from handlers.rendered import Button, Field, Form, Rendered
from handlers.slack import Connection, Slack
from handlers.slack.app import Edge, Inside, Workspace
from handlers.slack.http import EVENTS_PATH, events_route
from handlers.slack.socket import Socket
from playground.server import listening, serving
from playground.world import World
from tests.handlers.slack.house import UNKNOWN, until

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TOKEN = TurnToken("r4bc", 3)
Json = dict[str, Any]


@dataclass
class Inbox:
    """What was kept, each event once, and who said farewell."""

    kept: dict[str, Heard]
    gone: list[str]
    is_open: bool = True
    known: bool = True
    refused: int = 0

    async def receive(self, heard: list[Heard]) -> None:
        if not self.is_open:
            self.refused += 1
            raise RuntimeError("closed")
        self.kept |= {one.event: one for one in heard}

    async def leave(self, team: str) -> None:
        self.gone.append(team)


@dataclass
class Stage:
    """A playground with Ann in it, the bot's ear and voice, and the control API."""

    world: World
    inbox: Inbox
    http: aiohttp.ClientSession
    slack: Slack
    socket: Socket
    ann: str
    team: str

    async def act(self, path: str, **fields: object) -> Json:
        async with self.http.post(f"/api/slack/{path}", json=fields) as answer:
            said: Json = await answer.json()
            assert answer.status == 200, said
            return said

    async def ended(self, acted: Json) -> Json:
        """The delivery of what was done, once the app has answered it or was too late."""
        path = f"/api/slack/deliveries/{acted['delivery']}"
        async with self.http.get(path, params={"timeout": 5}) as answer:
            said: Json = await answer.json()
            return said

    async def heard(self, path: str, **fields: object) -> Heard:
        """What was heard of something that Ann did, which was acknowledged."""
        before = set(self.inbox.kept)
        ended = await self.ended(await self.act(f"people/{self.ann}/{path}", **fields))
        assert ended["status"] == "acknowledged"
        (new,) = self.inbox.kept.keys() - before
        return self.inbox.kept[new]

    async def say(self, **more: Any) -> str:
        """Send Ann something; the time stamp of its message."""
        sent = await self.slack.send(Rendered(Address(Platform.SLACK, self.ann, self.team), id="1", **more))
        return getattr(sent, "message", "").partition(":")[2]


async def briefly(seconds: float) -> None:
    """The socket's pauses, a hundred times as short."""
    await asyncio.sleep(seconds / 100)


def edge_of(world: World, inbox: Inbox) -> Edge:
    async def find(team: str) -> Workspace | None:
        known = world.slack.world.workspaces.get(team)
        if not inbox.known or known is None:
            return None
        return Workspace(known.bot_token, known.bot_user_id, known.bot_id)

    inside = Inside(find, inbox.receive, inbox.leave, UNKNOWN, lambda: NOW)
    return Edge(inside, world.slack.world.app.signing_secret)


@pytest.fixture(params=["socket", "http"])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    world, inbox, stop = World(limits=False), Inbox({}, []), asyncio.Event()
    edge = edge_of(world, inbox)
    workspace = next(iter(world.slack.world.workspaces.values()))
    app = Starlette(routes=[events_route(edge)])
    async with (
        serving(world) as address,
        listening(lambda _: app) as here,
        Connection(f"{address}/slack/api/") as connection,
        aiohttp.ClientSession(address) as http,
    ):
        voice = Slack(connection.client(workspace.bot_token))
        ann = world.slack.world.add_person(workspace, "Ann").id
        socket = Socket(edge, world.slack.world.app.app_token, briefly, f"{address}/slack/api/")
        stage = Stage(world, inbox, http, voice, socket, ann, workspace.id)
        running = asyncio.create_task(socket.run(stop))
        if request.param == "http":
            await stage.act("delivery", mode="http", url=f"{here}{EVENTS_PATH}")
        await until(lambda: socket.reading)
        yield stage
        stop.set()
        await running


async def test_what_people_say(stage: Stage) -> None:
    said = await stage.heard("say", text="1 < 2 & see https://example.org")
    assert (said.kind, said.text) == (Kind.TEXT, "1 < 2 & see https://example.org")
    assert said.address == Address(Platform.SLACK, stage.ann, stage.team)
    ts = said.message.partition(":")[2]
    edited = await stage.heard("edit", ts=ts, text="Better")
    assert (edited.kind, edited.text, edited.message) == (Kind.EDITED, "Better", said.message)
    sent = await stage.heard("send", name="photo.png", text="Look")
    assert (sent.kind, sent.text) == (Kind.MEDIA, "Look")
    assert (await stage.heard("home")).kind is Kind.HOME


async def test_what_people_ask(stage: Stage) -> None:
    asked = await stage.heard("command", command="/alongside", text="see 12")
    assert (asked.kind, asked.command, asked.text) == (Kind.COMMAND, "see", "12")
    assert asked.press
    assert (await stage.heard("command", command="/alongside")).command == "home"
    ts = await stage.say(text="Hello")
    raised = await stage.heard("shortcut", callback_id="raise_concern", ts=ts)
    assert (raised.kind, raised.command, raised.text) == (Kind.COMMAND, "report", "Hello")


async def test_what_people_press(stage: Stage) -> None:
    ts = await stage.say(
        text="Shall we?", buttons=(Button("Yes", "yes"), Button("See", "/see 12")), token=TOKEN
    )
    pressed = await stage.heard("press", ts=ts, value="yes")
    assert (pressed.kind, pressed.choice, pressed.token) == (Kind.CHOICE, "yes", TOKEN)
    assert pressed.message.partition(":")[2] == ts
    assert pressed.press
    see = await stage.heard("press", ts=ts, value="/see 12")
    assert (see.choice, see.token) == ("/see 12", None)


async def test_a_day_is_picked(stage: Stage) -> None:
    ts = await stage.say(text="When?", token=TOKEN, entry=Entry.DATE)
    picked = await stage.heard("pick", ts=ts, values=["2026-12-01"])
    assert (picked.choice, picked.token) == ("2026-12-01", TOKEN)


@pytest.mark.parametrize("ends", [DONE, MORE])
@pytest.mark.parametrize("count", [4, 30], ids=["ticks", "a list"])
async def test_several_are_picked(stage: Stage, count: int, ends: str) -> None:
    options = tuple(Button(f"Topic {at}", f"t{at}") for at in range(count))
    buttons = (*options, Button("More", MORE), Button("Done", DONE))
    ts = await stage.say(text="Which?", buttons=buttons, token=TOKEN, several=True)
    ticked = await stage.ended(await stage.act(f"people/{stage.ann}/pick", ts=ts, values=["t1", "t3"]))
    assert ticked["status"] == "acknowledged"
    assert not stage.inbox.kept
    done = await stage.heard("press", ts=ts, value=ends)
    assert (done.choice, done.token, done.fields) == (ends, TOKEN, {PICKED: "t1\nt3"})


async def test_a_form_is_handed_in_and_closes(stage: Stage) -> None:
    ts = await stage.say(text="About you", buttons=(Button("Open", "open_form"),), token=TOKEN)
    pressed = await stage.heard("press", ts=ts, value="open_form")
    name, more = Field("name", "Your name"), Field("more", "Anything else?", optional=True)
    form = Form("About you", "Send", "Close", (name, more))
    await stage.say(act=Act.FORM, form=form, press=pressed.press, message=pressed.message, token=TOKEN)
    given = await stage.heard("submit", values={"name": "Ann & <Sam>"})
    assert (given.kind, given.token, given.message) == (Kind.FORM, TOKEN, pressed.message)
    assert given.fields == {"name": "Ann & <Sam>"}
    async with stage.http.get(f"/api/slack/people/{stage.ann}/modal") as answer:
        assert (await answer.json())["modal"] is None


async def test_in_a_channel_only_the_channel_is_heard(stage: Stage) -> None:
    hall = (await stage.act("channels", name="hall", people=[stage.ann]))["channel"]
    await stage.ended(await stage.act(f"channels/{hall}/invite", user=stage.ann))
    await stage.ended(await stage.act(f"channels/{hall}/say", user=stage.ann, text="Hello", mention=True))
    assert [one.kind for one in stage.inbox.kept.values()] == [Kind.GROUP, Kind.GROUP]
    assert {one.address.user for one in stage.inbox.kept.values()} == {hall}
    assert "Hello" not in repr(stage.inbox.kept)


async def test_what_could_not_be_kept_comes_again(stage: Stage) -> None:
    stage.inbox.is_open = False
    acted = await stage.act(f"people/{stage.ann}/say", text="Hello")
    await until(lambda: stage.inbox.refused > 0)
    stage.inbox.is_open = True
    # Beyond the three seconds that Slack waits, and the minute before it tries a second time.
    stage.world.clock.advance(70)
    await until(lambda: bool(stage.inbox.kept))
    assert [one.text for one in stage.inbox.kept.values()] == ["Hello"]
    assert (await stage.ended(acted))["status"] in ("timeout", "http_error")


async def test_a_replay_is_the_same_event(stage: Stage) -> None:
    acted = await stage.act(f"people/{stage.ann}/say", text="Hello")
    await stage.ended(acted)
    again = await stage.ended(await stage.act(f"deliveries/{acted['delivery']}/repeat"))
    assert again["status"] == "acknowledged"
    assert len(stage.inbox.kept) == 1


async def test_the_app_is_taken_away(stage: Stage) -> None:
    removed = await stage.act(f"workspaces/{stage.team}/uninstall")
    for number in removed["deliveries"]:
        assert (await stage.ended({"delivery": number}))["status"] == "acknowledged"
    assert set(stage.inbox.gone) == {stage.team}
    assert not stage.inbox.kept


async def test_an_unknown_workspace_is_told_kindly(stage: Stage) -> None:
    ts = await stage.say(text="Shall we?", buttons=(Button("Yes", "yes"),), token=TOKEN)
    stage.inbox.known = False
    asked = await stage.ended(await stage.act(f"people/{stage.ann}/command", command="/alongside"))
    assert asked["response"] == {"response_type": "ephemeral", "text": UNKNOWN}
    pressed = await stage.ended(await stage.act(f"people/{stage.ann}/press", ts=ts, value="yes"))
    assert pressed["status"] == "acknowledged"
    said = await stage.ended(await stage.act(f"people/{stage.ann}/say", text="Hello"))
    assert said["status"] == "acknowledged"
    async with stage.http.get(f"/api/slack/people/{stage.ann}/messages") as answer:
        shown = [one["text"] for one in (await answer.json())["messages"] if one["ephemeral"]]
    assert shown == [UNKNOWN, UNKNOWN]
    assert not stage.inbox.kept


FORGED: dict[str, Json] = {
    "another signature": {"signature": "v0=" + "0" * 64},
    "no signature": {"signature": ""},
    "old": {"timestamp": 1_700_000_000},
}


@pytest.mark.parametrize("stage", ["http"], indirect=True)
@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
async def test_forged(stage: Stage, forged: Json) -> None:
    acted = await stage.act(f"people/{stage.ann}/say", text="Hello")
    await stage.ended(acted)
    stage.inbox.kept.clear()
    again = await stage.ended(await stage.act(f"deliveries/{acted['delivery']}/repeat", **forged))
    assert (again["status"], again["http_status"]) == ("http_error", 401)
    assert not stage.inbox.kept


@pytest.mark.parametrize("stage", ["socket"], indirect=True)
@pytest.mark.parametrize("reason", [None, "warning", "refresh_requested"], ids=["cut", "warned", "asked"])
async def test_the_socket_is_replaced(stage: Stage, reason: str | None) -> None:
    closed = await stage.act("sockets/close", **({"reason": reason} if reason else {}))
    assert closed["closed"] == 1
    await until(lambda: [one.id for one in stage.world.slack.wire.sockets.open] == [2])
    assert (await stage.heard("say", text="Hello")).text == "Hello"


@pytest.mark.parametrize("stage", ["socket"], indirect=True)
async def test_slack_is_down_and_back(stage: Stage) -> None:
    await stage.act("outage", down=True)
    acted = await stage.act(f"people/{stage.ann}/say", text="Hello")
    await until(lambda: not stage.socket.reading)
    await stage.act("outage", down=False)
    assert (await stage.ended(acted))["status"] == "acknowledged"
    assert [one.text for one in stage.inbox.kept.values()] == ["Hello"]
