"""Settings from the environment and from a file .env, each with its default and what it is for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM_API = "https://api.telegram.org"
SLACK_API = "https://slack.com/api/"
SLACK = "https://slack.com"

POLL_SECONDS = 25
"""How long Telegram may hold a poll open; its own advice is to poll long."""


class Settings(BaseSettings):
    """What can be set; docs/settings.md holds the same list for people, and a test compares them."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    database_url: Annotated[str, Field(description="Where everything is kept: SQLite or PostgreSQL")] = (
        "sqlite:///alongside.sqlite"
    )
    telegram_token: Annotated[SecretStr | None, Field(description="The bot's token from @BotFather")] = None
    telegram_api_url: Annotated[str, Field(description="Another Bot API server")] = TELEGRAM_API
    telegram_webhook_url: Annotated[
        str | None, Field(description="This process's public https address; without it the bot polls")
    ] = None
    telegram_webhook_secret: Annotated[
        SecretStr | None, Field(description="The word Telegram must send along with each update")
    ] = None
    telegram_rate: Annotated[
        float, Field(ge=1, le=100_000, description="Messages a second that Telegram allows this bot")
    ] = 30.0
    slack_bot_token: Annotated[
        SecretStr | None, Field(description="The bot token (xoxb-...) of the one workspace it is in")
    ] = None
    slack_app_token: Annotated[
        SecretStr | None, Field(description="The app's token (xapp-...): Slack is read over a socket")
    ] = None
    slack_signing_secret: Annotated[
        SecretStr | None, Field(description="The app's signing secret: Slack delivers over HTTP")
    ] = None
    slack_client_id: Annotated[
        str | None, Field(description="The app's client id: workspaces install it by themselves")
    ] = None
    slack_client_secret: Annotated[SecretStr | None, Field(description="Its client secret")] = None
    slack_api_url: Annotated[str, Field(description="Another Web API server")] = SLACK_API
    slack_url: Annotated[str, Field(description="Where Slack's own pages are")] = SLACK
    slack_rate: Annotated[
        float, Field(ge=1, le=100_000, description="Messages a second that Slack allows in a workspace")
    ] = 10.0
    public_url: Annotated[
        str | None,
        Field(description="This process's public https address: calendar links, Slack's install page"),
    ] = None
    concern_minutes: Annotated[
        float, Field(gt=0, le=1440, description="Minutes after which a concern goes to the next on the list")
    ] = 15.0
    host: Annotated[str, Field(description="Address that health, metrics and the webhook listen on")] = (
        "127.0.0.1"
    )
    port: Annotated[int, Field(ge=0, le=65535, description="Their port; 0 takes any that is free")] = 8080
    quiet_from: Annotated[int, Field(ge=0, le=23, description="Hour at which nudges stop")] = 21
    quiet_until: Annotated[int, Field(ge=0, le=23, description="Hour from which nudges go again")] = 8
    keep_days: Annotated[
        int, Field(ge=2, description="Days that settled messages in and out are kept for")
    ] = 7
    clock_url: Annotated[
        str | None, Field(description="Take the time from here (the playground's clock), for demonstrations")
    ] = None
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Field(description="The least that is logged")
    ] = "info"
    log_format: Annotated[
        Literal["auto", "text", "json"], Field(description="auto: text on a terminal, JSON elsewhere")
    ] = "auto"

    @property
    def on_slack(self) -> bool:
        """Tell whether there is a Slack to serve."""
        return self.slack_bot_token is not None or self.slack_client_id is not None

    @property
    def polls(self) -> bool:
        """Tell whether updates are fetched rather than delivered to a webhook."""
        return self.telegram_webhook_url is None

    def reached_at(self, listening: str = "") -> str:
        """Return where calendar links lead, or nothing: they hold a secret, so only https will do.

        ``listening`` is where this process listens, once it does.
        """
        return self.public_url if self.public_url and self.public_url.startswith("https://") else ""
