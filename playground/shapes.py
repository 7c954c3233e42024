"""The playground's memory in the shapes that Telegram sends: User, Chat, Message, ChatMember."""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.chats import Chat, Group, Message, Person
from playground.text import Json


@dataclass(slots=True)
class Bot:
    """The bot as Telegram knows it; texts and commands by language code, "" for everybody else's."""

    id: int
    token: str
    username: str
    name: str
    revoked: bool = False
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)  # by scope and language


def bot_user(bot: Bot) -> Json:
    return {"id": bot.id, "is_bot": True, "first_name": bot.name, "username": bot.username}


def user(person: Person) -> Json:
    shape: Json = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    if person.username:
        shape["username"] = person.username
    if person.language_code:
        shape["language_code"] = person.language_code
    return shape


def chat(of: Chat) -> Json:
    if isinstance(of, Group):
        return {"id": of.id, "type": "group", "title": of.title}
    shape: Json = {"id": of.id, "type": "private", "first_name": of.first_name}
    if of.username:
        shape["username"] = of.username
    return shape


def message(of: Message, bot: Bot) -> Json:
    """A Telegram Message; the keyboard only when it is an inline one, as Telegram returns it."""
    shape: Json = {
        "message_id": of.message_id,
        "from": user(of.sender) if of.sender else bot_user(bot),
        "chat": chat(of.chat),
        "date": of.date,
    }
    if of.edit_date:
        shape["edit_date"] = of.edit_date
    content = of.content
    is_text = content.kind == "text"
    if content.text:
        shape["text" if is_text else "caption"] = content.text
    if content.entities:
        shape["entities" if is_text else "caption_entities"] = content.entities
    if of.markup and "inline_keyboard" in of.markup:
        shape["reply_markup"] = of.markup
    return shape | content.media | of.extras


def inaccessible(of: Message) -> Json:
    """What a press carries when its message is no longer there."""
    return {"message_id": of.message_id, "chat": chat(of.chat), "date": 0}


def member(bot: Bot, status: str) -> Json:
    """The bot as a ChatMember: member, left, or kicked (a person's block)."""
    shape: Json = {"user": bot_user(bot), "status": status}
    if status == "kicked":
        shape["until_date"] = 0
    return shape
