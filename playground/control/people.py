"""The control API's doors for people and groups: everything that a phone can do."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from playground import people
from playground.chats import Message, Person
from playground.control import state
from playground.control.reading import Fields, fields, group_of, person_of, query_number
from playground.errors import ControlError
from playground.text import Json
from playground.world import World

LONGEST_WAIT = 600.0  # seconds


async def add(world: World, request: Request) -> Json:
    given = await fields(request, "first_name username language_code")
    username, language = given.optional_text("username"), given.optional_text("language_code")
    return state.person(people.join(world, given.text("first_name"), username, language))


async def say(world: World, request: Request) -> Json:
    person = person_of(world, request)
    given = await fields(request, "text")
    return _all_said(people.say(world, person, given.text("text")))


async def open_link(world: World, request: Request) -> Json:
    person = person_of(world, request)
    given = await fields(request, "payload")
    return _said(people.open_link(world, person, given.optional_text("payload") or ""))


async def press(world: World, request: Request) -> Json:
    person = person_of(world, request)
    given = await fields(request, "message_id data label stale")
    message = _message_before(world, person, given.whole("message_id"))
    pressed = people.press(world, person, message, _button(message, given))
    return {"update_id": pressed.update_id, "callback_query_id": pressed.callback_query_id}


def _message_before(world: World, person: Person, message_id: int) -> Message:
    """A message that the person can see, or could before it was deleted."""
    message = world.chats.messages.get(message_id)
    is_theirs = message and (
        message.chat is person or (not isinstance(message.chat, Person) and person in message.chat.people)
    )
    if message is None or not is_theirs:
        raise ControlError(404, f"{person.first_name} has no message {message_id}")
    return message


def _button(message: Message, given: Fields) -> Json:
    data, label = given.optional_text("data"), given.optional_text("label")
    if given.flag("stale", False):
        if data is None:
            raise ControlError(400, "a stale press needs data")
        return people.find_button(message, data, None) or {
            "text": label or "an old button",
            "callback_data": data,
        }
    if data is None and label is None:
        raise ControlError(400, "a press needs data or label")
    button = None if message.deleted else people.find_button(message, data, label)
    if button is None:
        raise ControlError(409, "there is no such button on this message now")
    return button


async def edit(world: World, request: Request) -> Json:
    person = person_of(world, request)
    given = await fields(request, "message_id text")
    return _said(people.edit(world, person, given.whole("message_id"), given.text("text")))


async def send(world: World, request: Request) -> Json:
    person = person_of(world, request)
    given = await fields(request, "kind caption")
    return _said(people.send(world, person, given.text("kind"), given.optional_text("caption") or ""))


async def block(world: World, request: Request) -> Json:
    return _changed(person_of(world, request), people.block(world, person_of(world, request)))


async def unblock(world: World, request: Request) -> Json:
    return _changed(person_of(world, request), people.unblock(world, person_of(world, request)))


async def deactivate(world: World, request: Request) -> Json:
    return _changed(person_of(world, request), people.deactivate(world, person_of(world, request)))


async def messages(world: World, request: Request) -> Json:
    person = person_of(world, request)
    after = query_number(request, "after", 0)
    said = [state.message(m) for m in person.messages if m.message_id > after]
    return {"messages": said, "version": world.version}


async def wait(world: World, request: Request) -> Json:
    """Waits until the bot has sent this person something after a message, or edited something since it."""
    person = person_of(world, request)
    since = int(query_number(request, "version", -1))
    if since < 0:
        since = _version_of(person, int(query_number(request, "after", 0)))
    loop = asyncio.get_running_loop()
    end = loop.time() + min(query_number(request, "timeout", 10), LONGEST_WAIT)
    while not (news := _from_bot_since(person, since)) and not world.bells.closed:
        left = end - loop.time()
        if left <= 0:
            break
        await world.bells.wait(person.id, left)
    return {"messages": [state.message(m) for m in news], "version": world.version}


def _version_of(person: Person, message_id: int) -> int:
    """The version that the world had when the newest message up to this id was sent."""
    return max((m.made for m in person.messages if m.message_id <= message_id), default=0)


def _from_bot_since(person: Person, version: int) -> list[Message]:
    return [m for m in person.messages if m.sender is None and not m.deleted and m.changed > version]


async def add_group(world: World, request: Request) -> Json:
    given = await fields(request, "title people")
    members = [people.person_with(world, person_id) for person_id in given.items("people", int)]
    return state.group(people.found_group(world, given.text("title"), members))


async def say_in_group(world: World, request: Request) -> Json:
    group = group_of(world, request)
    given = await fields(request, "person text")
    person = people.person_with(world, given.whole("person"))
    return _all_said(people.say(world, person, given.text("text"), group))


def _said(said: people.Said) -> Json:
    return {"update_id": said.update_id, "message_id": said.message_id}


def _all_said(said: list[people.Said]) -> Json:
    """The ids of the last part, which is the whole unless the text was long, and those of all parts."""
    return _said(said[-1]) | {"message_ids": [part.message_id for part in said]}


def _changed(person: Person, update_id: int | None) -> Json:
    return state.person(person) | {"update_id": update_id}
