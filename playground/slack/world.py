"""One Slack with one app in it: its workspaces, memory, clock, limits and faults, and what changes them."""

from __future__ import annotations

from typing import Any

from playground.bells import Bells
from playground.clock import Clock
from playground.slack.errors import SlackError
from playground.slack.faults import SlackFaults
from playground.slack.journal import Deed, Event, Journal
from playground.slack.limits import SlackLimits
from playground.slack.oauth import Grants, Tickets
from playground.slack.request_log import SlackLog
from playground.slack.triggers import Triggers
from playground.slack.uploads import Uploads
from playground.slack.views import Views
from playground.slack.workspaces import App, Conversation, Message, Numbers, Person, Workspace
from playground.text import Json

# Constants of no secret: they open nothing but this playground.
DEFAULT_APP = App(
    id="A0001",
    name="Alongside",
    client_id="7000.0001",
    client_secret="PLAYGROUND-CLIENT-OF-NO-SECRET",  # noqa: S106
    signing_secret="PLAYGROUND-SIGNING-OF-NO-SECRET",  # noqa: S106
    app_token="xapp-1-A0001-PLAYGROUND-TOKEN-OF-NO-SECRET",  # noqa: S106
)
DEFAULT_TEAM = "T0001"
DEFAULT_TEAM_NAME = "Northside"
DEFAULT_BOT_TOKEN = "xoxb-T0001-PLAYGROUND-TOKEN-OF-NO-SECRET"  # noqa: S105
DEFAULT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:manage",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "im:history",
        "im:write",
    }
)
SLACK_CHANGED = "slack changed"  # rung at every change
SLACK_HAPPENED = "slack happened"  # rung when an event waits for the app


class SlackWorld:
    """`version` rises by one at every change that the page could show.

    The clock and the bells may be shared with the rest of the playground.
    """

    def __init__(
        self,
        *,
        app: App = DEFAULT_APP,
        limits: bool = True,
        clock: Clock | None = None,
        bells: Bells | None = None,
    ) -> None:
        self.app = app
        self.clock = clock or Clock()
        self.bells = bells or Bells()
        self.numbers = Numbers()
        self.workspaces: dict[str, Workspace] = {}
        self.views = Views()
        self.triggers = Triggers(self.clock)
        self.uploads = Uploads()
        self.grants = Grants(self.clock)
        self.tickets = Tickets(self.clock)
        self.limits = SlackLimits(self.clock, enabled=limits)
        self.faults = SlackFaults()
        self.log = SlackLog()
        self.journal = Journal()
        self.version = 0
        self._newest_ts = 0
        self._add_default()

    # Workspaces and the app's place in them

    def add_workspace(self, name: str, *, installed: bool = False) -> Workspace:
        """A new workspace T0002, T0003 …, which everybody can reach and nobody is in yet."""
        team = self.numbers.next("T")
        number = self.numbers.next("")
        workspace = Workspace(team, name, f"UB{number}", f"B{number}", "")
        self.workspaces[team] = workspace
        if installed:
            self.install(workspace, DEFAULT_SCOPES)
        self.touch()
        return workspace

    def install(self, workspace: Workspace, scopes: frozenset[str]) -> None:
        """Installs the app with these scopes; an app that is there already keeps its token, as in Slack."""
        if not workspace.installed or workspace.revoked:
            if workspace.bot_token:
                workspace.past_tokens.setdefault(workspace.bot_token, "token_revoked")
            number = len(workspace.past_tokens) + 1
            workspace.bot_token = f"xoxb-{workspace.id}-{number}-PLAYGROUND-TOKEN-OF-NO-SECRET"
            workspace.scopes = frozenset()
        workspace.installed, workspace.revoked = True, False
        workspace.scopes |= scopes
        self.touch()

    def uninstall(self, workspace: Workspace) -> None:
        """Takes the app out of a workspace; it is told so by app_uninstalled and tokens_revoked."""
        if workspace.installed:
            workspace.installed = False
            workspace.past_tokens[workspace.bot_token] = "account_inactive"
            self.tell(workspace, {"type": "app_uninstalled"})
            self._tell_revoked(workspace)

    def revoke(self, workspace: Workspace) -> None:
        """Makes the bot's token worthless; the app is told so by tokens_revoked."""
        if workspace.installed and not workspace.revoked:
            workspace.revoked = True
            workspace.past_tokens[workspace.bot_token] = "token_revoked"
            self._tell_revoked(workspace)

    def workspace_of(self, token: str) -> Workspace:
        """Whose bot token this is; SlackError invalid_auth, token_revoked or account_inactive."""
        for workspace in self.workspaces.values():
            if token and (token == workspace.bot_token or token in workspace.past_tokens):
                workspace.check(token)
                return workspace
        raise SlackError("invalid_auth")

    # People and conversations

    def add_person(self, workspace: Workspace, first_name: str) -> Person:
        person = Person(self.numbers.next("U"), workspace.id, first_name)
        workspace.people[person.id] = person
        self.touch()
        return person

    def deactivate(self, workspace: Workspace, person: Person) -> None:
        person.deactivated = True
        self.views.clear(person)
        for conversation in workspace.conversations.values():
            conversation.members.discard(person.id)
        self.touch()

    def add_channel(self, workspace: Workspace, name: str, people: list[Person]) -> Conversation:
        """A channel with these people in it, and not the bot."""
        members = {person.id for person in people}
        channel = Conversation(self.numbers.next("C"), workspace.id, "channel", name=name, members=members)
        workspace.conversations[channel.id] = channel
        self.touch()
        return channel

    def direct(self, workspace: Workspace, person: Person) -> Conversation:
        """The person's direct messages with the bot, opened if they were not."""
        found = workspace.direct(person)
        if found is None:
            number = self.numbers.next("D")
            found = Conversation(number, workspace.id, "im", person=person)
            workspace.conversations[found.id] = found
            self.touch()
        return found

    # Messages

    def ts(self) -> str:
        """A new ts: seconds and microseconds, higher than every one before, even if the clock goes back."""
        self._newest_ts = max(int(self.clock.now() * 1_000_000), self._newest_ts + 1)
        seconds, micros = divmod(self._newest_ts, 1_000_000)
        return f"{seconds}.{micros:06d}"

    def post(self, conversation: Conversation, sender: Person | None, text: str, **extras: Any) -> Message:
        """Puts a message into a conversation; `sender` None is the bot. Checks nothing and tells nothing.

        `extras` are further fields of Message: blocks, metadata, files, thread_ts, only_for.
        """
        message = Message(self.ts(), conversation, sender, text, **extras)
        conversation.messages.append(message)
        self.touch()
        message.made = message.changed = self.version
        who = sender.id if sender else self.workspaces[conversation.team].bot_user_id
        kind, blocks = "whispered" if message.only_for else "said", message.blocks
        self.note(who, kind, conversation, text, blocks, self._names(message.files))
        return message

    def edit(self, message: Message, text: str, blocks: list[Json]) -> None:
        """Changes what a message says, by whoever wrote it. One with blocks is not marked as edited."""
        message.text, message.blocks = text, blocks
        if not blocks:
            message.edited = self.ts()
        self._changed(message, "changed")

    def delete(self, message: Message) -> None:
        message.deleted = True
        self._changed(message, "deleted")

    # Telling others

    def touch(self) -> None:
        """Tells those who watch that something has changed."""
        self.version += 1
        self.bells.ring(SLACK_CHANGED)

    def tell(self, workspace: Workspace, content: Json) -> Event:
        """Queues an event for the app, whatever it has subscribed to."""
        event = Event(self.numbers.next("Ev"), workspace.id, content, self.clock.now())
        self.journal.events.append(event)
        self.touch()
        self.bells.ring(SLACK_HAPPENED)
        return event

    def note(
        self,
        who: str,
        kind: str,
        where: Conversation | Person,
        text: str = "",
        blocks: list[Json] | None = None,
        files: tuple[str, ...] = (),
    ) -> None:
        """Keeps a deed for the transcript; `files` are names."""
        now = self.clock.now()
        deed = Deed(now, where.team, who, kind, where.id, text, tuple(blocks or ()), files)
        self.journal.deeds.append(deed)

    def reset(self) -> None:
        """Empties all; the default workspace is installed again. Ids and ts run on for a running app."""
        for memory in (self.views, self.triggers, self.uploads, self.grants, self.tickets, self.log):
            memory.empty()
        self.journal.empty()
        self.faults.waiting.clear()
        self.limits.forget()
        self.workspaces.clear()
        self._add_default()
        self.touch()

    def close(self) -> None:
        """Ends all that waits, for a server that is about to stop."""
        self.bells.close()

    def _add_default(self) -> None:
        workspace = Workspace(DEFAULT_TEAM, DEFAULT_TEAM_NAME, "UB0001", "B0001", DEFAULT_BOT_TOKEN)
        workspace.installed, workspace.scopes = True, DEFAULT_SCOPES
        self.workspaces[DEFAULT_TEAM] = workspace
        if self.version == 0:
            self.numbers.next("T")
            self.numbers.next("")

    def _names(self, ids: list[str]) -> tuple[str, ...]:
        return tuple(file.name for file in map(self.uploads.find, ids) if file is not None)

    def _changed(self, message: Message, kind: str) -> None:
        self.touch()
        message.changed = self.version
        workspace = self.workspaces[message.conversation.team]
        who = message.sender.id if message.sender else workspace.bot_user_id
        text = message.text if kind == "changed" else ""
        self.note(who, kind, message.conversation, text, message.blocks if text else [])

    def _tell_revoked(self, workspace: Workspace) -> None:
        tokens = {"oauth": [], "bot": [workspace.bot_user_id]}
        self.tell(workspace, {"type": "tokens_revoked", "tokens": tokens})
