"""Modals: Slack's own checks, the submission, and each answer that an app can give."""

from __future__ import annotations

from typing import Any

import pytest

from playground.text import Json
from tests.playground.slack.support import Ear, Stage, chooser, entry, form, option, plain


async def opened(stage: Stage, *blocks: Json, **more: Any) -> str:
    """A person with a modal open."""
    ann = await stage.person()
    trigger = (await stage.act(ann, "command", command="/alongside"))["trigger_id"]
    await stage.api.views_open(trigger_id=trigger, view=form(*blocks, **more))
    return ann


async def modal(stage: Stage, user: str) -> Any:
    return await stage.read(f"people/{user}/modal")


async def submitted(stage: Stage, user: str, **values: Any) -> Any:
    """The modal once the app has answered."""
    sent = await stage.act(user, "submit", values=values)
    return await stage.read(f"people/{user}/modal?version={sent['version']}")


async def test_a_submission_carries_every_value_and_closes_the_modal(stage: Stage, ear: Ear) -> None:
    picks = {
        "type": "input",
        "block_id": "topics",
        "label": plain("Topics"),
        "element": chooser("multi_static_select", "maths", "music"),
        "optional": True,
    }
    blocks = [entry("name", "Name"), entry("note", "Note", optional=True), picks]
    ann = await opened(stage, *blocks, private_metadata="run.3", callback_id="join")
    after = await submitted(stage, ann, Name="Ann <3", topics=["Music", "maths"])
    assert (after["modal"], after["stack"]) == (None, 0)
    payload = await ear.next(2)
    view = payload["view"]
    assert (payload["type"], view["callback_id"], view["private_metadata"]) == (
        "view_submission",
        "join",
        "run.3",
    )
    assert (payload["user"]["id"], payload["response_urls"]) == (ann, [])
    assert view["hash"]
    assert view["id"] == view["root_view_id"]
    assert view["state"]["values"] == {
        "name": {"answer": {"type": "plain_text_input", "value": "Ann <3"}},
        "note": {"answer": {"type": "plain_text_input", "value": None}},
        "topics": {
            "picks": {"type": "multi_static_select", "selected_options": [option("music"), option("maths")]}
        },
    }


@pytest.mark.parametrize(
    ("element", "given", "reason"),
    [
        ({}, "", "please complete this required field"),
        ({}, "a" * 3001, "at most 3000 characters"),
        ({"max_length": 5}, "abcdef", "at most 5 characters"),
        ({"min_length": 5}, "abc", "at least 5 characters"),
        ({"type": "email_text_input"}, "nobody", "not what a email_text_input takes"),
        ({"type": "url_text_input"}, "nowhere", "not what a url_text_input takes"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "not what a number_input takes"),
        (
            {"type": "number_input", "is_decimal_allowed": True, "max_value": "2"},
            "2.5",
            "not what a number_input",
        ),
    ],
    ids=["required", "3,001", "too long", "too short", "e-mail", "address", "whole number", "too much"],
)
async def test_slack_itself_refuses_what_its_client_would_not_send(
    stage: Stage, ear: Ear, element: Json, given: str, reason: str
) -> None:
    ann = await opened(stage, entry("name", "Name", **element))
    status, told = await stage.denied("POST", f"people/{ann}/submit", values={"name": given})
    assert (status, reason in told) == (400, True), told
    assert [said["type"] for said in ear.heard] == ["slash_commands"]


@pytest.mark.parametrize(
    ("element", "given"),
    [
        ({"type": "email_text_input"}, "ann@example.org"),
        ({"type": "url_text_input"}, "https://example.org"),
        ({"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "3"}, "2"),
        ({"max_length": 5, "min_length": 5}, "abcde"),
    ],
    ids=["e-mail", "address", "number", "length"],
)
async def test_what_is_right_is_sent(stage: Stage, ear: Ear, element: Json, given: str) -> None:
    ann = await opened(stage, entry("name", "Name", **element))
    assert (await submitted(stage, ann, name=given))["modal"] is None


async def test_with_force_3001_characters_reach_the_app(stage: Stage, ear: Ear) -> None:
    ann = await opened(stage, entry("name", "Name"))
    await stage.act(ann, "submit", values={"name": "a" * 3001}, force=True)
    values = (await ear.next(2))["view"]["state"]["values"]
    assert len(values["name"]["answer"]["value"]) == 3001


async def test_the_apps_errors_stand_under_their_fields_until_the_next_try(stage: Stage, ear: Ear) -> None:
    ear.replies["view_submission"] = {"response_action": "errors", "errors": {"name": "Not this one"}}
    ann = await opened(stage, entry("name", "Name"))
    after = await submitted(stage, ann, name="x")
    assert (after["errors"], after["modal"]["inputs"][0]["value"]) == ({"name": "Not this one"}, "x")
    ear.replies.clear()
    assert (await submitted(stage, ann, name="y"))["modal"] is None


async def test_an_update_changes_the_modal_and_a_push_puts_one_on_top(stage: Stage, ear: Ear) -> None:
    ann = await opened(stage, entry("name", "Name"))
    second = form(entry("age", "Age"), title=plain("Second"))
    ear.replies["view_submission"] = {"response_action": "update", "view": second}
    after = await submitted(stage, ann, name="Ann")
    assert (after["modal"]["title"], after["stack"]) == ("Second", 1)
    third = form(entry("end", "End"), title=plain("Third"))
    ear.replies["view_submission"] = {"response_action": "push", "view": third}
    after = await submitted(stage, ann, age="16")
    assert (after["modal"]["title"], after["stack"]) == ("Third", 2)
    ear.replies.clear()
    after = await submitted(stage, ann, end="x")
    assert (after["modal"]["title"], after["stack"]) == ("Second", 1)
    ear.replies["view_submission"] = {"response_action": "clear"}
    assert (await submitted(stage, ann, age="17"))["stack"] == 0


@pytest.mark.parametrize(
    "reply",
    [
        {"response_action": "errors", "errors": {"elsewhere": "what"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "home", "blocks": []}},
        {"response_action": "update"},
        {"response_action": "dance"},
    ],
    ids=["unknown block", "no errors", "no modal", "no view", "unknown"],
)
async def test_an_answer_that_slack_does_not_understand_is_shown_as_trouble(
    stage: Stage, ear: Ear, reply: Json
) -> None:
    ear.replies["view_submission"] = reply
    ann = await opened(stage, entry("name", "Name"))
    after = await submitted(stage, ann, name="Ann")
    assert after["errors"] == {"": "We had some trouble connecting. Try again?"}
    assert after["modal"] is not None


async def test_no_answer_is_trouble_too(stage: Stage) -> None:
    ann = await opened(stage, entry("name", "Name"))
    sent = await stage.act(ann, "submit", values={"name": "Ann"})
    await stage.advance(3)
    await stage.ended(sent["delivery"])
    assert (await modal(stage, ann))["errors"] == {"": "We had some trouble connecting. Try again?"}


@pytest.mark.parametrize("notify", [True, False])
async def test_a_modal_is_closed_and_the_app_told_if_it_asked(stage: Stage, ear: Ear, notify: bool) -> None:
    ann = await opened(stage, entry("name", "Name"), notify_on_close=notify, private_metadata="run.3")
    closed = await stage.act(ann, "close")
    assert (await modal(stage, ann))["stack"] == 0
    assert (closed["delivery"] is not None) is notify
    if notify:
        payload = await ear.next(2)
        assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)
        assert payload["view"]["private_metadata"] == "run.3"


async def test_closing_all_takes_the_whole_stack(stage: Stage, ear: Ear) -> None:
    ann = await opened(stage, entry("name", "Name"))
    ear.replies["view_submission"] = {
        "response_action": "push",
        "view": form(entry("b", "B"), notify_on_close=True),
    }
    assert (await submitted(stage, ann, name="Ann"))["stack"] == 2
    await stage.act(ann, "close", all=True)
    assert (await modal(stage, ann))["stack"] == 0
    assert (await ear.next(3))["is_cleared"] is True


async def test_without_a_modal_or_with_unknown_fields_nothing_is_submitted(stage: Stage) -> None:
    sam = await stage.person("Sam")
    assert (await stage.denied("POST", f"people/{sam}/submit"))[0] == 409
    assert (await stage.denied("POST", f"people/{sam}/close"))[0] == 409
    ann = await opened(stage, entry("name", "Name"))
    for values, status in (({"what": "x"}, 409), ({"name": 5}, 400), ({"name": ["a", "b"]}, 400)):
        assert (await stage.denied("POST", f"people/{ann}/submit", values=values))[0] == status


async def test_a_modal_without_a_button_cannot_be_submitted(stage: Stage) -> None:
    ann = await stage.person()
    trigger = (await stage.act(ann, "command", command="/alongside"))["trigger_id"]
    note = {"type": "section", "text": plain("Only to read")}
    view = {"type": "modal", "title": plain("A note"), "blocks": [note]}
    await stage.api.views_open(trigger_id=trigger, view=view)
    assert (await stage.denied("POST", f"people/{ann}/submit"))[0] == 409
