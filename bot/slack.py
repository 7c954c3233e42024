"""Slack's edge, as this process runs it: over a socket or over HTTP, in one workspace or in many."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from pydantic import SecretStr
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from starlette.routing import BaseRoute

from bot.rendering import HOME, Renderer
from bot.settings import Settings
from bot.slack_workspaces import Workspaces
from bot.wiring import Bot
from conversations.reply import Part
from handlers import slack
from handlers.rendered import PLAIN
from handlers.slack.app import Edge, Inside
from handlers.slack.http import events_route
from handlers.slack.installing import REDIRECT_PATH, OAuth, install_routes
from handlers.slack.socket import Socket

STATE_SECONDS = 600
"""How long an owner of a workspace may take over Slack's page of consent."""


class SlackEdge:
    """Slack: what it delivers goes to the inbox before it is acknowledged, each workspace has its lane."""

    def __init__(
        self,
        settings: Settings,
        bot: Bot,
        workspaces: Workspaces,
        connection: slack.Connection,
        installations: AsyncSQLAlchemyInstallationStore | None,
    ) -> None:
        self._connection = connection
        self._settings = settings
        self._bot = bot
        self._workspaces = workspaces
        self._installations = installations
        inside = Inside(
            find=workspaces.find,
            receive=bot.inbox.keep,
            gone=workspaces.gone,
            unknown=Renderer(bot.words).render(Part("workspace_unknown"), HOME, PLAIN),
            now=bot.clock.now,
        )
        self._edge = Edge(inside, _secret(settings.slack_signing_secret))
        self._socket: Socket | None = None
        if settings.slack_app_token is not None:
            token = _secret(settings.slack_app_token)
            self._socket = Socket(self._edge, token, bot.clock.sleep, settings.slack_api_url)

    def routes(self) -> list[BaseRoute]:
        """Return where Slack delivers, and where workspaces install the app, as far as it is set up."""
        settings = self._settings
        routes: list[BaseRoute] = [events_route(self._edge)] if settings.slack_signing_secret else []
        if self._installations is not None:
            routes += install_routes(
                OAuth(
                    client_id=settings.slack_client_id or "",
                    client_secret=_secret(settings.slack_client_secret),
                    redirect_uri=f"{(settings.public_url or '').rstrip('/')}{REDIRECT_PATH}",
                    installations=self._installations,
                    states=AsyncSQLAlchemyOAuthStateStore(STATE_SECONDS, self._bot.store.engine),
                    installed=self._workspaces.installed,
                    slack=settings.slack_url,
                    client=self._connection.client(""),
                )
            )
        return routes

    def reads(self) -> bool:
        """Tell whether Slack can reach us now."""
        return self._socket.reading if self._socket is not None else self._workspaces.ready

    async def listen(self, stop: asyncio.Event) -> None:
        """Open the workspaces' lanes and listen until ``stop``."""
        stopped = asyncio.create_task(stop.wait())
        beginning = asyncio.create_task(self._workspaces.begin())
        try:
            await asyncio.wait({beginning, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not beginning.done():
                return
            beginning.result()
            await (self._socket.run(stop) if self._socket is not None else stopped)
        finally:
            for task in (beginning, stopped):
                task.cancel()
            await asyncio.wait({beginning, stopped})

    def sides(self) -> list[Coroutine[Any, Any, None]]:
        """Return what follows the installations that other processes are told of."""
        return [self._workspaces.tend()] if self._installations is not None else []


@contextlib.asynccontextmanager
async def edge(settings: Settings, bot: Bot) -> AsyncIterator[SlackEdge]:
    """Give Slack's edge; raise ValueError where a setting that it needs is missing."""
    checked(settings)
    installations = None
    if settings.slack_client_id is not None:
        installations = AsyncSQLAlchemyInstallationStore(settings.slack_client_id, bot.store.engine)
    async with slack.Connection(settings.slack_api_url) as connection:
        workspaces = Workspaces(settings, bot, connection, installations)
        yield SlackEdge(settings, bot, workspaces, connection, installations)


def checked(settings: Settings) -> None:
    """Raise ValueError, in a line for people, where Slack's settings do not fit together."""
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        raise ValueError(
            "Slack needs SLACK_APP_TOKEN (to listen over a socket) or SLACK_SIGNING_SECRET (over HTTP)"
        )
    if settings.slack_client_id is not None and settings.slack_client_secret is None:
        raise ValueError("SLACK_CLIENT_ID needs SLACK_CLIENT_SECRET beside it")
    if settings.slack_client_id is not None and settings.public_url is None:
        raise ValueError("SLACK_CLIENT_ID needs PUBLIC_URL: workspaces come there to install the app")
    if settings.slack_client_id is not None and settings.slack_bot_token is not None:
        raise ValueError("set SLACK_BOT_TOKEN for one workspace or SLACK_CLIENT_ID for many, not both")


def _secret(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret is not None else ""
