"""The whole process beside a Telegram on this machine: what is due comes without anybody writing."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.settings import Settings
from conversations.facts import Role
from playground import people
from playground.world import World
from storage import dues
from storage.store import Store
from tests.bot.test_serving import served
from tests.clocks import MORNING, ManualClock
from tests.mentoring.school import School
from tests.storage.matched import matched


async def test_what_is_due_is_sent(world: World, chosen: Settings, store_url: str) -> None:
    ann = people.join(world, "Ann")
    people.open_link(world, ann, "")
    store = Store.open(store_url)
    school = School(store)
    young = await school.person("Ann", Role.YOUNG_PERSON, at=[f"telegram::{ann.id}"])
    mentor = await school.person("Sam", Role.MENTOR, at=["telegram::1"])
    async with store.write() as conn:
        match = await matched(conn, mentor, young)
        row = {"person_id": young, "purpose": "birthday", "occurrence": f"{match}:3", "created_at": MORNING}
        await dues.add(conn, [{**row, "at": MORNING, "not_after": MORNING + timedelta(days=1)}])
    await store.close()

    settings = chosen.model_copy(update={"database_url": store_url})
    async with served(settings, ManualClock(MORNING)), asyncio.timeout(10):
        while not any("3 months" in one.content.text for one in ann.messages if one.sender is None):
            await world.bells.wait(ann.id, 1)
