"""The playground's Slack as a whole: its world, the wire to the app, and what screens show besides."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from playground.bells import Bells
from playground.clock import Clock
from playground.slack.journal import Event
from playground.slack.marks import Marks
from playground.slack.response_urls import ResponseUrls
from playground.slack.wire.deliveries import Delivery, Parcel
from playground.slack.wire.payloads import callback, subscription
from playground.slack.wire.wire import Wire
from playground.slack.workspaces import Workspace
from playground.slack.world import DEFAULT_SCOPES, SLACK_HAPPENED, SlackWorld
from playground.text import Json

NOWHERE = "http://playground"  # the address until a server runs
PARTINGS = frozenset({"app_uninstalled", "tokens_revoked"})  # told though the app is no longer there


@dataclass(slots=True)
class Settings:
    """What the app's page of settings holds: scopes, events, commands, shortcuts (label by callback_id)."""

    scopes: list[str] = field(default_factory=lambda: sorted(DEFAULT_SCOPES))
    events: list[str] = field(
        default_factory=lambda: [
            "app_home_opened",
            "app_mention",
            "app_uninstalled",
            "member_joined_channel",
            "message.im",
            "tokens_revoked",
        ]
    )
    commands: list[str] = field(default_factory=lambda: ["/alongside"])
    shortcuts: dict[str, str] = field(default_factory=lambda: {"raise_concern": "Raise a concern"})


class Slack:
    """One for each playground. The clock and the bells are shared with its Telegram."""

    def __init__(self, clock: Clock, bells: Bells, *, limits: bool = True) -> None:
        self.world = SlackWorld(limits=limits, clock=clock, bells=bells)
        self.wire = Wire(clock, bells, self.world.app.signing_secret)
        self.marks = Marks()
        self.response_urls = ResponseUrls(clock)
        self.settings = Settings()
        self.address = NOWHERE

    @property
    def version(self) -> int:
        return self.world.version

    @property
    def bells(self) -> Bells:
        return self.world.bells

    def send(self, parcel: Parcel) -> Delivery:
        """Sends an interaction or a command to the app."""
        delivery = self.wire.send(parcel)
        self.world.touch()
        return delivery

    def tell(self, workspace: Workspace, content: Json) -> int | None:
        """Tells the app of an event; the number of its delivery, or None when the app does not listen."""
        event = self.world.tell(workspace, content)
        return self.send_events().get(event.id)

    def send_events(self) -> dict[str, int]:
        """Sends the events that wait, in order; the number of each one's delivery by its id."""
        numbers = {}
        while self.world.journal.events:
            event = self.world.journal.events.popleft()
            if self._listens(event):
                numbers[event.id] = self._send_event(event).n
        return numbers

    def _send_event(self, event: Event) -> Delivery:
        workspace = self.world.workspaces[event.team]
        payload = callback(self.world.app, workspace, event.content, event.id, event.at)
        user = event.content.get("user")
        author = user if isinstance(user, str) else None
        return self.send(Parcel("events_api", str(event.content["type"]), event.team, author, payload))

    def _listens(self, event: Event) -> bool:
        workspace = self.world.workspaces.get(event.team)
        if workspace is None or subscription(event.content) not in self.settings.events:
            return False
        return (workspace.installed and not workspace.revoked) or event.content["type"] in PARTINGS

    async def run(self) -> None:
        """Sends events as they happen and again when it is time, for as long as a server runs."""
        await asyncio.gather(self.wire.run(), self._events())

    async def _events(self) -> None:
        while not self.bells.closed:
            self.send_events()
            await self.bells.wait(SLACK_HAPPENED, None)

    def reset(self) -> None:
        """Empties all; connections, settings and where the app hears stay, so that a running app goes on."""
        self.wire.empty()
        self.marks.empty()
        self.response_urls.empty()
        self.world.reset()
