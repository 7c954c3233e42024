"""One Telegram with one bot in it, and a Slack beside it: memory, clock and faults, and what changes them."""

from __future__ import annotations

from playground.bells import Bells
from playground.chats import Chat, Chats, Content, Message, Person
from playground.clock import Clock
from playground.faults import Faults
from playground.files import Files
from playground.limits import Limits
from playground.presses import Presses
from playground.request_log import RequestLog
from playground.shapes import Bot, bot_user, member, user
from playground.shapes import chat as chat_shape
from playground.shapes import message as message_shape
from playground.slack.hub import Slack
from playground.text import Json
from playground.transcript import Transcript
from playground.updates import Updates

DEFAULT_TOKEN = "700000001:PLAYGROUND-TOKEN-OF-NO-SECRET"  # noqa: S105  # opens nothing but this playground
DEFAULT_USERNAME = "AlongsideBot"
DEFAULT_BOT_ID = 700_000_001  # for a token that does not begin with one
CHANGED = "changed"  # rung at every change
UPDATED = "updated"  # rung when an update waits, or the way to the bot changes


class World:
    """`version` rises by one at every change that the page could show."""

    def __init__(
        self,
        *,
        token: str = DEFAULT_TOKEN,
        username: str = DEFAULT_USERNAME,
        limits: bool = True,
        clock: Clock | None = None,
    ) -> None:
        start = token.partition(":")[0]
        bot_id = int(start) if start.isdecimal() else DEFAULT_BOT_ID
        self.bot = Bot(bot_id, token, username, username.removesuffix("Bot") or username)
        self.clock = clock or Clock()
        self.bells = Bells()
        self.chats = Chats()
        self.updates = Updates()
        self.limits = Limits(self.clock, enabled=limits)
        self.faults = Faults()
        self.presses = Presses()
        self.files = Files()
        self.log = RequestLog()
        self.transcript = Transcript()
        self.slack = Slack(self.clock, self.bells, limits=limits)
        self.welcome: Json | None = None
        self.version = 0

    def touch(self, chat: Chat | None = None) -> None:
        """Tells those who watch that something has changed, in this chat if one is named."""
        self.version += 1
        self.bells.ring(CHANGED)
        if chat is not None:
            self.bells.ring(chat.id)

    def post(
        self,
        chat: Chat,
        sender: Person | None,
        content: Content,
        *,
        markup: Json | None = None,
        extras: Json | None = None,
    ) -> Message:
        """Puts a message into a chat; `sender` None is the bot. Checks nothing and tells the bot nothing."""
        now = self.clock.now()
        message = self.chats.add(chat, sender, int(now), content)
        message.markup = markup
        if extras:
            message.extras = extras
        who = sender.first_name if sender else self.bot.name
        self.transcript.speech(now, chat, who, content, markup)
        self.touch(chat)
        message.made = message.changed = self.version
        return message

    def tell(self, kind: str, content: Json) -> int | None:
        """Queues an update for the bot; None when it does not want this kind."""
        update_id = self.updates.add(kind, content)
        self.bells.ring(UPDATED)
        return update_id

    def tell_membership(self, chat: Chat, by: Person | None, old: str, new: str) -> int | None:
        """Tells the bot that its own standing in a chat has changed; `by` None: by itself."""
        content = {
            "chat": chat_shape(chat),
            "from": user(by) if by else bot_user(self.bot),
            "date": int(self.clock.now()),
            "old_chat_member": member(self.bot, old),
            "new_chat_member": member(self.bot, new),
        }
        return self.tell("my_chat_member", content)

    def shape(self, message: Message) -> Json:
        return message_shape(message, self.bot)

    def reset(self) -> None:
        """Empties all but the token, the welcome and what the bot has registered about itself.

        The bot registers its webhook, commands and descriptions once, at its start: without them a
        running bot would hear nothing after a reset. Ids of messages and updates run on for the same reason.
        """
        for memory in (self.chats, self.updates, self.presses, self.files, self.log, self.transcript):
            memory.empty()
        self.faults.waiting.clear()
        self.clock.put_right()
        self.limits.forget()
        self.slack.reset()
        self.bot.revoked = False
        self.bells.ring(UPDATED)
        self.touch()

    def close(self) -> None:
        """Ends every long poll and every open page, for a server that is about to stop."""
        self.bells.close()
