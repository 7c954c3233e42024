"""Updates as Telegram sends them, and what is heard in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.heard import Address, Heard, Kind, Platform, TurnToken
from handlers.telegram import read, update_number

BOT = 4711
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ANN = Address(Platform.TELEGRAM, "5")
GROUP = Address(Platform.TELEGRAM, "-1009")
ANN_USER = {
    "id": 5,
    "is_bot": False,
    "first_name": "Ann",
    "last_name": "S",
    "username": "ann",
    "language_code": "en",
}
ANN_CHAT = {"id": 5, "type": "private", "first_name": "Ann", "username": "ann"}
GROUP_CHAT = {"id": -1009, "type": "supergroup", "title": "Year 12"}
BOT_USER = {"id": BOT, "is_bot": True, "first_name": "Alongside", "username": "alongside_bot"}


def message(**more: object) -> dict[str, object]:
    return {"message_id": 31, "date": 1_700_000_000, "from": ANN_USER, "chat": ANN_CHAT} | more


def said(**more: object) -> dict[str, object]:
    return {"update_id": 900, "message": message(**more)}


def pressed(data: str | None = None, **more: object) -> dict[str, object]:
    press = {"id": "p1", "from": ANN_USER, "chat_instance": "1", "message": message(**more)}
    return {"update_id": 900, "callback_query": press | ({} if data is None else {"data": data})}


def membership(status: str, chat: dict[str, object], **more: object) -> dict[str, object]:
    change = {"chat": chat, "from": ANN_USER, "date": 1_700_000_000, "old_chat_member": {"status": "left"}}
    return {
        "update_id": 900,
        "my_chat_member": change | {"new_chat_member": {"user": BOT_USER, "status": status, **more}},
    }


def heard(
    kind: Kind,
    address: Address = ANN,
    *,
    message: str = "31",
    text: str = "",
    choice: str = "",
    token: TurnToken | None = None,
    press: str = "",
) -> Heard:
    return Heard(
        address, kind, "4711:900", NOW, text=text, choice=choice, token=token, message=message, press=press
    )


def command(name: str, text: str = "") -> Heard:
    return replace(heard(Kind.COMMAND, text=text), command=name)


CASES: dict[str, tuple[object, Heard | None]] = {
    "text": (said(text="Hello"), heard(Kind.TEXT, text="Hello")),
    "empty text": (said(text=""), heard(Kind.TEXT)),
    "start": (said(text="/start"), command("start")),
    "deep link": (said(text="/start K7QF-92_x"), command("start", "K7QF-92_x")),
    "addressed to the bot": (said(text="/start@alongside_bot K7QF"), command("start", "K7QF")),
    "shouted, with much air": (said(text="/HELP   me  please \n"), command("help", "me  please")),
    "argument on the next line": (said(text="/say one\ntwo"), command("say", "one\ntwo")),
    "a slash alone": (said(text="/"), heard(Kind.TEXT, text="/")),
    "a path is no command": (said(text="/home/ann"), heard(Kind.TEXT, text="/home/ann")),
    "a command in the middle": (said(text="try /help"), heard(Kind.TEXT, text="try /help")),
    "half an emoji and a NUL": (said(text="a\ud83d\0b"), heard(Kind.TEXT, text="a?b")),
    "a whole emoji": (said(text="👋🏽"), heard(Kind.TEXT, text="👋🏽")),
    "photo with caption": (said(photo=[{}], caption="/start"), heard(Kind.MEDIA, text="/start")),
    "sticker": (said(sticker={"emoji": "👍"}), heard(Kind.MEDIA)),
    "voice": (said(voice={"duration": 3}), heard(Kind.MEDIA)),
    "location": (said(location={"latitude": 1, "longitude": 2}), heard(Kind.MEDIA)),
    "contact": (said(contact={"phone_number": "1"}), heard(Kind.MEDIA)),
    "poll": (said(poll={"id": "1"}), heard(Kind.MEDIA)),
    "something new": (said(hologram={"id": "1"}), heard(Kind.OTHER)),
    "a note that nobody wrote": (said(pinned_message=message(text="x")), None),
    "edited": ({"update_id": 900, "edited_message": message(text="Hi")}, heard(Kind.EDITED, text="Hi")),
    "edited into a command": (
        {"update_id": 900, "edited_message": message(text="/stop")},
        heard(Kind.EDITED, text="/stop"),
    ),
    "edited caption": (
        {"update_id": 900, "edited_message": message(photo=[{}], caption="Hi")},
        heard(Kind.EDITED, text="Hi"),
    ),
    "our button": (
        pressed("r4bc.12.yes"),
        heard(Kind.CHOICE, choice="yes", token=TurnToken("r4bc", 12), press="p1"),
    ),
    "our button without a question": (pressed("..meet.7"), heard(Kind.CHOICE, choice="meet.7", press="p1")),
    "a foreign button": (pressed("buy now"), heard(Kind.CHOICE, press="p1")),
    "a game's button": (pressed(), heard(Kind.CHOICE, press="p1")),
    "a button of a message that is too old": (
        {
            "update_id": 900,
            "callback_query": {
                "id": "p1",
                "from": ANN_USER,
                "data": "r4bc.12.yes",
                "message": {"chat": ANN_CHAT, "message_id": 31, "date": 0},
            },
        },
        heard(Kind.CHOICE, choice="yes", token=TurnToken("r4bc", 12), press="p1"),
    ),
    "a button in a group": (
        pressed("..yes", chat=GROUP_CHAT),
        heard(Kind.GROUP, GROUP, choice="yes", press="p1"),
    ),
    "a button from nowhere": ({"update_id": 900, "callback_query": {"id": "p1", "data": "..yes"}}, None),
    "blocked": (membership("kicked", ANN_CHAT), heard(Kind.BLOCKED, message="")),
    "unblocked": (membership("member", ANN_CHAT), heard(Kind.UNBLOCKED, message="")),
    "added to a group": (membership("member", GROUP_CHAT), heard(Kind.GROUP, GROUP, message="")),
    "made administrator of a channel": (
        membership("administrator", GROUP_CHAT | {"type": "channel"}),
        heard(Kind.GROUP, GROUP, message=""),
    ),
    "restricted but there": (
        membership("restricted", GROUP_CHAT, is_member=True),
        heard(Kind.GROUP, GROUP, message=""),
    ),
    "restricted and out": (membership("restricted", GROUP_CHAT, is_member=False), None),
    "left a group": (membership("left", GROUP_CHAT), None),
    "kicked from a group": (membership("kicked", GROUP_CHAT), None),
    "a message in a group keeps no words": (
        said(chat=GROUP_CHAT, text="Hello all"),
        heard(Kind.GROUP, GROUP),
    ),
    "edited in a group": (
        {"update_id": 900, "edited_message": message(chat=GROUP_CHAT, text="Hello")},
        heard(Kind.GROUP, GROUP),
    ),
    "the bot was added, said the group": (
        said(chat=GROUP_CHAT, new_chat_members=[BOT_USER]),
        heard(Kind.GROUP, GROUP),
    ),
    "the bot left, said the group": (said(chat=GROUP_CHAT, left_chat_member=BOT_USER), None),
    "somebody else left": (said(chat=GROUP_CHAT, left_chat_member=ANN_USER), heard(Kind.GROUP, GROUP)),
    "the group moved away": (said(chat=GROUP_CHAT, migrate_to_chat_id=-100200), None),
    "a channel's post": (
        {"update_id": 900, "channel_post": message(chat=GROUP_CHAT | {"type": "channel"}, text="News")},
        heard(Kind.GROUP, GROUP),
    ),
    "another bot": (said(text="Hello", **{"from": BOT_USER}), None),
    "a kind of update nobody asked for": ({"update_id": 900, "poll": {"id": "1"}}, None),
    "a chat of an unknown type": (said(chat={"id": 5, "type": "secret"}, text="Hello"), None),
    "no chat": ({"update_id": 900, "message": {"message_id": 1, "text": "Hello"}}, None),
    "a chat without an id": (said(chat={"type": "private"}, text="Hello"), None),
    "text that is no text": (said(text=["Hello"]), heard(Kind.TEXT)),
    "no number": ({"message": message(text="Hello")}, None),
    "a list": ([said(text="Hello")], None),
    "nothing": (None, None),
}


@pytest.mark.parametrize(("update", "expected"), CASES.values(), ids=CASES.keys())
def test_read(update: object, expected: Heard | None) -> None:
    assert read(update, BOT, NOW) == expected


def test_nothing_of_the_profile_is_kept() -> None:
    assert "Ann" not in repr(read(said(text="Hello"), BOT, NOW))


def test_the_number_is_there_even_if_the_update_says_nothing() -> None:
    assert update_number({"update_id": 900, "hologram": {}}) == 900
    assert update_number({"update_id": True}) is None
    assert update_number("nonsense") is None


NAMES = st.sampled_from((
    "update_id", "message", "edited_message", "callback_query", "my_chat_member", "channel_post", "from",
    "chat", "id", "type", "text", "caption", "data", "photo", "new_chat_member", "status", "is_bot",
    "left_chat_member",
))  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
WORDS = st.sampled_from(["private", "group", "/start", "r.1.yes", "member"])
ANYTHING = st.recursive(
    SCALARS | WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(NAMES | st.text(), inner),
    max_leaves=30,
)


@given(ANYTHING)
def test_any_json_reads_without_an_error(update: object) -> None:
    found = read(update, BOT, NOW)
    assert found is None or found.address.user


@given(st.dictionaries(NAMES, ANYTHING), st.dictionaries(NAMES, ANYTHING))
def test_any_message_reads_without_an_error(inside: dict[str, object], beside: dict[str, object]) -> None:
    for name in ("message", "edited_message", "callback_query", "my_chat_member", "channel_post"):
        update = beside | {"update_id": 1, name: {"chat": {"id": 5, "type": "private"}} | inside}
        found = read(update, BOT, NOW)
        assert found is None or found.event == "4711:1"
