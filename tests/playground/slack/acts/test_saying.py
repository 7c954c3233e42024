"""What people say, and the events that tell the app of it."""

from __future__ import annotations

import pytest

from tests.playground.slack.support import Ear, Stage


async def test_words_reach_the_app_as_slack_writes_them(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    said = await stage.act(ann, "say", text="<!channel> & co")
    payload = await ear.next()
    event = payload["event"]
    assert (payload["type"], payload["team_id"], payload["api_app_id"]) == (
        "event_callback",
        "T0001",
        "A0001",
    )
    assert payload["event_id"].startswith("Ev")
    assert payload["event_time"] == 1_772_532_000
    assert payload["authorizations"][0]["user_id"] == "UB0001"
    assert (event["type"], event["channel_type"], event["user"]) == ("message", "im", ann)
    assert (event["text"], event["ts"], event["channel"]) == (
        "&lt;!channel&gt; &amp; co",
        said["ts"],
        said["channel"],
    )
    assert "subtype" not in event
    assert "bot_id" not in event
    [shown] = await stage.seen(ann)
    assert (shown["text"], shown["html"]) == ("<!channel> & co", "&lt;!channel&gt; &amp; co")


async def test_an_edit_is_message_changed(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    said = await stage.act(ann, "say", text="hello")
    await stage.act(ann, "edit", ts=said["ts"], text="goodbye")
    event = (await ear.next(2))["event"]
    assert (event["subtype"], event["channel_type"]) == ("message_changed", "im")
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("goodbye", "hello")
    assert event["message"]["edited"]["user"] == ann
    [shown] = await stage.seen(ann)
    assert (shown["text"], shown["edited"]) == ("goodbye", True)


@pytest.mark.parametrize(
    ("name", "mimetype"), [("photo.png", "image/png"), ("notes.txt", "text/plain")], ids=["picture", "words"]
)
async def test_a_file_is_shared(stage: Stage, ear: Ear, name: str, mimetype: str) -> None:
    ann = await stage.person()
    await stage.act(ann, "send", name=name, text="look")
    event = (await ear.next())["event"]
    assert (event["subtype"], event["text"]) == ("file_share", "look")
    assert (event["files"][0]["name"], event["files"][0]["mimetype"]) == (name, mimetype)
    [shown] = await stage.seen(ann)
    assert shown["kind"] == "file"
    file = await stage.http.get(shown["files"][0]["url"])
    assert (file.status_code, len(file.content)) == (200, event["files"][0]["size"])


async def test_the_app_hears_in_a_channel_only_when_it_is_there_and_named(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    channel = (await stage.control("POST", "channels", name="mentors", people=[ann]))["channel"]

    async def say(*, mention: bool) -> object:
        path = f"channels/{channel}/say"
        return (await stage.control("POST", path, user=ann, text="hello", mention=mention))["delivery"]

    assert await say(mention=True) is None
    invited = await stage.control("POST", f"channels/{channel}/invite", user=ann)
    assert invited["bot_is_member"] is True
    joined = (await ear.next())["event"]
    assert (joined["type"], joined["user"], joined["inviter"]) == ("member_joined_channel", "UB0001", ann)
    assert await say(mention=False) is None
    assert await say(mention=True) is not None
    mention = (await ear.next(2))["event"]
    assert (mention["type"], mention["text"], mention["channel"]) == (
        "app_mention",
        "<@UB0001> hello",
        channel,
    )
    seen = (await stage.read(f"channels/{channel}/messages"))["messages"]
    assert seen[-1]["text"] == "@Alongside hello"


async def test_what_the_app_does_not_listen_for_is_not_sent(stage: Stage, ear: Ear) -> None:
    await stage.control("POST", "app", events=["app_home_opened"])
    said = await stage.act(await stage.person(), "say", text="hello")
    assert (said["delivery"], await stage.log()) == (None, [])


async def test_the_app_hears_its_own_messages_too(stage: Stage, ear: Ear) -> None:
    await stage.post(await stage.person(), text="hello")
    event = (await ear.next())["event"]
    assert (event["type"], event["bot_id"], event["app_id"]) == ("message", "B0001", "A0001")


async def test_acts_that_nobody_could_do_are_refused(stage: Stage) -> None:
    ann, sam = await stage.person(), await stage.person("Sam")
    said = await stage.act(ann, "say", text="hello")
    channel = (await stage.control("POST", "channels", name="mentors", people=[ann]))["channel"]
    refusals = [
        (f"people/{ann}/say", {"text": " "}, 400),
        (f"people/{ann}/say", {"text": "a" * 40_001}, 400),
        ("people/U9999/say", {"text": "hello"}, 404),
        (f"people/{sam}/edit", {"ts": said["ts"], "text": "mine"}, 404),
        (f"people/{ann}/edit", {"ts": "1.1", "text": "what"}, 404),
        (f"channels/{channel}/say", {"user": sam, "text": "hello"}, 409),
        (f"channels/{channel}/invite", {"user": sam}, 409),
        ("channels/C9999/invite", {"user": sam}, 404),
        (f"channels/{said['channel']}/archive", {}, 404),
    ]
    for path, body, status in refusals:
        assert (await stage.denied("POST", path, **body))[0] == status, path
    await stage.control("POST", f"channels/{channel}/invite", user=ann)
    assert (await stage.denied("POST", f"channels/{channel}/invite", user=ann))[0] == 409
    await stage.control("POST", f"channels/{channel}/archive")
    assert (await stage.denied("POST", f"channels/{channel}/say", user=ann, text="hello"))[0] == 409


async def test_somebody_without_an_account_or_an_app_can_do_nothing(stage: Stage) -> None:
    ann, sam = await stage.person(), await stage.person("Sam")
    await stage.act(ann, "deactivate")
    assert (await stage.denied("POST", f"people/{ann}/say", text="hello"))[0] == 409
    assert (await stage.denied("POST", f"people/{ann}/deactivate"))[0] == 409
    await stage.control("POST", "workspaces/T0001/uninstall")
    assert (await stage.denied("POST", f"people/{sam}/say", text="hello"))[0] == 409
