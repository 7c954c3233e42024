"""What is sent, request by request, and what becomes of it."""

from __future__ import annotations

import json

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from conversations.heard import Address, Platform, TurnToken
from conversations.reply import DONE, Act
from handlers.outcome import Bad, Gone, Outcome, Retry, Scope, Sent
from handlers.rendered import Button, Field, Form, Rendered
from handlers.slack import Slack
from handlers.slack.blocks import blocks
from handlers.slack.views import form_view, home_view
from tests.handlers.slack.line import DROP, HANG, TOKEN, TS, Answer, Json, Line, Request, ok, refusal

ANN = Address(Platform.SLACK, "U1", "T1")
CHANNEL = Address(Platform.SLACK, "C9", "T1")
ASKED = TurnToken("r4bcDEF_-9", 12)
HERE = f"D1:{TS}"
BUTTONS = (Button("Yes", "yes"), Button("No", "no"))
SAY = Rendered(ANN, text="Hello *Ann* <https://a.example>", id="41")
QUESTION = Rendered(ANN, text="Is it?", buttons=BUTTONS, token=ASKED, id="42")
SETTLE = Rendered(ANN, Act.SETTLE, text="Is it?\n\n*Yes*", message=HERE, press="1.2.a")
TAKE_AWAY = Rendered(ANN, Act.SETTLE, message=HERE, press="1.2.a", toast="Noted")
ABOUT = Form("About you", "Send", "Not now", (Field("name", "What is your name?"),))
FORM = Rendered(ANN, Act.FORM, form=ABOUT, token=ASKED, message=HERE, press="1.2.a")
HOME = Rendered(ANN, Act.HOME, text="*12* have joined", buttons=BUTTONS)
LEAVE = Rendered(CHANNEL, Act.LEAVE)


def posted(rendered: Rendered, text: str) -> Json:
    return {
        "channel": "U1",
        "text": text,
        "blocks": blocks(rendered),
        "metadata": {"event_type": "alongside", "event_payload": {"id": rendered.id}},
        "unfurl_links": False,
        "unfurl_media": False,
    }


def updated(shown: list[Json], text: str) -> Request:
    return ("chat.update", {"channel": "D1", "ts": TS, "text": text, "blocks": shown})


REQUESTS: dict[str, tuple[Rendered, list[Request]]] = {
    "says": (SAY, [("chat.postMessage", posted(SAY, "Hello Ann https://a.example"))]),
    "asks": (QUESTION, [("chat.postMessage", posted(QUESTION, "Is it?"))]),
    "settles: shows what was picked": (SETTLE, [updated(blocks(SETTLE), "Is it?\n\nYes")]),
    "settles a press alone: it was acknowledged when it was read": (
        Rendered(ANN, Act.SETTLE, press="1.2.a", toast="Done"),
        [],
    ),
    "opens a form": (
        FORM,
        [("views.open", {"trigger_id": "1.2.a", "view": form_view(ABOUT, ASKED, HERE)})],
    ),
    "publishes a page": (HOME, [("views.publish", {"user_id": "U1", "view": home_view(HOME)})]),
    "leaves": (LEAVE, [("conversations.leave", {"channel": "C9"})]),
}


@pytest.mark.parametrize(("rendered", "requests"), REQUESTS.values(), ids=REQUESTS.keys())
async def test_requests(slack: Slack, line: Line, rendered: Rendered, requests: list[Request]) -> None:
    assert isinstance(await slack.send(rendered), Sent)
    assert line.requests == requests


async def test_sent_names_the_message(slack: Slack) -> None:
    assert await slack.send(SAY) == Sent(HERE)
    assert await slack.send(SETTLE) == Sent(HERE)
    assert await slack.send(TAKE_AWAY) == Sent(HERE)


async def test_a_message_without_an_id_of_ours_carries_none(slack: Slack, line: Line) -> None:
    await slack.send(Rendered(ANN, text="Hello"))
    assert "metadata" not in line.requests[0][1]


def as_slack_gives_it(rendered: Rendered) -> Json:
    shown = [{"block_id": f"b{at}"} | block for at, block in enumerate(blocks(rendered))]
    return {"ts": TS, "text": "Is it?", "blocks": shown}


async def test_takes_only_the_buttons_away(slack: Slack, line: Line) -> None:
    line.will("conversations.history", ok(messages=[as_slack_gives_it(QUESTION)]))
    assert await slack.send(TAKE_AWAY) == Sent(HERE)
    asked = {"channel": "D1", "latest": TS, "oldest": TS, "inclusive": "1", "limit": "1"}
    words = blocks(Rendered(ANN, text="Is it?"))
    assert line.requests == [("conversations.history", asked), updated(words, "Is it?")]


async def test_changes_only_the_buttons(slack: Slack, line: Line) -> None:
    """As many options as stand beside the words, whose block id then comes a second time."""
    options = tuple(Button(f"Option {at}", str(at)) for at in range(11))
    before = Rendered(ANN, text="Is it?", buttons=(*options, Button("Done", DONE)), token=ASKED, several=True)
    line.will("conversations.history", ok(messages=[as_slack_gives_it(before)]))
    picked = (*options[:10], Button("Option 10", "10", marked=True), Button("Done", DONE))
    after = Rendered(ANN, Act.SETTLE, buttons=picked, token=ASKED, several=True, message=HERE)
    assert await slack.send(after) == Sent(HERE)
    wanted = Rendered(ANN, text="Is it?", buttons=picked, token=ASKED, several=True)
    assert line.requests[1:] == [updated(blocks(wanted), "Is it?")]


NOTHING_LEFT: dict[str, list[Json]] = {
    "the message is gone": [],
    "only a neighbour is there": [{"ts": "1600000000.000100", "text": "Hello"}],
    "it has no buttons": [as_slack_gives_it(Rendered(ANN, text="Is it?"))],
    "it has no blocks": [{"ts": TS, "text": "Is it?"}],
}


@pytest.mark.parametrize("messages", NOTHING_LEFT.values(), ids=NOTHING_LEFT.keys())
async def test_no_buttons_to_take_away(slack: Slack, line: Line, messages: list[Json]) -> None:
    line.will("conversations.history", ok(messages=messages))
    assert await slack.send(TAKE_AWAY) == Sent(HERE)
    assert line.methods == ["conversations.history"]


TOO_LATE = Sent(reason="too late to open")
HARMLESS: dict[str, tuple[Rendered, str, Answer, Sent]] = {
    "the person deleted it": (SETTLE, "chat.update", refusal("message_not_found"), Sent(HERE)),
    "it cannot be edited": (SETTLE, "chat.update", refusal("cant_update_message"), Sent(HERE)),
    "too old to edit": (SETTLE, "chat.update", refusal("edit_window_closed"), Sent(HERE)),
    "its conversation is gone": (SETTLE, "chat.update", refusal("channel_not_found"), Sent(HERE)),
    "its conversation is gone, buttons too": (
        TAKE_AWAY,
        "conversations.history",
        refusal("channel_not_found"),
        Sent(HERE),
    ),
    "the press is too old": (FORM, "views.open", refusal("expired_trigger_id"), TOO_LATE),
    "the press was used": (FORM, "views.open", refusal("exchanged_trigger_id"), TOO_LATE),
    "the press is unknown": (FORM, "views.open", refusal("invalid_trigger_id"), TOO_LATE),
    "out already": (
        LEAVE,
        "conversations.leave",
        Answer(body=b'{"ok":false,"not_in_channel":true}'),
        Sent(),
    ),
    "the channel is no more": (LEAVE, "conversations.leave", refusal("channel_not_found"), Sent()),
    "the channel is archived": (LEAVE, "conversations.leave", refusal("is_archived"), Sent()),
}


@pytest.mark.parametrize(("rendered", "method", "answer", "outcome"), HARMLESS.values(), ids=HARMLESS.keys())
async def test_harmless_refusals(
    slack: Slack, line: Line, rendered: Rendered, method: str, answer: Answer, outcome: Sent
) -> None:
    line.will(method, answer)
    assert await slack.send(rendered) == outcome
    assert line.methods == [method]


NO_ANSWER = Retry(2.0, Scope.ACCOUNT, "no answer")
FAILED: dict[str, tuple[Rendered, str, Answer, Outcome]] = {
    "a lost answer to an update": (SETTLE, "chat.update", Answer(fault=DROP), NO_ANSWER),
    "a lost answer to a form": (FORM, "views.open", Answer(fault=DROP), NO_ANSWER),
    "a lost answer to a page": (HOME, "views.publish", Answer(fault=DROP), NO_ANSWER),
    "a lost answer to leaving": (LEAVE, "conversations.leave", Answer(fault=DROP), NO_ANSWER),
    "a lost message": (TAKE_AWAY, "conversations.history", Answer(fault=HANG), NO_ANSWER),
    "a message of another shape": (
        TAKE_AWAY,
        "conversations.history",
        ok(messages=[{"text": "Ann"}]),
        Retry(2.0, Scope.ACCOUNT, "the answer made no sense"),
    ),
    "a bad form": (FORM, "views.open", refusal("invalid_arguments"), Bad("invalid_arguments")),
    "a flood of pages": (
        HOME,
        "views.publish",
        refusal("ratelimited", 429, Retry_After="3"),
        Retry(3.0, Scope.ACCOUNT, "too many requests"),
    ),
    "a page for nobody": (
        HOME,
        "views.publish",
        refusal("user_not_found"),
        Gone(Scope.ACCOUNT, "user_not_found"),
    ),
    "a channel that no bot may leave": (
        LEAVE,
        "conversations.leave",
        refusal("cant_leave_general"),
        Gone(Scope.ACCOUNT, "cant_leave_general"),
    ),
    "not allowed to leave, which stops no lane": (
        LEAVE,
        "conversations.leave",
        refusal("missing_scope"),
        Gone(Scope.ACCOUNT, "missing_scope"),
    ),
    "leaving with a token that was revoked": (
        LEAVE,
        "conversations.leave",
        refusal("token_revoked"),
        Gone(Scope.LANE, "token_revoked"),
    ),
}


@pytest.mark.parametrize(("rendered", "method", "answer", "outcome"), FAILED.values(), ids=FAILED.keys())
async def test_failures(
    slack: Slack, line: Line, rendered: Rendered, method: str, answer: Answer, outcome: Outcome
) -> None:
    line.will(method, answer)
    assert await slack.send(rendered) == outcome
    assert line.methods == [method]


IMPOSSIBLE = {
    "no words": Rendered(ANN),
    "a message that is none of Slack's": Rendered(ANN, Act.SETTLE, message="77"),
    "a value that does not fit": Rendered(ANN, text="Hello", buttons=(Button("Yes", "y" * 2001),)),
    "a form without fields": Rendered(ANN, Act.FORM, press="1.2.a"),
    "a form without a press": Rendered(ANN, Act.FORM, form=ABOUT),
    "an empty page": Rendered(ANN, Act.HOME),
}


@pytest.mark.parametrize("rendered", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
async def test_what_cannot_be_sent_is_bad_and_not_tried(slack: Slack, line: Line, rendered: Rendered) -> None:
    assert isinstance(await slack.send(rendered), Bad)
    assert not line.requests


def test_a_client_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="open Connection"):
        Slack(AsyncWebClient(TOKEN))


async def test_no_log_and_no_outcome_holds_words_or_tokens(
    slack: Slack, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    line.will("chat.postMessage", ok(), Answer(body=b"Hello Ann"), refusal("invalid_blocks"))
    seen = [repr(await slack.send(SAY)) for _ in range(3)]
    written = json.dumps([*seen, *(record.getMessage() for record in caplog.records)])
    assert "Ann" not in written
    assert TOKEN not in written
