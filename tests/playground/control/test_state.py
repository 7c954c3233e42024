from __future__ import annotations

from playground.control.state import SHOWN
from tests.playground.support import Bench


async def test_an_empty_playground(bench: Bench) -> None:
    assert await bench.control("GET", "/api/state") == {
        "version": 0,
        "now": "2026-03-03T10:00:00+00:00",
        "offset_seconds": 0.0,
        "bot": {
            "username": "AlongsideBot",
            "name": "Alongside",
            "token": "CRET",
            "revoked": False,
            "description": "",
            "short_description": "",
            "commands": [],
            "webhook": "",
            "pending_updates": 0,
        },
        "welcome": None,
        "limits": False,
        "faults": [],
        "people": [],
        "groups": [],
    }


async def test_a_person_and_what_was_said(bench: Bench) -> None:
    ann = await bench.person()
    await bench.api("sendMessage", chat_id=ann, text="<b>Hi</b>", parse_mode="HTML")
    (person,) = (await bench.control("GET", "/api/state"))["people"]
    started, greeted = person.pop("messages")
    assert person == {
        "id": ann,
        "first_name": "Ann",
        "username": None,
        "language_code": None,
        "blocked": False,
        "deactivated": False,
        "started": True,
        "typing": False,
        "toast": None,
    }
    assert (started["from"], started["person"], started["text"]) == ("person", ann, "/start")
    assert greeted == {
        "message_id": 2,
        "from": "bot",
        "person": None,
        "kind": "text",
        "text": "Hi",
        "html": "<b>Hi</b>",
        "caption": "",
        "file": None,
        "file_name": None,
        "date": "2026-03-03T10:00:00+00:00",
        "edited": False,
        "deleted": False,
        "buttons": [],
    }


async def test_a_group_and_its_service_message(bench: Bench) -> None:
    ann = await bench.person()
    await bench.control("POST", "/api/groups", title="Mentors", people=[ann])
    (group,) = (await bench.control("GET", "/api/state"))["groups"]
    (service,) = group.pop("messages")
    assert group == {"id": -2001, "title": "Mentors", "people": [ann], "bot_is_member": True, "typing": False}
    assert (service["kind"], service["text"]) == ("service", "Ann added Alongside to the group")


async def test_a_long_chat_shows_its_end(bench: Bench) -> None:
    ann = await bench.person()
    for number in range(SHOWN):
        await bench.api("sendMessage", chat_id=ann, text=str(number))
    (person,) = (await bench.control("GET", "/api/state"))["people"]
    assert [m["text"] for m in person["messages"]] == [str(number) for number in range(SHOWN)]
    assert len(await bench.seen(ann)) == SHOWN + 1
