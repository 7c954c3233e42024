from __future__ import annotations

import asyncio

import pytest

from tests.playground.support import Bench, button, keyboard, until


async def asked(bench: Bench, person: int) -> int:
    """The id of a message with buttons on this person's phone."""
    markup = keyboard([button("Yes", "y"), {"text": "Site", "url": "https://example.org"}])
    sent = await bench.api("sendMessage", chat_id=person, text="So?", reply_markup=markup)
    return int(sent["message_id"])


async def test_a_person_is_added(bench: Bench) -> None:
    assert await bench.control("POST", "/api/people", first_name="Ann", username="ann_b") == {
        "id": 1001,
        "first_name": "Ann",
        "username": "ann_b",
        "language_code": None,
        "blocked": False,
        "deactivated": False,
        "started": False,
    }


async def test_saying_gives_the_ids(bench: Bench) -> None:
    ann = await bench.person()
    said = await bench.control("POST", f"/api/people/{ann}/say", text="Hello")
    (update,) = await bench.updates()
    assert said == {"update_id": update["update_id"], "message_id": 2, "message_ids": [2]}
    long = await bench.control("POST", f"/api/people/{ann}/say", text="x" * 5000)
    assert (long["message_id"], long["message_ids"]) == (4, [3, 4])


@pytest.mark.parametrize("which", [{"data": "y"}, {"label": "Yes"}], ids=["data", "label"])
async def test_a_button_is_pressed(bench: Bench, which: dict[str, str]) -> None:
    ann = await bench.person()
    message = await asked(bench, ann)
    pressed = await bench.control("POST", f"/api/people/{ann}/press", message_id=message, **which)
    (update,) = await bench.updates()
    query = update["callback_query"]
    assert (update["update_id"], query["id"]) == (pressed["update_id"], pressed["callback_query_id"])
    assert (query["data"], query["message"]["message_id"], query["from"]["id"]) == ("y", message, ann)


async def test_a_reply_keyboard_says_what_is_on_it(bench: Bench) -> None:
    ann = await bench.person()
    markup = {"keyboard": [[{"text": "Yes"}]]}
    sent = await bench.api("sendMessage", chat_id=ann, text="So?", reply_markup=markup)
    assert "reply_markup" not in sent
    assert (await bench.seen(ann))[-1]["buttons"] == [[{"text": "Yes", "data": None, "url": None}]]
    press = {"message_id": sent["message_id"], "label": "Yes"}
    pressed = await bench.control("POST", f"/api/people/{ann}/press", **press)
    assert pressed["callback_query_id"] is None
    assert (await bench.updates())[-1]["message"]["text"] == "Yes"


async def test_a_press_that_cannot_be(bench: Bench) -> None:
    ann, sam = await bench.person(), await bench.person("Sam")
    message = await asked(bench, ann)

    async def press(person: int, **values: object) -> tuple[int, str]:
        return await bench.denied("POST", f"/api/people/{person}/press", **values)

    assert (await press(ann, message_id=message, data="n"))[0] == 409
    assert (await press(ann, message_id=message))[0] == 400
    assert (await press(ann, message_id=message, label="Site"))[0] == 409
    assert (await press(ann, message_id=message, stale=True))[0] == 400
    assert (await press(sam, message_id=message, data="y"))[0] == 404
    assert (await press(ann, message_id=99, data="y"))[0] == 404
    assert await bench.updates() == []


async def test_a_late_press_reaches_the_bot(bench: Bench) -> None:
    ann = await bench.person()
    message = await asked(bench, ann)
    await bench.api("editMessageText", chat_id=ann, message_id=message, text="Over.")
    press = {"message_id": message, "data": "y"}
    assert (await bench.denied("POST", f"/api/people/{ann}/press", **press))[0] == 409
    await bench.control("POST", f"/api/people/{ann}/press", **press, stale=True)
    (update,) = await bench.updates()
    assert (update["callback_query"]["data"], update["callback_query"]["message"]["text"]) == ("y", "Over.")
    await bench.api("deleteMessage", chat_id=ann, message_id=message)
    await bench.control("POST", f"/api/people/{ann}/press", **press, stale=True)
    gone = (await bench.updates())[-1]["callback_query"]["message"]
    assert (gone["message_id"], gone["date"]) == (message, 0)


async def test_a_button_in_a_group_can_be_pressed_by_its_people(bench: Bench) -> None:
    ann, sam = await bench.person(), await bench.person("Sam")
    group = await bench.control("POST", "/api/groups", title="Mentors", people=[ann])
    message = await asked(bench, group["id"])
    await bench.control("POST", f"/api/people/{ann}/press", message_id=message, data="y")
    assert (await bench.updates())[-1]["callback_query"]["message"]["chat"]["id"] == group["id"]
    denied = await bench.denied("POST", f"/api/people/{sam}/press", message_id=message, data="y")
    assert denied[0] == 404


async def test_a_group_can_be_spoken_in(bench: Bench) -> None:
    ann = await bench.person()
    group = await bench.control("POST", "/api/groups", title="Mentors", people=[ann])
    assert group == {"id": -2001, "title": "Mentors", "people": [ann], "bot_is_member": True}
    said = await bench.control("POST", "/api/groups/-2001/say", person=ann, text="Hello")
    assert (await bench.updates())[-1]["update_id"] == said["update_id"]
    for unknown in ("-5", "none"):
        assert (await bench.denied("POST", f"/api/groups/{unknown}/say", person=ann, text="x"))[0] == 404


async def test_doors_of_people_who_are_not_there(bench: Bench) -> None:
    assert await bench.denied("POST", "/api/people/5/say", text="x") == (404, "there is no person 5")
    assert (await bench.denied("POST", "/api/people/x/say", text="x"))[0] == 404


@pytest.mark.parametrize("deed", ["block", "unblock", "deactivate"])
async def test_a_deed_gives_the_person_and_the_update(bench: Bench, deed: str) -> None:
    ann = await bench.person()
    if deed == "unblock":
        await bench.control("POST", f"/api/people/{ann}/block")
    person = await bench.control("POST", f"/api/people/{ann}/{deed}")
    assert person["update_id"] == (await bench.updates())[-1]["update_id"]
    assert (person["blocked"], person["deactivated"]) == (deed == "block", deed == "deactivate")


async def test_messages_after_one(bench: Bench) -> None:
    ann = await bench.person()
    for text in ("One", "Two"):
        await bench.api("sendMessage", chat_id=ann, text=text)
    later = await bench.control("GET", f"/api/people/{ann}/messages?after=2")
    assert [m["text"] for m in later["messages"]] == ["Two"]
    assert (await bench.denied("GET", f"/api/people/{ann}/messages?after=x"))[0] == 400


async def test_waiting_ends_with_a_message_from_the_bot(bench: Bench) -> None:
    ann = await bench.person()
    said = await bench.control("POST", f"/api/people/{ann}/say", text="Hello")
    after = f"/api/people/{ann}/wait?after={said['message_id']}&timeout=50"
    wait = asyncio.create_task(bench.control("GET", after))
    await until(bench.world, lambda: ann in bench.world.bells._waiting)
    await bench.control("POST", f"/api/people/{ann}/say", text="Hello?")
    sent = await bench.api("sendMessage", chat_id=ann, text="Here")
    found = await wait
    assert [(m["message_id"], m["text"]) for m in found["messages"]] == [(sent["message_id"], "Here")]


async def test_waiting_ends_with_an_edit_made_since(bench: Bench) -> None:
    ann = await bench.person()
    message = await asked(bench, ann)
    wait = asyncio.create_task(bench.control("GET", f"/api/people/{ann}/wait?after={message}&timeout=50"))
    await until(bench.world, lambda: ann in bench.world.bells._waiting)
    await bench.api("editMessageText", chat_id=ann, message_id=message, text="Over.")
    found = await wait
    assert [(m["message_id"], m["text"]) for m in found["messages"]] == [(message, "Over.")]
    again = await bench.control("GET", f"/api/people/{ann}/wait?version={found['version']}&timeout=0")
    assert again["messages"] == []


async def test_waiting_for_nothing_ends_by_itself(bench: Bench) -> None:
    ann = await bench.person()
    found = await bench.control("GET", f"/api/people/{ann}/wait?timeout=0.01")
    assert found["messages"] == []
    bench.world.close()
    assert (await bench.control("GET", f"/api/people/{ann}/wait?timeout=50"))["messages"] == []
