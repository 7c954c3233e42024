"""Three seconds to acknowledge, and three more attempts for events; interactions are tried once."""

from __future__ import annotations

import pytest

from tests.playground.slack.support import Ear, Stage, actions, button


async def test_an_event_is_tried_four_times_at_once_and_after_one_and_five_minutes(stage: Stage) -> None:
    ann = await stage.person()
    async with stage.listening(answers=False) as ear:
        await stage.act(ann, "say", text="hello")
        await ear.next()
        for number, wait in enumerate((3, 3 + 60, 3 + 300), 2):
            await stage.advance(wait)
            await ear.next(number)
        await stage.advance(3)
        log = await stage.log()
    assert [entry["attempt"] for entry in log] == [0, 1, 2, 3]
    assert [entry["reason"] for entry in log] == ["", "timeout", "timeout", "timeout"]
    assert {entry["status"] for entry in log} == {"timeout"}
    assert [entry["first"] for entry in log] == [1, 1, 1, 1]
    assert log[-1]["next_at"] is None
    assert len({said["payload"]["event_id"] for said in ear.heard}) == 1
    assert len({said["envelope_id"] for said in ear.heard}) == 4
    assert [said["retry_attempt"] for said in ear.heard] == [0, 1, 2, 3]


async def test_what_is_acknowledged_is_not_sent_again(stage: Stage, ear: Ear) -> None:
    said = await stage.act(await stage.person(), "say", text="hello")
    await stage.ended(said["delivery"])
    await stage.advance(3600)
    assert len(await stage.log()) == 1


async def test_an_acknowledgement_that_comes_too_late_changes_nothing(stage: Stage) -> None:
    ann = await stage.person()
    async with stage.listening(answers=False) as ear:
        said = await stage.act(ann, "command", command="/alongside")
        await ear.next()
        await stage.advance(3)
        assert (await stage.ended(said["delivery"]))["status"] == "timeout"
        await ear.acknowledge(ear.heard[0])
        await stage.act(ann, "say", text="hello")
        await ear.next(2)
    assert (await stage.read(f"deliveries/{said['delivery']}"))["status"] == "timeout"


async def test_with_no_connection_an_attempt_ends_unsent(stage: Stage) -> None:
    said = await stage.act(await stage.person(), "say", text="hello")
    await stage.advance(3)
    found = await stage.ended(said["delivery"])
    assert (found["status"], found["by"], found["milliseconds"]) == ("unsent", None, None)


async def test_a_person_whose_press_gets_no_answer_sees_so_and_it_is_not_sent_again(stage: Stage) -> None:
    ann = await stage.person()
    ts = await stage.post(ann, actions("b1", button("Yes", "yes")))
    pressed = await stage.act(ann, "press", ts=ts, value="yes")
    await stage.advance(3)
    await stage.ended(pressed["delivery"])
    assert (await stage.seen(ann))[0]["error"] == "The app did not respond. Try again."
    assert [entry["type"] for entry in await stage.log()].count("block_actions") == 1
    async with stage.listening():
        await stage.ended((await stage.act(ann, "press", ts=ts, value="yes"))["delivery"])
    assert (await stage.seen(ann))[0]["error"] is None


async def test_a_delivery_can_be_repeated_with_its_ids(stage: Stage, ear: Ear) -> None:
    said = await stage.act(await stage.person(), "say", text="hello")
    await stage.ended(said["delivery"])
    again = await stage.control("POST", f"deliveries/{said['delivery']}/repeat")
    await stage.ended(again["delivery"])
    assert ear.heard[0]["payload"] == ear.heard[1]["payload"]
    assert (await stage.denied("POST", "deliveries/99/repeat"))[0] == 404


async def test_anything_can_be_sent_raw(stage: Stage, ear: Ear) -> None:
    event = {"type": "reaction_added", "user": "U0001"}
    await stage.control("POST", "raw", kind="events_api", payload=event, event_id="Ev99")
    whole = await ear.next()
    assert (whole["event_id"], whole["team_id"], whole["event"]["type"]) == (
        "Ev99",
        "T0001",
        "reaction_added",
    )
    sent = await stage.control("POST", "raw", kind="interactive", payload={"type": "nonsense"})
    assert await ear.next(2) == {"type": "nonsense"}
    assert (await stage.ended(sent["delivery"]))["type"] == "nonsense"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"kind": "letters", "payload": {}}, "kind must be one of"),
        ({"kind": "interactive"}, "payload must be an object"),
        ({"kind": "interactive", "payload": {}, "speed": 1}, "unknown field speed"),
    ],
    ids=["kind", "no payload", "unknown field"],
)
async def test_raw_deliveries_must_be_well_formed(stage: Stage, body: dict[str, object], reason: str) -> None:
    assert reason in (await stage.denied("POST", "raw", **body))[1]


async def test_a_reset_forgets_what_waits_and_keeps_the_connection(stage: Stage, ear: Ear) -> None:
    ear.answers = False
    await stage.act(await stage.person(), "say", text="hello")
    await ear.next()
    assert (await stage.http.post("/api/reset")).is_success
    assert (await stage.log(), len(stage.slack.wire.sockets.open)) == ([], 1)
    await stage.advance(600)
    ear.answers = True
    said = await stage.act(await stage.person("Sam"), "say", text="again")
    assert (await stage.ended(said["delivery"]))["status"] == "acknowledged"
    assert [heard["payload"]["event"]["text"] for heard in ear.heard] == ["hello", "again"]
