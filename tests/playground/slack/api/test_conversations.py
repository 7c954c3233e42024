from __future__ import annotations

from typing import Any

import pytest

from tests.playground.slack.api.support import SlackBench

METADATA = {"event_type": "alongside", "event_payload": {"id": "7"}}


async def test_direct_messages_are_opened_once(slack: SlackBench) -> None:
    ann = slack.person()
    assert await slack.error("conversations.open", users=ann.id, prevent_creation=True) == "channel_not_found"
    first = await slack.client.conversations_open(users=ann.id)
    again = await slack.client.conversations_open(users=[ann.id], return_im=True)
    assert (first["already_open"], again["already_open"]) == (False, True)
    assert first["channel"] == {"id": "D0001"}
    assert (again["channel"]["id"], again["channel"]["user"]) == ("D0001", ann.id)
    assert (await slack.client.conversations_open(channel="D0001"))["channel"]["id"] == "D0001"


async def test_people_whom_nobody_can_write_to(slack: SlackBench) -> None:
    gone = slack.person()
    slack.world.deactivate(slack.team, gone)
    refusals: dict[str, dict[str, Any]] = {
        "user_not_found": {"users": "U9"},
        "user_disabled": {"users": gone.id},
        "users_list_not_supplied": {},
        "missing_scope": {"users": "U1,U2"},
        "channel_not_found": {"channel": "D9"},
        "method_not_supported_for_channel_type": {"channel": slack.channel().id},
    }
    for error, values in refusals.items():
        assert await slack.error("conversations.open", **values) == error


async def test_history_is_newest_first_and_has_metadata_when_asked(slack: SlackBench) -> None:
    place = slack.direct()
    slack.world.post(place, None, "One", metadata=METADATA)
    slack.world.post(place, place.person, "Two")
    slack.world.post(place, None, "Hidden", only_for=place.id)
    slack.world.delete(slack.world.post(place, None, "Deleted"))
    bare = await slack.client.conversations_history(channel=place.id)
    full = await slack.client.conversations_history(channel=place.id, include_all_metadata=True)
    assert [said["text"] for said in bare["messages"]] == ["Two", "One"]
    assert [said.get("metadata") for said in bare["messages"]] == [None, None]
    assert full["messages"][1]["metadata"] == METADATA
    assert bare["has_more"] is False


async def test_history_comes_in_pages(slack: SlackBench) -> None:
    place = slack.direct()
    for number in range(5):
        slack.world.post(place, None, str(number))
    found, cursor = [], None
    for _ in range(3):
        page = await slack.client.conversations_history(channel=place.id, limit=2, cursor=cursor)
        found.append([said["text"] for said in page["messages"]])
        cursor = page["response_metadata"]["next_cursor"] if page["has_more"] else None
    assert found == [["4", "3"], ["2", "1"], ["0"]]


SPANS: dict[str, tuple[dict[str, Any], str]] = {
    "all": ({}, "43210"),
    "after the second": ({"oldest": 1}, "432"),
    "after and with the second": ({"oldest": 1, "inclusive": True}, "4321"),
    "before the fourth": ({"latest": 3}, "210"),
    "between": ({"oldest": 0, "latest": 4}, "321"),
    "one alone": ({"oldest": 2, "latest": 2, "inclusive": True}, "2"),
}


@pytest.mark.parametrize(("span", "texts"), SPANS.values(), ids=SPANS)
async def test_history_has_two_ends(slack: SlackBench, span: dict[str, Any], texts: str) -> None:
    place = slack.direct()
    ts = [slack.world.post(place, None, str(number)).ts for number in range(5)]
    asked = {name: ts[value] if name != "inclusive" else value for name, value in span.items()}
    page = await slack.client.conversations_history(channel=place.id, **asked)
    assert "".join(said["text"] for said in page["messages"]) == texts


async def test_a_reply_in_a_thread_is_not_in_the_history(slack: SlackBench) -> None:
    place = slack.direct()
    first = await slack.client.chat_postMessage(channel=place.id, text="One")
    await slack.client.chat_postMessage(channel=place.id, text="Reply", thread_ts=first["ts"])
    page = await slack.client.conversations_history(channel=place.id)
    assert [said["text"] for said in page["messages"]] == ["One"]
    assert place.messages[1].thread_ts == first["ts"]


async def test_history_that_is_not_given(slack: SlackBench) -> None:
    place, channel = slack.direct(), slack.channel(with_bot=False)
    assert await slack.error("conversations.history", channel=channel.id) == "missing_scope"
    slack.grant("channels:history")
    assert await slack.error("conversations.history", channel=channel.id) == "not_in_channel"
    assert await slack.error("conversations.history", channel="D9") == "channel_not_found"
    wrong: dict[str, dict[str, Any]] = {
        "invalid_cursor": {"cursor": "x"},
        "invalid_limit": {"limit": 1000},
        "invalid_ts_oldest": {"oldest": "yesterday"},
        "invalid_ts_latest": {"latest": "tomorrow"},
    }
    for error, values in wrong.items():
        assert await slack.error("conversations.history", channel=place.id, **values) == error


async def test_what_is_told_of_a_conversation(slack: SlackBench) -> None:
    channel, place = slack.channel(), slack.direct()
    told = (await slack.client.conversations_info(channel=channel.id))["channel"]
    assert (told["name"], told["is_member"], told["is_archived"]) == ("mentors", True, False)
    refusal = await slack.refused("conversations.info", channel=place.id)
    assert (refusal["error"], refusal["needed"]) == ("missing_scope", "im:read")
    slack.grant("im:read")
    assert place.person is not None
    assert (await slack.client.conversations_info(channel=place.id))["channel"]["user"] == place.person.id


async def test_the_bot_leaves_a_channel_once(slack: SlackBench) -> None:
    channel = slack.channel()
    await slack.client.conversations_leave(channel=channel.id)
    assert slack.team.bot_user_id not in channel.members
    assert [event.content["type"] for event in slack.world.journal.events] == ["channel_left"]
    again = await slack.refused("conversations.leave", channel=channel.id)
    assert (again["error"], again["not_in_channel"]) == ("not_in_channel", True)


async def test_what_cannot_be_left(slack: SlackBench) -> None:
    channel, place = slack.channel(), slack.direct()
    kind = "method_not_supported_for_channel_type"
    assert await slack.error("conversations.leave", channel=place.id) == kind
    channel.archived = True
    assert await slack.error("conversations.leave", channel=channel.id) == "is_archived"
    slack.team.scopes -= {"channels:manage"}
    assert await slack.error("conversations.leave", channel=channel.id) == "missing_scope"
