from __future__ import annotations

import pytest

from tests.playground.support import Bench

CLOSED = {
    "blocked": ("block", "Forbidden: bot was blocked by the user"),
    "deactivated": ("deactivate", "Forbidden: user is deactivated"),
}


@pytest.mark.parametrize(("deed", "reason"), CLOSED.values(), ids=CLOSED)
async def test_a_person_who_has_left_cannot_be_written_to(bench: Bench, deed: str, reason: str) -> None:
    ann = await bench.person()
    sent = await bench.api("sendMessage", chat_id=ann, text="Hello")
    await bench.control("POST", f"/api/people/{ann}/{deed}")
    place = {"chat_id": ann, "message_id": sent["message_id"]}
    assert await bench.refused("sendMessage", chat_id=ann, text="Hello") == (403, reason)
    assert await bench.refused("editMessageText", **place, text="Hello again") == (403, reason)
    assert await bench.refused("sendChatAction", chat_id=ann, action="typing") == (403, reason)


async def test_a_person_who_never_pressed_start_cannot_be_written_to(bench: Bench) -> None:
    ann = await bench.person(started=False)
    assert await bench.refused("sendMessage", chat_id=ann, text="Hello") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


@pytest.mark.parametrize("chat_id", [99, "@nobody", -99])
async def test_nobody_cannot_be_written_to(bench: Bench, chat_id: int | str) -> None:
    refusal = await bench.refused("sendMessage", chat_id=chat_id, text="Hello")
    assert refusal == (400, "Bad Request: chat not found")


async def test_a_group_that_the_bot_has_left_cannot_be_written_to(bench: Bench) -> None:
    ann = await bench.person()
    group = await bench.control("POST", "/api/groups", title="Mentors", people=[ann])
    await bench.api("leaveChat", chat_id=group["id"])
    refusal = await bench.refused("sendMessage", chat_id=group["id"], text="Hello")
    assert refusal == (403, "Forbidden: bot is not a member of the group chat")
