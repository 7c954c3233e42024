from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.models.blocks import HeaderBlock
from slack_sdk.models.metadata import Metadata

from tests.playground.slack.api.support import SlackBench, button, section

METADATA = {"event_type": "alongside", "event_payload": {"id": "7"}}


async def test_a_message_to_a_person_opens_their_direct_messages(slack: SlackBench) -> None:
    ann = slack.person()
    answer = await slack.client.chat_postMessage(channel=ann.id, text="Hello")
    place = slack.team.direct(ann)
    assert place is not None and answer["channel"] == place.id == "D0001"
    assert [said.text for said in place.messages] == ["Hello"]
    assert answer["ts"] == place.messages[0].ts == answer["message"]["ts"]
    assert answer["message"]["user"] == slack.team.bot_user_id
    assert answer["message"]["bot_id"] == slack.team.bot_id


async def test_blocks_and_metadata_are_kept_and_ids_are_added(slack: SlackBench) -> None:
    actions = {"type": "actions", "elements": [button(action_id="go"), button()]}
    place = slack.direct()
    answer = await slack.client.chat_postMessage(
        channel=place.id,
        text="Hello",
        blocks=[HeaderBlock(text="Hi"), actions],
        metadata=Metadata(event_type="alongside", event_payload={"id": "7"}),
    )
    shown = answer["message"]["blocks"]
    assert len({block["block_id"] for block in shown}) == 2
    assert shown[1]["elements"][0]["action_id"] == "go"
    assert shown[1]["elements"][1]["action_id"]
    assert answer["message"]["metadata"] == METADATA == place.messages[0].metadata


async def test_ts_are_unique_and_rise_though_the_clock_stands(slack: SlackBench) -> None:
    place = slack.direct()
    found = [(await slack.client.chat_postMessage(channel=place.id, text="Hi"))["ts"] for _ in range(5)]
    assert found == sorted(set(found))
    assert found[0] == "1772532000.000000"


async def test_the_app_hears_of_its_own_direct_messages(slack: SlackBench) -> None:
    place = slack.direct()
    said = await slack.client.chat_postMessage(channel=place.id, text="One")
    await slack.client.chat_update(channel=place.id, ts=said["ts"], text="Two")
    await slack.client.chat_delete(channel=place.id, ts=said["ts"])
    await slack.client.chat_postMessage(channel=slack.channel().id, text="Hello all")
    told = [event.content for event in slack.world.journal.events]
    assert [event.get("subtype") for event in told] == [None, "message_changed", "message_deleted"]
    assert told[0]["bot_id"] == slack.team.bot_id
    assert (told[0]["channel"], told[0]["channel_type"]) == (place.id, "im")
    assert (told[1]["previous_message"]["text"], told[1]["message"]["text"]) == ("One", "Two")


UPDATES: dict[str, tuple[dict[str, Any], str, int, bool]] = {
    "text takes the blocks away": ({"text": "New"}, "New", 0, True),
    "blocks leave the text": ({"blocks": [section("New")]}, "Old", 1, False),
    "both": ({"text": "New", "blocks": [section("New")]}, "New", 1, False),
}


@pytest.mark.parametrize(("change", "text", "blocks", "edited"), UPDATES.values(), ids=UPDATES)
async def test_a_message_is_changed(
    slack: SlackBench, change: dict[str, Any], text: str, blocks: int, edited: bool
) -> None:
    place = slack.direct()
    said = await slack.client.chat_postMessage(
        channel=place.id, text="Old", blocks=[section("Old"), section()]
    )
    await slack.client.api_call("chat.update", json={"channel": place.id, "ts": said["ts"], **change})
    message = place.messages[0]
    assert (message.text, len(message.blocks), message.edited is not None) == (text, blocks, edited)
    assert message.changed > message.made


async def test_a_deleted_message_is_gone(slack: SlackBench) -> None:
    place = slack.direct()
    said = await slack.client.chat_postMessage(channel=place.id, text="Old")
    await slack.client.chat_delete(channel=place.id, ts=said["ts"])
    assert place.messages[0].deleted
    assert await slack.error("chat.delete", channel=place.id, ts=said["ts"]) == "message_not_found"
    assert await slack.error("chat.update", channel=place.id, ts=said["ts"], text="x") == "message_not_found"


async def test_only_its_own_messages_are_changed_and_deleted(slack: SlackBench) -> None:
    place = slack.direct()
    said = slack.world.post(place, place.person, "Mine")
    assert await slack.error("chat.update", channel=place.id, ts=said.ts, text="x") == "cant_update_message"
    assert await slack.error("chat.delete", channel=place.id, ts=said.ts) == "cant_delete_message"
    assert place.person is not None
    assert (
        await slack.error("chat.update", channel=place.person.id, ts=said.ts, text="x") == "channel_not_found"
    )


async def test_an_ephemeral_message_is_for_one_person(slack: SlackBench) -> None:
    channel, ann = slack.channel(), slack.person()
    (sam,) = (slack.team.people[who] for who in channel.members if who in slack.team.people)
    answer = await slack.client.chat_postEphemeral(channel=channel.id, user=sam.id, text="Only you")
    said = channel.messages[0]
    assert (said.only_for, said.ts) == (sam.id, answer["message_ts"])
    assert channel.message(said.ts) is None
    assert await slack.error("chat.postEphemeral", channel=channel.id, user=ann.id, text="x") == (
        "user_not_in_channel"
    )
    assert (
        await slack.error("chat.postEphemeral", channel=channel.id, user="U9", text="x") == "user_not_found"
    )


CONTENT: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "no_text"),
    "no text and no blocks": ({"text": "", "blocks": []}, "no_text"),
    "text too long": ({"text": "x" * 40_001}, "msg_too_long"),
    "51 blocks": ({"blocks": [section()] * 51}, "invalid_blocks"),
    "an unknown block": ({"blocks": [{"type": "pigeon"}]}, "invalid_blocks"),
    "13,200 characters": ({"blocks": [section("x" * 2640)] * 5}, "msg_blocks_too_long"),
    "a file that is not there": (
        {"blocks": [{"type": "image", "slack_file": {"id": "F9"}, "alt_text": "x"}]},
        "invalid_blocks",
    ),
    "metadata without a payload": ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
    "metadata too large": (
        {"text": "x", "metadata": {"event_type": "a", "event_payload": {"b": "x" * 16_000}}},
        "metadata_too_large",
    ),
    "a thread that is not there": ({"text": "x", "thread_ts": "1.2"}, "thread_not_found"),
    "a parameter that is not there": ({"text": "x", "txet": "x"}, "invalid_arguments"),
    "attachments, which are not played": ({"text": "x", "attachments": []}, "invalid_arguments"),
    "blocks that are no list": ({"blocks": {}}, "invalid_arguments"),
    "blocks that are no JSON": ({"blocks": "[{"}, "invalid_arguments"),
}


@pytest.mark.parametrize(("content", "error"), CONTENT.values(), ids=CONTENT)
async def test_what_is_wrong_with_a_message_is_refused(
    slack: SlackBench, content: dict[str, Any], error: str
) -> None:
    place = slack.direct()
    assert await slack.error("chat.postMessage", channel=place.id, **content) == error
    assert place.messages == []


async def test_content_at_the_limit_is_taken(slack: SlackBench) -> None:
    place = slack.direct()
    await slack.client.chat_postMessage(channel=place.id, text="x" * 40_000)
    await slack.client.chat_postMessage(
        channel=place.id, text="x", blocks=[section("x" * 2640)] * 4 + [section("x" * 2639)]
    )
    await slack.client.chat_postMessage(channel=place.id, text="x", blocks=[section("x")] * 50)
    assert len(place.messages) == 3


async def test_where_a_message_may_not_go(slack: SlackBench) -> None:
    gone = slack.direct()
    assert gone.person is not None
    slack.world.deactivate(slack.team, gone.person)
    archived = slack.channel()
    archived.archived = True
    refusals = {
        "C9999": "channel_not_found",
        "U9999": "channel_not_found",
        slack.channel(with_bot=False).id: "not_in_channel",
        archived.id: "is_archived",
        gone.id: "user_disabled",
        gone.person.id: "user_disabled",
    }
    for channel, error in refusals.items():
        assert await slack.error("chat.postMessage", channel=channel, text="x") == error
    elsewhere = slack.world.add_workspace("Southside", installed=True)
    stranger = slack.world.add_person(elsewhere, "Eve")
    assert await slack.error("chat.postMessage", channel=stranger.id, text="x") == "channel_not_found"


async def test_parameters_come_as_a_form_too(slack: SlackBench) -> None:
    place = slack.direct()
    token = slack.team.bot_token
    body = f'token={token}&channel={place.id}&text=Hello+there&blocks=[{{"type":"divider"}}]'.encode()
    response = await slack.raw("chat.postMessage", body, "application/x-www-form-urlencoded")
    assert (await response.json())["ok"] is True
    assert (place.messages[0].text, place.messages[0].blocks[0]["type"]) == ("Hello there", "divider")
