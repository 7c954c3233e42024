"""What Telegram may do with updates: the same one twice, out of order, two at once, odd ones, in groups."""

from __future__ import annotations

import asyncio
from typing import Any

from storage.store import Store
from tests.end_to_end.joining import BORN, go_on, join, reach
from tests.end_to_end.person import Person
from tests.end_to_end.rows import column, count, rows
from tests.end_to_end.stage import BOT, Stage
from tests.end_to_end.words import said


def typed(person: Person, number: int, text: str) -> dict[str, Any]:
    """Return an update in which somebody types, as Telegram sends it."""
    who = {"id": person.id, "first_name": person.name, "is_bot": False}
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    message = {"message_id": number, "date": 1_790_000_000, "from": who, "chat": chat, "text": text}
    return {"update_id": number, "message": message}


async def test_the_same_update_twice_is_heard_once(ann: Person, code: str, stage: Stage, kept: Store) -> None:
    opened = await ann.open(code)
    await ann.hears("welcome", "privacy")
    pressed = await ann.press("yes_no.yes")
    await ann.hears("first_name")
    for update in (opened, pressed, opened, pressed):
        await stage.control("updates/repeat", update_id=update)
    named = await ann.say("Ann")
    await ann.hears("date_of_birth")
    await stage.control("updates/repeat", update_id=named)
    await go_on(ann, "date_of_birth")

    assert await rows(kept, "SELECT used FROM invitation") == [(1,)]
    events = await column(kept, "inbox", "event")
    assert len(events) == len(set(events))
    texts = [message.text for message in await ann.all_heard()]
    assert len(texts) == len(set(texts))


async def test_the_same_update_twice_in_one_answer_is_heard_once(
    ann: Person, code: str, stage: Stage, kept: Store
) -> None:
    await reach(ann, code, "first_name")
    twice = typed(ann, 500_000, "Ann")
    await asyncio.gather(*(stage.control("updates", update=twice, repeat_id=True) for _ in range(2)))
    await ann.hears("date_of_birth")
    assert await count(kept, "inbox", f"event = '{BOT}:500000'") == 1


async def test_updates_out_of_order_are_all_heard(ann: Person, code: str, stage: Stage, kept: Store) -> None:
    """Numbers that fall are updates like others; whoever wrote them is answered in the order of arrival."""
    await reach(ann, code, "first_name")
    for number, text in ((900_003, "Ann"), (900_001, "nonsense"), (900_002, BORN)):
        await stage.control("updates", update=typed(ann, number, text), repeat_id=True)
    await ann.hears("date_of_birth")
    await ann.hears("not_a_date", "date_of_birth")
    await ann.hears("region")
    assert (await column(kept, "inbox", "event"))[-3:] == [f"{BOT}:{n}" for n in (900_003, 900_001, 900_002)]


async def test_two_messages_at_once_are_two_turns_in_order(ann: Person, code: str) -> None:
    await reach(ann, code, "first_name")
    await asyncio.gather(ann.say("Ann"), ann.say(BORN))
    await ann.hears("date_of_birth")
    await ann.hears("region")


async def test_many_people_at_once_are_each_in_their_own_talk(
    stage: Stage, bot: str, code: str, kept: Store
) -> None:
    people = [await stage.person(name) for name in ("Ann", "Sam", "Mo", "Lee", "Kit", "Ola", "Bo", "Jo")]
    await asyncio.gather(*(join(person, code) for person in people))
    assert sorted(await column(kept, "person", "first_name")) == sorted(person.name for person in people)
    assert await rows(kept, "SELECT used FROM invitation") == [(len(people),)]


async def test_two_people_want_the_last_place(stage: Stage, bot: str, code: str, kept: Store) -> None:
    async with kept.write() as conn:
        await conn.exec_driver_sql("UPDATE invitation SET uses = 1")
    both = [await stage.person("Ann"), await stage.person("Sam")]
    await asyncio.gather(*(person.open(code) for person in both))
    heard = [(await person.heard()).text for person in both]
    assert heard.count(said("code_used_up")) == 1
    assert sum(text.startswith(said("welcome")) for text in heard) == 1
    assert await count(kept, "person") == 1


async def test_updates_that_say_nothing_are_passed_over(ann: Person, code: str, stage: Stage) -> None:
    await reach(ann, code, "first_name")
    odd: list[dict[str, Any]] = [
        {},
        {"message": 7},
        {"message": {"chat": {"id": "x"}}},
        {"poll": {"id": "1"}},
        {"callback_query": {"id": "9", "data": "x" * 900}},
        {"my_chat_member": {"chat": {"id": ann.id, "type": "private"}}},
        {"message": {"chat": {"id": ann.id, "type": "private"}, "text": ["not", "words"]}},
    ]
    for update in odd:
        await stage.control("updates", update=update)
    await ann.say("Ann")
    texts = [(await ann.heard()).text]
    while texts[-1] != said("date_of_birth"):
        texts.append((await ann.heard()).text)
    assert len(texts) <= 3


async def test_in_a_group_it_says_one_thing_and_leaves(
    ann: Person, code: str, stage: Stage, kept: Store
) -> None:
    await reach(ann, code, "first_name")
    group = await stage.control("groups", title="Friends", people=[ann.id])
    while (await stage.get("state"))["groups"][0]["bot_is_member"]:
        await stage.world.bells.wait(group["id"], 5)
    spoken = [m["text"] for m in (await stage.get("state"))["groups"][0]["messages"] if m["from"] == "bot"]

    assert spoken[0] == said("one_to_one")
    assert set(spoken) == {said("one_to_one")}
    assert await count(kept, "account") == 1
    await ann.say("Ann")
    await ann.hears("date_of_birth")
