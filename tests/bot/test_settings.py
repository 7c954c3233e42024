"""Settings: each by its name in the environment or .env, with the default that the table promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.demo import DemoSettings
from bot.settings import Settings

TABLE = Path(__file__).parents[2] / "docs" / "settings.md"
ROW = re.compile(r"\| `([A-Z_]+)` \| (.+?) \| (.+?) \|")


def test_the_table_for_people_says_the_same() -> None:
    told = [found.groups() for line in TABLE.read_text("utf-8").splitlines() if (found := ROW.match(line))]

    assert told == [
        (name.upper(), "not set" if field.default is None else f"`{field.default}`", field.description)
        for name, field in Settings.model_fields.items()
    ]


@pytest.mark.parametrize(
    ("name", "value", "means"),
    [
        ("DATABASE_URL", "postgresql://db/x", "postgresql://db/x"),
        ("TELEGRAM_TOKEN", "1:abc", SecretStr("1:abc")),
        ("TELEGRAM_API_URL", "http://127.0.0.1:1", "http://127.0.0.1:1"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example", "https://bot.example"),
        ("TELEGRAM_WEBHOOK_SECRET", "word", SecretStr("word")),
        ("TELEGRAM_RATE", "25.5", 25.5),
        ("SLACK_BOT_TOKEN", "xoxb-1", SecretStr("xoxb-1")),
        ("SLACK_APP_TOKEN", "xapp-1", SecretStr("xapp-1")),
        ("SLACK_SIGNING_SECRET", "word", SecretStr("word")),
        ("SLACK_CLIENT_ID", "1.2", "1.2"),
        ("SLACK_CLIENT_SECRET", "word", SecretStr("word")),
        ("SLACK_API_URL", "http://127.0.0.1:1/api/", "http://127.0.0.1:1/api/"),
        ("SLACK_URL", "http://127.0.0.1:1", "http://127.0.0.1:1"),
        ("SLACK_RATE", "2.5", 2.5),
        ("PUBLIC_URL", "https://bot.example", "https://bot.example"),
        ("CONCERN_MINUTES", "0.5", 0.5),
        ("HOST", "0.0.0.0", "0.0.0.0"),  # noqa: S104 - read here, not bound
        ("PORT", "0", 0),
        ("QUIET_FROM", "0", 0),
        ("QUIET_UNTIL", "23", 23),
        ("KEEP_DAYS", "2", 2),
        ("CLOCK_URL", "http://127.0.0.1:1/clock", "http://127.0.0.1:1/clock"),
        ("LOG_LEVEL", "debug", "debug"),
        ("LOG_FORMAT", "json", "json"),
    ],
)
def test_each_has_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str, means: object) -> None:
    monkeypatch.setenv(name, value)

    assert getattr(Settings(), name.lower()) == means


def test_every_setting_is_in_the_table_above() -> None:
    [mark] = [mark for mark in test_each_has_its_name.pytestmark if mark.name == "parametrize"]  # type: ignore[attr-defined]

    assert [case[0].lower() for case in mark.args[1]] == list(Settings.model_fields)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_RATE", "0.5"),
        ("TELEGRAM_RATE", "1e9"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("QUIET_FROM", "24"),
        ("QUIET_UNTIL", "-1"),
        ("KEEP_DAYS", "1"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_what_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_a_file_is_read_and_the_environment_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PORT=1234\nHOST=10.0.0.1\nTELEGRAM_TOKEN=\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setenv("PORT", "4321")

    chosen = Settings()

    assert (chosen.port, chosen.host, chosen.telegram_token) == (4321, "10.0.0.1", None)


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_an_empty_line_means_that_nothing_is_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")

    assert Settings() == Settings.model_construct()


def test_a_secret_is_not_printed() -> None:
    chosen = Settings(telegram_token=SecretStr("1:a-secret"), telegram_webhook_secret=SecretStr("a-secret"))

    assert "a-secret" not in f"{chosen} {chosen!r}"


@pytest.mark.parametrize(
    ("public", "reached"),
    [
        (None, ""),
        ("https://bot.example/", "https://bot.example/"),
        ("http://bot.example", ""),
        ("bot.example", ""),
    ],
)
def test_calendar_links_are_secrets_and_lead_to_https_only(public: str | None, reached: str) -> None:
    assert Settings(public_url=public).reached_at() == reached
    assert Settings(public_url=public).reached_at("http://127.0.0.1:1") == reached


def test_the_demonstration_is_reached_where_it_listens() -> None:
    assert DemoSettings().reached_at() == ""
    assert DemoSettings().reached_at("http://127.0.0.1:1") == "http://127.0.0.1:1"


def test_without_a_webhook_the_bot_polls() -> None:
    assert Settings().polls
    assert not Settings(telegram_webhook_url="https://bot.example").polls
