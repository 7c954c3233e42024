from __future__ import annotations

from tests.playground.slack.support import Ear, Stage, actions, button, entry, form


async def test_what_was_said_and_done_is_read_aloud(stage: Stage, ear: Ear) -> None:
    ann, sam = await stage.person(), await stage.person("Sam")
    await stage.act(sam, "say", text="Hello from me")
    words = {"type": "section", "text": {"type": "mrkdwn", "text": "*Ready?*"}}
    ts = await stage.post(ann, words, actions("b1", button("Yes", "yes"), button("No", "no")))
    pressed = await stage.act(ann, "press", ts=ts, value="yes")
    await stage.api.views_open(trigger_id=pressed["trigger_id"], view=form(entry("name", "Your name")))
    await stage.act(ann, "submit", values={"name": "Ann"})
    channel = (await stage.seen(ann))[0]["channel"]
    await stage.api.chat_update(channel=channel, ts=ts, text="Good")
    await stage.act(ann, "command", command="/alongside", text="see 12")
    told = (await stage.http.get(f"/api/slack/transcript?user={ann}")).text
    assert told == (
        "Tuesday 3 March 2026\n"
        "10:00:00  Alongside: Ready?\n"
        "          [Yes] [No]\n"
        "10:00:00  Ann presses [Yes]\n"
        "10:00:00  Alongside shows the form “A form”: Your name\n"
        "          [Your name]\n"
        "10:00:00  Ann submits the form “A form”\n"
        "10:00:00  Alongside changes a message to: Good\n"
        "10:00:00  Ann types /alongside see 12\n"
    )
    whole = (await stage.http.get("/api/slack/transcript")).text
    assert "10:00:00  Sam: Hello from me\n" in whole
    assert "10:00:00  Alongside to Ann: Ready?\n" in whole
    assert "10:00:00  Ann presses [Yes] (chat with Ann)\n" in whole


async def test_files_and_channels_are_named(stage: Stage, ear: Ear) -> None:
    ann = await stage.person()
    await stage.act(ann, "send")
    await stage.act(ann, "send", name="plan.txt", text="My plan")
    channel = (await stage.control("POST", "channels", name="mentors", people=[ann]))["channel"]
    await stage.control("POST", f"channels/{channel}/invite", user=ann)
    told = (await stage.http.get("/api/slack/transcript")).text
    assert "Ann: (a file: photo.png)\n" in told
    assert "Ann: My plan (a file: plan.txt)\n" in told
    assert "Ann adds the app to the channel (chat with #mentors)" in told
