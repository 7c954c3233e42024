"""Where an owner of a workspace installs the app, by slack-bolt's OAuth."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog
from slack_bolt import BoltResponse
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.oauth.async_callback_options import AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"

SCOPES = (
    "app_mentions:read",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "im:history",
    "im:write",
)
"""What our bot may do; deploy/slack-manifest.yaml asks for the same."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class OAuth:
    """How workspaces install the app.

    ``redirect_uri`` is our public address of REDIRECT_PATH. ``installed`` is told the team's id and name once
    the installation is stored. ``client`` is one of an open Connection, with no token, and ``slack`` the root
    of Slack's pages.
    """

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    installations: AsyncInstallationStore
    states: AsyncOAuthStateStore
    client: AsyncWebClient
    installed: Callable[[str, str], Awaitable[None]]
    slack: str = "https://slack.com"


def install_routes(oauth: OAuth) -> list[Route]:
    """Where an owner of a workspace begins to install the app, and where Slack leads back to."""
    # Below ERROR bolt logs the codes of installations.
    quiet = logging.getLogger("slack_bolt")
    quiet.setLevel(logging.ERROR)
    settings = AsyncOAuthSettings(
        client_id=oauth.client_id,
        client_secret=oauth.client_secret,
        scopes=SCOPES,
        user_scopes=[],
        redirect_uri=oauth.redirect_uri,
        install_path=INSTALL_PATH,
        install_page_rendering_enabled=False,
        redirect_uri_path=REDIRECT_PATH,
        authorization_url=f"{oauth.slack.rstrip('/')}/oauth/v2/authorize",
        installation_store=oauth.installations,
        state_store=oauth.states,
        logger=quiet,
    )
    flow = AsyncOAuthFlow(client=oauth.client, logger=quiet, settings=settings)

    async def installed(args: AsyncSuccessArgs) -> BoltResponse:
        team = args.installation.team_id
        if not team:
            return await args.default.failure(_refused(args, "only one workspace at a time"))
        await oauth.installed(team, args.installation.team_name or "")
        log.info("slack took the app in", team=team)
        return await args.default.success(args)

    flow.success_handler = installed
    return [
        Route(INSTALL_PATH, _page(flow.handle_installation), methods=["GET"]),
        Route(REDIRECT_PATH, _page(flow.handle_callback), methods=["GET"]),
    ]


def _refused(args: AsyncSuccessArgs, reason: str) -> AsyncFailureArgs:
    return AsyncFailureArgs(
        request=args.request,
        reason=reason,
        suggested_status_code=400,
        settings=args.settings,
        default=args.default,
    )


def _page(
    handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]],
) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        try:
            return to_starlette_response(await handle(to_async_bolt_request(request, b"")))
        except Exception as error:
            # Only its type: an error of Slack's or of the store may cite the code or a token.
            log.error("the app could not be installed", error=type(error).__name__)
            return Response("Alongside could not be installed. Please try again.", status_code=503)

    return show
