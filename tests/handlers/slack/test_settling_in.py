"""What a bot learns about itself when it starts."""

from __future__ import annotations

import pytest

from handlers.outcome import FailedError, Gone, Outcome, Retry, Scope
from handlers.slack import Connection, Me, who_am_i
from tests.handlers.slack.line import DROP, TOKEN, Answer, Json, Line, ok, refusal

BOT: Json = {"team_id": "T1", "team": "Acme", "user_id": "U9", "user": "alongside", "bot_id": "B9"}
KNOWN: dict[str, tuple[Json, Me]] = {
    "a bot": (BOT, Me("T1", "Acme", "U9", "B9")),
    "with its app": (BOT | {"app_id": "A1"}, Me("T1", "Acme", "U9", "B9", "A1")),
    "nameless": ({"team_id": "T1", "user_id": "U9"}, Me("T1", "", "U9", "")),
}


@pytest.mark.parametrize(("answer", "me"), KNOWN.values(), ids=KNOWN.keys())
async def test_who_am_i(connection: Connection, line: Line, answer: Json, me: Me) -> None:
    line.will("auth.test", ok(**answer))
    assert await who_am_i(connection.client(TOKEN)) == me


FAILED: dict[str, tuple[Answer, Outcome]] = {
    "refused": (refusal("invalid_auth"), Gone(Scope.LANE, "invalid_auth")),
    "cut off": (Answer(fault=DROP), Retry(2.0, Scope.ACCOUNT, "no answer")),
    "no team": (ok(user_id="U9"), Retry(2.0, Scope.ACCOUNT, "the answer made no sense")),
}


@pytest.mark.parametrize(("answer", "outcome"), FAILED.values(), ids=FAILED.keys())
async def test_failures(connection: Connection, line: Line, answer: Answer, outcome: Outcome) -> None:
    line.will("auth.test", answer)
    with pytest.raises(FailedError) as failed:
        await who_am_i(connection.client(TOKEN))
    assert failed.value.outcome == outcome
