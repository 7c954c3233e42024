"""What one workspace holds: people, conversations, messages, and the app's installation in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Literal

from playground.slack.errors import SlackError
from playground.text import Json


@dataclass(frozen=True, slots=True)
class App:
    """The one app of this Slack; it may be installed in any number of workspaces."""

    id: str
    name: str
    client_id: str
    client_secret: str
    signing_secret: str
    app_token: str


@dataclass(slots=True, eq=False)
class Person:
    """A member of one workspace. `modals` are the ids of their open modals, the lowest first."""

    id: str
    team: str
    first_name: str
    deactivated: bool = False
    home: str | None = None  # the id of the view that is published to their Home
    modals: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Message:
    """One message. `sender` None is the bot; `only_for` is who alone sees it (an ephemeral message).

    `made` and `changed` are versions of the world; `edited` is the ts of the newest edit.
    """

    ts: str
    conversation: Conversation
    sender: Person | None
    text: str
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    files: list[str] = field(default_factory=list)
    thread_ts: str | None = None
    edited: str | None = None
    deleted: bool = False
    only_for: str | None = None
    made: int = 0
    changed: int = 0


@dataclass(slots=True, eq=False)
class Conversation:
    """A direct message of one person with the bot (D…, `person`), or a channel (C…, `name`, `members`)."""

    id: str
    team: str
    kind: Literal["im", "channel"]
    person: Person | None = None
    name: str = ""
    members: set[str] = field(default_factory=set)  # ids of people, and of the bot's user
    archived: bool = False
    messages: list[Message] = field(default_factory=list)

    def message(self, ts: str) -> Message | None:
        """The message with this ts that everybody here sees, unless it was deleted."""
        for message in reversed(self.messages):
            if message.ts == ts:
                return None if message.deleted or message.only_for else message
        return None


@dataclass(slots=True, eq=False)
class Workspace:
    """A workspace and the app's standing in it. `past_tokens` maps an old token to its error."""

    id: str
    name: str
    bot_user_id: str
    bot_id: str
    bot_token: str
    scopes: frozenset[str] = frozenset()
    installed: bool = False
    revoked: bool = False
    past_tokens: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"https://{self.name.lower().replace(' ', '-')}.slack.example/"

    def check(self, token: str) -> None:
        """Raises SlackError for a token of this workspace that no longer works."""
        if token in self.past_tokens:
            raise SlackError(self.past_tokens[token])
        if self.revoked:
            raise SlackError("token_revoked")
        if not self.installed:
            raise SlackError("account_inactive")

    def direct(self, person: Person) -> Conversation | None:
        """The person's direct messages with the bot, if they were ever opened."""
        return next((c for c in self.conversations.values() if c.person is person), None)

    def visible(self, conversation: Conversation) -> bool:
        """Whether the bot is in this conversation."""
        return conversation.kind == "im" or self.bot_user_id in conversation.members


class Numbers:
    """Ids that are never given twice, such as U0001 and U0002."""

    def __init__(self) -> None:
        self._counts: dict[str, itertools.count[int]] = {}

    def next(self, prefix: str) -> str:
        count = self._counts.setdefault(prefix, itertools.count(1))
        return f"{prefix}{next(count):04d}"
