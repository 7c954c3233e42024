"""How updates are asked for, and what it means when that fails."""

from __future__ import annotations

import json

import pytest

from handlers.outcome import FailedError, Gone, Outcome, Retry, Scope
from handlers.telegram import Connection, get_updates
from tests.handlers.telegram.line import DROP, TOKEN, Answer, Line, listening, ok, refusal

UPDATE = {"update_id": 900, "message": {"anything": True}}


async def test_updates_come_as_they_are(connection: Connection, line: Line) -> None:
    line.answers += [ok([]), ok([UPDATE])]
    assert await get_updates(connection, None, 30) == []
    assert await get_updates(connection, 900, 0) == [UPDATE]
    (first_method, first), (_, second) = line.requests
    assert first_method == "getUpdates"
    wanted = ["message", "edited_message", "callback_query", "my_chat_member"]
    assert json.loads(str(first.pop("allowed_updates"))) == wanted
    assert first == {"timeout": "30", "limit": "100"}
    assert second["offset"] == "900"


FAILURES: dict[str, tuple[Answer, Outcome]] = {
    "token": (refusal(401, "Unauthorized"), Gone(Scope.LANE, "the bot's token is not valid")),
    "another poller": (
        refusal(409, "Conflict: terminated by other getUpdates request"),
        Retry(10.0, Scope.LANE, "another process polls, or a webhook is set"),
    ),
    "flood": (refusal(429, "x", retry_after=4), Retry(4.0, Scope.ACCOUNT, "too many requests")),
    "dropped": (Answer(fault=DROP), Retry(2.0, Scope.ACCOUNT, "no answer")),
    "no list": (ok({}), Retry(5.0, Scope.LANE, "the answer made no sense")),
    "a list of something else": (ok([UPDATE, 7]), Retry(5.0, Scope.LANE, "the answer made no sense")),
}


@pytest.mark.parametrize(("answer", "outcome"), FAILURES.values(), ids=FAILURES.keys())
async def test_failures(connection: Connection, line: Line, answer: Answer, outcome: Outcome) -> None:
    line.answers.append(answer)
    with pytest.raises(FailedError) as failed:
        await get_updates(connection, None, 0)
    assert failed.value.outcome == outcome


async def test_no_connection() -> None:
    async with listening() as line:
        root = line.root
    async with Connection(TOKEN, root) as connection:
        with pytest.raises(FailedError) as failed:
            await get_updates(connection, None, 0)
    assert failed.value.outcome == Retry(2.0, Scope.LANE, "no connection")
