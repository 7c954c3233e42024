"""What people do on their phones, each doing an update for the bot as Telegram would send it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playground import shapes
from playground.attachments import KINDS, attachment
from playground.chats import Chat, Content, Group, Message, Person
from playground.errors import ControlError
from playground.text import TEXT_LIMIT, Json, split_long, utf16, with_found
from playground.world import World

_START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")  # what Telegram lets through in a deep link
_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,31}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Said:
    """The ids of a message and of its update; the update's is None when the bot does not want that kind."""

    update_id: int | None
    message_id: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press; `callback_query_id` is None for a button of a reply keyboard, which says its own text."""

    update_id: int | None
    callback_query_id: str | None


def join(
    world: World, first_name: str, username: str | None = None, language_code: str | None = None
) -> Person:
    """A new person with a phone who has not met the bot yet."""
    name = first_name.strip()
    if not name or utf16(name) > 64:
        raise ControlError(400, "first_name must have 1 to 64 characters")
    username = (username or "").strip().removeprefix("@") or None
    if username and not _USERNAME.fullmatch(username):
        raise ControlError(400, "username must have 2 to 32 letters, digits and _, and begin with a letter")
    if language_code and not _LANGUAGE.fullmatch(language_code):
        raise ControlError(400, "language_code must be like en or en-GB")
    person = world.chats.add_person(name, username, language_code)
    world.touch()
    return person


def person_with(world: World, person_id: int) -> Person:
    person = world.chats.people.get(person_id)
    if person is None:
        raise ControlError(404, f"there is no person {person_id}")
    return person


def say(world: World, person: Person, text: str, group: Group | None = None) -> list[Said]:
    """Sends a text, in parts if it is long."""
    _must_reach(person, group)
    parts = split_long(text)
    if not parts:
        raise ControlError(400, "text must not be empty")
    return [_send(world, person, group or person, _text(part)) for part in parts]


def open_link(world: World, person: Person, payload: str) -> Said:
    """Presses Start, on a deep link if there is a payload. Someone who had blocked the bot takes it back."""
    if not _START_PAYLOAD.fullmatch(payload):
        raise ControlError(400, "payload must have at most 64 characters of A-Z a-z 0-9 _ and -")
    if person.blocked:
        unblock(world, person)
    return say(world, person, f"/start {payload}".rstrip())[0]


def send(world: World, person: Person, kind: str, caption: str) -> Said:
    """Sends something other than text."""
    _must_reach(person, None)
    if kind not in KINDS:
        raise ControlError(400, f"kind must be one of {', '.join(sorted(KINDS))}")
    return _send(world, person, person, attachment(kind, person, caption))


def edit(world: World, person: Person, message_id: int, text: str) -> Said:
    """Changes a text that the person has sent."""
    message = world.chats.messages.get(message_id)
    if message is None or message.deleted or message.sender is not person:
        raise ControlError(404, f"{person.first_name} has sent no message {message_id}")
    _must_reach(person, message.chat if isinstance(message.chat, Group) else None)
    text = text.strip()
    if message.content.kind != "text" or not text or utf16(text) > TEXT_LIMIT:
        raise ControlError(400, f"only a text can be edited, and into one of 1 to {TEXT_LIMIT} characters")
    now = world.clock.now()
    message.content = _text(text)
    message.edit_date = int(now)
    world.transcript.deed(now, message.chat, f"{person.first_name} changes a message to: {text}")
    update_id = world.tell("edited_message", world.shape(message))
    world.touch(message.chat)
    return Said(update_id, message_id)


def press(world: World, person: Person, message: Message, button: Json) -> Pressed:
    """Presses a button: one of a message, or one of the reply keyboard, which says what is on it."""
    _must_reach(person, message.chat if isinstance(message.chat, Group) else None)
    if "callback_data" not in button:
        if "url" in button or "copy_text" in button:
            raise ControlError(409, "this button opens a link or copies a text: the bot hears nothing of it")
        return Pressed(say(world, person, button["text"])[0].update_id, None)
    now = world.clock.now()
    query = world.presses.add(person, message, now)
    person.toast = None
    shown = shapes.inaccessible(message) if message.deleted else world.shape(message)
    content = {
        "id": query.id,
        "from": shapes.user(person),
        "message": shown,
        "chat_instance": str(message.chat.id * 7919),
        "data": button["callback_data"],
    }
    world.transcript.deed(now, message.chat, f"{person.first_name} presses [{button['text']}]")
    update_id = world.tell("callback_query", content)
    world.touch(message.chat)
    return Pressed(update_id, query.id)


def find_button(message: Message, data: str | None, label: str | None) -> Json | None:
    """The first button with this data, or with this label when no data is given."""
    markup = message.markup or {}
    for row in markup.get("inline_keyboard") or markup.get("keyboard") or []:
        for button in row:
            if (button.get("callback_data") == data) if data is not None else (button["text"] == label):
                return dict(button)
    return None


def block(world: World, person: Person) -> int | None:
    if person.blocked or person.deactivated:
        raise ControlError(409, f"{person.first_name} has already left the bot")
    person.blocked = True
    return _leave(world, person, f"{person.first_name} blocks the bot")


def unblock(world: World, person: Person) -> int | None:
    if not person.blocked or person.deactivated:
        raise ControlError(409, f"{person.first_name} does not block the bot")
    person.blocked = False
    world.transcript.deed(world.clock.now(), person, f"{person.first_name} unblocks the bot")
    update_id = world.tell_membership(person, person, "kicked", "member") if person.started else None
    world.touch(person)
    return update_id


def deactivate(world: World, person: Person) -> int | None:
    """Deletes the person's account, for ever."""
    if person.deactivated:
        raise ControlError(409, f"{person.first_name} has no account any more")
    person.deactivated = True
    return _leave(world, person, f"{person.first_name} deletes their account")


def found_group(world: World, title: str, members: list[Person]) -> Group:
    """A new group, to which its first person adds the bot."""
    if not title.strip() or not members:
        raise ControlError(400, "a group needs a title and people")
    founder = members[0]
    _must_reach(founder, None)
    group = world.chats.add_group(title.strip(), members)
    world.tell_membership(group, founder, "left", "member")
    added = f"{founder.first_name} added {world.bot.name} to the group"
    media = {"new_chat_members": [shapes.bot_user(world.bot)]}
    _send(world, founder, group, Content(kind="service", text=added, media=media))
    return group


def _leave(world: World, person: Person, deed: str) -> int | None:
    world.transcript.deed(world.clock.now(), person, deed)
    heard_of = person.started and not (person.blocked and person.deactivated)
    update_id = world.tell_membership(person, person, "member", "kicked") if heard_of else None
    world.touch(person)
    return update_id


def _must_reach(person: Person, group: Group | None) -> None:
    if person.deactivated:
        raise ControlError(409, f"{person.first_name} has no account any more")
    if group is None and person.blocked:
        raise ControlError(409, f"{person.first_name} blocks the bot: unblock it first")
    if group is not None and person not in group.people:
        raise ControlError(409, f"{person.first_name} is not in this group")


def _send(world: World, person: Person, chat: Chat, content: Content) -> Said:
    message = world.post(chat, person, content)
    person.toast = None
    if isinstance(chat, Person):
        chat.started = True
    elif not chat.bot_is_member:
        return Said(None, message.message_id)
    return Said(world.tell("message", world.shape(message)), message.message_id)


def _text(text: str) -> Content:
    return Content(text=text, entities=with_found(text, []))
