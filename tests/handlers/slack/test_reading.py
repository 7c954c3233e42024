"""Payloads as Slack sends them, and what is heard in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.heard import Address, Heard, Kind, Platform
from handlers.slack.reading import is_farewell, read
from tests.handlers.slack.payloads import (
    ANN,
    BOT,
    BOT_ID,
    CHANNEL,
    DM,
    TEAM,
    TRIGGER,
    TS,
    command,
    edited,
    event,
    interaction,
    said,
    shortcut,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FROM_ANN = Address(Platform.SLACK, ANN, TEAM)
HALL = Address(Platform.SLACK, CHANNEL, TEAM)
MESSAGE = f"{DM}:{TS}"
FILE = {"id": "F1", "mimetype": "image/png", "url_private": "https://files.slack.com/x"}
BEFORE = {"type": "message", "user": ANN, "text": "Helo", "ts": TS}


def heard(kind: Kind, text: str = "", address: Address = FROM_ANN, message: str = MESSAGE) -> Heard:
    return Heard(address, kind, f"{TEAM}:Ev01", NOW, text=text, message=message)


def commanded(name: str, text: str = "") -> Heard:
    event_id = f"{TEAM}:{TRIGGER}"
    return Heard(FROM_ANN, Kind.COMMAND, event_id, NOW, text=text, command=name, press=TRIGGER)


def mentioned(**more: object) -> dict[str, object]:
    inner = {"type": "app_mention", "user": ANN, "text": f"<@{BOT}> hello", "ts": TS, "channel": CHANNEL}
    return event(inner | more)


def home(tab: str) -> dict[str, object]:
    return event({"type": "app_home_opened", "user": ANN, "channel": DM, "tab": tab, "view": {"id": "V1"}})


def joined(user: str) -> dict[str, object]:
    inner = {"type": "member_joined_channel", "user": user, "channel": CHANNEL, "channel_type": "C"}
    return event(inner | {"team": TEAM, "inviter": ANN})


SAID: dict[str, tuple[object, Heard | None]] = {
    "text": (said("Hello"), heard(Kind.TEXT, "Hello")),
    "what only looks like a command": (said("!see 12"), heard(Kind.TEXT, "!see 12")),
    "an answer in a thread": (said("Hello", thread_ts="1.2"), heard(Kind.TEXT, "Hello")),
    "an answer that is sent to the channel too": (
        said("Hello", subtype="thread_broadcast"),
        heard(Kind.TEXT, "Hello"),
    ),
    "/me": (said("waves", subtype="me_message"), heard(Kind.TEXT, "waves")),
    "half an emoji and a NUL": (said("a\ud83d\0b"), heard(Kind.TEXT, "a?b")),
    "escaped": (said("1 &lt; 2 &amp;&amp; 3 &gt; 2"), heard(Kind.TEXT, "1 < 2 && 3 > 2")),
    "a file": (said("", subtype="file_share", files=[FILE]), heard(Kind.MEDIA)),
    "a file with words": (said("Look", subtype="file_share", files=[FILE]), heard(Kind.MEDIA, "Look")),
    "a shared message": (said("", attachments=[{"text": "of another"}]), heard(Kind.OTHER)),
    "edited": (edited("Hello", BEFORE), heard(Kind.EDITED, "Hello")),
    "edited, before unknown": (edited("Hello", None), heard(Kind.EDITED, "Hello")),
    "a link's preview was added": (edited("Helo", BEFORE), None),
    "our own message was changed": (edited("Hi", BEFORE, user=BOT, bot_id=BOT_ID), None),
    "our own message, without the bot's id": (edited("Hi", BEFORE, user=BOT), None),
    "deleted": (said("Hello", subtype="message_deleted"), None),
    "another bot": (said("Hello", bot_id="B2", subtype="bot_message"), None),
    "our own": (said("Hello", user=BOT), None),
    "our own, by the bot's id": (said("Hello", bot_id=BOT_ID), None),
    "Slackbot": (said("Hello", user="USLACKBOT"), None),
    "nobody": (said("Hello", user=None), None),
    "in a channel": (said("Hello", channel=CHANNEL, channel_type="channel"), None),
    "among several": (said("Hello", channel="G1", channel_type="mpim"), None),
    "the home": (home("home"), heard(Kind.HOME, message="")),
    "the messages": (home("messages"), None),
    "called in a channel": (mentioned(), heard(Kind.GROUP, "", HALL, f"{CHANNEL}:{TS}")),
    "called by another bot": (mentioned(bot_id="B2"), None),
    "taken into a channel": (joined(BOT), heard(Kind.GROUP, "", HALL, "")),
    "somebody else came in": (joined(ANN), None),
    "uninstalled": (event({"type": "app_uninstalled"}), None),
    "an event nobody asked for": (event({"type": "reaction_added", "user": ANN}), None),
    "an event without a number": (said("Hello") | {"event_id": ""}, None),
    "an event without an inside": (said("Hello") | {"event": ["Hello"]}, None),
    "text that is no text": (said("Hello", text=["Hello"]), heard(Kind.OTHER)),
}
ASKED: dict[str, tuple[object, Heard | None]] = {
    "a command": (command("see 12"), commanded("see", "12")),
    "a command alone": (command(""), commanded("home")),
    "shouted, with much air": (command("  SEE   12 13 \n"), commanded("see", "12 13")),
    "with a slash of its own": (command("/help"), commanded("help")),
    "by another name": (command("help", command="/alongside-test"), commanded("help")),
    "escaped words": (command("say a &lt; b"), commanded("say", "a < b")),
    "no command's name": (
        command("¿qué?"),
        replace(commanded(""), kind=Kind.TEXT, text="¿qué?"),
    ),
    "a command of nobody": (command("see 12", user_id=""), None),
    "a command without a trigger": (command("see 12", trigger_id=None), None),
    "the shortcut": (shortcut("I am &lt;afraid&gt;"), commanded("report", "I am <afraid>")),
    "the shortcut on a picture": (shortcut(""), commanded("report")),
    "a foreign shortcut": (shortcut("Hello", callback_id="make_tea"), None),
    "a shortcut of nobody": (shortcut("Hello", user={}), None),
    "a closed form": (interaction("view_closed", view={"id": "V1"}), None),
    "something new": (interaction("hologram"), None),
    "a list": ([said("Hello")], None),
    "a word": ("Hello", None),
    "nothing": (None, None),
}
CASES = SAID | ASKED


@pytest.mark.parametrize(("payload", "expected"), CASES.values(), ids=CASES.keys())
def test_read(payload: object, expected: Heard | None) -> None:
    assert read(payload, TEAM, BOT, NOW) == expected


def test_without_a_team_nothing_is_heard() -> None:
    assert read(said("Hello"), "", BOT, NOW) is None


def test_nothing_of_the_profile_is_kept() -> None:
    for payload in (said("Hello"), command("help"), shortcut("Hello")):
        found = repr(read(payload, TEAM, BOT, NOW))
        assert ANN in found
        assert "Smith" not in found
        assert "'ann'" not in found


FAREWELLS: dict[str, tuple[object, bool]] = {
    "uninstalled": (event({"type": "app_uninstalled"}), True),
    "the bot's token": (event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT]}}), True),
    "somebody's own token": (event({"type": "tokens_revoked", "tokens": {"oauth": [ANN], "bot": []}}), False),
    "no tokens": (event({"type": "tokens_revoked"}), False),
    "words": (said("app_uninstalled"), False),
    "nonsense": (["app_uninstalled"], False),
}


@pytest.mark.parametrize(("payload", "expected"), FAREWELLS.values(), ids=FAREWELLS.keys())
def test_farewells(payload: object, expected: bool) -> None:
    assert is_farewell(payload) is expected


NAMES = st.sampled_from((
    "event", "event_id", "team_id", "user", "user_id", "id", "channel", "channel_type", "type", "subtype",
    "text", "ts", "files", "message", "previous_message", "tab", "command", "trigger_id", "callback_id",
    "actions", "action_id", "block_id", "value", "selected_option", "selected_options", "container", "state",
    "values", "view", "private_metadata", "hash", "picks", "answer", "tokens", "bot",
))  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
WORDS = st.sampled_from([
    "message", "im", "home", "done", "/see", "ask.r.1.0", "message_changed", "app_mention", "app_home_opened",
    "tokens_revoked", "<@U1|x", '{"asked":["r",1],"message":"D:1"}', "raise_concern",
])  # fmt: skip
ANYTHING = st.recursive(
    SCALARS | WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(NAMES | st.text(), inner),
    max_leaves=30,
)
KINDS = st.sampled_from(["event_callback", "block_actions", "view_submission", "message_action", ""])


@given(ANYTHING)
def test_any_json_reads_without_an_error(payload: object) -> None:
    assert is_farewell(payload) in (True, False)
    assert read(payload, TEAM, BOT, NOW) is None or isinstance(payload, dict)


@given(st.dictionaries(NAMES, ANYTHING), st.dictionaries(NAMES, ANYTHING), KINDS)
def test_any_payload_reads_without_an_error(
    inside: dict[str, object], beside: dict[str, object], kind: str
) -> None:
    known = {"type": kind, "event_id": "Ev1", "trigger_id": "1", "user": {"id": ANN}, "user_id": ANN}
    for name in ("event", "view", "message", "state"):
        found = read(beside | known | {name: inside}, TEAM, BOT, NOW)
        assert found is None or (found.address.team == TEAM and found.address.user)
