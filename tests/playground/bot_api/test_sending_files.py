from __future__ import annotations

import struct
from typing import Any

import pytest

from playground.text import Json
from tests.playground.support import Bench, button, keyboard


def png(width: int = 40, height: int = 30, size: int = 100) -> bytes:
    return (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)).ljust(size, b"\x00")


async def send(bench: Bench, method: str, data: bytes, name: str = "a.png", **values: Any) -> Json:
    """The whole answer to a multipart request with one file in it."""
    field = method.removeprefix("send").lower()
    files = {field: (name, data, "image/png" if name.endswith("png") else "text/html")}
    response = await bench.client.post(f"/bot{bench.world.bot.token}/{method}", data=values, files=files)
    return dict(response.json())


async def test_a_photo_is_seen_with_its_caption_and_can_be_fetched(bench: Bench) -> None:
    ann = await bench.person()
    answer = await send(bench, "sendPhoto", png(), chat_id=ann, caption="<b>Map</b>", parse_mode="HTML")
    sent = answer["result"]
    assert (sent["caption"], sent["photo"][0]["width"], sent["photo"][0]["file_size"]) == ("Map", 40, 100)
    seen = (await bench.seen(ann))[-1]
    assert (seen["kind"], seen["caption"], seen["text"], seen["html"]) == ("photo", "Map", "", "<b>Map</b>")
    file = await bench.client.get(seen["file"])
    assert (file.content, file.headers["content-type"]) == (png(), "image/png")
    assert "content-disposition" not in file.headers


async def test_a_document_is_only_for_saving(bench: Bench) -> None:
    ann = await bench.person()
    answer = await send(bench, "sendDocument", b"<script>", name="plan.html", chat_id=ann)
    assert answer["result"]["document"]["file_name"] == "plan.html"
    seen = (await bench.seen(ann))[-1]
    assert (seen["kind"], seen["file_name"]) == ("document", "plan.html")
    file = await bench.client.get(seen["file"])
    assert file.headers["content-disposition"] == "attachment"


async def test_a_photo_can_be_sent_again_by_its_id(bench: Bench) -> None:
    ann = await bench.person()
    first = (await send(bench, "sendPhoto", png(), chat_id=ann))["result"]["photo"][0]
    again = await bench.api("sendPhoto", chat_id=ann, photo=first["file_id"], has_spoiler=True)
    assert (again["photo"], again["has_media_spoiler"]) == ([first], True)
    refusal = await bench.refused("sendDocument", chat_id=ann, document=first["file_id"])
    assert refusal == (400, "Bad Request: wrong file identifier/HTTP URL specified")


async def test_a_part_can_be_named_by_attach(bench: Bench) -> None:
    ann = await bench.person()
    address = f"/bot{bench.world.bot.token}/sendPhoto"
    values = {"chat_id": str(ann), "photo": "attach://map"}
    response = await bench.client.post(address, data=values, files={"map": ("a.png", png(), "image/png")})
    assert response.json()["ok"]
    response = await bench.client.post(address, data=values, files={"plan": ("a.png", png(), "image/png")})
    assert response.json()["description"] == "Bad Request: there is no part for attach://map"


REFUSED: dict[str, tuple[str, bytes, dict[str, Any], int, str]] = {
    "no picture": ("sendPhoto", b"words", {}, 400, "Bad Request: IMAGE_PROCESS_FAILED"),
    "long picture": ("sendPhoto", png(2100, 100), {}, 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    "huge picture": ("sendPhoto", png(6000, 4001), {}, 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    "photo over 10 MB": ("sendPhoto", png(size=10 * 2**20 + 1), {}, 413, "Request Entity Too Large"),
    "document over 50 MB": ("sendDocument", bytes(50 * 2**20 + 1), {}, 413, "Request Entity Too Large"),
    "body over all limits": ("sendDocument", bytes(51 * 2**20), {}, 413, "Request Entity Too Large"),
    "empty file": ("sendDocument", b"", {}, 400, "Bad Request: file must be non-empty"),
    "long caption": (
        "sendPhoto",
        png(),
        {"caption": "x" * 1025},
        400,
        "Bad Request: message caption is too long",
    ),
}


@pytest.mark.parametrize(("method", "data", "values", "code", "reason"), REFUSED.values(), ids=REFUSED)
async def test_files_that_telegram_refuses(
    bench: Bench, method: str, data: bytes, values: dict[str, Any], code: int, reason: str
) -> None:
    ann = await bench.person()
    answer = await send(bench, method, data, chat_id=ann, **values)
    assert (answer["error_code"], answer["description"]) == (code, reason)
    assert len(await bench.seen(ann)) == 1


async def test_an_address_is_not_fetched(bench: Bench) -> None:
    ann = await bench.person()
    refusal = await bench.refused("sendPhoto", chat_id=ann, photo="https://example.org/a.png")
    assert refusal == (400, "Bad Request: failed to get HTTP URL content")


async def test_the_buttons_of_a_photo_can_be_edited_but_not_its_text(bench: Bench) -> None:
    ann = await bench.person()
    sent = (await send(bench, "sendPhoto", png(), chat_id=ann, caption="Map"))["result"]
    place = {"chat_id": ann, "message_id": sent["message_id"]}
    refusal = await bench.refused("editMessageText", **place, text="Plan")
    assert refusal == (400, "Bad Request: there is no text in the message to edit")
    edited = await bench.api("editMessageReplyMarkup", **place, reply_markup=keyboard([button("Yes", "y")]))
    assert (edited["caption"], edited["photo"]) == ("Map", sent["photo"])
