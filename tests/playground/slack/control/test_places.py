"""Workspaces: made, installed, uninstalled, revoked and removed."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.slack.support import Ear, Stage


async def test_a_second_workspace_has_a_token_and_events_of_its_own(stage: Stage, ear: Ear) -> None:
    made = await stage.control("POST", "workspaces", name="South Side")
    assert (made["team"], made["domain"], made["installed"]) == ("T0002", "south-side", True)
    client = AsyncWebClient(made["bot_token"], base_url=f"{stage.address}/slack/api/")
    assert (await client.auth_test())["team_id"] == "T0002"
    sam = await stage.person("Sam", team="T0002")
    await stage.act(sam, "say", text="hello")
    assert (await ear.next())["team_id"] == "T0002"
    assert [entry["team"] for entry in (await stage.read("deliveries?team=T0002"))["deliveries"]] == ["T0002"]
    assert len((await stage.read("workspaces"))["workspaces"]) == 2


async def test_a_workspace_without_the_app(stage: Stage) -> None:
    made = await stage.control("POST", "workspaces", name="Later", install=False)
    assert (made["installed"], made["bot_token"]) == (False, "")
    sam = await stage.person("Sam", team=made["team"])
    assert (await stage.denied("POST", f"people/{sam}/say", text="hello"))[0] == 409
    installed = await stage.control("POST", f"workspaces/{made['team']}/install")
    assert installed["bot_token"].startswith("xoxb-T0002")
    assert (await stage.act(sam, "say", text="hello"))["ts"]


async def test_uninstalled_and_installed_again(stage: Stage, ear: Ear) -> None:
    gone = await stage.control("POST", "workspaces/T0001/uninstall")
    for number in gone["deliveries"]:
        assert (await stage.ended(number))["status"] == "acknowledged"
    kinds = {said["payload"]["event"]["type"] for said in ear.heard}
    assert kinds == {"app_uninstalled", "tokens_revoked"}
    with pytest.raises(SlackApiError, match="account_inactive"):
        await stage.api.auth_test()
    assert (await stage.denied("POST", "workspaces/T0001/uninstall"))[0] == 409
    again = await stage.control("POST", "workspaces/T0001/install")
    client = AsyncWebClient(again["bot_token"], base_url=f"{stage.address}/slack/api/")
    assert (await client.auth_test())["ok"]


async def test_a_revoked_token_is_dead_and_the_app_is_told(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    revoked = await stage.control("POST", "workspaces/T0001/revoke")
    assert (revoked["revoked"], len(revoked["deliveries"])) == (True, 1)
    event = (await ear.next())["event"]
    assert event["tokens"] == {"oauth": [], "bot": ["UB0001"]}
    with pytest.raises(SlackApiError, match="token_revoked"):
        await stage.api.auth_test()
    assert (await stage.act(ann, "say", text="hello"))["delivery"] is None
    assert (await stage.denied("POST", "workspaces/T0001/revoke"))[0] == 409


async def test_a_workspace_is_removed_and_nobody_told(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    await stage.control("DELETE", "workspaces/T0001")
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await stage.api.auth_test()
    assert (await stage.denied("POST", f"people/{ann}/say", text="hello"))[0] == 404
    assert (await stage.denied("POST", "people", name="Sam"))[0] == 404
    assert await stage.log() == []


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("workspaces", {"name": ""}, 400),
        ("workspaces/T9/install", {}, 404),
        ("channels", {"name": "", "people": []}, 400),
        ("channels", {"name": "a", "people": ["U9"]}, 404),
    ],
    ids=["no name", "no workspace", "no channel name", "nobody"],
)
async def test_places_that_cannot_be(stage: Stage, path: str, body: dict[str, object], status: int) -> None:
    assert (await stage.denied("POST", path, **body))[0] == status
