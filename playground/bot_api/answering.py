"""Answers to presses, and what the bot is seen to be doing."""

from __future__ import annotations

from playground.bot_api.parameters import Method
from playground.bot_api.reaching import open_chat
from playground.chats import Toast
from playground.errors import bad_request
from playground.text import Json, utf16
from playground.world import World

ANSWER_LIMIT = 200  # UTF-16 units of an answer to a press
TYPING_SECONDS = 5.0  # how long an action shows unless a message comes first
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


async def answer_callback_query(world: World, args: Json) -> bool:
    text = args.get("text", "").strip()
    if utf16(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if args.get("url"):
        raise bad_request(
            "URL_INVALID"
        )  # only games and t.me/bot?start links may be opened; neither is played
    now = world.clock.now()
    press = world.presses.answerable(args["callback_query_id"], now)
    if press is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    press.answered = True
    if text:
        alert = args.get("show_alert", False)
        press.person.toast = Toast(text, alert)
        shows = "an alert" if alert else "a note"
        world.transcript.deed(now, press.message.chat, f"{world.bot.name} shows {shows}: {text}")
    world.touch(press.message.chat)
    return True


async def send_chat_action(world: World, args: Json) -> bool:
    chat = open_chat(world, args)
    if args["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until = world.clock.now() + TYPING_SECONDS
    world.touch(chat)
    return True


METHODS = [
    Method(
        "answerCallbackQuery",
        answer_callback_query,
        {"callback_query_id": "String"},
        {"text": "String", "show_alert": "Boolean", "url": "String", "cache_time": "Integer"},
    ),
    Method(
        "sendChatAction",
        send_chat_action,
        {"chat_id": "Integer|String", "action": "String"},
        {},
    ),
]
