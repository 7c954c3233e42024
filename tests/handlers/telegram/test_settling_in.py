"""What the bot tells Telegram about itself, request by request."""

from __future__ import annotations

import pytest

from handlers.outcome import FailedError, Gone, Retry, Scope
from handlers.telegram import (
    Connection,
    Introduction,
    Me,
    introduce,
    link,
    listen_by_polling,
    listen_by_webhook,
    who_am_i,
)
from tests.handlers.telegram.line import Line, ok, refusal


async def test_who_am_i(connection: Connection, line: Line) -> None:
    line.answers.append(
        ok({"id": 4711, "is_bot": True, "first_name": "Alongside", "username": "alongside_bot"})
    )
    assert await who_am_i(connection) == Me(4711, "alongside_bot")


async def test_a_wrong_token_is_told_apart(connection: Connection, line: Line) -> None:
    line.answers.append(refusal(401, "Unauthorized"))
    with pytest.raises(FailedError) as failed:
        await who_am_i(connection)
    assert failed.value.outcome == Gone(Scope.LANE, "the bot's token is not valid")


async def test_introduce(connection: Connection, line: Line) -> None:
    line.answers += [ok(True)] * 6
    await introduce(connection, Introduction({"help": "Get help", "stop": "Stop"}, "Long", "Short"))
    await introduce(connection, Introduction({}, "Hir", "Byr", language="cy"))
    private = {"type": "all_private_chats"}
    commands = [
        {"command": "help", "description": "Get help"},
        {"command": "stop", "description": "Stop"},
    ]
    assert line.requests == [
        ("setMyCommands", {"commands": commands, "scope": private}),
        ("setMyDescription", {"description": "Long"}),
        ("setMyShortDescription", {"short_description": "Short"}),
        ("setMyCommands", {"commands": [], "scope": private, "language_code": "cy"}),
        ("setMyDescription", {"description": "Hir", "language_code": "cy"}),
        ("setMyShortDescription", {"short_description": "Byr", "language_code": "cy"}),
    ]


async def test_a_flood_at_the_start_says_how_long_to_wait(connection: Connection, line: Line) -> None:
    line.answers.append(refusal(429, "Too Many Requests", retry_after=60))
    with pytest.raises(FailedError) as failed:
        await introduce(connection, Introduction({}, "Long", "Short"))
    assert failed.value.outcome == Retry(60.0, Scope.ACCOUNT, "too many requests")


async def test_listening(connection: Connection, line: Line) -> None:
    line.answers += [ok(True)] * 2
    await listen_by_polling(connection)
    await listen_by_webhook(connection, "https://alongside.example/telegram", "s3cret")
    assert line.requests == [
        ("deleteWebhook", {"drop_pending_updates": False}),
        (
            "setWebhook",
            {
                "url": "https://alongside.example/telegram",
                "max_connections": 40,
                "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
                "drop_pending_updates": False,
                "secret_token": "s3cret",
            },
        ),
    ]


def test_link() -> None:
    assert link("alongside_bot", "K7QF-92_x") == "https://t.me/alongside_bot?start=K7QF-92_x"


@pytest.mark.parametrize("code", ["", "a b", "a&b", "café", "x" * 65, "a\n"])
def test_a_code_that_no_link_can_carry(code: str) -> None:
    with pytest.raises(ValueError, match="code"):
        link("alongside_bot", code)
