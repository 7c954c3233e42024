"""The memory of people, groups and messages: who has said what, which buttons are where, under which id."""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.text import Json

FIRST_PERSON_ID = 1001
FIRST_GROUP_ID = -2001  # groups count downwards: a group's id is below nought


@dataclass(frozen=True, slots=True)
class Toast:
    """What the bot answered to a press: a short note, or an alert that waits for OK."""

    text: str
    alert: bool


@dataclass(frozen=True, slots=True)
class Content:
    """What a message holds; `text` is its text or caption, `media` what Telegram's Message has besides."""

    kind: str = "text"
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    media: Json = field(default_factory=dict)
    file_id: str | None = None

    @property
    def file_name(self) -> str:
        """What a document is called; nothing for any other kind."""
        return str(self.media.get("document", {}).get("file_name", ""))


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a phone; their private chat with the bot has their own id."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    blocked: bool = False
    deactivated: bool = False
    started: bool = False
    typing_until: float = 0.0  # playground time
    toast: Toast | None = None
    messages: list[Message] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Group:
    """A group chat with some people and, until it leaves, the bot."""

    id: int
    title: str
    people: list[Person]
    bot_is_member: bool = True
    typing_until: float = 0.0
    messages: list[Message] = field(default_factory=list)


Chat = Person | Group


@dataclass(slots=True, eq=False)
class Message:
    """One message. `sender` is None for the bot; `made` and `changed` are versions of the world."""

    message_id: int
    chat: Chat
    sender: Person | None
    date: int  # playground time, whole seconds since 1970
    content: Content
    markup: Json | None = None
    extras: Json = field(default_factory=dict)
    edit_date: int | None = None
    deleted: bool = False
    made: int = 0
    changed: int = 0


class Chats:
    """Everybody and everything said. Message ids rise over all chats together, as a bot's do in Telegram."""

    def __init__(self) -> None:
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.messages: dict[int, Message] = {}
        self._last_message_id = 0

    def add_person(self, first_name: str, username: str | None, language_code: str | None) -> Person:
        person = Person(FIRST_PERSON_ID + len(self.people), first_name, username, language_code)
        self.people[person.id] = person
        return person

    def add_group(self, title: str, people: list[Person]) -> Group:
        group = Group(FIRST_GROUP_ID - len(self.groups), title, people)
        self.groups[group.id] = group
        return group

    def find(self, chat_id: int) -> Chat | None:
        return self.people.get(chat_id) or self.groups.get(chat_id)

    def add(self, chat: Chat, sender: Person | None, date: int, content: Content) -> Message:
        self._last_message_id += 1
        message = Message(self._last_message_id, chat, sender, date, content)
        self.messages[message.message_id] = message
        chat.messages.append(message)
        return message

    def message(self, chat: Chat, message_id: int) -> Message | None:
        """The message with this id in this chat, unless it was deleted."""
        message = self.messages.get(message_id)
        if message is None or message.chat is not chat or message.deleted:
            return None
        return message

    def empty(self) -> None:
        """Forgets all; message ids run on, since the bot still remembers the old ones."""
        self.people.clear()
        self.groups.clear()
        self.messages.clear()
