"""Conversations: opened, looked at, read back and left."""

from __future__ import annotations

from playground.slack import shapes
from playground.slack.api.parameters import Call, Method, boolean, number, string
from playground.slack.api.reaching import known_conversation
from playground.slack.errors import SlackError
from playground.slack.workspaces import Conversation, Message
from playground.text import Json

HISTORY_USUAL = 100  # messages on a page when no limit is given
HISTORY_LIMIT = 999  # messages on a page
CURSOR = "before:"  # what a cursor begins with; the ts of the last message that was given follows
NEVER = "9999999999.999999"  # a ts later than all


async def open_direct(call: Call) -> Json:
    if "channel" in call.args:
        place = known_conversation(call)
        if place.kind != "im":
            raise SlackError("method_not_supported_for_channel_type")
        return _opened(call, place, already=True)
    if not call.args.get("users"):
        raise SlackError("users_list_not_supplied")
    if "," in call.args["users"]:
        call.need("mpim:write")
        raise SlackError("method_not_supported_for_channel_type")  # several people at once are not played
    person = call.workspace.people.get(call.args["users"])
    if person is None:
        raise SlackError("user_not_found")
    if person.deactivated:
        raise SlackError("user_disabled")
    already = call.workspace.direct(person) is not None
    if not already and call.args.get("prevent_creation"):
        raise SlackError("channel_not_found")
    return _opened(call, call.world.direct(call.workspace, person), already=already)


async def history(call: Call) -> Json:
    place = known_conversation(call)
    call.need("im:history" if place.kind == "im" else "channels:history")
    if not call.workspace.visible(place):
        raise SlackError("not_in_channel")
    limit = call.args.get("limit", HISTORY_USUAL) or HISTORY_USUAL
    if limit > HISTORY_LIMIT:
        raise SlackError("invalid_limit")
    found = _asked_for(call, place)
    page, more = found[:limit], len(found) > limit
    with_metadata = call.args.get("include_all_metadata", False)
    answer: Json = {
        "messages": [shapes.message(call.world, said, with_metadata=with_metadata) for said in page],
        "has_more": more,
    }
    if more:
        answer["response_metadata"] = {"next_cursor": f"{CURSOR}{page[-1].ts}"}
    return answer


async def info(call: Call) -> Json:
    place = known_conversation(call)
    call.need("im:read" if place.kind == "im" else "channels:read")
    return {"channel": shapes.conversation(call.workspace, place)}


async def leave(call: Call) -> Json:
    place = known_conversation(call)
    if place.kind == "im":
        raise SlackError("method_not_supported_for_channel_type")
    call.need("channels:manage")
    if place.archived:
        raise SlackError("is_archived")
    bot = call.workspace.bot_user_id
    if bot not in place.members:
        raise SlackError("not_in_channel", not_in_channel=True)
    place.members.remove(bot)
    call.world.note(bot, "left", place)
    call.world.tell(call.workspace, {"type": "channel_left", "channel": place.id, "actor_id": bot})
    return {}


def _opened(call: Call, place: Conversation, *, already: bool) -> Json:
    if not call.args.get("return_im"):
        return {"no_op": already, "already_open": already, "channel": {"id": place.id}}
    whole = shapes.conversation(call.workspace, place)
    return {"no_op": already, "already_open": already, "channel": whole}


def _asked_for(call: Call, place: Conversation) -> list[Message]:
    """The messages between `oldest` and `latest`, newest first; replies in threads are not among them."""
    oldest = _moment(call.args.get("oldest", "0"), "invalid_ts_oldest")
    latest = _moment(call.args.get("latest", NEVER), "invalid_ts_latest")
    cursor = call.args.get("cursor", f"{CURSOR}{NEVER}")
    if not cursor.startswith(CURSOR):
        raise SlackError("invalid_cursor")
    before = _moment(cursor.removeprefix(CURSOR), "invalid_cursor")
    edges = {oldest, latest} if call.args.get("inclusive") else set()
    return [
        said
        for said in reversed(place.messages)
        if not (said.deleted or said.only_for) and said.thread_ts in {None, said.ts}
        if (oldest < (at := _moment(said.ts, "fatal_error")) < latest or at in edges) and at < before
    ]


def _moment(ts: str, error: str) -> tuple[int, int]:
    """A ts as seconds and microseconds; SlackError with this error for one that is none."""
    seconds, _, micros = ts.partition(".")
    if not seconds.isdecimal() or not (micros or "0").isdecimal():
        raise SlackError(error)
    return int(seconds), int((micros or "0").ljust(6, "0")[:6])


METHODS = [
    Method(
        "conversations.open",
        open_direct,
        {},
        {"users": string, "channel": string, "return_im": boolean, "prevent_creation": boolean},
        scope="im:write",
    ),
    Method(
        "conversations.history",
        history,
        {"channel": string},
        {
            "cursor": string,
            "inclusive": boolean,
            "include_all_metadata": boolean,
            "latest": string,
            "limit": number,
            "oldest": string,
        },
    ),
    Method("conversations.info", info, {"channel": string}),
    Method("conversations.leave", leave, {"channel": string}),
]
