"""What is sent, request by request, and what becomes of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from conversations.heard import Address, Platform, TurnToken
from conversations.reply import Act
from handlers.outcome import Bad, Gone, Moved, Outcome, Retry, Scope, Sent, Unknown
from handlers.rendered import PNG, Button, File, Rendered
from handlers.telegram import Connection, Telegram
from tests.handlers.telegram.line import DROP, HANG, TOKEN, Answer, Line, listening, ok, refusal

ANN = Address(Platform.TELEGRAM, "5")
GROUP = Address(Platform.TELEGRAM, "-1009")
TOKEN_OF_TURN = TurnToken("r4bcDEF_-9", 12)
YES, NO = Button("Yes", "yes"), Button("No", "no")
SAY = Rendered(ANN, text="Hello <b>Ann</b>")
SETTLE = Rendered(ANN, Act.SETTLE, text="Pick one\n\nYes", message="77", press="p1")
NO_PREVIEW = {"is_disabled": True}


def keys(*rows: tuple[tuple[str, str], ...]) -> dict[str, object]:
    return {
        "inline_keyboard": [[{"text": words, "callback_data": data} for words, data in row] for row in rows]
    }


def said(**more: object) -> dict[str, object]:
    return {
        "chat_id": 5,
        "text": "Hello <b>Ann</b>",
        "parse_mode": "HTML",
        "link_preview_options": NO_PREVIEW,
    } | more


QR = File("invitation.png", PNG, b"\x89PNG", "A code")
ENTRY = File("session.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "Mentoring with Ann")


def shown(**more: object) -> dict[str, object]:
    return {"chat_id": 5, "caption": "Hello <b>Ann</b>", "parse_mode": "HTML"} | more


REQUESTS: dict[str, tuple[Rendered, list[tuple[str, object]]]] = {
    "says": (SAY, [("sendMessage", said())]),
    "short labels stand two in a row": (
        Rendered(
            ANN, text="Hello <b>Ann</b>", buttons=(YES, NO, Button("Later", "later")), token=TOKEN_OF_TURN
        ),
        [
            (
                "sendMessage",
                said(
                    reply_markup=keys(
                        (("Yes", "r4bcDEF_-9.12.yes"), ("No", "r4bcDEF_-9.12.no")),
                        (("Later", "r4bcDEF_-9.12.later"),),
                    )
                ),
            )
        ],
    ),
    "one long label puts each in its own row": (
        Rendered(ANN, text="Hello <b>Ann</b>", buttons=(YES, Button("I would rather not say", "skip"))),
        [
            (
                "sendMessage",
                said(reply_markup=keys((("Yes", "..yes"),), (("I would rather not say", "..skip"),))),
            )
        ],
    ),
    "a marked option shows it": (
        Rendered(ANN, text="Hello <b>Ann</b>", buttons=(Button("Art", "art", marked=True),)),
        [("sendMessage", said(reply_markup=keys((("✓ Art", "..art"),))))],
    ),
    "settles: answers the press, then shows what was picked": (
        SETTLE,
        [
            ("answerCallbackQuery", {"callback_query_id": "p1"}),
            (
                "editMessageText",
                {
                    "chat_id": 5,
                    "message_id": 77,
                    "text": "Pick one\n\nYes",
                    "parse_mode": "HTML",
                    "link_preview_options": NO_PREVIEW,
                },
            ),
        ],
    ),
    "settles with a toast, and without words takes the buttons away": (
        Rendered(ANN, Act.SETTLE, message="77", press="p1", toast="x" * 201),
        [
            ("answerCallbackQuery", {"callback_query_id": "p1", "text": "x" * 199 + "…"}),
            ("editMessageReplyMarkup", {"chat_id": 5, "message_id": 77}),
        ],
    ),
    "settles several-of: only the buttons change": (
        Rendered(ANN, Act.SETTLE, buttons=(YES,), token=TOKEN_OF_TURN, message="77"),
        [
            (
                "editMessageReplyMarkup",
                {"chat_id": 5, "message_id": 77, "reply_markup": keys((("Yes", "r4bcDEF_-9.12.yes"),))},
            )
        ],
    ),
    "settles a press alone": (
        Rendered(ANN, Act.SETTLE, press="p1", toast="Done"),
        [("answerCallbackQuery", {"callback_query_id": "p1", "text": "Done"})],
    ),
    "a picture is a photo": (
        replace(SAY, file=QR),
        [("sendPhoto", shown(photo=("invitation.png", PNG, QR.data)))],
    ),
    "any other file is a document": (
        replace(SAY, file=ENTRY, buttons=(YES,)),
        [
            (
                "sendDocument",
                shown(
                    document=("session.ics", "text/calendar", ENTRY.data),
                    reply_markup=keys((("Yes", "..yes"),)),
                ),
            )
        ],
    ),
    "a file by itself": (
        Rendered(ANN, file=ENTRY),
        [
            (
                "sendDocument",
                {
                    "chat_id": 5,
                    "parse_mode": "HTML",
                    "document": ("session.ics", "text/calendar", ENTRY.data),
                },
            )
        ],
    ),
    "leaves": (Rendered(GROUP, Act.LEAVE), [("leaveChat", {"chat_id": -1009})]),
}


@pytest.mark.parametrize(("rendered", "requests"), REQUESTS.values(), ids=REQUESTS.keys())
async def test_requests(
    telegram: Telegram, line: Line, rendered: Rendered, requests: list[tuple[str, object]]
) -> None:
    assert isinstance(await telegram.send(rendered), Sent)
    assert line.requests == requests


def account(reason: str, *, blocked: bool = False) -> Gone:
    return Gone(Scope.ACCOUNT, reason, blocked)


LANE_GONE = Gone(Scope.LANE, "the bot's token is not valid")
OUTCOMES: dict[str, tuple[Answer, Outcome]] = {
    "blocked": (
        refusal(403, "Forbidden: bot was blocked by the user"),
        account("bot was blocked by the user", blocked=True),
    ),
    "deactivated": (refusal(403, "Forbidden: user is deactivated"), account("user is deactivated")),
    "never started": (
        refusal(403, "Forbidden: bot can't initiate conversation with a user"),
        account("bot can't initiate conversation with a user"),
    ),
    "no such chat": (refusal(400, "Bad Request: chat not found"), account("Chat not found")),
    "bad markup": (
        refusal(400, 'Bad Request: can\'t parse entities: Unsupported start tag "ann" at byte offset 6'),
        Bad("Can't parse entities"),
    ),
    "too long": (refusal(400, "Bad Request: message is too long"), Bad("Message is too long")),
    "bad button": (refusal(400, "Bad Request: BUTTON_DATA_INVALID"), Bad("Button_data_invalid")),
    "flood": (
        refusal(429, "Too Many Requests: retry after 7", retry_after=7),
        Retry(7.0, Scope.ACCOUNT, "too many requests"),
    ),
    "a proxy's flood": (Answer(429, b"slow down"), Retry(5.0, Scope.LANE, "HTTP 429")),
    "migrated": (
        refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100200),
        Moved(Address(Platform.TELEGRAM, "-100200")),
    ),
    "token refused": (refusal(401, "Unauthorized"), LANE_GONE),
    "token malformed": (refusal(404, "Not Found"), LANE_GONE),
    "a proxy's 404 stops no lane": (Answer(404, b"<html>"), Retry(5.0, Scope.LANE, "HTTP 404")),
    "conflict": (
        refusal(409, "Conflict: terminated by other getUpdates request"),
        Retry(10.0, Scope.LANE, "another process polls, or a webhook is set"),
    ),
    "a fault inside Telegram": (
        refusal(500, "Internal Server Error"),
        Unknown("HTTP 500"),
    ),
    "gateway": (Answer(502, b"<html>Bad Gateway"), Unknown("HTTP 502")),
    "redirected": (Answer(302, b""), Retry(5.0, Scope.LANE, "HTTP 302")),
    "too large for a proxy": (Answer(413, b""), Bad("HTTP 413")),
    "read time-out": (Answer(fault=HANG), Unknown("no answer")),
    "dropped": (Answer(fault=DROP), Unknown("no answer")),
    "no JSON": (Answer(body=b"<html>Welcome to this hotel"), Unknown("no answer")),
    "half an answer": (Answer(body=b'{"ok":true,"result":{"message'), Unknown("no answer")),
    "an answer of another shape": (
        Answer(body=b'{"ok":true,"result":[7]}'),
        Unknown("the answer made no sense"),
    ),
    "an answer without a result": (
        Answer(body=b'{"ok":true,"a":{"result":1}}'),
        Unknown("the answer made no sense"),
    ),
}


@pytest.mark.parametrize(("answer", "outcome"), OUTCOMES.values(), ids=OUTCOMES.keys())
async def test_outcomes(telegram: Telegram, line: Line, answer: Answer, outcome: Outcome) -> None:
    line.answers.append(answer)
    assert await telegram.send(SAY) == outcome
    assert len(line.requests) == 1


async def test_sent_names_the_message(telegram: Telegram) -> None:
    assert await telegram.send(SAY) == Sent("77")


@pytest.mark.parametrize("file", [QR, ENTRY], ids=["a photo", "a document"])
async def test_a_file_that_may_have_arrived_is_told_as_such(
    telegram: Telegram, line: Line, file: File
) -> None:
    line.answers.append(Answer(fault=DROP))
    assert await telegram.send(replace(SAY, file=file)) == Unknown("no answer")
    assert await telegram.send(replace(SAY, file=file)) == Sent("77")


async def test_no_connection_means_not_sent() -> None:
    async with listening() as line:
        root = line.root
    async with Connection(TOKEN, root) as connection:
        assert await Telegram(connection).send(SAY) == Retry(2.0, Scope.LANE, "no connection")


HARMLESS: dict[str, tuple[Rendered, list[Answer]]] = {
    "the press is too old": (
        SETTLE,
        [
            refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
            ok(True),
        ],
    ),
    "shown already": (
        SETTLE,
        [
            ok(True),
            refusal(400, "Bad Request: message is not modified: specified new message content is ..."),
        ],
    ),
    "the person deleted it": (SETTLE, [ok(True), refusal(400, "Bad Request: message to edit not found")]),
    "too old to edit": (SETTLE, [ok(True), refusal(400, "Bad Request: message can't be edited")]),
    "out already": (
        Rendered(GROUP, Act.LEAVE),
        [refusal(403, "Forbidden: bot is not a member of the supergroup chat")],
    ),
    "the group is no more": (Rendered(GROUP, Act.LEAVE), [refusal(400, "Bad Request: chat not found")]),
}


@pytest.mark.parametrize(("rendered", "answers"), HARMLESS.values(), ids=HARMLESS.keys())
async def test_harmless_refusals(
    telegram: Telegram, line: Line, rendered: Rendered, answers: list[Answer]
) -> None:
    line.answers.extend(answers)
    assert await telegram.send(rendered) == Sent(rendered.message)
    assert len(line.requests) == len(answers)
    assert not line.answers


FAILED_SETTLING: dict[str, tuple[list[Answer], Outcome]] = {
    "the press meets a flood: the edit waits too": (
        [refusal(429, "Too Many Requests", retry_after=3)],
        Retry(3.0, Scope.ACCOUNT, "too many requests"),
    ),
    "a lost answer to an edit is no Unknown": (
        [ok(True), Answer(fault=DROP)],
        Retry(2.0, Scope.ACCOUNT, "no answer"),
    ),
    "bad markup is bad in an edit too": (
        [ok(True), refusal(400, "Bad Request: can't parse entities: x")],
        Bad("Can't parse entities"),
    ),
}


@pytest.mark.parametrize(("answers", "outcome"), FAILED_SETTLING.values(), ids=FAILED_SETTLING.keys())
async def test_settling_fails(
    telegram: Telegram, line: Line, answers: list[Answer], outcome: Outcome
) -> None:
    line.answers.extend(answers)
    count = len(answers)
    assert await telegram.send(SETTLE) == outcome
    assert len(line.requests) == count


async def test_leaving_can_be_refused(telegram: Telegram, line: Line) -> None:
    line.answers.append(refusal(403, "Forbidden: something new"))
    assert await telegram.send(Rendered(GROUP, Act.LEAVE)) == account("something new")


IMPOSSIBLE = {
    "an address that is no number": Rendered(Address(Platform.TELEGRAM, "@channel"), text="Hello"),
    "a message that is no number": Rendered(ANN, Act.SETTLE, message="1.2"),
    "a value that does not fit": Rendered(ANN, text="Hello", buttons=(Button("Yes", "y" * 41),)),
    "a label without words": Rendered(ANN, text="Hello", buttons=(Button(" ", "yes"),)),
    "too many buttons": Rendered(ANN, text="Hello", buttons=(YES,) * 101),
}


@pytest.mark.parametrize("rendered", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
async def test_what_cannot_be_sent_is_bad_and_not_tried(
    telegram: Telegram, line: Line, rendered: Rendered
) -> None:
    assert isinstance(await telegram.send(rendered), Bad)
    assert not line.requests


async def test_no_log_and_no_outcome_holds_words_or_tokens(
    telegram: Telegram, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    line.answers.extend([ok({"message_id": 1}), Answer(body=b"Hello Ann"), refusal(403, "Forbidden: x")])
    seen = [repr(await telegram.send(SAY)) for _ in range(3)]
    written = json.dumps([*seen, *(record.getMessage() for record in caplog.records)])
    assert "Ann" not in written
    assert TOKEN not in written
