"""A message whose answer was lost is looked for before it is sent once more."""

from __future__ import annotations

import pytest

from conversations.heard import Address, Platform
from handlers.outcome import Bad, Gone, Outcome, Retry, Scope, Sent
from handlers.rendered import Rendered
from handlers.slack import Slack
from handlers.slack.history import PAGES
from tests.handlers.slack.line import HANG, TS, Answer, Json, Line, ok, refusal

AGAIN = Rendered(Address(Platform.SLACK, "U1", "T1"), text="Hello", id="41", again=True)
LOOKED = ["conversations.open", "conversations.history"]
OTHERS: list[Json] = [
    {"ts": "1700000000.000900", "text": "Hello"},
    {"ts": "1700000000.000800", "metadata": {"event_type": "alongside", "event_payload": {"id": "40"}}},
    {"ts": "1700000000.000700", "metadata": {"event_type": "another", "event_payload": {"id": "41"}}},
    {"ts": "1700000000.000600", "metadata": {"event_type": "alongside", "event_payload": {}}},
    {"ts": "1700000000.000500", "metadata": {}, "files": None},
]
OURS: Json = {"ts": TS, "metadata": {"event_type": "alongside", "event_payload": {"id": "41"}}}


def page(messages: list[Json], cursor: str = "") -> Answer:
    return ok(messages=messages, response_metadata={"next_cursor": cursor})


async def test_what_is_there_is_not_sent_again(slack: Slack, line: Line) -> None:
    line.will("conversations.history", page([*OTHERS, OURS]))
    assert await slack.send(AGAIN) == Sent(f"D1:{TS}")
    assert line.requests == [
        ("conversations.open", {"users": "U1"}),
        ("conversations.history", {"channel": "D1", "limit": "200", "include_all_metadata": "1"}),
    ]


async def test_what_is_not_there_is_sent(slack: Slack, line: Line) -> None:
    line.will("conversations.history", page(OTHERS))
    assert await slack.send(AGAIN) == Sent(f"D1:{TS}")
    assert line.methods == [*LOOKED, "chat.postMessage"]


async def test_pages_are_turned(slack: Slack, line: Line) -> None:
    line.will("conversations.history", page(OTHERS, "next"), page([OURS], "more"))
    assert await slack.send(AGAIN) == Sent(f"D1:{TS}")
    assert [given.get("cursor") for _, given in line.requests] == [None, None, "next"]


async def test_not_for_ever(slack: Slack, line: Line) -> None:
    line.will("conversations.history", *[page(OTHERS, "next")] * (PAGES + 1))
    assert await slack.send(AGAIN) == Sent(f"D1:{TS}")
    assert line.methods == ["conversations.open", *LOOKED[1:] * PAGES, "chat.postMessage"]


async def test_nothing_is_looked_for_that_has_no_id(slack: Slack, line: Line) -> None:
    await slack.send(Rendered(AGAIN.address, text="Hello", again=True))
    assert line.methods == ["chat.postMessage"]


FAILED: dict[str, tuple[str, Answer, Outcome]] = {
    "looking takes too long": (
        "conversations.history",
        Answer(fault=HANG),
        Retry(2.0, Scope.ACCOUNT, "no answer"),
    ),
    "Slack breaks": (
        "conversations.history",
        refusal("internal_error"),
        Retry(2.0, Scope.ACCOUNT, "internal_error"),
    ),
    "the person is gone": (
        "conversations.open",
        refusal("user_disabled"),
        Gone(Scope.ACCOUNT, "user_disabled"),
    ),
    "nobody": ("conversations.open", refusal("invalid_arguments"), Bad("invalid_arguments")),
    "no conversation": (
        "conversations.open",
        ok(channel=None),
        Retry(2.0, Scope.ACCOUNT, "the answer made no sense"),
    ),
}


@pytest.mark.parametrize(("method", "answer", "outcome"), FAILED.values(), ids=FAILED.keys())
async def test_what_could_not_be_looked_for_is_not_sent(
    slack: Slack, line: Line, method: str, answer: Answer, outcome: Outcome
) -> None:
    line.will(method, answer)
    assert await slack.send(AGAIN) == outcome
    assert "chat.postMessage" not in line.methods
