from __future__ import annotations

from typing import Any

import pytest

from playground import people
from playground.chats import Person
from playground.errors import ControlError
from playground.text import Json
from playground.world import World
from tests.playground.support import START


@pytest.fixture
def ann(world: World) -> Person:
    """Someone who has pressed Start; that update is confirmed."""
    ann = people.join(world, "Ann")
    people.open_link(world, ann, "")
    world.updates.waiting.clear()
    return ann


def newest(world: World) -> Json:
    return world.updates.waiting[-1]


def denied(status: int, reason: str) -> Any:
    return pytest.raises(ControlError, match=reason, check=lambda error: error.status == status)


def test_people_get_ids_from_1001_on(world: World) -> None:
    assert [people.join(world, name).id for name in ("Ann", "Sam")] == [1001, 1002]


BAD_PEOPLE: dict[str, tuple[dict[str, str], str]] = {
    "no name": ({"first_name": " "}, "first_name must have 1 to 64 characters"),
    "long name": ({"first_name": "x" * 65}, "first_name must have 1 to 64 characters"),
    "bad username": ({"first_name": "Ann", "username": "a b"}, "username must have 2 to 32 letters"),
    "bad language": ({"first_name": "Ann", "language_code": "English"}, "language_code must be like en"),
}


@pytest.mark.parametrize(("values", "reason"), BAD_PEOPLE.values(), ids=BAD_PEOPLE)
def test_people_who_cannot_be(world: World, values: dict[str, str], reason: str) -> None:
    with denied(400, reason):
        people.join(world, **values)


def test_what_is_said_reaches_the_bot(world: World) -> None:
    ann = people.join(world, "Ann", "@ann_b", "en-GB")
    (said,) = people.say(world, ann, " /help me ")
    who = {"id": 1001, "is_bot": False, "first_name": "Ann", "username": "ann_b", "language_code": "en-GB"}
    assert newest(world) == {
        "update_id": said.update_id,
        "message": {
            "message_id": said.message_id,
            "from": who,
            "chat": {"id": 1001, "type": "private", "first_name": "Ann", "username": "ann_b"},
            "date": int(START),
            "text": "/help me",
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        },
    }


def test_a_long_text_comes_in_several_messages(world: World, ann: Person) -> None:
    said = people.say(world, ann, "word " * 1000)
    assert len(said) == 2
    assert [u["message"]["message_id"] for u in world.updates.waiting] == [s.message_id for s in said]


@pytest.mark.parametrize(("payload", "text"), [("", "/start"), ("ab_C-9", "/start ab_C-9")])
def test_start_is_pressed_on_a_link(world: World, payload: str, text: str) -> None:
    people.open_link(world, people.join(world, "Ann"), payload)
    assert newest(world)["message"]["text"] == text


@pytest.mark.parametrize("payload", ["a b", "é", "x" * 65])
def test_a_payload_that_telegram_does_not_carry(world: World, ann: Person, payload: str) -> None:
    with denied(400, "payload must have at most 64"):
        people.open_link(world, ann, payload)


def test_start_takes_a_block_back(world: World, ann: Person) -> None:
    people.block(world, ann)
    people.open_link(world, ann, "")
    kinds = [next(iter(update)) for update in world.updates.waiting]
    assert (kinds, ann.blocked) == (["my_chat_member", "my_chat_member", "message"], False)


def statuses(update: Json) -> list[str]:
    return [update["my_chat_member"][f"{when}_chat_member"]["status"] for when in ("old", "new")]


def test_leaving_and_coming_back_is_told(world: World, ann: Person) -> None:
    people.block(world, ann)
    assert statuses(newest(world)) == ["member", "kicked"]
    people.unblock(world, ann)
    assert statuses(newest(world)) == ["kicked", "member"]
    people.deactivate(world, ann)
    assert statuses(newest(world)) == ["member", "kicked"]


def test_a_stranger_leaves_unheard(world: World) -> None:
    sam = people.join(world, "Sam")
    assert [people.block(world, sam), people.unblock(world, sam), people.deactivate(world, sam)] == [None] * 3
    assert not len(world.updates)


def test_a_block_and_then_a_farewell_are_told_once(world: World, ann: Person) -> None:
    people.block(world, ann)
    assert people.deactivate(world, ann) is None


def test_nobody_leaves_twice_or_returns_unasked(world: World, ann: Person) -> None:
    with denied(409, "does not block"):
        people.unblock(world, ann)
    people.block(world, ann)
    with denied(409, "already left"):
        people.block(world, ann)
    with denied(409, "unblock it first"):
        people.say(world, ann, "Hello")
    people.deactivate(world, ann)
    for deed in (people.block, people.unblock, people.deactivate):
        with pytest.raises(ControlError):
            deed(world, ann)
    with denied(409, "no account any more"):
        people.send(world, ann, "sticker", "")


def test_own_texts_can_be_edited_and_nothing_else(world: World, ann: Person) -> None:
    (said,) = people.say(world, ann, "Helo")
    sticker = people.send(world, ann, "sticker", "")
    people.edit(world, ann, said.message_id, "Hello")
    edited = newest(world)["edited_message"]
    assert (edited["message_id"], edited["text"], edited["edit_date"]) == (
        said.message_id,
        "Hello",
        int(START),
    )
    with denied(400, "only a text can be edited"):
        people.edit(world, ann, sticker.message_id, "Hello")
    with denied(400, "only a text can be edited"):
        people.edit(world, ann, said.message_id, " ")
    with denied(404, "has sent no message"):
        people.edit(world, people.join(world, "Sam"), said.message_id, "Mine")


def test_an_unknown_kind_and_an_empty_text_are_denied(world: World, ann: Person) -> None:
    with denied(400, "kind must be one of animation, contact"):
        people.send(world, ann, "pigeon", "")
    with denied(400, "text must not be empty"):
        people.say(world, ann, " \n")


def test_a_caption_goes_only_where_telegram_has_one(world: World, ann: Person) -> None:
    people.send(world, ann, "photo", "My plan")
    people.send(world, ann, "sticker", "My plan")
    photo, sticker = (update["message"] for update in world.updates.waiting)
    assert (photo["caption"], "caption" in sticker) == ("My plan", False)


def test_a_group_hears_its_people(world: World, ann: Person) -> None:
    group = people.found_group(world, "Mentors", [ann])
    joined, added = world.updates.waiting
    assert statuses(joined) == ["left", "member"]
    assert added["message"]["new_chat_members"][0]["id"] == world.bot.id
    people.say(world, ann, "Hello all", group)
    assert newest(world)["message"]["chat"] == {"id": -2001, "type": "group", "title": "Mentors"}
    with denied(409, "is not in this group"):
        people.say(world, people.join(world, "Sam"), "Let me in", group)
    group.bot_is_member = False
    assert people.say(world, ann, "Gone?", group)[0].update_id is None


def test_a_group_needs_a_title_and_people(world: World, ann: Person) -> None:
    for title, members in (("", [ann]), ("Mentors", [])):
        with denied(400, "needs a title and people"):
            people.found_group(world, title, members)


def test_somebody_who_blocks_the_bot_still_speaks_in_a_group(world: World, ann: Person) -> None:
    group = people.found_group(world, "Mentors", [ann])
    people.block(world, ann)
    (said,) = people.say(world, ann, "Helo", group)
    assert people.edit(world, ann, said.message_id, "Hello").update_id is not None
