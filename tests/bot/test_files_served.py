"""Calendars and other files, by the whole process: a link to subscribe to, and files in the chat."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx

from bot.clock import Clock
from bot.demo import DemoSettings
from bot.settings import Settings
from bot.telling import outbox_row
from conversations.calendar import calendar_attachment
from conversations.facts import Role
from conversations.reply import Part, Reply
from playground import people
from playground.chats import Message, Person
from playground.world import World
from storage import outbox
from storage.store import Store
from tests.bot.calendars.reading import read
from tests.bot.house import WORDS
from tests.bot.test_serving import served, told
from tests.mentoring.school import School
from tests.storage.matched import DAY, matched, met

NOW = Clock().now()
LINK = re.compile(r"http://127\.0\.0\.1:\d+/calendar/[0-9a-f]{64}\.ics")


async def pair(store: Store, ann: Person) -> int:
    """Make Ann, who writes from her phone and meets Sam tomorrow, and return her id."""
    school = School(store)
    person = await school.person("Ann", Role.YOUNG_PERSON, at=[f"telegram::{ann.id}"])
    sam = await school.person("Sam", Role.MENTOR)
    async with store.write() as conn:
        match = await matched(conn, sam, person, since=NOW)
        await met(conn, match, 1, "confirmed", NOW + DAY, place="Oak library")
    return person


def press(world: World, ann: Person, label: str) -> None:
    """Press a button of the newest message."""
    button = people.find_button(ann.messages[-1], None, WORDS.labels["en"][label])
    assert button is not None
    people.press(world, ann, ann.messages[-1], button)


async def test_a_link_is_asked_for_in_the_chat_and_read_by_a_calendar(
    world: World, chosen: Settings, sqlite_url: str
) -> None:
    settings, ann = DemoSettings(**chosen.model_dump()), people.join(world, "Ann")
    people.open_link(world, ann, "")
    store = Store.open(sqlite_url)
    await pair(store, ann)
    await store.close()

    async with served(settings) as address, httpx.AsyncClient() as calendar:
        said = len(await told(world, ann, 2))
        people.say(world, ann, "/calendar")
        assert "the day, the first name and the place" in (await told(world, ann, said + 1))[-1]
        press(world, ann, "calendar.get")
        [link] = LINK.findall((await told(world, ann, said + 2))[-1])
        assert link.startswith(address)
        feed = read((await calendar.get(link)).content)
        assert (feed.vevent.summary.value, feed.vevent.location.value) == (
            "Mentoring with Sam",
            "Oak library",
        )

        people.say(world, ann, "my calendar")
        await told(world, ann, said + 3)
        press(world, ann, "calendar_again.off")
        await told(world, ann, said + 4)
        assert (await calendar.get(link)).status_code == 404


async def queued(store: Store, ann: Person, reply: Reply, **more: Any) -> None:
    """Let a row wait in the outbox."""
    async with store.write() as conn:
        row = outbox_row(reply, f"telegram::{ann.id}", None, NOW)
        await outbox.add(conn, [{**row, **more}])


async def shown(world: World, ann: Person, kind: str) -> Message:
    """Return the bot's message of this kind, once it is there."""
    async with asyncio.timeout(10):
        while not (found := [one for one in ann.messages if one.content.kind == kind]):
            await world.bells.wait(ann.id, 1)
    return found[0]


async def test_a_meetings_entry_comes_as_a_file(world: World, chosen: Settings, sqlite_url: str) -> None:
    ann, store = people.join(world, "Ann"), Store.open(sqlite_url)
    people.open_link(world, ann, "")
    await pair(store, ann)
    entry = calendar_attachment(
        uid="m-1", sequence=0, starts=NOW + DAY, minutes=60, zone="Europe/London", first_name="Sam",
        stamp=NOW,
    )  # fmt: skip
    await queued(store, ann, Reply(parts=(Part("calendar_closed"),), attached=entry))
    await store.close()

    async with served(chosen):
        message = await shown(world, ann, "document")
    assert message.content.file_name == "mentoring-session.ics"
    file = world.files.find(message.content.file_id or "")
    assert file is not None
    assert read(file.data).vevent.uid.value == "m-1"


async def test_a_row_from_before_the_deploy_still_brings_its_picture(
    world: World, chosen: Settings, sqlite_url: str
) -> None:
    ann, store = people.join(world, "Ann"), Store.open(sqlite_url)
    people.open_link(world, ann, "")
    await queued(store, ann, Reply(parts=(Part("calendar_closed"),)), extras={"qr": "ABCD1234"})
    await store.close()

    async with served(chosen):
        assert (await shown(world, ann, "photo")).content.text.startswith("OK")
