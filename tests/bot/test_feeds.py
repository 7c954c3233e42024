"""A feed over HTTP: to whoever has its address, to nobody else, and as short as it can be."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from bot.feeds import feed_route
from bot.health import health_routes
from bot.logs import set_up
from bot.server import serving
from conversations.effects import Leave, MakeFeed, RevokeFeed
from conversations.facts import Role
from storage import erasure
from storage.store import Store
from tests.bot.asking import client
from tests.bot.calendars.reading import read
from tests.bot.house import WORDS
from tests.clocks import MORNING, ManualClock
from tests.mentoring.changes.test_calendar import token_in
from tests.mentoring.school import School
from tests.storage.matched import matched, met

DAY = timedelta(days=1)
AWAY = "postgresql://nobody@127.0.0.1:1/nothing"
Logged = list[Any]


@dataclass(frozen=True)
class Scene:
    """A pair with a meeting tomorrow, each with a feed, and a machine that asks."""

    school: School
    machine: httpx.AsyncClient
    clock: ManualClock
    ann: int
    match: int
    tokens: dict[str, str]

    async def ask(self, token: str, known: str = "") -> httpx.Response:
        headers = {"If-None-Match": known} if known else {}
        return await self.machine.get(f"/calendar/{token}.ics", headers=headers)

    async def events(self, whose: str) -> list[Any]:
        calendar = read((await self.ask(self.tokens[whose])).content)
        return list(calendar.contents.get("vevent", []))

    async def change(self, words: str) -> None:
        async with self.school.store.write() as conn:
            await conn.execute(text(words))


@pytest.fixture
async def scene(store: Store) -> AsyncIterator[Scene]:
    school, clock = School(store), ManualClock()
    ann, sam = await school.person("Ann", Role.YOUNG_PERSON), await school.person("Sam", Role.MENTOR)
    async with store.write() as conn:
        match = await matched(conn, sam, ann, since=MORNING)
        more = {"uid": "m-1@alongside", "place": "Oak library", "room": "https://rooms.example/secret"}
        await met(conn, match, 1, "confirmed", MORNING + DAY, **more)
    tokens = {name: token_in(await school.do(who, MakeFeed())) for name, who in (("Ann", ann), ("Sam", sam))}
    async with client([feed_route(store, WORDS, clock)]) as machine:
        yield Scene(school, machine, clock, ann, match, tokens)


async def test_whoever_has_the_address_sees_when_they_meet(scene: Scene) -> None:
    answer = await scene.ask(scene.tokens["Ann"])

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["content-disposition"] == 'inline; filename="alongside.ics"'
    assert "secret" not in answer.text
    [event] = await scene.events("Ann")
    assert (event.uid.value, event.summary.value) == ("m-1@alongside", "Mentoring with Sam")
    assert (event.dtstart.value, event.location.value) == (MORNING + DAY, "Oak library")
    [event] = await scene.events("Sam")
    assert event.summary.value == "Mentoring with Ann"


async def test_a_move_and_an_end_are_seen(scene: Scene) -> None:
    await scene.change("UPDATE meeting SET sequence = 1, minutes = 90")
    [event] = await scene.events("Ann")
    assert (event.sequence.value, event.status.value) == ("1", "CONFIRMED")
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=90)

    await scene.change("UPDATE meeting SET sequence = 2, status = 'cancelled'")
    [event] = await scene.events("Ann")
    assert (event.uid.value, event.sequence.value) == ("m-1@alongside", "2")
    assert event.status.value == "CANCELLED"


async def test_half_a_year_back_and_no_further(scene: Scene) -> None:
    await scene.change("UPDATE meeting SET status = 'held'")
    scene.clock.advance(timedelta(days=184).total_seconds())
    assert len(await scene.events("Ann")) == 1

    scene.clock.advance(1)
    assert await scene.events("Ann") == []


async def test_what_is_as_it_was_is_not_sent_again(scene: Scene) -> None:
    token = scene.tokens["Ann"]
    first = await scene.ask(token)
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{64}"', tag)

    for known in (tag, f"W/{tag}", f'"another", {tag}', "*"):
        again = await scene.ask(token, known)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == "private, no-cache"

    scene.clock.advance(3600)
    await scene.change("UPDATE meeting SET sequence = 1")
    changed = await scene.ask(token, tag)
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


async def test_a_program_may_ask_for_the_heading_alone(scene: Scene) -> None:
    answer = await scene.machine.head(f"/calendar/{scene.tokens['Ann']}.ics")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"]


async def revoked(scene: Scene) -> None:
    await scene.school.do(scene.ann, RevokeFeed())


async def renewed(scene: Scene) -> None:
    await scene.school.do(scene.ann, MakeFeed(fresh=True))


async def left(scene: Scene) -> None:
    await scene.school.do(scene.ann, Leave())


async def erased(scene: Scene) -> None:
    async with scene.school.store.write() as conn:
        await erasure.forget_person(conn, scene.ann)


@pytest.mark.parametrize("ended", [revoked, renewed, left, erased])
async def test_an_address_that_is_over_is_as_unknown_as_any(scene: Scene, ended: Any) -> None:
    unknown = await scene.ask("0" * 64)
    assert (unknown.status_code, unknown.text) == (404, "Not Found")

    await ended(scene)
    over = await scene.ask(scene.tokens["Ann"])

    assert (over.status_code, over.content, over.headers) == (404, unknown.content, unknown.headers)
    assert (await scene.ask(scene.tokens["Sam"])).status_code == 200


@pytest.mark.parametrize(
    "token", ["", "a", "%00", "%27", "A" * 64, "é", "0" * 10_000, "..%2f..%2fetc", "0" * 64 + "%0a"]
)
async def test_what_is_no_token_is_not_looked_up(scene: Scene, token: str) -> None:
    assert (await scene.ask(token)).status_code == 404


async def test_nothing_but_reading(scene: Scene) -> None:
    assert (await scene.machine.post(f"/calendar/{scene.tokens['Ann']}.ics")).status_code == 405


async def test_while_the_store_is_away_it_says_when_to_ask_again(logged: Logged) -> None:
    away = Store.open(AWAY)
    async with client([feed_route(away, WORDS, ManualClock())]) as machine:
        answer = await machine.get(f"/calendar/{'0' * 64}.ics")
    await away.close()

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "0" * 64 not in f"{answer.text} {logged}"


@pytest.mark.usefixtures("logging_set_back")
async def test_no_token_is_logged_or_counted(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    store, asked = scene.school.store, (scene.tokens["Ann"], "1" * 64)
    routes = [feed_route(store, WORDS, scene.clock), *health_routes(store, lambda: True, scene.clock)]
    set_up("debug", "text")
    async with serving(routes, "127.0.0.1", 0) as address, httpx.AsyncClient(base_url=address) as machine:
        answers = [await machine.get(f"/calendar/{token}.ics") for token in asked]
        counted = (await machine.get("/metrics")).text

    assert [answer.status_code for answer in answers] == [200, 404]
    written = capsys.readouterr()
    for token in asked:
        assert token not in f"{written.out} {written.err} {counted}"


async def test_an_empty_feed_is_read_too(store: Store) -> None:
    school = School(store)
    token = token_in(await school.do(await school.person("Ann", Role.YOUNG_PERSON), MakeFeed()))
    async with client([feed_route(store, WORDS, ManualClock())]) as machine:
        answer = await machine.get(f"/calendar/{token}.ics")

    assert answer.status_code == 200
    assert "vevent" not in read(answer.content).contents
