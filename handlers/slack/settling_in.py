"""What a bot asks Slack about itself when it starts."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.errors import asked, text_of


@dataclass(frozen=True, slots=True)
class Me:
    """The bot that a token belongs to, as Slack's ids, and its workspace.

    ``user`` is the bot as a member, ``bot`` as an integration; ``app`` is empty where Slack does not say.
    """

    team: str
    team_name: str
    user: str
    bot: str
    app: str = ""


async def who_am_i(client: AsyncWebClient) -> Me:
    """Ask Slack whose token this is. Raises FailedError."""
    return await asked(_me(client))


async def _me(client: AsyncWebClient) -> Me:
    answer = await client.auth_test()
    return Me(
        team=text_of(answer, "team_id"),
        team_name=str(answer.get("team") or ""),
        user=text_of(answer, "user_id"),
        bot=str(answer.get("bot_id") or ""),
        app=str(answer.get("app_id") or ""),
    )
