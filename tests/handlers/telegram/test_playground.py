"""A whole conversation with the playground's Telegram, over the wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from conversations.heard import Address, Heard, Kind, Platform, TurnToken
from conversations.reply import Act
from handlers.outcome import Bad, FailedError, Gone, Retry, Scope, Sent, Unknown
from handlers.rendered import Button, File, Rendered
from handlers.telegram import (
    MARKUP,
    Connection,
    Introduction,
    Me,
    Telegram,
    get_updates,
    introduce,
    listen_by_polling,
    listen_by_webhook,
    read,
    update_number,
    who_am_i,
)
from handlers.telegram.markup import CAPTION_LIMIT
from playground import people
from playground.server import serving
from playground.world import World

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
RUN = TurnToken("r4bc", 3)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def connection(world: World) -> AsyncIterator[Connection]:
    async with serving(world) as address, Connection(world.bot.token, address) as connection:
        yield connection


async def hear(connection: Connection, world: World) -> list[Heard]:
    """All that waits, confirmed by the next call."""
    updates = await get_updates(connection, None, 0)
    numbers = [number for update in updates if (number := update_number(update)) is not None]
    await get_updates(connection, max(numbers, default=0) + 1, 0)
    return [heard for update in updates if (heard := read(update, world.bot.id, NOW))]


async def test_a_conversation(world: World, connection: Connection) -> None:
    telegram, ann = Telegram(connection), people.join(world, "Ann")
    people.open_link(world, ann, "K7QF")
    (start,) = await hear(connection, world)
    assert (start.kind, start.command, start.text) == (Kind.COMMAND, "start", "K7QF")

    question = MARKUP.escape("Is <Ann> your name & all?")
    asked = Rendered(
        start.address, text=question, buttons=(Button("Yes", "yes"), Button("No", "no")), token=RUN
    )
    sent = await telegram.send(asked)
    assert isinstance(sent, Sent)
    shown = world.chats.messages[int(sent.message)]
    assert shown.content.text == "Is <Ann> your name & all?"

    button = people.find_button(shown, None, "Yes")
    assert button is not None
    people.press(world, ann, shown, button)
    (press,) = await hear(connection, world)
    assert (press.kind, press.choice, press.token, press.message) == (Kind.CHOICE, "yes", RUN, sent.message)

    settled = Rendered(
        press.address,
        Act.SETTLE,
        text=f"{question}\n\n<b>Yes</b>",
        message=press.message,
        press=press.press,
        toast="Noted",
    )
    assert await telegram.send(settled) == Sent(sent.message)
    assert await telegram.send(settled) == Sent(sent.message), "settling twice does no harm"
    assert shown.markup is None
    assert shown.content.text.endswith("\n\nYes")
    assert ann.toast is not None
    assert ann.toast.text == "Noted"


async def test_a_file_comes_with_its_words_and_buttons_or_alone(world: World, connection: Connection) -> None:
    telegram, ann = Telegram(connection), people.join(world, "Ann")
    people.open_link(world, ann, "")
    entry = File("session.ics", "text/calendar", b"BEGIN:VCALENDAR")
    agreed = Rendered(Address(Platform.TELEGRAM, str(ann.id)), text="<b>Agreed</b>", file=entry)
    longest = "x" * CAPTION_LIMIT
    for rendered in (
        replace(agreed, buttons=(Button("Move it", "/meet 12"),)),
        replace(agreed, text=longest),
        replace(agreed, text=""),
    ):
        sent = await telegram.send(rendered)
        assert isinstance(sent, Sent)
        shown = world.chats.messages[int(sent.message)]
        file = world.files.find(shown.content.file_id or "")
        assert file is not None
        assert (shown.content.kind, file.name, file.data) == ("document", "session.ics", b"BEGIN:VCALENDAR")
    assert [one.content.text for one in ann.messages[-3:]] == ["Agreed", longest, ""]
    assert ann.messages[-3].markup is not None
    assert await telegram.send(replace(agreed, text=longest + "x")) == Bad("Message caption is too long")


async def test_what_people_do_besides(world: World, connection: Connection) -> None:
    ann = people.join(world, "Ann")
    people.open_link(world, ann, "")
    said = people.say(world, ann, "Hello")[0]
    people.edit(world, ann, said.message_id, "Hello there")
    people.send(world, ann, "sticker", "")
    people.block(world, ann)
    people.unblock(world, ann)
    heard = await hear(connection, world)
    assert [one.kind for one in heard] == [
        Kind.COMMAND,
        Kind.TEXT,
        Kind.EDITED,
        Kind.MEDIA,
        Kind.BLOCKED,
        Kind.UNBLOCKED,
    ]
    assert {one.address for one in heard} == {Address(Platform.TELEGRAM, str(ann.id))}
    assert len({one.event for one in heard}) == len(heard)


async def test_a_group_is_left_once_and_again(world: World, connection: Connection) -> None:
    telegram, ann = Telegram(connection), people.join(world, "Ann")
    people.open_link(world, ann, "")
    group = people.found_group(world, "Year 12", [ann])
    places = {one.address for one in await hear(connection, world) if one.kind is Kind.GROUP}
    assert [place.user for place in places] == [str(group.id)]
    leave = Rendered(places.pop(), Act.LEAVE)
    assert await telegram.send(leave) == Sent()
    assert not group.bot_is_member
    assert await telegram.send(leave) == Sent()
    assert not await hear(connection, world), "leaving is not heard as a group"


async def test_who_cannot_be_written_to(world: World, connection: Connection) -> None:
    telegram, ann = Telegram(connection), people.join(world, "Ann")
    hello = Rendered(Address(Platform.TELEGRAM, str(ann.id)), text="Hello")
    stranger = await telegram.send(hello)
    assert isinstance(stranger, Gone)
    assert (stranger.scope, stranger.blocked) == (Scope.ACCOUNT, False)
    people.open_link(world, ann, "")
    people.block(world, ann)
    blocked = await telegram.send(hello)
    assert isinstance(blocked, Gone)
    assert blocked.blocked


async def test_faults(world: World, connection: Connection) -> None:
    telegram, ann = Telegram(connection), people.join(world, "Ann")
    people.open_link(world, ann, "")
    hello = Rendered(Address(Platform.TELEGRAM, str(ann.id)), text="Hello")
    world.faults.add("sendMessage", 429, retry_after=7)
    assert await telegram.send(hello) == Retry(7.0, Scope.ACCOUNT, "too many requests")
    world.faults.add("sendMessage", 500)
    assert await telegram.send(hello) == Unknown("HTTP 500")
    assert await telegram.send(Rendered(hello.address, text="<Hello>")) == Bad("Can't parse entities")
    assert await telegram.send(Rendered(hello.address, text="x" * 4097)) == Bad("Message is too long")
    world.bot.revoked = True
    lost = await telegram.send(hello)
    assert isinstance(lost, Gone)
    assert lost.scope is Scope.LANE


async def test_settling_in(world: World, connection: Connection) -> None:
    assert await who_am_i(connection) == Me(world.bot.id, world.bot.username)
    await introduce(connection, Introduction({"help": "Get help"}, "What I am", "Short"))
    await introduce(connection, Introduction({"help": "Cael help"}, "Beth ydw i", "Byr", "cy"))
    await listen_by_webhook(connection, "https://alongside.example/telegram", "s3cret")
    with pytest.raises(FailedError) as refused:
        await get_updates(connection, None, 0)
    assert isinstance(refused.value.outcome, Retry)
    await listen_by_polling(connection)
    assert await get_updates(connection, None, 0) == []
    assert {entry["status"] for entry in world.log.after(0)} == {200, 409}
