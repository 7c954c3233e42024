from __future__ import annotations

from playground.bot_api.messages import NOT_MODIFIED
from tests.playground.support import START, Bench, button, keyboard


async def test_a_message_is_returned_and_seen_as_telegram_shows_it(bench: Bench) -> None:
    ann = await bench.person()
    markup = keyboard([button("Yes", "y")])
    sent = await bench.api(
        "sendMessage", chat_id=ann, text="<b>Hi</b> &amp; bye", parse_mode="HTML", reply_markup=markup
    )
    assert sent == {
        "message_id": 2,
        "from": {"id": 700_000_001, "is_bot": True, "first_name": "Alongside", "username": "AlongsideBot"},
        "chat": {"id": ann, "type": "private", "first_name": "Ann"},
        "date": int(START),
        "text": "Hi & bye",
        "entities": [{"type": "bold", "offset": 0, "length": 2}],
        "reply_markup": markup,
    }
    seen = (await bench.seen(ann))[-1]
    assert (seen["html"], seen["buttons"]) == (
        "<b>Hi</b> &amp; bye",
        [[{"text": "Yes", "data": "y", "url": None}]],
    )


async def test_message_ids_rise_over_all_chats(bench: Bench) -> None:
    people = [await bench.person(name) for name in ("Ann", "Sam")]
    ids = [(await bench.api("sendMessage", chat_id=p, text="Hello"))["message_id"] for p in people]
    assert ids == [3, 4]


async def test_an_edit_keeps_the_id_and_takes_the_buttons_unless_given(bench: Bench) -> None:
    ann = await bench.person()
    markup = keyboard([button("Yes", "y")])
    sent = await bench.api("sendMessage", chat_id=ann, text="So?", reply_markup=markup)
    await bench.control("POST", "/api/clock", advance=60)
    edited = await bench.api("editMessageText", chat_id=ann, message_id=sent["message_id"], text="Good.")
    assert edited["message_id"] == sent["message_id"]
    assert (edited["text"], edited["date"], edited["edit_date"]) == ("Good.", int(START), int(START) + 60)
    assert "reply_markup" not in edited
    assert [m["edited"] for m in await bench.seen(ann)] == [False, True]


async def test_only_the_buttons_can_be_changed(bench: Bench) -> None:
    ann = await bench.person()
    sent = await bench.api(
        "sendMessage", chat_id=ann, text="So?", reply_markup=keyboard([button("Yes", "y")])
    )
    markup = keyboard([button("No", "n")])
    place = {"chat_id": ann, "message_id": sent["message_id"]}
    edited = await bench.api("editMessageReplyMarkup", **place, reply_markup=markup)
    assert (edited["text"], edited["reply_markup"]) == ("So?", markup)


async def test_an_edit_to_the_same_is_refused(bench: Bench) -> None:
    ann = await bench.person()
    markup = keyboard([button("Yes", "y")])
    html = {"text": "<b>So?</b>", "parse_mode": "HTML"}
    sent = await bench.api("sendMessage", chat_id=ann, **html, reply_markup=markup)
    place = {"chat_id": ann, "message_id": sent["message_id"]}
    refusal = (400, f"Bad Request: {NOT_MODIFIED}")
    same = " <strong>So?</strong>"
    assert (
        await bench.refused("editMessageText", **place, text=same, parse_mode="HTML", reply_markup=markup)
        == refusal
    )
    assert await bench.refused("editMessageReplyMarkup", **place, reply_markup=markup) == refusal
    await bench.api("editMessageText", **place, text="So?", reply_markup=markup)
    await bench.api("editMessageReplyMarkup", **place)
    assert await bench.refused("editMessageReplyMarkup", **place) == refusal


async def test_what_cannot_be_edited(bench: Bench) -> None:
    ann = await bench.person()
    said = await bench.control("POST", f"/api/people/{ann}/say", text="Hello")
    sam = await bench.person("Sam")
    elsewhere = await bench.api("sendMessage", chat_id=sam, text="Hello")

    async def edit(**place: int) -> tuple[int, str]:
        return await bench.refused("editMessageText", **place, text="Other")

    assert await edit(chat_id=ann, message_id=said["message_id"]) == (
        400,
        "Bad Request: message can't be edited",
    )
    not_found = (400, "Bad Request: message to edit not found")
    assert await edit(chat_id=ann, message_id=99) == not_found
    assert await edit(chat_id=ann, message_id=elsewhere["message_id"]) == not_found
    assert await edit(chat_id=ann) == (400, "Bad Request: message identifier is not specified")
    assert await edit(message_id=1) == (400, "Bad Request: chat_id is empty")


async def test_a_message_can_be_deleted_once_and_for_two_days(bench: Bench) -> None:
    ann = await bench.person()
    first, second = [await bench.api("sendMessage", chat_id=ann, text="Hello") for _ in range(2)]
    place = {"chat_id": ann, "message_id": first["message_id"]}
    assert await bench.api("deleteMessage", **place) is True
    assert await bench.refused("deleteMessage", **place) == (400, "Bad Request: message to delete not found")
    assert [m["deleted"] for m in await bench.seen(ann)] == [False, True, False]
    await bench.control("POST", "/api/clock", advance=48 * 3600 + 1)
    refusal = await bench.refused("deleteMessage", chat_id=ann, message_id=second["message_id"])
    assert refusal == (400, "Bad Request: message can't be deleted for everyone")


async def test_a_reply_carries_what_it_answers(bench: Bench) -> None:
    ann = await bench.person()
    said = await bench.control("POST", f"/api/people/{ann}/say", text="Why?")
    reply = {"message_id": said["message_id"]}
    first = await bench.api("sendMessage", chat_id=ann, text="So", reply_parameters=reply)
    assert first["reply_to_message"]["text"] == "Why?"
    second = await bench.api(
        "sendMessage", chat_id=ann, text="And", reply_parameters={"message_id": first["message_id"]}
    )
    assert "reply_to_message" not in second["reply_to_message"]
    lost = {"message_id": 99}
    refusal = await bench.refused("sendMessage", chat_id=ann, text="So", reply_parameters=lost)
    assert refusal == (400, "Bad Request: message to be replied not found")
    lost_but_sent = {**lost, "allow_sending_without_reply": True}
    sent = await bench.api("sendMessage", chat_id=ann, text="So", reply_parameters=lost_but_sent)
    assert "reply_to_message" not in sent


async def test_previews_and_protection_are_remembered(bench: Bench) -> None:
    ann = await bench.person()
    off = {"is_disabled": True}
    sent = await bench.api(
        "sendMessage", chat_id=ann, text="Hello", protect_content=True, link_preview_options=off
    )
    assert (sent["has_protected_content"], sent["link_preview_options"]) == (True, off)
    place = {"chat_id": ann, "message_id": sent["message_id"]}
    edited = await bench.api(
        "editMessageText", **place, text="Bye", link_preview_options={"is_disabled": False}
    )
    assert edited["link_preview_options"] == {"is_disabled": False}


async def test_a_refused_message_is_not_seen(bench: Bench) -> None:
    ann = await bench.person()
    long_data = keyboard([button("Yes", "y" * 65)])
    assert await bench.refused("sendMessage", chat_id=ann, text="So?", reply_markup=long_data) == (
        400,
        "Bad Request: BUTTON_DATA_INVALID",
    )
    assert len(await bench.seen(ann)) == 1


async def test_the_speed_limit_answers_429_and_the_clock_ends_it(bench: Bench) -> None:
    ann = await bench.person()
    await bench.control("POST", "/api/limits", enabled=True)
    for _ in range(5):
        await bench.api("sendMessage", chat_id=ann, text="Hello")
    response = await bench.raw("sendMessage", chat_id=ann, text="Hello")
    assert (response.status_code, response.headers["retry-after"]) == (429, "1")
    assert response.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    await bench.control("POST", "/api/clock", advance=1)
    await bench.api("sendMessage", chat_id=ann, text="Hello")
