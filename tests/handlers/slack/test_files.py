"""A file goes beneath its text, once, whatever breaks in between."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.heard import Address, Platform
from handlers.outcome import Bad, Gone, Outcome, Retry, Scope, Sent, Unknown
from handlers.rendered import PNG, File, Rendered
from handlers.slack import Slack
from handlers.slack.files import file_name
from tests.handlers.slack.line import DROP, TS, UPLOAD, Answer, Json, Line, ok, refusal

ANN = Address(Platform.SLACK, "U1", "T1")
PICTURE_OF_CODE = File("invitation.png", PNG, b"png", "A QR code that opens the link")
QR = Rendered(ANN, text="Your code", file=PICTURE_OF_CODE, id="41:0")
ENTRY = File("mentoring-session.ics", "text/calendar", b"BEGIN:VCALENDAR", "Mentoring with Ann")
MEETING = Rendered(ANN, text="It is agreed", file=ENTRY, id="41:0")
ASK, COMPLETE, POST = "files.getUploadURLExternal", "files.completeUploadExternal", "chat.postMessage"
TEXT: Json = {"ts": TS, "metadata": {"event_type": "alongside", "event_payload": {"id": "41:0"}}}
PICTURE: Json = {"ts": "1700000000.000200", "files": [{"id": "F1", "name": "alongside-41-0.png"}]}


async def test_a_picture_beneath_a_text(slack: Slack, line: Line) -> None:
    assert await slack.send(QR) == Sent(f"D1:{TS}")
    assert line.methods == [ASK, UPLOAD, POST, COMPLETE]
    described = "A QR code that opens the link"
    assert line.requests[0][1] == {"filename": "alongside-41-0.png", "length": "3", "alt_txt": described}
    assert line.requests[1][1] == {"bytes": b"png", "type": "image/png"}
    assert line.requests[3][1] == {"channel_id": "D1", "files": [{"id": "F1", "title": described}]}


async def test_a_file_beneath_a_text(slack: Slack, line: Line) -> None:
    assert await slack.send(MEETING) == Sent(f"D1:{TS}")
    assert line.methods == [ASK, UPLOAD, POST, COMPLETE]
    assert line.requests[0][1] == {"filename": "alongside-41-0.ics", "length": "15"}
    assert line.requests[1][1] == {"bytes": b"BEGIN:VCALENDAR", "type": "text/calendar"}
    assert line.requests[3][1] == {"channel_id": "D1", "files": [{"id": "F1", "title": "Mentoring with Ann"}]}


async def test_a_picture_without_words(slack: Slack, line: Line) -> None:
    bare = replace(QR, file=replace(PICTURE_OF_CODE, described=""))
    assert await slack.send(bare) == Sent(f"D1:{TS}")
    assert "alt_txt" not in line.requests[0][1]
    assert line.requests[3][1]["files"] == [{"id": "F1"}]


async def test_long_words_are_cut(slack: Slack, line: Line) -> None:
    await slack.send(replace(QR, file=replace(PICTURE_OF_CODE, described="x" * 1001)))
    assert line.requests[0][1]["alt_txt"] == "x" * 999 + "…"


@pytest.mark.parametrize("message", ["41:0", "../../x", "", "é"], ids=repr)
def test_a_file_name_is_plain(message: str) -> None:
    assert set(file_name(message, PICTURE_OF_CODE).removesuffix(".png")) <= set("alongside-410x")


@pytest.mark.parametrize("name", ["a.ics", "ics", "../a.ics", "a. ics"])
def test_a_file_name_keeps_only_the_ending(name: str) -> None:
    assert file_name("41:0", replace(ENTRY, name=name)) in ("alongside-41-0.ics", "alongside-41-0.-ics")


NOT_SENT: dict[str, tuple[str, Answer, Outcome]] = {
    "no place for it": (ASK, refusal("internal_error"), Retry(2.0, Scope.ACCOUNT, "internal_error")),
    "not allowed": (ASK, refusal("missing_scope"), Gone(Scope.LANE, "missing_scope")),
    "a place of another shape": (ASK, ok(), Retry(2.0, Scope.ACCOUNT, "the answer made no sense")),
    "the upload is cut off": (UPLOAD, Answer(fault=DROP), Retry(2.0, Scope.ACCOUNT, "no answer")),
    "the upload breaks": (UPLOAD, Answer(500), Retry(2.0, Scope.ACCOUNT, "HTTP 500")),
    "the upload is refused": (UPLOAD, Answer(413), Bad("HTTP 413")),
}


@pytest.mark.parametrize(("method", "answer", "outcome"), NOT_SENT.values(), ids=NOT_SENT.keys())
async def test_without_its_bytes_nothing_is_said(
    slack: Slack, line: Line, method: str, answer: Answer, outcome: Outcome
) -> None:
    line.will(method, answer)
    assert await slack.send(QR) == outcome
    assert POST not in line.methods


HALF: dict[str, tuple[Answer, Outcome]] = {
    "cut off": (Answer(fault=DROP), Unknown("no answer")),
    "a flood": (
        refusal("ratelimited", 429, Retry_After="3"),
        Unknown("the file: too many requests"),
    ),
    "refused": (refusal("invalid_arguments"), Bad("invalid_arguments")),
}


@pytest.mark.parametrize(("answer", "outcome"), HALF.values(), ids=HALF.keys())
async def test_a_text_without_its_file_may_have_arrived(
    slack: Slack, line: Line, answer: Answer, outcome: Outcome
) -> None:
    line.will(COMPLETE, answer)
    assert await slack.send(QR) == outcome


THERE: dict[str, tuple[list[Json], list[str]]] = {
    "both": ([PICTURE, TEXT], []),
    "the text alone": ([TEXT], [ASK, UPLOAD, COMPLETE]),
    "nothing": ([], [ASK, UPLOAD, POST, COMPLETE]),
    "another file of the same message": (
        [{"ts": "1700000000.000300", "files": [{"name": "alongside-41-0.ics"}]}, TEXT],
        [ASK, UPLOAD, COMPLETE],
    ),
    "another's picture": (
        [{"ts": "1700000000.000300", "files": [{"name": "x.png"}]}, TEXT],
        [ASK, UPLOAD, COMPLETE],
    ),
}


@pytest.mark.parametrize(("messages", "methods"), THERE.values(), ids=THERE.keys())
async def test_again_only_what_is_missing(
    slack: Slack, line: Line, messages: list[Json], methods: list[str]
) -> None:
    line.will("conversations.history", ok(messages=messages))
    assert await slack.send(replace(QR, again=True)) == Sent(f"D1:{TS}")
    assert line.methods == ["conversations.open", "conversations.history", *methods]


async def test_a_file_that_arrived_is_found_by_its_name(slack: Slack, line: Line) -> None:
    there: Json = {"ts": "1700000000.000200", "files": [{"id": "F1", "name": "alongside-41-0.ics"}]}
    line.will("conversations.history", ok(messages=[there, TEXT]))
    assert await slack.send(replace(MEETING, again=True)) == Sent(f"D1:{TS}")
    assert line.methods == ["conversations.open", "conversations.history"]
