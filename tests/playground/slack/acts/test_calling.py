"""Slash commands, message shortcuts, the Home, and response URLs."""

from __future__ import annotations

import httpx
import pytest

from playground.text import Json
from tests.playground.slack.support import Ear, Stage, actions, button


async def test_a_command_is_a_form_of_texts(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    typed = await stage.act(ann, "command", command="/alongside", text="see <12>")
    payload = await ear.next()
    assert (payload["command"], payload["text"]) == ("/alongside", "see &lt;12&gt;")
    assert (payload["user_id"], payload["team_id"], payload["channel_name"]) == (
        ann,
        "T0001",
        "directmessage",
    )
    assert payload["trigger_id"] == typed["trigger_id"]
    assert payload["response_url"].startswith(f"{stage.address}/slack/commands/T0001/")
    assert all(isinstance(value, str) for value in payload.values())


async def test_the_app_answers_a_command_at_once(stage: Stage, ear: Ear) -> None:
    ear.replies["slash_commands"] = {"text": "Only you see this"}
    ann = await stage.person()
    await stage.ended((await stage.act(ann, "command", command="/alongside"))["delivery"])
    [shown] = await stage.seen(ann)
    assert (shown["text"], shown["ephemeral"], shown["only_for"]) == ("Only you see this", True, ann)
    ear.replies["slash_commands"] = {"text": "Everybody sees this", "response_type": "in_channel"}
    await stage.ended((await stage.act(ann, "command", command="/alongside"))["delivery"])
    assert (await stage.seen(ann))[1]["ephemeral"] is False


@pytest.mark.parametrize(
    ("reply", "note"),
    [
        ({"blocks": [{"type": "carousel"}]}, "failed with the error"),
        (None, "failed because the app did not respond"),
    ],
    ids=["nonsense", "nothing"],
)
async def test_a_command_that_fails_is_told_to_who_typed_it(
    stage: Stage, reply: Json | None, note: str
) -> None:
    ann = await stage.person()
    async with stage.listening(answers=reply is not None) as ear:
        ear.replies["slash_commands"] = reply or {}
        typed = await stage.act(ann, "command", command="/alongside")
        await ear.next()
        if reply is None:
            await stage.advance(3)
        await stage.ended(typed["delivery"])
    [person] = (await stage.read("state"))["people"]
    assert note in person["errors"][0]["text"]
    await stage.act(ann, "dismiss")
    assert (await stage.read("state"))["people"][0]["errors"] == []


async def test_a_shortcut_carries_its_message(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    said = await stage.act(ann, "say", text="I am worried")
    await stage.act(ann, "shortcut", callback_id="raise_concern", ts=said["ts"])
    payload = await ear.next(2)
    assert (payload["type"], payload["callback_id"]) == ("message_action", "raise_concern")
    assert (payload["message"]["text"], payload["message_ts"]) == ("I am worried", said["ts"])
    assert (payload["channel"]["id"], payload["user"]["id"]) == (said["channel"], ann)
    assert payload["trigger_id"]
    assert payload["response_url"]


async def test_a_home_is_opened_with_the_view_that_is_there(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    assert (await stage.act(ann, "home"))["home"] is None
    first = (await ear.next())["event"]
    assert (first["type"], first["user"], first["tab"]) == ("app_home_opened", ann, "home")
    assert "view" not in first
    row = actions("b1", button("Go", "go"))
    await stage.api.views_publish(user_id=ann, view={"type": "home", "blocks": [row]})
    opened = await stage.act(ann, "home")
    assert opened["home"]["buttons"][0][0]["text"] == "Go"
    assert (await ear.next(2))["event"]["view"]["type"] == "home"
    await stage.act(ann, "home", tab="messages")
    assert "view" not in (await ear.next(3))["event"]


async def test_calls_that_nobody_could_make_are_refused(stage: Stage) -> None:
    ann, sam = await stage.person(), await stage.person("Sam")
    said = await stage.act(ann, "say", text="hello")
    channel = (await stage.control("POST", "channels", name="mentors", people=[sam]))["channel"]
    for deed, body, status in (
        ("command", {"command": "/unknown"}, 409),
        ("command", {"command": "/alongside", "channel": channel}, 409),
        ("shortcut", {"callback_id": "unknown", "ts": said["ts"]}, 409),
        ("home", {"tab": "cellar"}, 400),
    ):
        assert (await stage.denied("POST", f"people/{ann}/{deed}", **body))[0] == status, body


async def answer(stage: Stage, url: str, **said: object) -> httpx.Response:
    return await stage.http.post(url, json=said)


async def pressed(stage: Stage, ear: Ear) -> tuple[str, str]:
    """A person and the response URL of their press."""
    ann = await stage.person()
    ts = await stage.post(ann, actions("b1", button("Yes", "yes")))
    await ear.next()
    await stage.act(ann, "press", ts=ts, value="yes")
    return ann, str((await ear.next(2))["response_url"])


async def test_a_response_url_posts_replaces_and_deletes(stage: Stage, ear: Ear) -> None:
    ann, url = await pressed(stage, ear)
    assert (await answer(stage, url, text="Thanks")).text == "ok"
    assert (await answer(stage, url, text="For all", response_type="in_channel")).text == "ok"
    assert (await answer(stage, url, text="Done", replace_original=True)).text == "ok"
    first, thanks, for_all = await stage.seen(ann)
    assert (first["text"], first["edited"], first["buttons"]) == ("Done", True, [])
    assert (thanks["ephemeral"], for_all["ephemeral"]) == (True, False)
    await answer(stage, url, delete_original=True)
    assert (await stage.seen(ann))[0]["deleted"] is True


async def test_a_response_url_is_used_up_after_five_answers(stage: Stage, ear: Ear) -> None:
    _, url = await pressed(stage, ear)
    assert [(await answer(stage, url, text="hi")).status_code for _ in range(6)] == [200] * 5 + [404]
    assert (await answer(stage, url, text="hi")).text == "used_url"


async def test_a_response_url_ends_after_half_an_hour(stage: Stage, ear: Ear) -> None:
    _, url = await pressed(stage, ear)
    await stage.advance(30 * 60 + 1)
    assert (await answer(stage, url, text="hi")).text == "expired_url"


async def test_a_response_url_refuses_nonsense(stage: Stage, ear: Ear) -> None:
    _, url = await pressed(stage, ear)
    assert (await stage.http.post(url, content=b"no JSON")).status_code == 400
    assert (await answer(stage, url)).text == "no_text"
    assert (await answer(stage, f"{url}x", text="hi")).status_code == 404
