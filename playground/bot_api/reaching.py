"""Finds the chat that a bot names and refuses the ones that it cannot write to."""

from __future__ import annotations

from playground.chats import Chat, Group, Message
from playground.errors import ApiError, bad_request
from playground.text import Json
from playground.world import World


def known_chat(world: World, args: Json) -> Chat:
    """The chat of `chat_id`, whether or not the bot may write to it."""
    chat_id = args.get("chat_id")
    chat = world.chats.find(chat_id) if isinstance(chat_id, int) else None
    if chat is None:
        raise bad_request("chat not found")
    return chat


def open_chat(world: World, args: Json) -> Chat:
    """A chat that the bot may write to; ApiError 403 says why another is closed."""
    chat = known_chat(world, args)
    if isinstance(chat, Group):
        if not chat.bot_is_member:
            raise ApiError(403, "Forbidden: bot is not a member of the group chat")
    elif chat.deactivated:
        raise ApiError(403, "Forbidden: user is deactivated")
    elif chat.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    elif not chat.started:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
    return chat


def message_in(world: World, chat: Chat, args: Json, purpose: str) -> Message:
    """The message of `message_id`; `purpose` is edit, delete or be replied, as Telegram's refusal says it."""
    message = world.chats.message(chat, args["message_id"])
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message
