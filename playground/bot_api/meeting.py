"""What the bot may ask about a chat, and how it leaves one."""

from __future__ import annotations

from playground import shapes
from playground.bot_api.parameters import Method
from playground.bot_api.reaching import known_chat
from playground.chats import Group
from playground.errors import ApiError, bad_request
from playground.text import Json
from playground.world import World

_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


async def get_chat(world: World, args: Json) -> Json:
    chat = known_chat(world, args)
    if isinstance(chat, Group):
        if not chat.bot_is_member:
            raise ApiError(403, "Forbidden: bot is not a member of the group chat")
    elif not chat.started:
        raise bad_request("chat not found")
    return shapes.chat(chat) | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": _GIFTS,
    }


async def leave_chat(world: World, args: Json) -> bool:
    chat = known_chat(world, args)
    if not isinstance(chat, Group):
        raise bad_request("chat member status can't be changed in private chats")
    if not chat.bot_is_member:
        raise ApiError(403, "Forbidden: bot is not a member of the group chat")
    chat.bot_is_member = False
    world.transcript.deed(world.clock.now(), chat, f"{world.bot.name} leaves the group")
    world.tell_membership(chat, None, "member", "left")
    world.touch(chat)
    return True


METHODS = [
    Method("getChat", get_chat, {"chat_id": "Integer|String"}, {}),
    Method("leaveChat", leave_chat, {"chat_id": "Integer|String"}, {}),
]
