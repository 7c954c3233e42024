from __future__ import annotations

from playground.slack import shapes
from playground.slack.world import DEFAULT_TEAM
from tests.playground.slack.api.support import modal, plain, section, still_slack


def test_a_message_is_its_writers() -> None:
    world = still_slack()
    workspace = world.workspaces[DEFAULT_TEAM]
    ann = world.add_person(workspace, "Ann")
    place = world.direct(workspace, ann)
    hers = shapes.message(world, world.post(place, ann, "Hello"))
    assert hers == {
        "type": "message",
        "user": ann.id,
        "team": DEFAULT_TEAM,
        "text": "Hello",
        "ts": "1772532000.000000",
    }
    ours = shapes.message(world, world.post(place, None, "Hi", blocks=[section()]))
    assert (ours["user"], ours["bot_id"], ours["app_id"]) == ("UB0001", "B0001", "A0001")
    assert ours["blocks"] == [section()]


def test_a_file_that_somebody_sends_is_a_file_share() -> None:
    world = still_slack()
    workspace = world.workspaces[DEFAULT_TEAM]
    ann = world.add_person(workspace, "Ann")
    file = world.uploads.expect(DEFAULT_TEAM, ann.id, "photo.png", 5)
    said = world.post(world.direct(workspace, ann), ann, "", files=[file.id])
    event = shapes.message_event(world, said)
    assert (event["subtype"], event["channel_type"], event["event_ts"]) == ("file_share", "im", said.ts)
    assert (event["files"][0]["id"], event["files"][0]["filetype"]) == (file.id, "png")


def test_an_edit_tells_what_was_there_before() -> None:
    world = still_slack()
    workspace = world.workspaces[DEFAULT_TEAM]
    ann = world.add_person(workspace, "Ann")
    said = world.post(world.direct(workspace, ann), ann, "Helo")
    before = shapes.message(world, said)
    world.edit(said, "Hello", [])
    event = shapes.changed_event(world, said, before)
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("Helo", "Hello")
    assert event["message"]["edited"] == {"user": ann.id, "ts": said.edited}
    assert said.ts < event["event_ts"]


def test_a_view_has_every_field_that_slack_gives() -> None:
    world = still_slack()
    ann = world.add_person(world.workspaces[DEFAULT_TEAM], "Ann")
    view = world.views.open(ann, modal(submit=plain("Send"), callback_id="form"))
    view.state = {"why": {"answer": {"type": "plain_text_input", "value": "So"}}}
    shape = shapes.view(world, view)
    assert (shape["callback_id"], shape["private_metadata"], shape["external_id"]) == ("form", "", "")
    assert (shape["submit"], shape["close"], shape["notify_on_close"]) == (plain("Send"), None, False)
    assert shape["state"] == {"values": view.state}
    assert (shape["root_view_id"], shape["previous_view_id"]) == (view.id, None)
