"""Payloads as Slack sends them, for the tests of the way in."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.slack.packing import pack, pack_form

TEAM = "T012AB3CD"
BOT = "U0BOT"
BOT_ID = "B0BOT"
ANN = "U0ANN"
DM = "D0ANN"
CHANNEL = "C0HALL"
TS = "1700000000.000100"
TRIGGER = "13345224609.738474920.8088930838d88f008e0"
RESPONSE_URL = "https://hooks.slack.com/actions/T012AB3CD/1/secret"

Json = dict[str, object]
Given = Mapping[str, object]


def event(inner: Given, event_id: str = "Ev01", team: str = TEAM) -> Json:
    return {
        "token": "gone-out-of-use",
        "team_id": team,
        "context_team_id": team,
        "api_app_id": "A0APP",
        "event": {"event_ts": TS, **inner},
        "type": "event_callback",
        "event_id": event_id,
        "event_time": 1_700_000_000,
        "authorizations": [
            {"enterprise_id": None, "team_id": team, "user_id": BOT, "is_bot": True,
             "is_enterprise_install": False}
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-abc",
    }  # fmt: skip


def said(words: str, event_id: str = "Ev01", team: str = TEAM, **more: object) -> Json:
    """A direct message to the bot."""
    inner: Json = {
        "client_msg_id": "a-1",
        "type": "message",
        "text": words,
        "user": ANN,
        "ts": TS,
        "team": team,
        "user_profile": {"real_name": "Ann Smith", "display_name": "ann"},
        "blocks": [{"type": "rich_text", "block_id": "x", "elements": []}],
        "channel": DM,
        "channel_type": "im",
    }
    return event(inner | more, event_id, team)


def edited(words: str, before: Given | None, **more: object) -> Json:
    message: Json = {
        "type": "message",
        "user": ANN,
        "text": words,
        "ts": TS,
        "edited": {"user": ANN, "ts": TS},
    }
    inner: Json = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": DM,
        "channel_type": "im",
        "ts": "1700000099.000200",
        "message": message | more,
    }
    return event(inner | ({} if before is None else {"previous_message": before}))


def interaction(kind: str, **more: object) -> Json:
    return {
        "type": kind,
        "user": {"id": ANN, "username": "ann", "name": "ann", "team_id": TEAM},
        "api_app_id": "A0APP",
        "token": "gone-out-of-use",
        "trigger_id": TRIGGER,
        "team": {"id": TEAM, "domain": "charity"},
        "enterprise": None,
        "is_enterprise_install": False,
    } | more


def pressed(action: Given, values: Given | None = None, **more: object) -> Json:
    """A press in a message in the direct message with the bot."""
    held: Json = {
        "container": {"type": "message", "message_ts": TS, "channel_id": DM, "is_ephemeral": False},
        "channel": {"id": DM, "name": "directmessage"},
        "message": {"type": "message", "user": BOT, "bot_id": BOT_ID, "ts": TS, "text": "Shall we?"},
        "state": {"values": values or {}},
        "response_url": RESPONSE_URL,
        "actions": [{"action_ts": "1700000001.5", **action}],
    }
    return interaction("block_actions", **(held | more))


def button(value: str, block_id: str = pack(None, 0), action_id: str = "b0") -> Json:
    text = {"type": "plain_text", "text": "Yes", "emoji": True}
    return {"type": "button", "action_id": action_id, "block_id": block_id, "text": text, "value": value}


def option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value.title()}, "value": value}


def submitted(values: Given, metadata: str = pack_form(None, ""), **more: object) -> Json:
    view: Json = {
        "id": "V0FORM",
        "team_id": TEAM,
        "type": "modal",
        "callback_id": "alongside_form",
        "hash": "1700000002.abcdef",
        "private_metadata": metadata,
        "state": {"values": values},
        "blocks": [],
    }
    return interaction("view_submission", view=view, response_urls=[], **more)


def command(words: str, team: str = TEAM, **more: object) -> Json:
    held: Json = {
        "token": "gone-out-of-use",
        "team_id": team,
        "team_domain": "charity",
        "channel_id": CHANNEL,
        "channel_name": "hall",
        "user_id": ANN,
        "user_name": "ann",
        "command": "/alongside",
        "text": words,
        "api_app_id": "A0APP",
        "is_enterprise_install": "false",
        "response_url": RESPONSE_URL,
        "trigger_id": TRIGGER,
    }
    return held | more


def shortcut(text: str, callback_id: str = "raise_concern", **more: object) -> Json:
    message = {"type": "message", "user": "U0SAM", "ts": TS, "text": text}
    return interaction(
        "message_action",
        callback_id=callback_id,
        channel={"id": CHANNEL, "name": "hall"},
        message_ts=TS,
        message=message,
        response_url=RESPONSE_URL,
        **more,
    )
