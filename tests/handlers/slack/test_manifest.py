"""The app's manifest, held against what the code listens to, asks Slack for and may do."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import handlers.slack
from conversations.heard import Kind
from handlers.slack.installing import SCOPES
from handlers.slack.reading import is_farewell, read
from tests.handlers.slack.payloads import (
    ANN,
    BOT,
    CHANNEL,
    DM,
    TEAM,
    TS,
    Json,
    command,
    event,
    said,
    shortcut,
)

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SOURCES = Path(handlers.slack.__file__).parent

# Events as the manifest names them, one as Slack sends it, and the scope that Slack asks for it.
EVENTS: dict[str, tuple[Json, str]] = {
    "app_home_opened": (event({"type": "app_home_opened", "user": ANN, "channel": DM, "tab": "home"}), ""),
    "app_mention": (
        event({"type": "app_mention", "user": ANN, "channel": CHANNEL, "ts": TS}),
        "app_mentions:read",
    ),
    "app_uninstalled": (event({"type": "app_uninstalled"}), ""),
    "member_joined_channel": (
        event({"type": "member_joined_channel", "user": BOT, "channel": CHANNEL}),
        "channels:read",
    ),
    "message.im": (said("Hello"), "im:history"),
    "tokens_revoked": (event({"type": "tokens_revoked", "tokens": {"bot": [BOT]}}), ""),
}
# Methods of the Web API and what a bot needs for them, one of those named; by Slack's reference.
METHODS: dict[str, set[str]] = {
    "apps.connections.open": set(),  # with the app's own token
    "auth.test": set(),
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history", "mpim:history"},
    # It is left only where app_mention or member_joined_channel told of it: in a public channel.
    "conversations.leave": {"channels:manage"},
    "conversations.open": {"channels:manage", "groups:write", "im:write", "mpim:write"},
    "files.completeUploadExternal": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "views.open": set(),
    "views.publish": set(),
}
_FAMILIES = "admin|apps|auth|bots|chat|conversations|dialog|files|oauth|team|usergroups|users|views"
# As a method of the library's client, and by its own name at the end of a text.
_CALL = re.compile(rf"\.((?:{_FAMILIES})_\w+)\(|[\"/}}]((?:{_FAMILIES})\.[\w.]+)\"")


def parsed(lines: list[str]) -> object:
    """The few kinds of YAML that the manifest has: mappings, lists and plain or quoted words."""
    kept = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if kept[0].lstrip().startswith("- "):
        return [_item(part) for part in _parts(kept, "- ")]
    return dict(_entry(part) for part in _parts(kept, ""))


def _parts(lines: list[str], mark: str) -> list[list[str]]:
    """Each line of the outermost level, together with what belongs to it."""
    depth = len(lines[0]) - len(lines[0].lstrip())
    parts: list[list[str]] = []
    for line in lines:
        inside = line[depth:]
        if not inside.startswith(" "):
            assert inside.startswith(mark), f"not expected here: {line}"
            parts.append([])
        parts[-1].append(inside)
    return parts


def _item(part: list[str]) -> object:
    first = part[0].removeprefix("- ")
    if re.match(r"[a-z_]+:(?: |$)", first):
        return parsed([f"  {first}", *part[1:]])
    return _word(first)


def _entry(part: list[str]) -> tuple[str, object]:
    name, _, value = part[0].partition(":")
    return name, _word(value.strip()) if value.strip() else parsed(part[1:])


def _word(text: str) -> object:
    return {"true": True, "false": False}.get(text, text.strip('"'))


def member(holder: object, *names: str) -> object:
    for name in names:
        assert isinstance(holder, dict), f"nothing has the name {name}"
        holder = holder[name]
    return holder


def words(holder: object, *names: str) -> list[str]:
    found = member(holder, *names)
    assert isinstance(found, list)
    return [str(one) for one in found]


@pytest.fixture(scope="module")
def manifest() -> object:
    return parsed((ROOT / "deploy" / "slack-manifest.yaml").read_text("utf-8").splitlines())


def called() -> set[str]:
    """The methods of the Web API that are named in the edge's sources."""
    found: set[str] = set()
    dotted = {method.replace(".", "_"): method for method in METHODS}
    for source in SOURCES.glob("*.py"):
        for call, name in _CALL.findall(source.read_text("utf-8")):
            found.add(dotted.get(call, call) or name)
    return found


def test_the_reader_of_these_tests() -> None:
    text = 'a:\n  b: 1: 2\n  # no\n  c:\n    - x:y\n    - d: "[e]"\n      f: true\n    - z\ng: false'
    assert parsed(text.splitlines()) == {
        "a": {"b": "1: 2", "c": ["x:y", {"d": "[e]", "f": True}, "z"]},
        "g": False,
    }


def test_every_event_is_listened_to(manifest: object) -> None:
    assert words(manifest, "settings", "event_subscriptions", "bot_events") == sorted(EVENTS)
    for name, (payload, _) in EVENTS.items():
        assert is_farewell(payload) or read(payload, TEAM, BOT, NOW) is not None, name


def test_every_event_that_is_read_is_asked_for() -> None:
    read_ones = re.findall(r'^    "(\w+)": _\w+,$|case "(app_\w+|tokens_\w+)":', _reading(), re.MULTILINE)
    names = {first or second for first, second in read_ones}
    assert names == {name.removesuffix(".im") for name in EVENTS}


def _reading() -> str:
    return (SOURCES / "reading.py").read_text("utf-8")


def test_the_command_and_the_shortcut_are_heard(manifest: object) -> None:
    commands, shortcuts = (
        member(manifest, "features", "slash_commands"),
        member(manifest, "features", "shortcuts"),
    )
    assert isinstance(commands, list)
    assert isinstance(shortcuts, list)
    (one,), (other,) = commands, shortcuts
    assert one["command"] == "/alongside"
    assert one["usage_hint"]
    asked = read(command("help", command=one["command"]), TEAM, BOT, NOW)
    assert asked is not None
    assert (asked.kind, asked.command) == (Kind.COMMAND, "help")
    assert (other["name"], other["type"]) == ("Raise a concern", "message")
    raised = read(shortcut("Hello", other["callback_id"]), TEAM, BOT, NOW)
    assert raised is not None
    assert (raised.kind, raised.command) == (Kind.COMMAND, "report")


def test_the_scopes_are_those_that_are_needed(manifest: object) -> None:
    scopes = words(manifest, "oauth_config", "scopes", "bot")
    assert scopes == sorted(SCOPES)
    methods = called()
    assert methods == METHODS.keys(), "say here what a method needs"
    granted = set(scopes)
    for method in methods:
        assert not METHODS[method] or METHODS[method] & granted, method
    for name, (_, scope) in EVENTS.items():
        assert not scope or scope in granted, name
    wanted = {scope for _, scope in EVENTS.values()} | {"commands"}
    assert granted <= wanted.union(*(METHODS[method] for method in methods))


SETTINGS: dict[str, tuple[tuple[str, ...], object]] = {
    "home": (("features", "app_home", "home_tab_enabled"), True),
    "messages": (("features", "app_home", "messages_tab_enabled"), True),
    "people may write": (("features", "app_home", "messages_tab_read_only_enabled"), False),
    "a bot": (("features", "bot_user", "display_name"), "Alongside"),
    "interactivity": (("settings", "interactivity", "is_enabled"), True),
    "Socket Mode": (("settings", "socket_mode_enabled"), True),
    "one workspace at a time": (("settings", "org_deploy_enabled"), False),
    "tokens stay": (("settings", "token_rotation_enabled"), False),
}


@pytest.mark.parametrize(("path", "value"), SETTINGS.values(), ids=SETTINGS.keys())
def test_settings(manifest: object, path: tuple[str, ...], value: object) -> None:
    assert member(manifest, *path) == value


# Characters, by Slack's reference of manifests: at least and at most.
LENGTHS: dict[str, tuple[int, int]] = {
    "name": (1, 35),
    "description": (1, 140),
    "long_description": (175, 4000),
}


@pytest.mark.parametrize(("name", "limits"), LENGTHS.items(), ids=LENGTHS.keys())
def test_slack_takes_the_words(manifest: object, name: str, limits: tuple[int, int]) -> None:
    least, most = limits
    assert least <= len(str(member(manifest, "display_information", name))) <= most
