"""People, as far as the app may look them up."""

from __future__ import annotations

from playground.slack import shapes
from playground.slack.api.parameters import Call, Method, boolean, string
from playground.slack.api.reaching import known_person
from playground.text import Json


async def info(call: Call) -> Json:
    if call.args["user"] == call.workspace.bot_user_id:
        return {"user": shapes.bot_user(call.world.app, call.workspace)}
    return {"user": shapes.user(known_person(call, "user"))}


METHODS = [
    Method("users.info", info, {"user": string}, {"include_locale": boolean}, scope="users:read"),
]
