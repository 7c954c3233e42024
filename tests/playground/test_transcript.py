from __future__ import annotations

from playground.transcript import KEPT, Transcript
from tests.playground.support import Bench, button, keyboard


async def test_a_conversation_reads_aloud(bench: Bench) -> None:
    ann, sam = await bench.person("Ann"), await bench.person("Sam")
    yes_no = keyboard([button("Yes", "y"), button("No", "n")], [button("Later", "l")])
    asked = await bench.api("sendMessage", chat_id=ann, text="Hi Ann.\nShall we?", reply_markup=yes_no)
    await bench.control("POST", "/api/clock", advance=65)
    pressed = await bench.control(
        "POST", f"/api/people/{ann}/press", message_id=asked["message_id"], label="Yes"
    )
    await bench.api("answerCallbackQuery", callback_query_id=pressed["callback_query_id"], text="Saved")
    await bench.api("editMessageText", chat_id=ann, message_id=asked["message_id"], text="Good.")
    await bench.control("POST", f"/api/people/{ann}/send", kind="photo", caption="My plan")
    await bench.control("POST", f"/api/people/{ann}/block")
    assert await bench.transcript(ann) == (
        "Tuesday 3 March 2026\n"
        "10:00:00  Ann: /start\n"
        "10:00:00  Alongside: Hi Ann.\n"
        "          Shall we?\n"
        "          [Yes] [No]\n"
        "          [Later]\n"
        "10:01:05  The clock is moved to 2026-03-03T10:01:05+00:00\n"
        "10:01:05  Ann presses [Yes]\n"
        "10:01:05  Alongside shows a note: Saved\n"
        "10:01:05  Alongside changes a message to: Good.\n"
        "10:01:05  Ann: (a photo) My plan\n"
        "10:01:05  Ann blocks the bot\n"
    )
    assert "Alongside" not in await bench.transcript(sam)


async def test_a_document_is_told_by_its_name(bench: Bench) -> None:
    ann = await bench.person("Ann")
    files = {"document": ("session.ics", b"BEGIN:VCALENDAR", "text/calendar")}
    values = {"chat_id": str(ann), "caption": "Here it is"}
    await bench.client.post(f"/bot{bench.world.bot.token}/sendDocument", data=values, files=files)
    await bench.control("POST", f"/api/people/{ann}/send", kind="document")
    assert (await bench.transcript(ann)).endswith(
        "10:00:00  Alongside: (a document: session.ics) Here it is\n10:00:00  Ann: (a document: notes.pdf)\n"
    )


async def test_the_whole_transcript_names_who_is_spoken_to(bench: Bench) -> None:
    ann = await bench.person("Ann")
    await bench.api("sendMessage", chat_id=ann, text="Hello")
    await bench.control("POST", f"/api/people/{ann}/block")
    whole = (await bench.client.get("/api/transcript")).text
    assert "10:00:00  Alongside to Ann: Hello\n" in whole
    assert "10:00:00  Ann blocks the bot (chat with Ann)\n" in whole


async def test_changed_and_taken_buttons_are_told(bench: Bench) -> None:
    ann = await bench.person("Ann")
    sent = await bench.api(
        "sendMessage", chat_id=ann, text="So?", reply_markup=keyboard([button("Yes", "y")])
    )
    place = {"chat_id": ann, "message_id": sent["message_id"]}
    await bench.api("editMessageReplyMarkup", **place, reply_markup=keyboard([button("No", "n")]))
    await bench.api("editMessageReplyMarkup", **place)
    await bench.api("deleteMessage", **place)
    assert (await bench.transcript(ann)).endswith(
        "10:00:00  Alongside changes the buttons of a message to:\n"
        "          [No]\n"
        "10:00:00  Alongside takes the buttons from a message\n"
        "10:00:00  Alongside deletes a message\n"
    )


def test_a_long_run_does_not_fill_the_memory() -> None:
    transcript = Transcript()
    for _ in range(KEPT + 10):
        transcript.bench(0.0, "The clock is moved")
    assert transcript.text().count("\n") == KEPT + 1  # and the day
