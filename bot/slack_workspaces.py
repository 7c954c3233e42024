"""The workspaces that the bot is in: one by a token, or as many as installed it; each has its lane."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.lanes import Token
from bot.rows import lane_of
from bot.settings import Settings
from bot.slack_installed import Installed, installed_in
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
from storage.workspaces import known

log = structlog.get_logger()

AGAIN_SECONDS = 15.0
"""Between two attempts to learn whose token it is while Slack is away."""

REFUSED_TOKEN_SECONDS = 60.0
"""Between two attempts while the token is refused: only a person can mend it."""

LOOK_SECONDS = 15.0
"""Between two looks for what other processes over the same store were told of workspaces."""


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
        # Held while workspaces are taken in and let go: a lane must not be opened twice at once.
        self._changing = asyncio.Lock()

    async def begin(self) -> None:
        """Open the lanes of all workspaces there are; it goes on trying while Slack is away."""
        if self._installations is None:
            await self._only_one()
        else:
            await self._all()
        self.ready = True

    async def tend(self) -> None:
        """Follow what other processes were told of workspaces, until it is cancelled."""
        while True:
            await self._bot.clock.sleep(LOOK_SECONDS)
            try:
                await self.catch_up()
            except Exception as error:
                # Only its type: a database's error may cite a token.
                log.error("workspaces cannot be looked up", error=type(error).__name__)

    async def catch_up(self) -> None:
        """Take in what the store has of workspaces that are not known so here, and let go of the others."""
        if self._installations is None or not self.ready:
            return
        async with self._changing:
            there = await self._installed()
            for one in there.values():
                if self._known.get(one.team) != one.workspace:
                    await self._take_in(one.team, one.name, one.workspace)
            for team in self._known.keys() - there.keys():
                await self._let_go(team)

    async def find(self, team: str) -> Workspace | None:
        """Return what we are in a workspace, None where we are not; raise NotReadyError at the start."""
        if team not in self._known:
            if not self.ready:
                raise NotReadyError
            # Another process may have been told of it.
            await self.catch_up()
        return self._known.get(team)

    async def installed(self, team: str, name: str) -> None:
        """Take a workspace in, or in again: its lane goes on with what waits."""
        async with self._changing:
            one = (await self._installed()).get(team)
            if one is not None:
                await self._take_in(team, name, one.workspace)

    async def gone(self, team: str) -> None:
        """Close the lane of a workspace that took the bot away; what waits stays until it is back.

        Raises NotReadyError at the start. A farewell that comes late, after the bot is back, changes nothing.
        """
        workspace = await self.find(team)
        if workspace is not None and await self._works(workspace):
            log.info("a workspace is said to have taken the bot away, but its token works", team=team)
            return
        if self._installations is not None:
            async with self._changing:
                one = (await self._installed()).get(team)
                if one is not None and one.workspace != workspace:
                    # It came back while Slack was asked.
                    return
                if one is not None:
                    await self._installations.async_delete_all(enterprise_id=one.enterprise, team_id=team)
                await self._let_go(team)
        await self._lost(team)

    async def refused(self, lane: str) -> None:
        """Slack refuses the token of a lane."""
        team = _team(lane)
        if self._installations is not None:
            one = (await self._installed()).get(team)
            if one is None or one.workspace != self._known.get(team):
                # Another process was told of what happened, and has told the team: see catch_up.
                return
        await self._lost(team)

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

    async def _all(self) -> None:
        async with self._bot.store.read() as conn:
            away = {row.team for row in await known(conn) if row.state == "gone"}
        async with self._changing:
            for team, one in (await self._installed()).items():
                if team in away and not await self._works(one.workspace):
                    # Its lane tells when Slack takes the token again.
                    await self._open(team, one.name, one.workspace)
                else:
                    await self._take_in(team, one.name, one.workspace)

    async def _installed(self) -> dict[str, Installed]:
        """Return the newest installation of each team that did not take the bot away."""
        async with self._bot.store.read() as conn:
            return await installed_in(conn, self._settings.slack_client_id or "")

    async def _works(self, workspace: Workspace) -> bool:
        """Tell whether Slack takes its token; while Slack does not say, it counts as one that works."""
        try:
            await slack.who_am_i(self._connection.client(workspace.bot_token))
        except FailedError as error:
            return not isinstance(error.outcome, Gone)
        return True

    async def _take_in(self, team: str, name: str, workspace: Workspace) -> None:
        await self._there(team, name)
        await self._open(team, name, workspace)

    async def _open(self, team: str, name: str, workspace: Workspace) -> None:
        self._known[team], self._names[team] = workspace, name
        client = self._connection.client(workspace.bot_token)
        rate = self._settings.slack_rate
        token = Token(_lane(team), slack.MARKUP, slack.Slack(client), rate, forms=True, watch=self)
        await self._bot.lanes.open(token)

    async def _let_go(self, team: str) -> None:
        self._known.pop(team, None)
        await self._bot.lanes.close(_lane(team))

    async def _there(self, team: str, name: str) -> None:
        async with self._bot.store.write() as conn:
            letters = await workspaces.there(conn, team, name, self._bot.clock.now())
            lanes = await self._post(conn, letters)
        self._bot.bells.ring(lanes)

    async def _lost(self, team: str) -> None:
        log.error("a workspace took the bot away; what waits there is kept until it is back", team=team)
        async with self._bot.store.write() as conn:
            letters = await workspaces.lost(conn, team, self._bot.clock.now())
            lanes = await self._post(conn, letters)
        self._bot.bells.ring(lanes)

    async def _post(self, conn: AsyncConnection, letters: Sequence[tuple[TeamMember, Reply]]) -> set[str]:
        """Queue letters; return the lanes that they go by."""
        now = self._bot.clock.now()
        rows = [outbox_row(reply, member.address, None, now, member.language) for member, reply in letters]
        await outbox.add(conn, rows)
        return {row["lane"] for row in rows}


def _lane(team: str) -> str:
    return lane_of(Address(Platform.SLACK, "", team))


def _team(lane: str) -> str:
    return lane.partition(":")[2]
