"""The workspaces that the bot is in: one by a token, or as many as installed it; each has its lane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from sqlalchemy import select

from bot.delivery.lanes import Token
from bot.rows import lane_of
from bot.settings import Settings
from bot.telling import outbox_row
from bot.wiring import Bot
from conversations.heard import Address, Platform
from conversations.reply import Reply
from handlers import slack
from handlers.outcome import FailedError, Gone
from handlers.slack.app import Workspace
from mentoring import workspaces
from storage import outbox
from storage.people import TeamMember
from storage.tables import slack_bots
from storage.workspaces import known

log = structlog.get_logger()

AGAIN_SECONDS = 15.0
"""Between two attempts to learn whose token it is while Slack is away."""

REFUSED_TOKEN_SECONDS = 60.0
"""Between two attempts while the token is refused: only a person can mend it."""


class NotReadyError(Exception):
    """It is not known yet whose token we have: what Slack sends must come again."""


class Workspaces:
    """Knows every workspace's token, and opens and closes their lanes.

    Without ``installations`` there is one workspace, by SLACK_BOT_TOKEN.
    """

    def __init__(
        self,
        settings: Settings,
        bot: Bot,
        connection: slack.Connection,
        installations: AsyncInstallationStore | None,
    ) -> None:
        self.ready = False
        self._settings = settings
        self._bot = bot
        self._connection = connection
        self._installations = installations
        self._known: dict[str, Workspace] = {}
        self._names: dict[str, str] = {}

    async def begin(self) -> None:
        """Open the lanes of all workspaces there are; it goes on trying while Slack is away."""
        if self._installations is None:
            await self._only_one()
        else:
            for team, name in await self._installed():
                await self.installed(team, name)
        self.ready = True

    async def find(self, team: str) -> Workspace | None:
        """Return what we are in a workspace, None where we are not; raise NotReadyError at the start."""
        found = self._known.get(team)
        if found is None and not self.ready:
            raise NotReadyError
        return found

    async def installed(self, team: str, name: str) -> None:
        """Take a workspace in, or in again: its lane goes on with what waits."""
        if self._installations is None:
            return
        bot = await self._installations.async_find_bot(enterprise_id=None, team_id=team)
        if bot is None or not bot.bot_token:
            return
        await self._take_in(team, name, Workspace(bot.bot_token, bot.bot_user_id or "", bot.bot_id or ""))

    async def gone(self, team: str) -> None:
        """Close the lane of a workspace that took the bot away; what waits stays until it is back."""
        if self._installations is not None:
            self._known.pop(team, None)
            await self._installations.async_delete_all(enterprise_id=None, team_id=team)
            await self._bot.lanes.close(_lane(team))
        await self._lost(team)

    async def refused(self, lane: str) -> None:
        """Slack refuses the token of a lane."""
        await self._lost(_team(lane))

    async def taken(self, lane: str) -> None:
        """Slack takes the token of a lane again."""
        team = _team(lane)
        await self._there(team, self._names.get(team, team))

    async def _only_one(self) -> None:
        token = self._settings.slack_bot_token
        secret = token.get_secret_value() if token else ""
        client = self._connection.client(secret)
        while True:
            try:
                me = await slack.who_am_i(client)
                break
            except FailedError as error:
                refused = isinstance(error.outcome, Gone)
                say = log.error if refused else log.warning
                say("slack does not say whose token it is", reason=error.outcome.reason)
                await self._bot.clock.sleep(REFUSED_TOKEN_SECONDS if refused else AGAIN_SECONDS)
        await self._take_in(me.team, me.team_name, Workspace(secret, me.user, me.bot))

    async def _installed(self) -> list[tuple[str, str]]:
        """Return the teams that installed the bot and did not take it away, each with its name."""
        async with self._bot.store.read() as conn:
            teams = (await conn.scalars(select(slack_bots.c.team_id).distinct())).all()
            names = {row.team: row.name for row in await known(conn)}
        return [(team, names.get(team, team)) for team in teams if team]

    async def _take_in(self, team: str, name: str, workspace: Workspace) -> None:
        self._known[team], self._names[team] = workspace, name
        await self._there(team, name)
        client = self._connection.client(workspace.bot_token)
        rate = self._settings.slack_rate
        token = Token(_lane(team), slack.MARKUP, slack.Slack(client), rate, forms=True, watch=self)
        await self._bot.lanes.open(token)

    async def _there(self, team: str, name: str) -> None:
        now = self._bot.clock.now()
        async with self._bot.store.write() as conn:
            letters = await workspaces.there(conn, team, name, now)
            rows = self._rows(letters)
            await outbox.add(conn, rows)
        self._bot.bells.ring({row["lane"] for row in rows})

    async def _lost(self, team: str) -> None:
        log.error("a workspace took the bot away; what waits there is kept until it is back", team=team)
        async with self._bot.store.write() as conn:
            letters = await workspaces.lost(conn, team, self._bot.clock.now())
            rows = self._rows(letters)
            await outbox.add(conn, rows)
        self._bot.bells.ring({row["lane"] for row in rows})

    def _rows(self, letters: Sequence[tuple[TeamMember, Reply]]) -> list[dict[str, Any]]:
        now = self._bot.clock.now()
        return [outbox_row(reply, member.address, None, now, member.language) for member, reply in letters]


def _lane(team: str) -> str:
    return lane_of(Address(Platform.SLACK, "", team))


def _team(lane: str) -> str:
    return lane.partition(":")[2]
