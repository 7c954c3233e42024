"""What people read: messages, waits, Homes and modals."""

from __future__ import annotations

import asyncio

import pytest

from tests.playground.slack.support import Ear, Stage, actions, button, entry, form


async def test_people_get_ids_of_their_own_and_belong_to_a_workspace(stage: Stage) -> None:
    other = await stage.control("POST", "workspaces", name="Southside")
    ann = await stage.control("POST", "people", name=" Ann ")
    sam = await stage.control("POST", "people", name="Sam", team=other["team"])
    assert ann == {"user": "U0001", "name": "Ann", "team": "T0001", "deactivated": False}
    assert (sam["user"], sam["team"]) == ("U0002", other["team"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": " "}, 400),
        ({"name": "a" * 81}, 400),
        ({"name": "Ann", "team": "T9"}, 404),
        ({"first_name": "Ann"}, 400),
    ],
    ids=["empty", "long", "no workspace", "unknown field"],
)
async def test_people_who_cannot_be(stage: Stage, body: dict[str, str], status: int) -> None:
    assert (await stage.denied("POST", "people", **body))[0] == status


async def test_messages_after_a_ts(stage: Stage) -> None:
    ann = await stage.person()
    first = await stage.post(ann, text="one")
    await stage.post(ann, text="two")
    found = (await stage.read(f"people/{ann}/messages?after={first}"))["messages"]
    assert [said["text"] for said in found] == ["two"]


async def test_a_wait_ends_when_the_app_says_or_changes_something(stage: Stage) -> None:
    ann = await stage.person()
    said = await stage.act(ann, "say", text="hello")
    waiting = asyncio.create_task(stage.read(f"people/{ann}/wait?after={said['ts']}"))
    await asyncio.sleep(0)
    ts = await stage.post(ann, text="one")
    [news] = (await waiting)["messages"]
    assert (news["ts"], news["from"]) == (ts, "bot")
    version = stage.slack.version
    waiting = asyncio.create_task(stage.read(f"people/{ann}/wait?version={version}"))
    await stage.api.chat_update(channel=news["channel"], ts=ts, text="changed")
    assert (await waiting)["messages"][0]["text"] == "changed"
    late = await stage.read(f"people/{ann}/wait?version={stage.slack.version}&timeout=0.01")
    assert late["messages"] == []


async def test_a_message_in_the_shape_that_tests_and_the_page_read(stage: Stage) -> None:
    ann = await stage.person()
    words = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": f"*Hi* <@{ann}>, <https://a.example|look>"},
    }
    row = actions("b1", button("Yes", "yes"), button("No", "no"))
    ts = await stage.post(ann, words, row, text="Hi")
    [shown] = await stage.seen(ann)
    assert (shown["ts"], shown["from"], shown["user"], shown["kind"]) == (ts, "bot", None, "text")
    assert (shown["text"], shown["fallback"]) == ("Hi @Ann, look", "Hi")
    assert shown["html"] == (
        '<b>Hi</b> <span class="mention">@Ann</span>, '
        '<a href="https://a.example" target="_blank" rel="noopener noreferrer">look</a>'
    )
    assert shown["blocks"][0]["text"]["html"] == shown["html"]
    assert [key["value"] for key in shown["buttons"][0]] == ["yes", "no"]
    assert (shown["date"], shown["edited"], shown["deleted"]) == ("2026-03-03T10:00:00+00:00", False, False)


async def test_a_modal_and_a_home_can_be_waited_for(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    trigger = (await stage.act(ann, "command", command="/alongside"))["trigger_id"]
    version = stage.slack.version
    waiting = asyncio.create_task(stage.read(f"people/{ann}/modal?version={version}"))
    await stage.api.views_open(trigger_id=trigger, view=form(entry("name", "Name", max_length=20)))
    shown = (await waiting)["modal"]
    assert (shown["title"], shown["submit"], shown["type"]) == ("A form", "Send", "modal")
    field = shown["inputs"][0]
    assert (field["label"], field["max_length"], field["optional"]) == ("Name", 20, False)
    version = stage.slack.version
    waiting = asyncio.create_task(stage.read(f"people/{ann}/home?version={version}"))
    view = {"type": "home", "blocks": [actions("b1", button("Go", "go"))]}
    await stage.api.views_publish(user_id=ann, view=view)
    assert (await waiting)["home"]["buttons"][0][0]["value"] == "go"


async def test_the_state_holds_all_that_the_page_shows(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    await stage.act(ann, "say", text="hello")
    await stage.control("POST", "channels", name="mentors", people=[ann])
    state = await stage.read("state")
    assert state.keys() == {
        "version",
        "now",
        "outage",
        "limits",
        "delivery",
        "sockets",
        "app",
        "faults",
        "workspaces",
        "channels",
        "people",
    }
    [person] = state["people"]
    assert (person["name"], person["messages"][0]["text"], person["home"]) == ("Ann", "hello", None)
    assert (state["channels"][0]["name"], state["channels"][0]["people"]) == ("mentors", [ann])
    assert state["workspaces"][0]["channels"] == [state["channels"][0]["channel"]]
    assert [socket["id"] for socket in state["sockets"]] == [1]


async def test_only_the_newest_messages_are_in_the_state(stage: Stage) -> None:
    ann = await stage.person()
    for number in range(201):
        await stage.act(ann, "say", text=str(number))
    shown = (await stage.read("state"))["people"][0]["messages"]
    assert (len(shown), shown[0]["text"], len(await stage.seen(ann))) == (200, "1", 201)
