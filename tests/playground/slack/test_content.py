from __future__ import annotations

import pytest

from playground.slack.content import message_content, shown, view_body
from playground.slack.errors import SlackError
from playground.slack.world import DEFAULT_TEAM
from tests.playground.slack.api.support import modal, section, still_slack


def test_what_an_app_answers_with_is_checked_as_what_it_posts() -> None:
    world = still_slack()
    (block,) = message_content(world, "Hello", [section()])
    assert block["block_id"]
    for text, blocks, error in (
        ("", [], "no_text"),
        ("x" * 40_001, [], "msg_too_long"),
        ("x", [section("x" * 3001)], "invalid_blocks"),
    ):
        with pytest.raises(SlackError, match=error):
            message_content(world, text, blocks)


def test_a_view_may_keep_its_own_external_id() -> None:
    world = still_slack()
    ann = world.add_person(world.workspaces[DEFAULT_TEAM], "Ann")
    view = world.views.open(ann, view_body(world, DEFAULT_TEAM, modal(external_id="mine"), "modal"))
    assert view_body(world, DEFAULT_TEAM, modal(external_id="mine"), "modal", same=view)
    with pytest.raises(SlackError, match="duplicate_external_id"):
        view_body(world, DEFAULT_TEAM, modal(external_id="mine"), "modal")


def test_a_view_that_is_shown_is_noted() -> None:
    world = still_slack()
    ann = world.add_person(world.workspaces[DEFAULT_TEAM], "Ann")
    view = world.views.open(ann, modal(section()))
    shown(world, ann, view, "opened")
    assert view.made == view.changed == world.version
    (deed,) = world.journal.deeds
    assert (deed.kind, deed.where, deed.text, deed.blocks) == ("opened", ann.id, "A form", (section(),))
