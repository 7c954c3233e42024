from __future__ import annotations

from playground.slack.rendering import Reader
from playground.text import Json
from tests.playground.support import still_world

BLOCKS: list[Json] = [
    {"type": "header", "text": {"type": "plain_text", "text": "A *head*"}},
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*Bold*"},
        "fields": [{"type": "mrkdwn", "text": "one"}, {"type": "plain_text", "text": "<two>"}],
    },
    {"type": "divider"},
    {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": "_small_"}, {"type": "image", "alt_text": "x"}],
    },
    {"type": "image", "alt_text": "a cat", "slack_file": {"id": "F0001"}},
    {"type": "markdown", "text": "**strong**"},
    {
        "type": "input",
        "label": {"type": "plain_text", "text": "Name"},
        "hint": {"type": "plain_text", "text": "First only"},
        "element": {"type": "plain_text_input", "action_id": "a"},
    },
]


def reader() -> Reader:
    return Reader(still_world().slack, "T0001")


def test_blocks_are_read_line_by_line() -> None:
    assert reader().words(BLOCKS) == "A *head*\nBold\none\n<two>\nsmall\na cat\nstrong\nName\nFirst only"
    assert reader().marked(BLOCKS[:3]) == "A *head*\n<b>Bold</b>\none\n&lt;two&gt;"


def test_each_text_has_its_html_and_each_picture_its_address() -> None:
    shown = reader().with_html(BLOCKS)
    assert isinstance(shown, list)
    assert shown[1]["text"]["html"] == "<b>Bold</b>"
    assert shown[1]["fields"][1]["html"] == "&lt;two&gt;"
    assert shown[4]["url"] == "/slack/files/F0001"
    assert shown[5]["html"] == "<b>strong</b>"
    assert "html" not in BLOCKS[5]


def test_people_of_a_workspace_that_is_gone_are_named_by_their_ids() -> None:
    assert Reader(still_world().slack, "T9999").name("U0001") == "U0001"
    assert reader().name("UB0001") == "Alongside"
