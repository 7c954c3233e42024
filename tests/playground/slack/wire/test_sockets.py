"""Socket Mode: greetings, several connections, acknowledgements, and every way to the end of a connection."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from playground.slack.wire.sockets import MOST, Sockets
from playground.slack.world import DEFAULT_APP
from tests.playground.slack.support import Ear, Stage


async def test_the_app_is_greeted_and_hears_in_an_envelope(stage: Stage, ear: Ear) -> None:
    assert ear.hello is not None
    assert (ear.hello["num_connections"], ear.hello["connection_info"]) == (1, {"app_id": "A0001"})
    ann = await stage.person()
    said = await stage.act(ann, "say", text="hello")
    await ear.next()
    envelope = ear.heard[0]
    assert envelope.keys() == {
        "envelope_id",
        "payload",
        "type",
        "accepts_response_payload",
        "retry_attempt",
        "retry_reason",
    }
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    found = await stage.ended(said["delivery"])
    assert (found["status"], found["by"], found["envelope_id"]) == (
        "acknowledged",
        "socket 1",
        envelope["envelope_id"],
    )
    assert 0 < found["milliseconds"] < 3000
    assert (await stage.read("sockets"))["sockets"][0]["acknowledged"] == 1


async def test_interactions_take_an_answer_and_no_retries(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    await stage.act(ann, "command", command="/alongside")
    await ear.next()
    envelope = ear.heard[0]
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert "retry_attempt" not in envelope


async def test_each_envelope_goes_to_one_of_several_connections(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    async with stage.listening() as other:
        assert other.hello is not None
        assert other.hello["num_connections"] == 2
        for _ in range(4):
            await stage.ended((await stage.act(ann, "say", text="hello"))["delivery"])
        assert (len(ear.heard), len(other.heard)) == (2, 2)


async def test_what_is_heard_on_one_connection_may_be_acknowledged_on_another(stage: Stage) -> None:
    ann = await stage.person()
    async with stage.listening(answers=False) as one:
        said = await stage.act(ann, "say", text="hello")
        await one.next()
        async with stage.listening() as other:
            await other.acknowledge(one.heard[0])
            assert (await stage.ended(said["delivery"]))["by"] == "socket 2"


async def test_what_waits_is_sent_when_a_connection_opens(stage: Stage) -> None:
    said = await stage.act(await stage.person(), "say", text="hello")
    assert (await stage.log())[0]["by"] is None
    async with stage.listening():
        assert (await stage.ended(said["delivery"]))["status"] == "acknowledged"


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
async def test_slack_says_goodbye_and_closes(stage: Stage, ear: Ear, reason: str) -> None:
    assert await stage.control("POST", "sockets/close", reason=reason) == {"closed": 1}
    await ear.until(lambda: ear.closed)
    assert ear.parting is not None
    assert (ear.parting["type"], ear.parting["reason"]) == ("disconnect", reason)
    assert ear.socket.close_code == 1000


async def test_a_warning_leaves_the_connection_open(stage: Stage, ear: Ear) -> None:
    await stage.control("POST", "sockets/close", reason="warning", id=1)
    await ear.until(lambda: ear.parting is not None)
    said = await stage.act(await stage.person(), "say", text="hello")
    assert (await stage.ended(said["delivery"]))["status"] == "acknowledged"


async def test_a_connection_is_cut_off_in_the_middle(stage: Stage) -> None:
    ann = await stage.person()
    async with stage.listening(answers=False) as ear:
        said = await stage.act(ann, "say", text="hello")
        await ear.next()
        await stage.control("POST", "sockets/close")
        await ear.until(lambda: ear.closed)
        assert (ear.socket.close_code, ear.parting) == (1006, None)
    assert (await stage.read(f"deliveries/{said['delivery']}"))["status"] == "waiting"
    async with stage.listening() as again:
        await stage.advance(3)
        await again.next()
        assert again.heard[0]["retry_attempt"] == 1


@pytest.mark.parametrize("ticket", ["", "1-PLAYGROUND-TICKET", "made-up"], ids=["none", "used", "unknown"])
async def test_a_ticket_lets_one_in_once(stage: Stage, ear: Ear, ticket: str) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await session.ws_connect(f"{stage.address}/slack/socket?ticket={ticket}")


@pytest.mark.parametrize("words", ["no JSON", "[]", "{}", '{"envelope_id": "unknown"}'])
async def test_what_is_no_acknowledgement_does_nothing(stage: Stage, ear: Ear, words: str) -> None:
    ear.answers = False
    said = await stage.act(await stage.person(), "say", text="hello")
    await ear.next()
    await ear.socket.send_str(words)
    await ear.acknowledge(ear.heard[0])
    assert (await stage.ended(said["delivery"]))["status"] == "acknowledged"
    assert (await stage.read("sockets"))["sockets"][0]["acknowledged"] == 1


async def test_a_ping_is_answered(ear: Ear) -> None:
    await ear.socket.ping(b"are you there")
    assert ear.socket.closed is False


async def test_while_slack_is_down_nothing_goes_either_way(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    await stage.control("POST", "outage", down=True)
    await ear.until(lambda: ear.closed)
    with pytest.raises(SlackApiError) as refusal:
        await stage.api.chat_postMessage(channel=ann, text="hello")
    assert refusal.value.response.status_code == 503
    said = await stage.act(ann, "say", text="hello")
    await stage.control("POST", "outage", down=False)
    async with stage.listening():
        assert (await stage.ended(said["delivery"]))["status"] == "acknowledged"


def test_one_connection_too_many_is_sent_away() -> None:
    sockets = Sockets()
    joined = [sockets.join(0.0, DEFAULT_APP.id, lambda: None) for _ in range(MOST + 1)]
    assert (len(sockets.open), joined[-1].leaving) == (MOST, True)
    assert "too_many_websockets" in str(joined[-1].outgoing.get_nowait())
