from __future__ import annotations

import pytest

from playground.slack.errors import SlackError
from playground.slack.world import DEFAULT_BOT_TOKEN, DEFAULT_SCOPES, DEFAULT_TEAM, SlackWorld
from tests.playground.slack.api.support import modal, section, still_slack


def error_of(world: SlackWorld, token: str) -> str:
    with pytest.raises(SlackError) as refusal:
        world.workspace_of(token)
    return refusal.value.error


def test_it_begins_with_one_workspace_that_has_the_app() -> None:
    world = still_slack()
    workspace = world.workspace_of(DEFAULT_BOT_TOKEN)
    assert (workspace.id, workspace.name, workspace.scopes) == (DEFAULT_TEAM, "Northside", DEFAULT_SCOPES)
    assert error_of(world, "") == error_of(world, "xoxb-no") == "invalid_auth"


def test_a_new_workspace_waits_for_the_app() -> None:
    world = still_slack()
    workspace = world.add_workspace("Southside")
    assert (workspace.id, workspace.installed, workspace.bot_token) == ("T0002", False, "")
    world.install(workspace, frozenset({"commands"}))
    token = workspace.bot_token
    world.install(workspace, frozenset({"chat:write"}))
    assert (workspace.bot_token, workspace.scopes) == (token, frozenset({"commands", "chat:write"}))
    assert world.workspace_of(token) is workspace
    assert len({w.bot_user_id for w in world.workspaces.values()}) == 2


@pytest.mark.parametrize(
    ("lost_by", "error"), [("uninstall", "account_inactive"), ("revoke", "token_revoked")]
)
def test_an_app_that_comes_back_gets_another_token(lost_by: str, error: str) -> None:
    world = still_slack()
    workspace = world.workspaces[DEFAULT_TEAM]
    for _ in range(2):
        getattr(world, lost_by)(workspace)
    assert error_of(world, DEFAULT_BOT_TOKEN) == error
    told = [event.content["type"] for event in world.journal.events]
    assert told == (["app_uninstalled"] if lost_by == "uninstall" else []) + ["tokens_revoked"]
    world.install(workspace, frozenset({"commands"}))
    assert world.workspace_of(workspace.bot_token) is workspace
    assert (workspace.scopes, workspace.bot_user_id) == (frozenset({"commands"}), "UB0001")
    assert error_of(world, DEFAULT_BOT_TOKEN) == error


def test_ts_rise_even_when_the_clock_goes_back() -> None:
    world = still_slack()
    first = world.ts()
    world.clock.advance(-60)
    second = world.ts()
    world.clock.advance(120)
    assert (first, second, world.ts()) == (
        "1772532000.000000",
        "1772532000.000001",
        "1772532060.000000",
    )


def test_what_is_said_is_noted_and_counted() -> None:
    world = still_slack()
    workspace = world.workspaces[DEFAULT_TEAM]
    ann = world.add_person(workspace, "Ann")
    place = world.direct(workspace, ann)
    before = world.version
    said = world.post(place, ann, "Hello")
    assert before < said.made == said.changed == world.version
    world.edit(said, "Hello!", [])
    world.delete(said)
    assert said.changed == world.version > said.made
    deeds = [(deed.who, deed.kind, deed.where, deed.text) for deed in world.journal.deeds]
    assert deeds == [
        (ann.id, "said", place.id, "Hello"),
        (ann.id, "changed", place.id, "Hello!"),
        (ann.id, "deleted", place.id, ""),
    ]


def test_a_person_who_is_deactivated_leaves_everything() -> None:
    world = still_slack()
    workspace = world.workspaces[DEFAULT_TEAM]
    ann = world.add_person(workspace, "Ann")
    channel = world.add_channel(workspace, "mentors", [ann])
    world.views.open(ann, modal(section()))
    world.deactivate(workspace, ann)
    assert (ann.deactivated, ann.modals, channel.members) == (True, [], set())


def test_a_reset_empties_all_and_ids_run_on() -> None:
    world = still_slack()
    workspace = world.workspaces[DEFAULT_TEAM]
    ann = world.add_person(workspace, "Ann")
    first = world.post(world.direct(workspace, ann), None, "Hello")
    world.tell(workspace, {"type": "message"})
    world.revoke(workspace)
    world.add_workspace("Southside")
    world.faults.add("*", 500)
    world.reset()
    assert list(world.workspaces) == [DEFAULT_TEAM]
    fresh = world.workspace_of(DEFAULT_BOT_TOKEN)
    assert (fresh.people, list(world.journal.events), world.faults.waiting) == ({}, [], [])
    sam = world.add_person(fresh, "Sam")
    second = world.post(world.direct(fresh, sam), None, "Hello")
    assert (sam.id, second.conversation.id, second.ts > first.ts) == ("U0002", "D0002", True)
    assert world.add_workspace("Southside").id == "T0003"
