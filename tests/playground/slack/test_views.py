from __future__ import annotations

import pytest

from playground.slack.errors import SlackError
from playground.slack.views import Views
from playground.slack.workspaces import Person
from tests.playground.slack.api.support import home, modal, section

ANN = "U0001"


def test_a_stack_of_three_has_one_root() -> None:
    views, ann = Views(), Person(ANN, "T1", "Ann")
    first, second, third = views.open(ann, modal()), views.push(ann, modal()), views.push(ann, modal())
    assert (third.root, third.previous, views.top(ann)) == (first.id, second.id, third)
    with pytest.raises(SlackError, match="push_limit_reached"):
        views.push(ann, modal())
    assert views.close(ann) is third
    assert views.top(ann) is second


def test_opening_takes_the_place_of_what_was_open() -> None:
    views, ann = Views(), Person(ANN, "T1", "Ann")
    old = views.open(ann, modal())
    new = views.open(ann, modal())
    assert (views.top(ann), ann.modals) == (new, [new.id])
    with pytest.raises(SlackError, match="not_found"):
        views.find("T1", old.id)
    views.clear(ann)
    assert views.top(ann) is None
    assert views.close(ann) is None


def test_a_view_is_found_in_its_own_workspace_only() -> None:
    views, ann = Views(), Person(ANN, "T1", "Ann")
    view = views.open(ann, modal(external_id="mine"))
    assert views.find("T1", view.id) is view is views.named("T1", "mine")
    assert views.named("T2", "mine") is None
    with pytest.raises(SlackError, match="not_found"):
        views.find("T2", view.id)


def test_views_without_an_external_id_have_no_name() -> None:
    views = Views()
    views.open(Person(ANN, "T1", "Ann"), modal())
    assert views.named("T1", "") is None


def test_what_was_entered_stays_where_its_block_stays() -> None:
    views, ann = Views(), Person(ANN, "T1", "Ann")
    view = views.open(ann, modal(section(block_id="a"), section(block_id="b")))
    view.state = {"a": {"answer": {"value": "1"}}, "b": {"answer": {"value": "2"}}}
    before = view.hash
    views.change(view, modal(section(block_id="b")), before)
    assert view.state == {"b": {"answer": {"value": "2"}}}
    with pytest.raises(SlackError, match="hash_conflict"):
        views.change(view, modal(), before)


def test_home_keeps_its_id() -> None:
    views, ann = Views(), Person(ANN, "T1", "Ann")
    first = views.publish(ann, home(), None)
    before = first.hash
    assert views.publish(ann, home(section("New")), before) is first
    assert (first.kind, first.hash != before, ann.home) == ("home", True, first.id)
