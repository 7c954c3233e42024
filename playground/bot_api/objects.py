"""The objects inside parameters: their fields and types, written as Telegram's documentation writes them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fields:
    """Names and types of fields; a type may be Integer, String, Boolean, Array of X, an object, or A|B."""

    required: dict[str, str] = field(default_factory=dict)
    optional: dict[str, str] = field(default_factory=dict)


OBJECTS: dict[str, Fields] = {
    "MessageEntity": Fields(
        {"type": "String", "offset": "Integer", "length": "Integer"},
        {"url": "String", "language": "String", "custom_emoji_id": "String"},
    ),
    "LinkPreviewOptions": Fields(
        {},
        {
            "is_disabled": "Boolean",
            "url": "String",
            "prefer_small_media": "Boolean",
            "prefer_large_media": "Boolean",
            "show_above_text": "Boolean",
        },
    ),
    "ReplyParameters": Fields(
        {"message_id": "Integer"},
        {"chat_id": "Integer|String", "allow_sending_without_reply": "Boolean"},
    ),
    "InlineKeyboardMarkup": Fields({"inline_keyboard": "Array of Array of InlineKeyboardButton"}),
    "InlineKeyboardButton": Fields(
        {"text": "String"},
        {"url": "String", "callback_data": "String", "copy_text": "CopyTextButton", "style": "String"},
    ),
    "CopyTextButton": Fields({"text": "String"}),
    "ReplyKeyboardMarkup": Fields(
        {"keyboard": "Array of Array of KeyboardButton"},
        {
            "is_persistent": "Boolean",
            "resize_keyboard": "Boolean",
            "one_time_keyboard": "Boolean",
            "input_field_placeholder": "String",
            "selective": "Boolean",
        },
    ),
    "KeyboardButton": Fields(
        {"text": "String"},
        {"request_contact": "Boolean", "request_location": "Boolean", "style": "String"},
    ),
    "ReplyKeyboardRemove": Fields({"remove_keyboard": "Boolean"}, {"selective": "Boolean"}),
    "ForceReply": Fields(
        {"force_reply": "Boolean"}, {"input_field_placeholder": "String", "selective": "Boolean"}
    ),
    "BotCommand": Fields({"command": "String", "description": "String"}),
    "BotCommandScope": Fields({"type": "String"}, {"chat_id": "Integer|String", "user_id": "Integer"}),
}
