"""Texts: sending, changing and taking back."""

from __future__ import annotations

from playground.bot_api.formatting import message_text
from playground.bot_api.keyboards import checked_markup
from playground.bot_api.parameters import Method
from playground.bot_api.reaching import known_chat, message_in, open_chat
from playground.chats import Chat, Content, Group, Message
from playground.errors import bad_request
from playground.text import Json
from playground.transcript import keys
from playground.world import World

DELETABLE_FOR = 48 * 3600  # seconds after which Telegram no longer takes a message back
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
MARKUP = "InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"
SENDING = {
    "parse_mode": "String",
    "disable_notification": "Boolean",
    "protect_content": "Boolean",
    "reply_parameters": "ReplyParameters",
    "reply_markup": MARKUP,
}


async def send_message(world: World, args: Json) -> Json:
    chat = open_chat(world, args)
    text, entities = message_text(args)
    return deliver(world, chat, Content(text=text, entities=entities), args)


def deliver(world: World, chat: Chat, content: Content, args: Json) -> Json:
    """Posts what a send method has made, once its keyboard, its reply and the speed limits allow it."""
    markup = checked_markup(args.get("reply_markup"))
    extras = _extras(world, chat, args)
    world.limits.charge(chat.id, is_group=isinstance(chat, Group))
    chat.typing_until = 0.0
    return world.shape(world.post(chat, None, content, markup=markup, extras=extras))


async def edit_message_text(world: World, args: Json) -> Json:
    message = _own_message(world, args)
    if message.content.kind != "text":
        raise bad_request("there is no text in the message to edit")
    text, entities = message_text(args)
    markup = checked_markup(args.get("reply_markup"))
    content = Content(text=text, entities=entities)
    _must_differ(message, content, markup)
    message.content = content
    if "link_preview_options" in args:
        message.extras = {**message.extras, "link_preview_options": args["link_preview_options"]}
    shown = markup if keys(markup) != keys(message.markup) else None
    world.transcript.deed(
        world.clock.now(), message.chat, f"{world.bot.name} changes a message to: {text}", shown
    )
    return _edited(world, message, markup)


async def edit_message_reply_markup(world: World, args: Json) -> Json:
    message = _own_message(world, args)
    markup = checked_markup(args.get("reply_markup"))
    _must_differ(message, message.content, markup)
    deed = "changes the buttons of a message to:" if markup else "takes the buttons from a message"
    world.transcript.deed(world.clock.now(), message.chat, f"{world.bot.name} {deed}", markup)
    return _edited(world, message, markup)


async def delete_message(world: World, args: Json) -> bool:
    chat = known_chat(world, args)
    message = message_in(world, chat, args, "delete")
    is_old = world.clock.now() - message.date > DELETABLE_FOR
    if is_old or (isinstance(chat, Group) and message.sender is not None):
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    world.transcript.deed(world.clock.now(), chat, f"{world.bot.name} deletes a message")
    world.touch(chat)
    return True


def _own_message(world: World, args: Json) -> Message:
    for name in ("chat_id", "message_id"):
        if name not in args:
            reason = "chat_id is empty" if name == "chat_id" else "message identifier is not specified"
            raise bad_request(reason)
    message = message_in(world, open_chat(world, args), args, "edit")
    if message.sender is not None or message.content.kind == "service":
        raise bad_request("message can't be edited")
    return message


def _must_differ(message: Message, content: Content, markup: Json | None) -> None:
    before = (message.content.text, message.content.entities, message.markup)
    if (content.text, content.entities, markup) == before:
        raise bad_request(NOT_MODIFIED)


def _edited(world: World, message: Message, markup: Json | None) -> Json:
    message.markup = markup
    message.edit_date = int(world.clock.now())
    world.touch(message.chat)
    message.changed = world.version
    return world.shape(message)


def _extras(world: World, chat: Chat, args: Json) -> Json:
    extras: Json = {}
    if args.get("protect_content"):
        extras["has_protected_content"] = True
    if args.get("link_preview_options"):
        extras["link_preview_options"] = args["link_preview_options"]
    reply = args.get("reply_parameters")
    if reply:
        answered = world.chats.message(chat, reply["message_id"])
        if answered:
            shape = world.shape(answered)
            shape.pop("reply_to_message", None)  # Telegram nests one reply, never a chain of them
            extras["reply_to_message"] = shape
        elif not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
    return extras


_EDITED = {"chat_id": "Integer|String", "message_id": "Integer", "reply_markup": "InlineKeyboardMarkup"}
METHODS = [
    Method(
        "sendMessage",
        send_message,
        {"chat_id": "Integer|String", "text": "String"},
        {"entities": "Array of MessageEntity", "link_preview_options": "LinkPreviewOptions", **SENDING},
    ),
    Method(
        "editMessageText",
        edit_message_text,
        {},
        {
            "text": "String",
            "parse_mode": "String",
            "entities": "Array of MessageEntity",
            "link_preview_options": "LinkPreviewOptions",
            **_EDITED,
        },
    ),
    Method("editMessageReplyMarkup", edit_message_reply_markup, {}, _EDITED),
    Method("deleteMessage", delete_message, {"chat_id": "Integer|String", "message_id": "Integer"}, {}),
]
