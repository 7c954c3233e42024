"""Presses and picks, and the block_actions that tell the app of them."""

from __future__ import annotations

import pytest

from playground.text import Json
from tests.playground.slack.support import Ear, Stage, actions, button, chooser, entry, form, option, plain


async def heard(ear: Ear, kind: str) -> Json:
    """The newest payload of this kind; there must be one."""
    await ear.until(lambda: any(said["payload"].get("type") == kind for said in ear.heard))
    return dict([said["payload"] for said in ear.heard if said["payload"].get("type") == kind][-1])


async def test_a_press_tells_where_what_and_how_to_answer(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    ts = await stage.post(ann, actions("run.3", button("Yes", "yes", style="primary"), button("No", "no")))
    pressed = await stage.act(ann, "press", ts=ts, label="Yes")
    payload = await heard(ear, "block_actions")
    action = payload["actions"][0]
    assert (payload["user"]["id"], payload["user"]["team_id"]) == (ann, "T0001")
    assert payload["team"] == {"id": "T0001", "domain": "northside"}
    assert payload["api_app_id"] == "A0001"
    assert payload["trigger_id"] == pressed["trigger_id"]
    channel = payload["channel"]["id"]
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": channel,
        "is_ephemeral": False,
    }
    assert payload["channel"]["name"] == "directmessage"
    assert payload["message"]["ts"] == ts
    assert payload["message"]["bot_id"] == "B0001"
    assert payload["state"] == {"values": {}}
    assert payload["response_url"].startswith(f"{stage.address}/slack/actions/T0001/")
    assert (action["type"], action["block_id"], action["action_id"], action["value"], action["style"]) == (
        "button",
        "run.3",
        "do-yes",
        "yes",
        "primary",
    )
    assert action["action_ts"] > ts


@pytest.mark.parametrize(
    ("element", "given", "told", "in_plain"),
    [
        (chooser("static_select", "a", "b"), ["B"], {"selected_option": option("b")}, "b"),
        (chooser("radio_buttons", "a", "b"), ["a"], {"selected_option": option("a")}, "a"),
        (
            chooser("checkboxes", "a", "b"),
            ["a", "b"],
            {"selected_options": [option("a"), option("b")]},
            ["a", "b"],
        ),
        (chooser("multi_static_select", "a", "b"), ["b"], {"selected_options": [option("b")]}, ["b"]),
        (
            chooser("multi_static_select", "a", initial_options=[option("a")]),
            [],
            {"selected_options": []},
            [],
        ),
        (
            {"type": "datepicker", "action_id": "picks"},
            ["2026-03-09"],
            {"selected_date": "2026-03-09"},
            "2026-03-09",
        ),
        ({"type": "timepicker", "action_id": "picks"}, ["18:30"], {"selected_time": "18:30"}, "18:30"),
        ({"type": "users_select", "action_id": "picks"}, ["U0001"], {"selected_user": "U0001"}, "U0001"),
    ],
    ids=["select", "radio", "checkboxes", "multi-select", "emptied", "date", "time", "person"],
)
async def test_a_pick_changes_the_state_and_is_told(
    stage: Stage, ear: Ear, element: Json, given: list[str], told: Json, in_plain: object
) -> None:
    ann = await stage.person()
    question = {"type": "section", "block_id": "q", "text": plain("Which?"), "accessory": element}
    ts = await stage.post(ann, question, actions("b", button("Done", "done")))
    await stage.act(ann, "pick", ts=ts, values=given)
    payload = await heard(ear, "block_actions")
    kept = {"type": element["type"], **told}
    assert told.items() <= payload["actions"][0].items()
    assert payload["state"]["values"] == {"q": {"picks": kept}}
    assert (await stage.seen(ann))[0]["inputs"][0]["value"] == in_plain
    await stage.ended((await stage.act(ann, "press", ts=ts, value="done"))["delivery"])
    assert (await heard(ear, "block_actions"))["state"]["values"] == {"q": {"picks": kept}}


async def test_what_nobody_has_picked_is_in_the_state_as_it_began(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    started = chooser("checkboxes", "a", "b", initial_options=[option("a")])
    ts = await stage.post(ann, actions("q", started, button("Done", "done")))
    await stage.act(ann, "press", ts=ts, value="done")
    payload = await heard(ear, "block_actions")
    assert payload["state"]["values"]["q"]["picks"]["selected_options"] == [option("a")]


async def test_a_menu_keeps_nothing_of_what_was_chosen(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    menu = {"type": "overflow", "action_id": "menu", "options": [option("edit"), option("stop")]}
    moment = {"type": "datetimepicker", "action_id": "when"}
    ts = await stage.post(ann, actions("q", menu, moment))
    await stage.act(ann, "pick", ts=ts, action_id="menu", values=["Stop"])
    payload = await heard(ear, "block_actions")
    assert payload["actions"][0]["selected_option"] == option("stop")
    empty = {"type": "datetimepicker", "selected_date_time": None}
    assert payload["state"]["values"] == {"q": {"when": empty}}
    picked = await stage.act(ann, "pick", ts=ts, action_id="when", values=["1772532000"])
    await stage.ended(picked["delivery"])
    kept = (await heard(ear, "block_actions"))["state"]["values"]["q"]["when"]
    assert kept["selected_date_time"] == 1_772_532_000
    assert (await stage.seen(ann))[0]["inputs"][1]["value"] == "1772532000"


async def test_a_press_on_the_home_and_in_a_modal_carries_the_view(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    row = actions("b1", button("Go", "go"))
    await stage.api.views_publish(user_id=ann, view={"type": "home", "blocks": [row]})
    pressed = await stage.act(ann, "press", view="home", value="go")
    payload = await heard(ear, "block_actions")
    assert (payload["container"]["type"], payload["view"]["type"]) == ("view", "home")
    assert "response_url" not in payload
    await stage.api.views_open(trigger_id=pressed["trigger_id"], view=form(entry("name", "Name"), row))
    await stage.ended((await stage.act(ann, "press", view="modal", label="Go"))["delivery"])
    assert (await heard(ear, "block_actions"))["view"]["type"] == "modal"


async def test_a_pick_in_a_modal_waits_for_its_submission_unless_it_is_dispatched(
    stage: Stage, ear: Ear
) -> None:
    ann = await stage.person()
    trigger = (await stage.act(ann, "command", command="/alongside"))["trigger_id"]
    quiet = {
        "type": "input",
        "block_id": "quiet",
        "label": plain("Quiet"),
        "element": chooser("static_select", "a", "b"),
    }
    loud = {**quiet, "block_id": "loud", "label": plain("Loud"), "dispatch_action": True}
    await stage.api.views_open(trigger_id=trigger, view=form(quiet, loud))
    picked = await stage.act(ann, "pick", view="modal", label="Quiet", values=["a"])
    assert picked["delivery"] is None
    picked = await stage.act(ann, "pick", view="modal", block_id="loud", values=["b"])
    await stage.ended(picked["delivery"])
    values = (await heard(ear, "block_actions"))["view"]["state"]["values"]
    assert {name: held["picks"]["selected_option"]["value"] for name, held in values.items()} == {
        "quiet": "a",
        "loud": "b",
    }


async def test_a_button_that_is_gone_can_only_be_pressed_by_a_screen_that_is_late(
    stage: Stage, ear: Ear
) -> None:
    ann = await stage.person()
    ts = await stage.post(ann, actions("b1", button("Yes", "yes")))
    channel = (await stage.seen(ann))[0]["channel"]
    await stage.api.chat_update(channel=channel, ts=ts, text="done", blocks=[])
    assert (await stage.denied("POST", f"people/{ann}/press", ts=ts, value="yes"))[0] == 409
    await stage.api.chat_delete(channel=channel, ts=ts)
    await stage.act(ann, "press", ts=ts, value="yes", block_id="b1", stale=True)
    action = (await heard(ear, "block_actions"))["actions"][0]
    assert (action["type"], action["value"], action["block_id"]) == ("button", "yes", "b1")


async def test_presses_and_picks_that_nobody_could_make_are_refused(stage: Stage) -> None:
    ann, sam = await stage.person(), await stage.person("Sam")
    ts = await stage.post(
        ann, actions("b1", chooser("checkboxes", "a")), actions("b2", chooser("checkboxes", "b"))
    )
    refusals: list[tuple[str, str, Json, int]] = [
        (ann, "press", {"ts": ts}, 400),
        (ann, "press", {"value": "yes"}, 400),
        (ann, "press", {"ts": ts, "view": "home", "value": "yes"}, 400),
        (ann, "press", {"ts": ts, "value": "yes"}, 409),
        (ann, "press", {"ts": ts, "label": "Yes", "stale": True}, 400),
        (ann, "press", {"ts": "1.1", "value": "yes"}, 404),
        (sam, "press", {"ts": ts, "value": "yes"}, 404),
        (ann, "press", {"view": "home", "value": "yes"}, 409),
        (ann, "press", {"view": "modal", "value": "yes"}, 409),
        (ann, "press", {"view": "cellar", "value": "yes"}, 400),
        (ann, "pick", {"ts": ts, "values": ["a"]}, 400),
        (ann, "pick", {"ts": ts, "block_id": "b1", "values": ["b"]}, 409),
        (ann, "pick", {"ts": ts, "block_id": "b9", "values": ["b"]}, 409),
    ]
    for user, deed, body, status in refusals:
        assert (await stage.denied("POST", f"people/{user}/{deed}", **body))[0] == status, body


@pytest.mark.parametrize(
    ("kind", "given"),
    [("datepicker", "tomorrow"), ("timepicker", "6pm"), ("timepicker", "25:00"), ("datetimepicker", "now")],
    ids=["date", "time", "hour", "moment"],
)
async def test_dates_and_times_must_be_such(stage: Stage, kind: str, given: str) -> None:
    ann = await stage.person()
    ts = await stage.post(ann, actions("q", {"type": kind, "action_id": "picks"}))
    assert (await stage.denied("POST", f"people/{ann}/pick", ts=ts, values=[given]))[0] == 400
