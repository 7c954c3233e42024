"""The one way in from Slack, over HTTP or a socket: heard, received, and only then acknowledged."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_bolt.middleware.async_middleware import AsyncMiddleware

from conversations.heard import Heard
from handlers.slack.payload import Json, obj, text
from handlers.slack.reading import is_farewell, read

# Seconds that Slack is given to show an answer at a response_url, out of the three for the acknowledgement.
TELL_SECONDS = 1.5
_BEGUN = "begun"

log = structlog.get_logger()

Receive = Callable[[list[Heard]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Workspace:
    """What we are in one workspace: our bot's token, its user's id and its bot's id."""

    bot_token: str = field(repr=False)
    bot_user: str
    bot_id: str


@dataclass(frozen=True, slots=True)
class Inside:
    """What the edge is handed.

    ``find`` gives the workspace of a team's id, None where we are not installed. ``receive`` has committed
    what was heard when it returns. ``gone`` is told the team that took our app or token away. ``unknown`` is
    what a person reads who uses the app where it is no longer installed. ``now`` is UTC.
    """

    find: Callable[[str], Awaitable[Workspace | None]]
    receive: Receive
    gone: Callable[[str], Awaitable[None]]
    unknown: str
    now: Callable[[], datetime]


class NotKeptError(Exception):
    """What Slack sent could not be kept; it must not be acknowledged. Its cause may cite what was said."""


class Edge:
    """Takes each request of Slack's through slack-bolt; ``verifies`` tells whether it knows forged ones."""

    def __init__(self, inside: Inside, signing_secret: str = "") -> None:
        self._inside = inside
        self.verifies = bool(signing_secret.strip())
        # Below ERROR bolt logs whole requests, and so what people said.
        quiet = logging.getLogger("slack_bolt")
        quiet.setLevel(logging.ERROR)

        # A function of its own: bolt would look for an argument "self" among those that it can give.
        async def authorize(team_id: str | None) -> AuthorizeResult:
            return await self._authorized(team_id or "")

        self._app = AsyncApp(
            name="alongside",
            logger=quiet,
            signing_secret=signing_secret,
            authorize=authorize,
            # The reader does both, without trusting that a payload has Slack's shape.
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
        )
        self._app.use(_Hearing(self._hear))
        self._app.error(_raise)

    async def dispatch(
        self, request: AsyncBoltRequest, begun: Callable[[], None] | None = None
    ) -> BoltResponse:
        """The response to a request: 200 to acknowledge it, 401 for a forged or old one, 503 if it must
        come again. ``begun`` is called right before what was heard is handed to ``receive``.
        """
        request.context[_BEGUN] = begun
        try:
            return await self._app.async_dispatch(request)
        except Exception as error:
            return _failure(error, request.body)

    async def _authorized(self, team: str) -> AuthorizeResult:
        """Who we are in a workspace, without asking Slack; one without a bot where it is unknown."""
        try:
            found = await self._inside.find(team) if team else None
        except Exception as error:
            raise NotKeptError("the workspace cannot be looked up") from error
        if found is None:
            return AuthorizeResult(enterprise_id=None, team_id=team)
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team,
            bot_token=found.bot_token,
            bot_user_id=found.bot_user,
            bot_id=found.bot_id,
        )

    async def _hear(self, req: AsyncBoltRequest) -> BoltResponse:
        team = req.context.team_id or ""
        workspace = req.context.authorize_result
        known = workspace is not None and workspace.bot_user_id is not None
        if is_farewell(req.body) or not known:
            # What is done for it may take a while, and nobody of another workspace should wait for that.
            _begun(req)
        if is_farewell(req.body):
            log.warning("slack took the app away", team=team)
            await _kept(self._inside.gone(team))
            return BoltResponse(status=200)
        if workspace is None or workspace.bot_user_id is None:
            log.warning("slack sent for an unknown workspace", team=team)
            return await self._turned_away(req)
        heard = read(req.body, team, workspace.bot_user_id, self._inside.now())
        if heard is not None:
            _begun(req)
            await _kept(self._inside.receive([heard]))
        # An empty body closes a form, and leaves a command and a press without a word.
        return BoltResponse(status=200)

    async def _turned_away(self, req: AsyncBoltRequest) -> BoltResponse:
        """Tell a person kindly, in the way that Slack has for each kind of request; drop events."""
        words = self._inside.unknown
        if text(req.body, "command"):
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": words})
        fields = obj(obj(obj(req.body, "view"), "state"), "values")
        if fields and text(req.body, "type") == "view_submission":
            # Shown beneath the first field; the form stays open, so that nothing that was typed is lost.
            return BoltResponse(
                status=200, body={"response_action": "errors", "errors": {next(iter(fields)): words}}
            )
        respond = req.context.respond
        if respond is not None and respond.response_url:
            await self._tell(respond)
        return BoltResponse(status=200)

    async def _tell(self, respond: AsyncRespond) -> None:
        try:
            async with asyncio.timeout(TELL_SECONDS):
                await respond(self._inside.unknown, response_type="ephemeral", replace_original=False)
        except Exception as error:
            log.info("slack did not take an answer", error=type(error).__name__)


def _begun(req: AsyncBoltRequest) -> None:
    """Let the next request in."""
    if begun := req.context.get(_BEGUN):
        begun()


async def _kept(keeping: Awaitable[None]) -> None:
    try:
        await keeping
    except Exception as error:
        raise NotKeptError("what was heard cannot be kept") from error


class _Hearing(AsyncMiddleware):
    """The last of bolt's middleware, as it is: bolt's way to hand arguments over trusts a payload's shape."""

    def __init__(self, hear: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]) -> None:
        self._hear = hear

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - bolt calls it so
    ) -> BoltResponse:
        """Give the response; nothing comes after."""
        return await self._hear(req)


async def _raise(error: Exception) -> None:
    raise error


def _failure(error: Exception, body: Json) -> BoltResponse:
    if not isinstance(error, NotKeptError) and not isinstance(body.get("event", {}), dict):
        # Such a thing is no event of Slack's, and bolt itself fails over it.
        log.error("slack sent what cannot be read; it is dropped")
        return BoltResponse(status=200)
    # Only its type: a database's error cites the row, and so what somebody said.
    log.error("slack.not_received", error=type(error.__cause__ or error).__name__)
    return BoltResponse(status=503)
