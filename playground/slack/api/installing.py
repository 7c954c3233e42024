"""The app's place in a workspace: who it is, how it gets its token, how it loses it, and its sockets."""

from __future__ import annotations

from playground.slack.api.parameters import Call, Method, Reader, boolean, string
from playground.slack.errors import SlackError
from playground.text import Json

SOCKET_PATH = "/slack/socket"


async def test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": workspace.url,
        "team": workspace.name,
        "user": call.world.app.name.lower(),
        "team_id": workspace.id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


async def revoke(call: Call) -> Json:
    if call.args.get("test"):
        return {"revoked": False}
    call.world.revoke(call.workspace)
    return {"revoked": True}


async def uninstall(call: Call) -> Json:
    _check_client(call)
    call.world.uninstall(call.workspace)
    return {}


async def open_connection(call: Call) -> Json:
    return {"url": f"ws://{call.host}{SOCKET_PATH}?ticket={call.world.tickets.make()}"}


async def access(call: Call) -> Json:
    _check_client(call)
    if call.args.get("grant_type", "authorization_code") != "authorization_code":
        raise SlackError("invalid_grant_type")
    grant = call.world.grants.redeem(call.args["code"], call.args.get("redirect_uri", ""))
    workspace = call.world.workspaces[grant.team]
    call.world.install(workspace, grant.scopes)
    return {
        "access_token": workspace.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(workspace.scopes)),
        "bot_user_id": workspace.bot_user_id,
        "app_id": call.world.app.id,
        "team": {"id": workspace.id, "name": workspace.name},
        "enterprise": None,
        "authed_user": {"id": grant.user},
        "is_enterprise_install": False,
    }


def _check_client(call: Call) -> None:
    if call.args.get("client_id") != call.world.app.client_id:
        raise SlackError("invalid_client_id")
    if call.args.get("client_secret") != call.world.app.client_secret:
        raise SlackError("bad_client_secret")


_CLIENT: dict[str, Reader] = {"client_id": string, "client_secret": string}
METHODS = [
    Method("auth.test", test),
    Method("auth.revoke", revoke, {}, {"test": boolean}),
    Method("apps.uninstall", uninstall, _CLIENT),
    Method("apps.connections.open", open_connection, token="app"),  # noqa: S106  # a kind of token
    Method(
        "oauth.v2.access",
        access,
        {"code": string},
        {**_CLIENT, "redirect_uri": string, "grant_type": string},
        token="none",  # noqa: S106  # a kind of token
    ),
]
