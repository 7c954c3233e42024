"""What the bot is: its name, its descriptions and its commands."""

from __future__ import annotations

import json
import re

from playground.bot_api.parameters import Handler, Method
from playground.errors import bad_request
from playground.shapes import bot_user
from playground.text import Json
from playground.world import World

COMMANDS_LIMIT = 100
NAME_LIMIT, DESCRIPTION_LIMIT, SHORT_DESCRIPTION_LIMIT = 64, 512, 120  # characters
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMAND_DESCRIPTION_LIMIT = 256  # characters
_SCOPES = {
    "default": set[str](),
    "all_private_chats": set[str](),
    "all_group_chats": set[str](),
    "all_chat_administrators": set[str](),
    "chat": {"chat_id"},
    "chat_administrators": {"chat_id"},
    "chat_member": {"chat_id", "user_id"},
}


async def get_me(world: World, _args: Json) -> Json:
    return bot_user(world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,  # the playground delivers all that is said in a group
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def farewell(_world: World, _args: Json) -> bool:
    """logOut and close: nothing to leave, since there is one server only."""
    return True


async def set_my_commands(world: World, args: Json) -> bool:
    commands = args["commands"]
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= COMMAND_DESCRIPTION_LIMIT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    bare = [{**command, "command": command["command"].removeprefix("/")} for command in commands]
    world.bot.commands[_place(args)] = bare
    world.touch()
    return True


async def get_my_commands(world: World, args: Json) -> list[Json]:
    return world.bot.commands.get(_place(args), [])


async def delete_my_commands(world: World, args: Json) -> bool:
    world.bot.commands.pop(_place(args), None)
    world.touch()
    return True


def _place(args: Json) -> tuple[str, str]:
    scope = args.get("scope", {"type": "default"})
    needed = _SCOPES.get(scope["type"])
    if needed is None or needed != scope.keys() - {"type"}:
        raise bad_request("can't parse BotCommandScope")
    return json.dumps(scope, sort_keys=True), args.get("language_code", "")


DEFAULT_PLACE = _place({})


def _texts(world: World, name: str) -> dict[str, str]:
    bot = world.bot
    texts = {"name": bot.names, "description": bot.descriptions, "short_description": bot.short_descriptions}
    return texts[name]


def _setter(name: str, limit: int) -> Handler:
    async def set_text(world: World, args: Json) -> bool:
        text = args.get(name, "")
        if len(text) > limit:
            raise bad_request(f"{name.replace('_', ' ')} is too long")
        _texts(world, name)[args.get("language_code", "")] = text
        if name == "name" and text and not args.get("language_code"):
            world.bot.name = text
        world.touch()
        return True

    return set_text


def _getter(name: str) -> Handler:
    async def get_text(world: World, args: Json) -> Json:
        texts = _texts(world, name)
        text = texts.get(args.get("language_code", "")) or texts.get("", "")
        return {name: text or (world.bot.name if name == "name" else "")}

    return get_text


_LANGUAGE = {"language_code": "String"}
_SCOPE = {"scope": "BotCommandScope", **_LANGUAGE}
METHODS = [
    Method("getMe", get_me, {}, {}),
    Method("logOut", farewell, {}, {}),
    Method("close", farewell, {}, {}),
    Method("setMyCommands", set_my_commands, {"commands": "Array of BotCommand"}, _SCOPE),
    Method("getMyCommands", get_my_commands, {}, _SCOPE),
    Method("deleteMyCommands", delete_my_commands, {}, _SCOPE),
    Method("setMyName", _setter("name", NAME_LIMIT), {}, {"name": "String", **_LANGUAGE}),
    Method("getMyName", _getter("name"), {}, _LANGUAGE),
    Method(
        "setMyDescription",
        _setter("description", DESCRIPTION_LIMIT),
        {},
        {"description": "String", **_LANGUAGE},
    ),
    Method("getMyDescription", _getter("description"), {}, _LANGUAGE),
    Method(
        "setMyShortDescription",
        _setter("short_description", SHORT_DESCRIPTION_LIMIT),
        {},
        {"short_description": "String", **_LANGUAGE},
    ),
    Method("getMyShortDescription", _getter("short_description"), {}, _LANGUAGE),
]
