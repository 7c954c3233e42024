from __future__ import annotations

import base64

import pytest
from slack_sdk.errors import SlackApiError

from playground.slack.world import DEFAULT_APP
from tests.playground.slack.api.support import SlackBench, client_for, refusal_of

BACK = "https://alongside.example/slack/oauth"
# The library signs in with a class that aiohttp is about to drop.
library_signs_in = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


async def test_the_app_learns_who_it_is(slack: SlackBench) -> None:
    answer = await slack.client.auth_test()
    assert (answer["team_id"], answer["team"]) == ("T0001", "Northside")
    assert (answer["user_id"], answer["bot_id"]) == (slack.team.bot_user_id, slack.team.bot_id)
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


async def test_a_revoked_token_works_no_more(slack: SlackBench) -> None:
    assert (await slack.client.auth_revoke(test=True))["revoked"] is False
    assert (await slack.client.auth_revoke())["revoked"] is True
    assert await slack.error("auth.test") == "token_revoked"
    told = [event.content for event in slack.world.journal.events]
    assert told == [{"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [slack.team.bot_user_id]}}]


async def test_an_uninstalled_app_has_no_account(slack: SlackBench) -> None:
    app = slack.world.app
    assert await slack.error("apps.uninstall", client_id="1", client_secret="x") == "invalid_client_id"
    assert await slack.error("apps.uninstall", client_id=app.client_id, client_secret="x") == (
        "bad_client_secret"
    )
    await slack.client.apps_uninstall(client_id=app.client_id, client_secret=app.client_secret)
    assert await slack.error("auth.test") == "account_inactive"
    told = [event.content["type"] for event in slack.world.journal.events]
    assert told == ["app_uninstalled", "tokens_revoked"]


async def test_a_socket_is_opened_with_the_apps_own_token(slack: SlackBench) -> None:
    answer = await slack.client.apps_connections_open(app_token=DEFAULT_APP.app_token)
    start, _, ticket = answer["url"].partition("?ticket=")
    assert start == slack.address.replace("http://", "ws://") + "/slack/socket"
    assert slack.world.tickets.redeem(ticket)
    for token, method in (
        (slack.team.bot_token, "apps.connections.open"),
        (DEFAULT_APP.app_token, "auth.test"),
    ):
        refusal = await refusal_of(slack.with_token(token), method)
        assert refusal["error"] == "not_allowed_token_type"


@library_signs_in
async def test_a_code_brings_a_token(slack: SlackBench) -> None:
    workspace = slack.world.add_workspace("Southside")
    ann = slack.world.add_person(workspace, "Ann")
    grant = slack.world.grants.make(workspace.id, ann.id, frozenset({"chat:write", "im:write"}), BACK)
    nobody = client_for(slack.address, None, slack.session)
    answer = await nobody.oauth_v2_access(
        client_id=DEFAULT_APP.client_id,
        client_secret=DEFAULT_APP.client_secret,
        code=grant.code,
        redirect_uri=BACK,
    )
    assert answer["scope"] == "chat:write,im:write"
    assert answer["team"] == {"id": workspace.id, "name": "Southside"}
    assert (answer["authed_user"]["id"], answer["token_type"]) == (ann.id, "bot")
    me = await slack.with_token(answer["access_token"]).auth_test()
    assert (me["team_id"], me["user_id"]) == (workspace.id, answer["bot_user_id"])


REFUSED = {
    "a wrong secret": ({"client_secret": "x"}, "bad_client_secret"),
    "another app": ({"client_id": "1.2"}, "invalid_client_id"),
    "a wrong code": ({"code": "x"}, "invalid_code"),
    "another address": ({"redirect_uri": "https://evil.example"}, "bad_redirect_uri"),
    "no address": ({"redirect_uri": None}, "bad_redirect_uri"),
}


@pytest.mark.parametrize(("wrong", "error"), REFUSED.values(), ids=REFUSED)
async def test_a_code_that_brings_nothing(
    slack: SlackBench, wrong: dict[str, str | None], error: str
) -> None:
    grant = slack.world.grants.make("T0001", "U0001", frozenset({"chat:write"}), BACK)
    asked = {
        "client_id": DEFAULT_APP.client_id,
        "client_secret": DEFAULT_APP.client_secret,
        "code": grant.code,
        "redirect_uri": BACK,
    } | wrong
    assert await slack.error("oauth.v2.access", **asked) == error
    assert not grant.used


@library_signs_in
async def test_a_code_is_used_once(slack: SlackBench) -> None:
    grant = slack.world.grants.make("T0001", "U0001", frozenset({"chat:write"}), "")
    asked = {
        "client_id": DEFAULT_APP.client_id,
        "client_secret": DEFAULT_APP.client_secret,
        "code": grant.code,
    }
    await slack.client.oauth_v2_access(**asked)
    with pytest.raises(SlackApiError, match="code_already_used"):
        await slack.client.oauth_v2_access(**asked)


async def test_a_client_that_cannot_be_read_is_refused(slack: SlackBench) -> None:
    for secret in ("%%%", base64.b64encode(b"\xff").decode()):
        address, headers = f"{slack.address}/slack/api/oauth.v2.access", {"authorization": f"Basic {secret}"}
        async with slack.session.post(address, headers=headers) as response:
            assert (await response.json())["error"] == "invalid_auth"


async def test_people_are_looked_up_with_the_right_to(slack: SlackBench) -> None:
    ann = slack.person()
    refusal = await slack.refused("users.info", user=ann.id)
    assert (refusal["error"], refusal["needed"]) == ("missing_scope", "users:read")
    assert refusal["provided"].split(",") == sorted(slack.team.scopes)
    slack.grant("users:read")
    told = (await slack.client.users_info(user=ann.id))["user"]
    assert (told["real_name"], told["deleted"], told["is_bot"]) == ("Ann", False, False)
    assert (await slack.client.users_info(user=slack.team.bot_user_id))["user"]["is_bot"]
    assert await slack.error("users.info", user="U9") == "user_not_found"
