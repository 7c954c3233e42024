"""Each kind of Rendered on the playground's Slack, which refuses what Slack refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from conversations.heard import Address, Platform, TurnToken
from conversations.reply import DONE, SKIP, Act, Entry
from handlers.outcome import Bad, FailedError, Gone, Outcome, Retry, Scope, Sent, Unknown
from handlers.rendered import PNG, Button, Field, File, Form, Rendered
from handlers.slack import MARKUP, Connection, Me, Slack, who_am_i
from handlers.slack.connection import Timeouts
from playground.server import serving
from playground.slack.mrkdwn import html, plain
from playground.slack.workspaces import Message, Person, Workspace
from playground.slack.world import SlackWorld
from playground.world import World

ASKED = TurnToken("r4bc", 3)
OPTIONS = tuple(Button(f"Option {at} :smile:", f"/see {at}", marked=at == 1) for at in range(250))
CONTROLS = (Button("Done", DONE), Button("Skip", SKIP))
QR = File("invitation.png", PNG, b"\x89PNG\r\n\x1a\n", "A code")
ENTRY = File("session.ics", "text/calendar", b"BEGIN:VCALENDAR", "Mentoring with Ann")


@pytest.fixture
def world() -> World:
    return World(limits=False)


@pytest.fixture
def there(world: World) -> SlackWorld:
    return world.slack.world


@pytest.fixture
def workspace(there: SlackWorld) -> Workspace:
    return next(iter(there.workspaces.values()))


@pytest.fixture
def ann(there: SlackWorld, workspace: Workspace) -> Person:
    return there.add_person(workspace, "Ann")


@pytest.fixture
async def connection(world: World) -> AsyncIterator[Connection]:
    async with (
        serving(world) as address,
        Connection(f"{address}/slack/api/", Timeouts(read=0.5)) as connection,
    ):
        yield connection


@pytest.fixture
def slack(connection: Connection, workspace: Workspace) -> Slack:
    return Slack(connection.client(workspace.bot_token))


def to(person: Person) -> Address:
    return Address(Platform.SLACK, person.id, person.team)


def messages(workspace: Workspace, person: Person) -> list[Message]:
    place = workspace.direct(person)
    return place.messages if place else []


async def test_a_conversation(slack: Slack, workspace: Workspace, ann: Person) -> None:
    typed = "<!channel> *Ann* _is_ <https://a.example|here> :smile: > ~x~ `y`"
    question = f"*Is this you?* {MARKUP.escape(typed)}\n{MARKUP.link('https://b.example/?x=1&y=2')}"
    buttons = (Button("Yes", "yes"), Button("No", "no"))
    asked = Rendered(to(ann), text=question, buttons=buttons, token=ASKED, id="1")
    sent = await slack.send(asked)
    assert isinstance(sent, Sent)
    (shown,) = messages(workspace, ann)
    assert sent.message == f"{shown.conversation.id}:{shown.ts}"
    words = shown.blocks[0]["text"]["text"]
    assert plain(words, str).startswith("Is this you? <!channel\u2060> \u2217Ann\u2217")
    assert html(words, str).count("<b>") == 1
    assert html(words, str).count("<a ") == 1
    assert "mention" not in html(words, str)

    settled = Rendered(to(ann), Act.SETTLE, text=f"{question}\n\n*Yes*", message=sent.message, press="x")
    for _ in range(2):
        assert await slack.send(settled) == sent
    assert [block["type"] for block in shown.blocks] == ["section"]
    assert plain(shown.text, str).endswith("\n\nYes")


QUESTIONS: dict[str, Rendered] = {
    "buttons": Rendered(Address(Platform.SLACK, ""), buttons=OPTIONS[:8]),
    "a list": Rendered(Address(Platform.SLACK, ""), buttons=(*OPTIONS[:100], *CONTROLS)),
    "a list in groups": Rendered(Address(Platform.SLACK, ""), buttons=OPTIONS),
    "boxes": Rendered(Address(Platform.SLACK, ""), buttons=(*OPTIONS[:10], *CONTROLS), several=True),
    "a list of several": Rendered(
        Address(Platform.SLACK, ""), buttons=(*OPTIONS[:100], *CONTROLS), several=True
    ),
    "a date": Rendered(Address(Platform.SLACK, ""), buttons=CONTROLS, entry=Entry.DATE),
    "a time": Rendered(Address(Platform.SLACK, ""), entry=Entry.TIME),
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
async def test_a_question_loses_its_buttons(
    slack: Slack, workspace: Workspace, ann: Person, question: Rendered
) -> None:
    asked = replace(question, address=to(ann), text="*Which?*\n\nThis one?", token=ASKED)
    sent = await slack.send(asked)
    assert isinstance(sent, Sent)
    (shown,) = messages(workspace, ann)
    assert len(shown.blocks) > 1 or "accessory" in shown.blocks[0]
    again = replace(asked, act=Act.SETTLE, text="", message=sent.message)
    assert await slack.send(again) == sent, "the same buttons once more"
    bare = Rendered(to(ann), Act.SETTLE, message=sent.message)
    for _ in range(2):
        assert await slack.send(bare) == sent
        assert [{**block, "block_id": ""} for block in shown.blocks] == [
            {
                "type": "section",
                "block_id": "",
                "text": {"type": "mrkdwn", "text": "*Which?*\n\nThis one?", "verbatim": True},
            }
        ]


async def test_the_longest_message(slack: Slack, workspace: Workspace, ann: Person) -> None:
    assert isinstance(await slack.send(Rendered(to(ann), text="x" * 13_000)), Sent)
    assert len(messages(workspace, ann)[0].blocks) == 5


@pytest.mark.parametrize(("sent_file", "seen"), [(QR, "A code"), (ENTRY, "")], ids=["a picture", "a file"])
async def test_nothing_is_said_twice(
    slack: Slack, there: SlackWorld, workspace: Workspace, ann: Person, sent_file: File, seen: str
) -> None:
    hello = Rendered(to(ann), text="Hello", id="1", file=sent_file)
    there.faults.add("chat.postMessage", "timeout_after_delivery", seconds=5.0)
    assert await slack.send(hello) == Unknown("no answer")
    there.faults.add("files.completeUploadExternal", "drop")
    there.faults.add("files.completeUploadExternal", "timeout_after_delivery", seconds=5.0)
    for _ in range(2):
        assert isinstance(await slack.send(replace(hello, again=True)), Unknown)
    sent = await slack.send(replace(hello, again=True))
    text, picture = messages(workspace, ann)
    assert sent == Sent(f"{text.conversation.id}:{text.ts}")
    assert (text.text, text.files) == ("Hello", [])
    assert len(picture.files) == 1
    file = there.uploads.find(picture.files[0])
    assert file is not None
    assert (file.data, file.content_type) == (sent_file.data, sent_file.media_type)
    assert (file.title, file.alt_text) == (sent_file.described, seen)


async def test_a_form(slack: Slack, there: SlackWorld, workspace: Workspace, ann: Person) -> None:
    fields = (
        Field("name", "What is your name?", typed="Ann"),
        Field("why", "Why?", entry=Entry.TEXT, optional=True),
        Field("born", "When were you born?", entry=Entry.DATE),
        Field("at", "What time?", entry=Entry.TIME, typed="09:30"),
        Field("one", "Which?", OPTIONS[:8]),
        Field("one_of_many", "Which?", OPTIONS),
        Field("some", "Which?", OPTIONS[:10], several=True),
        Field("some_of_many", "Which?", OPTIONS, several=True),
    )
    form = Rendered(to(ann), Act.FORM, form=Form("About you", "Send", "Not now", fields), token=ASKED)
    press = there.triggers.make(workspace.id, ann.id)
    assert await slack.send(replace(form, press=press)) == Sent()
    view = there.views.top(ann)
    assert view is not None
    assert [block["block_id"] for block in view.body["blocks"]] == [field.key for field in fields]
    assert await slack.send(replace(form, press=press)) == Sent(reason="too late to open")
    press = there.triggers.make(workspace.id, ann.id)
    there.clock.advance(4)
    assert await slack.send(replace(form, press=press)) == Sent(reason="too late to open")


async def test_a_page(slack: Slack, there: SlackWorld, ann: Person) -> None:
    for number in (1, 2):
        page = Rendered(to(ann), Act.HOME, text=f"*{number}* joined", buttons=OPTIONS[:25])
        assert await slack.send(page) == Sent()
        shown = there.views.known[ann.home or ""]
        assert shown.body["blocks"][0]["text"]["text"] == f"*{number}* joined"


async def test_a_channel_is_left_once_and_again(
    slack: Slack, there: SlackWorld, workspace: Workspace, ann: Person
) -> None:
    channel = there.add_channel(workspace, "year-12", [ann])
    channel.members.add(workspace.bot_user_id)
    leave = Rendered(Address(Platform.SLACK, channel.id, workspace.id), Act.LEAVE)
    for _ in range(2):
        assert await slack.send(leave) == Sent()
        assert workspace.bot_user_id not in channel.members
    channel.members.add(workspace.bot_user_id)
    workspace.scopes -= {"channels:manage"}
    assert await slack.send(leave) == Gone(Scope.ACCOUNT, "missing_scope")


async def test_who_cannot_be_written_to(
    slack: Slack, there: SlackWorld, workspace: Workspace, ann: Person
) -> None:
    nobody = Rendered(Address(Platform.SLACK, "U9999", workspace.id), text="Hello")
    assert await slack.send(nobody) == Gone(Scope.ACCOUNT, "channel_not_found")
    there.deactivate(workspace, ann)
    for again in (True, False):
        hello = Rendered(to(ann), text="Hello", id="1", again=again)
        assert await slack.send(hello) == Gone(Scope.ACCOUNT, "user_disabled")


FAULTS: dict[str, tuple[str | int, Outcome]] = {
    "a flood": (429, Retry(7.0, Scope.ACCOUNT, "too many requests")),
    "a fault inside": (500, Unknown("HTTP 500")),
    "overloaded": (503, Unknown("HTTP 503")),
    "archived": ("is_archived", Gone(Scope.ACCOUNT, "is_archived")),
    "a missing scope": ("missing_scope", Gone(Scope.LANE, "missing_scope")),
    "a mistake of ours": ("invalid_blocks", Bad("invalid_blocks")),
    "cut off before": ("drop", Unknown("no answer")),
    "silent": ("timeout", Unknown("no answer")),
}


@pytest.mark.parametrize(("code", "outcome"), FAULTS.values(), ids=FAULTS.keys())
async def test_faults(
    slack: Slack, there: SlackWorld, workspace: Workspace, ann: Person, code: str | int, outcome: Outcome
) -> None:
    there.faults.add("chat.postMessage", code, retry_after=7, seconds=5.0)
    assert await slack.send(Rendered(to(ann), text="Hello")) == outcome
    assert not messages(workspace, ann)


async def test_an_app_that_was_taken_out(
    slack: Slack, connection: Connection, there: SlackWorld, workspace: Workspace, ann: Person
) -> None:
    client = connection.client(workspace.bot_token)
    assert await who_am_i(client) == Me(workspace.id, workspace.name, workspace.bot_user_id, workspace.bot_id)
    there.uninstall(workspace)
    hello = Rendered(to(ann), text="Hello")
    assert await slack.send(hello) == Gone(Scope.LANE, "account_inactive")
    with pytest.raises(FailedError) as refused:
        await who_am_i(client)
    assert refused.value.outcome == Gone(Scope.LANE, "account_inactive")
