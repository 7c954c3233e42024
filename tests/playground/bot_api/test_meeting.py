from __future__ import annotations

from tests.playground.support import Bench


async def test_a_person_who_has_started_can_be_looked_up(bench: Bench) -> None:
    ann = await bench.person()
    chat = await bench.api("getChat", chat_id=ann)
    assert (chat["id"], chat["type"], chat["first_name"]) == (ann, "private", "Ann")
    stranger = await bench.person("Sam", started=False)
    for chat_id in (stranger, 99):
        assert await bench.refused("getChat", chat_id=chat_id) == (400, "Bad Request: chat not found")


async def test_a_group_can_be_looked_up_until_the_bot_leaves_it(bench: Bench) -> None:
    ann = await bench.person()
    group = await bench.control("POST", "/api/groups", title="Mentors", people=[ann])
    chat = await bench.api("getChat", chat_id=group["id"])
    assert (chat["type"], chat["title"]) == ("group", "Mentors")
    await bench.updates(offset=-1)
    assert await bench.api("leaveChat", chat_id=group["id"]) is True
    change = (await bench.updates())[-1]["my_chat_member"]
    assert [change[f"{when}_chat_member"]["status"] for when in ("old", "new")] == ["member", "left"]
    not_member = (403, "Forbidden: bot is not a member of the group chat")
    assert await bench.refused("getChat", chat_id=group["id"]) == not_member
    assert await bench.refused("leaveChat", chat_id=group["id"]) == not_member


async def test_a_person_cannot_be_left(bench: Bench) -> None:
    ann = await bench.person()
    assert await bench.refused("leaveChat", chat_id=ann) == (
        400,
        "Bad Request: chat member status can't be changed in private chats",
    )
