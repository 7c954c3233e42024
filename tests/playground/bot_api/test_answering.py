from __future__ import annotations

from typing import Any

import pytest

from playground.bot_api.answering import TYPING_SECONDS
from playground.presses import LIFETIME
from tests.playground.support import Bench, button, keyboard

TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")


async def press(bench: Bench, person: int) -> str:
    """The id of a press that waits for its answer."""
    markup = keyboard([button("Yes", "y")])
    sent = await bench.api("sendMessage", chat_id=person, text="So?", reply_markup=markup)
    pressed = await bench.control(
        "POST", f"/api/people/{person}/press", message_id=sent["message_id"], data="y"
    )
    return str(pressed["callback_query_id"])


async def toast(bench: Bench) -> Any:
    return (await bench.control("GET", "/api/state"))["people"][0]["toast"]


@pytest.mark.parametrize("alert", [True, False])
async def test_an_answer_is_shown_until_the_next_deed(bench: Bench, alert: bool) -> None:
    ann = await bench.person()
    query = await press(bench, ann)
    assert (
        await bench.api("answerCallbackQuery", callback_query_id=query, text="Saved", show_alert=alert)
        is True
    )
    assert await toast(bench) == {"text": "Saved", "alert": alert}
    await bench.control("POST", f"/api/people/{ann}/say", text="Thanks")
    assert await toast(bench) is None


async def test_a_press_is_answered_once(bench: Bench) -> None:
    query = await press(bench, await bench.person())
    await bench.api("answerCallbackQuery", callback_query_id=query)
    assert await toast(bench) is None
    assert await bench.refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD


async def test_an_old_or_unknown_press_cannot_be_answered(bench: Bench) -> None:
    query = await press(bench, await bench.person())
    await bench.control("POST", "/api/clock", advance=LIFETIME + 1)
    assert await bench.refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD
    assert await bench.refused("answerCallbackQuery", callback_query_id="5") == TOO_OLD


@pytest.mark.parametrize(
    ("values", "reason"),
    [({"text": "x" * 201}, "MESSAGE_TOO_LONG"), ({"url": "https://example.org"}, "URL_INVALID")],
    ids=["long", "address"],
)
async def test_a_refused_answer_leaves_the_press_waiting(
    bench: Bench, values: dict[str, str], reason: str
) -> None:
    query = await press(bench, await bench.person())
    refusal = await bench.refused("answerCallbackQuery", callback_query_id=query, **values)
    assert refusal == (400, f"Bad Request: {reason}")
    await bench.api("answerCallbackQuery", callback_query_id=query, text="x" * 200)


async def test_typing_shows_for_a_while_or_until_a_message(bench: Bench) -> None:
    ann = await bench.person()

    async def typing() -> bool:
        return bool((await bench.control("GET", "/api/state"))["people"][0]["typing"])

    await bench.api("sendChatAction", chat_id=ann, action="typing")
    assert await typing()
    await bench.control("POST", "/api/clock", advance=TYPING_SECONDS)
    assert not await typing()
    await bench.api("sendChatAction", chat_id=ann, action="typing")
    await bench.api("sendMessage", chat_id=ann, text="Hello")
    assert not await typing()
    refusal = await bench.refused("sendChatAction", chat_id=ann, action="thinking")
    assert refusal == (400, "Bad Request: wrong parameter action in request")
