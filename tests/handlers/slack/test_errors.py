"""What each answer and each fault of Slack's comes to, as a message meets it."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackClientNotConnectedError

from conversations.heard import Address, Platform
from handlers.outcome import Bad, Gone, Outcome, Retry, Scope, Unknown
from handlers.rendered import Rendered
from handlers.slack import Connection, Slack
from handlers.slack.errors import outcome_of
from tests.handlers.slack.line import DROP, HANG, TOKEN, Answer, Line, listening, refusal

SAY = Rendered(Address(Platform.SLACK, "U1", "T1"), text="Hello *Ann*", id="41")
POST = "chat.postMessage"
NONSENSE = Unknown("the answer made no sense")


def account(code: str) -> Gone:
    return Gone(Scope.ACCOUNT, code)


def lane(code: str) -> Gone:
    return Gone(Scope.LANE, code)


REFUSALS: dict[str, Outcome] = {
    "token_revoked": lane("token_revoked"),
    "invalid_auth": lane("invalid_auth"),
    "not_authed": lane("not_authed"),
    "account_inactive": lane("account_inactive"),
    "token_expired": lane("token_expired"),
    "missing_scope": lane("missing_scope"),
    "not_allowed_token_type": lane("not_allowed_token_type"),
    "messages_tab_disabled": lane("messages_tab_disabled"),
    "team_disabled": lane("team_disabled"),
    "channel_not_found": account("channel_not_found"),
    "user_not_found": account("user_not_found"),
    "is_archived": account("is_archived"),
    "user_disabled": account("user_disabled"),
    "not_in_channel": account("not_in_channel"),
    "cannot_dm_bot": account("cannot_dm_bot"),
    "restricted_action": account("restricted_action"),
    "restricted_action_read_only_channel": account("restricted_action_read_only_channel"),
    "invalid_blocks": Bad("invalid_blocks"),
    "msg_too_long": Bad("msg_too_long"),
    "msg_blocks_too_long": Bad("msg_blocks_too_long"),
    "no_text": Bad("no_text"),
    "invalid_arguments": Bad("invalid_arguments"),
    "something_new": Bad("something_new"),
    "internal_error": Unknown("internal_error"),
    "fatal_error": Unknown("fatal_error"),
    "service_unavailable": Unknown("service_unavailable"),
    "request_timeout": Retry(5.0, Scope.ACCOUNT, "request_timeout"),
    "team_added_to_org": Retry(60.0, Scope.LANE, "team_added_to_org"),
    "message_limit_exceeded": Retry(60.0, Scope.LANE, "message_limit_exceeded"),
    "ratelimited": Retry(5.0, Scope.ACCOUNT, "too many requests"),
}


@pytest.mark.parametrize(("code", "outcome"), REFUSALS.items(), ids=REFUSALS.keys())
async def test_refusals(slack: Slack, line: Line, code: str, outcome: Outcome) -> None:
    line.will(POST, refusal(code))
    assert await slack.send(SAY) == outcome
    assert line.methods == [POST]


ANSWERS: dict[str, tuple[Answer, Outcome]] = {
    "a flood": (
        refusal("ratelimited", 429, Retry_After="7"),
        Retry(7.0, Scope.ACCOUNT, "too many requests"),
    ),
    "a flood without Slack's words": (
        Answer(429, b"", {"Retry-After": "30"}),
        Retry(30.0, Scope.ACCOUNT, "too many requests"),
    ),
    "a flood that says no time": (
        refusal("ratelimited", 429, Retry_After="soon"),
        Retry(5.0, Scope.ACCOUNT, "too many requests"),
    ),
    "a proxy's flood": (
        Answer(429, b"<html>", content_type="text/html"),
        Retry(5.0, Scope.LANE, "too many requests"),
    ),
    "the token refused by status": (refusal("invalid_auth", 401), lane("invalid_auth")),
    "Slack's own 404": (refusal("channel_not_found", 404), account("channel_not_found")),
    "a fault inside Slack": (refusal("something", 500), Unknown("HTTP 500")),
    "a gateway": (Answer(502, b"<html>Bad Gateway", content_type="text/html"), Unknown("HTTP 502")),
    "a gateway that claims JSON": (Answer(503, b"<html>"), Unknown("HTTP 503")),
    "a proxy's 404 stops no lane": (
        Answer(404, b"<html>", content_type="text/html"),
        Retry(5.0, Scope.LANE, "HTTP 404"),
    ),
    "a proxy's 403 that claims JSON": (Answer(403, b"<html>"), Retry(5.0, Scope.LANE, "HTTP 403")),
    "redirected to nowhere": (Answer(302, b""), Retry(5.0, Scope.LANE, "HTTP 302")),
    "too large for a proxy": (Answer(413, b"<html>", content_type="text/html"), Bad("HTTP 413")),
    "a read time-out": (Answer(fault=HANG), Unknown("no answer")),
    "dropped": (Answer(fault=DROP), Unknown("no answer")),
    "a hotel's page": (Answer(body=b"<html>Welcome", content_type="text/html"), NONSENSE),
    "no JSON": (Answer(body=b"Welcome Ann"), NONSENSE),
    "no text either": (Answer(body=b"\xff\xfe\xfd"), NONSENSE),
    "half an answer": (Answer(body=b'{"ok":true,"chan'), NONSENSE),
    "an empty answer": (Answer(body=b""), NONSENSE),
    "a list": (Answer(body=b"[7]"), NONSENSE),
    "an answer without its message": (Answer(body=b'{"ok":true}'), NONSENSE),
    "an answer of another shape": (Answer(body=b'{"ok":true,"channel":{},"ts":7}'), NONSENSE),
    "a code that cites": (refusal("invalid: Hello Ann"), NONSENSE),
}


@pytest.mark.parametrize(("answer", "outcome"), ANSWERS.values(), ids=ANSWERS.keys())
async def test_answers(slack: Slack, line: Line, answer: Answer, outcome: Outcome) -> None:
    line.will(POST, answer)
    assert await slack.send(SAY) == outcome
    assert line.methods == [POST], "nothing is posted a second time by the library"


async def test_no_connection_means_not_sent() -> None:
    async with listening() as line:
        server = line.server
    async with Connection(server) as connection:
        outcome = await Slack(connection.client(TOKEN)).send(SAY)
    assert outcome == Retry(2.0, Scope.LANE, "no connection")


def test_what_never_came_to_a_request() -> None:
    assert outcome_of(SlackClientNotConnectedError("Ann")) == Unknown("SlackClientNotConnectedError")
    assert outcome_of(aiohttp.InvalidURL("x")) == Retry(2.0, Scope.LANE, "no connection")
