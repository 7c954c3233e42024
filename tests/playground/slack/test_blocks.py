from __future__ import annotations

import itertools
from typing import Any

import pytest

from playground.slack.blocks import check_blocks, check_view, filled, slack_files
from playground.slack.errors import SlackError
from playground.text import Json
from tests.playground.slack.api.support import button, home, modal, plain, section


def problems(blocks: Any) -> list[str]:
    """What Slack says of a message's blocks; they must be refused."""
    with pytest.raises(SlackError) as refusal:
        check_blocks(blocks)
    assert refusal.value.error == "invalid_blocks"
    return list(refusal.value.extras["response_metadata"]["messages"])


def view_problems(view: Any, *kinds: str) -> list[str]:
    with pytest.raises(SlackError) as refusal:
        check_view(view, *kinds)
    assert refusal.value.error == "invalid_arguments"
    return list(refusal.value.extras["response_metadata"]["messages"])


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def header(text: str) -> Json:
    return {"type": "header", "text": plain(text)}


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def actions(*elements: Json, **fields: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **fields}


def field(label: str = "Why?", **fields: Any) -> Json:
    return {"type": "input", "label": plain(label), "element": {"type": "plain_text_input"}, **fields}


PICTURE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A"}
TAKEN: dict[str, Json] = {
    "section": section("x" * 3000),
    "fields": {"type": "section", "fields": [mrkdwn("x" * 2000)] + [mrkdwn("x")] * 9},
    "accessory": section(accessory=button(action_id="x" * 255)),
    "header": header("x" * 150),
    "divider": {"type": "divider", "block_id": "x" * 255},
    "context": context(*[mrkdwn("x")] * 9, PICTURE),
    "25 actions": actions(*[button(action_id=str(n)) for n in range(25)]),
    "input": field("x" * 2000, hint=plain("x" * 2000), optional=True, dispatch_action=True),
    "image": PICTURE | {"title": plain("x" * 2000), "alt_text": "x" * 2000},
    "markdown": {"type": "markdown", "text": "x" * 12_000},
}
REFUSED: dict[str, tuple[Any, str]] = {
    "section too long": (section("x" * 3001), "must be less than 3001 characters"),
    "section without words": (section(""), "must be more than 0 characters"),
    "section without anything": ({"type": "section"}, "must provide at least one of text, fields"),
    "11 fields": ({"type": "section", "fields": [mrkdwn("x")] * 11}, "no more than 10 items allowed"),
    "field too long": ({"type": "section", "fields": [mrkdwn("x" * 2001)]}, "less than 2001 characters"),
    "header too long": (header("x" * 151), "must be less than 151 characters"),
    "formatted header": ({"type": "header", "text": mrkdwn("x")}, "unsupported type: mrkdwn"),
    "11 in a context": (context(*[mrkdwn("x")] * 11), "no more than 10 items allowed"),
    "empty context": (context(), "no fewer than 1 items allowed"),
    "button in a context": (context(button()), "unsupported type: button"),
    "26 actions": (actions(*[button()] * 26), "no more than 25 items allowed"),
    "multi-select in actions": (
        actions({"type": "multi_static_select", "options": [{"text": plain("a"), "value": "a"}]}),
        "unsupported type: multi_static_select",
    ),
    "text input in actions": (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    "button in an input": (field(element=button()), "unsupported type: button"),
    "label too long": (field("x" * 2001), "must be less than 2001 characters"),
    "image from two places": (PICTURE | {"slack_file": {"id": "F1"}}, "exactly one of image_url, slack_file"),
    "image without words": ({"type": "image", "image_url": "https://a.b"}, "required field: alt_text"),
    "markdown too long": ({"type": "markdown", "text": "x" * 12_001}, "less than 12001 characters"),
    "block_id too long": ({"type": "divider", "block_id": "x" * 256}, "must be less than 256 characters"),
    "unknown block": ({"type": "pigeon"}, "unsupported type: pigeon"),
    "no type": ({}, "missing required field: type"),
    "unknown field": (section(txet="x"), "invalid additional property: txet"),
    "emoji of formatted text": (
        {"type": "section", "text": mrkdwn("x") | {"emoji": True}},
        "invalid additional property: emoji",
    ),
    "text that is no object": ({"type": "section", "text": "x"}, "missing required field: type"),
    "one action_id twice": (actions(button(action_id="a"), button(action_id="a")), "action_id a already"),
    "half of a character": (section("\ud83d"), "must be a string"),
}


@pytest.mark.parametrize("block", TAKEN.values(), ids=TAKEN)
def test_blocks_at_their_limits_are_taken(block: Json) -> None:
    check_blocks([block])


@pytest.mark.parametrize(("block", "said"), REFUSED.values(), ids=REFUSED)
def test_blocks_past_their_limits_are_refused(block: Any, said: str) -> None:
    (found,) = problems([block])
    assert said in found
    assert "[json-pointer:/blocks" in found


def test_every_problem_is_told_with_its_place() -> None:
    assert problems([section(), {"type": "section", "txet": 1, "text": mrkdwn("")}]) == [
        "[ERROR] invalid additional property: txet [json-pointer:/blocks/1]",
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/1/text/text]",
    ]


def test_a_message_has_fifty_blocks_at_most() -> None:
    check_blocks([section()] * 50)
    assert problems([section()] * 51) == ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"]
    check_blocks([])


def test_block_ids_are_given_once_in_a_message_and_action_ids_in_a_block() -> None:
    check_blocks([actions(button(action_id="a"), block_id="1"), actions(button(action_id="a"), block_id="2")])
    assert "block_id 1 already exists" in problems([section(block_id="1"), section(block_id="1")])[0]


def test_all_words_together_have_a_limit() -> None:
    check_blocks([section("x" * 2640)] * 4 + [section("x" * 2639)])
    options = [{"text": plain("x" * 75), "value": str(n)} for n in range(100)]
    listed = section(accessory={"type": "static_select", "options": options})
    for blocks in ([section("x" * 2640)] * 5, [listed, listed]):
        with pytest.raises(SlackError, match="msg_blocks_too_long"):
            check_blocks(blocks)


VIEWS_TAKEN: dict[str, Json] = {
    "modal": modal(
        field(),
        title=plain("x" * 24),
        submit=plain("x" * 24),
        close=plain("x" * 24),
        private_metadata="x" * 3000,
        callback_id="x" * 255,
        external_id="x" * 255,
        notify_on_close=True,
        clear_on_close=True,
    ),
    "100 blocks": modal(*[section()] * 100),
    "Home": home(section(), private_metadata="x", callback_id="home"),
}
VIEWS_REFUSED: dict[str, tuple[Any, str]] = {
    "title too long": (modal(title=plain("x" * 25)), "must be less than 25 characters"),
    "submit too long": (modal(submit=plain("x" * 25)), "must be less than 25 characters"),
    "close too long": (modal(close=plain("x" * 25)), "must be less than 25 characters"),
    "private_metadata too long": (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
    "101 blocks": (modal(*[section()] * 101), "no more than 100 items allowed"),
    "no blocks": ({"type": "modal", "title": plain("x"), "blocks": []}, "no fewer than 1 items allowed"),
    "no title": ({"type": "modal", "blocks": [section()]}, "missing required field: title"),
    "input without submit": (modal(field()), "submit is required"),
    "Home with a title": (home(title=plain("x")), "invalid additional property: title"),
    "markdown": (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    "unknown field": (modal(tilte=plain("x")), "invalid additional property: tilte"),
    "block_id twice": (modal(section(block_id="1"), section(block_id="1")), "block_id 1 already exists"),
    "two with the focus": (
        modal(
            *[field(element={"type": "plain_text_input", "focus_on_load": True}) for _ in range(2)],
            submit=plain("Send"),
        ),
        "only one element may have focus_on_load",
    ),
    "a profile": ({"type": "profile", "blocks": []}, "unsupported type: profile"),
}


@pytest.mark.parametrize("view", VIEWS_TAKEN.values(), ids=VIEWS_TAKEN)
def test_views_at_their_limits_are_taken(view: Json) -> None:
    check_view(view)


@pytest.mark.parametrize(("view", "said"), VIEWS_REFUSED.values(), ids=VIEWS_REFUSED)
def test_views_past_their_limits_are_refused(view: Any, said: str) -> None:
    (found,) = view_problems(view)
    assert said in found
    assert "[json-pointer:/view" in found


def test_a_view_of_another_kind_is_refused() -> None:
    check_view(home(), "home")
    assert view_problems(home(), "modal") == ["[ERROR] unsupported type: home [json-pointer:/view]"]


def test_a_view_of_more_than_250_kb_is_too_large() -> None:
    options = [{"text": plain("é" * 75), "value": f"{n:0150}"} for n in range(100)]
    block = section(accessory={"type": "static_select", "options": options})
    check_view(home(block))
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(home(*[block] * 10))


def test_ids_are_added_where_there_are_none() -> None:
    count = itertools.count()
    given = [actions(button(action_id="mine"), button()), section(accessory=PICTURE), field(block_id="why")]
    first, second, third = filled(given, lambda: f"id{next(count)}")
    assert [one["action_id"] for one in first["elements"]] == ["mine", "id1"]
    assert (first["block_id"], second["block_id"], third["block_id"]) == ("id0", "id2", "why")
    assert second["accessory"] == PICTURE
    assert third["element"]["action_id"] == "id3"
    assert "block_id" not in given[0]


def test_files_are_found_wherever_they_are_shown() -> None:
    def shown(file_id: str) -> Json:
        return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "x"}

    blocks = [shown("F1"), section(accessory=shown("F2")), context(shown("F3"), mrkdwn("x")), section()]
    assert list(slack_files(blocks)) == ["F1", "F2", "F3"]
