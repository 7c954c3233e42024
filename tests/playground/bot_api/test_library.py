"""The playground with the library that the bot uses, on a real connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyKeyboardRemove
from telegram.constants import ChatMemberStatus, ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter

from playground import people
from playground.attachments import KINDS
from playground.chats import Person
from playground.server import serving
from playground.world import World
from tests.playground.bot_api.test_sending_files import png
from tests.playground.spec import SPEC, request_problems
from tests.playground.support import until, waiters

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])


@dataclass
class Meeting:
    bot: Bot
    world: World
    ann: Person


@pytest.fixture
async def meeting(world: World) -> AsyncIterator[Meeting]:
    """A bot that has met Ann; afterwards all that it asked is held against the published Bot API."""
    async with serving(world) as address, Bot(world.bot.token, base_url=f"{address}/bot") as bot:
        ann = people.join(world, "Ann", "ann_b", "en")
        people.open_link(world, ann, "abc")
        yield Meeting(bot, world, ann)
    if SPEC.exists():
        log = world.log.after(0)
        assert [p for e in log for p in request_problems(e["method"], e["parameters"])] == []


async def test_a_whole_conversation(meeting: Meeting) -> None:
    bot, world, ann = meeting.bot, meeting.world, meeting.ann
    assert bot.username == "AlongsideBot"
    (start,) = await bot.get_updates(timeout=5)
    assert start.message and start.message.text == "/start abc"
    sent = await bot.send_message(
        ann.id,
        "<b>So?</b>",
        parse_mode=ParseMode.HTML,
        reply_markup=BUTTONS,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert (sent.text, sent.entities[0].type, sent.reply_markup) == ("So?", "bold", BUTTONS)
    pressed = people.press(
        world, ann, world.chats.messages[sent.message_id], {"text": "Yes", "callback_data": "y"}
    )
    (update,) = await bot.get_updates(offset=start.update_id + 1)
    assert update.callback_query and update.callback_query.data == "y"
    assert update.callback_query.id == pressed.callback_query_id
    assert await update.callback_query.answer("Saved")
    edited = await update.callback_query.edit_message_text("Good.")
    assert not isinstance(edited, bool)
    assert (edited.message_id, edited.text, edited.reply_markup) == (sent.message_id, "Good.", None)
    assert await bot.delete_message(ann.id, sent.message_id)


async def test_files(meeting: Meeting) -> None:
    bot, ann = meeting.bot, meeting.ann
    photo = await bot.send_photo(ann.id, png(), caption="Map")
    assert (photo.photo[0].width, photo.caption) == (40, "Map")
    document = await bot.send_document(ann.id, b"name,hours\n", filename="hours.csv")
    assert document.document and document.document.file_name == "hours.csv"


async def test_what_the_bot_says_of_itself(meeting: Meeting) -> None:
    bot = meeting.bot
    await bot.set_my_commands([("help", "Get help")])
    assert [(c.command, c.description) for c in await bot.get_my_commands()] == [("help", "Get help")]
    await bot.set_my_description("A companion")
    assert (await bot.get_my_description()).description == "A companion"
    assert (await bot.get_chat(meeting.ann.id)).username == "ann_b"
    assert (await bot.get_webhook_info()).pending_update_count == 1
    assert await bot.send_chat_action(meeting.ann.id, "typing")


async def test_everything_that_people_send_is_understood(meeting: Meeting) -> None:
    bot, world, ann = meeting.bot, meeting.world, meeting.ann
    for kind in sorted(KINDS):
        people.send(world, ann, kind, "Look")
    people.found_group(world, "Mentors", [ann])
    people.block(world, ann)
    updates = await bot.get_updates()
    sent = [u.message for u in updates if u.message][1:]
    for kind, message in zip(sorted(KINDS), sent, strict=False):
        assert getattr(message, kind), kind
    assert sent[-1].new_chat_members[0].id == bot.id
    change = updates[-1].my_chat_member
    assert change and change.new_chat_member.status == ChatMemberStatus.BANNED


async def test_refusals_are_the_librarys_errors(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the library warns of whole seconds
    bot, world, ann = meeting.bot, meeting.world, meeting.ann
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(99, "Hello")
    world.faults.add("sendMessage", 429, retry_after=3)
    with pytest.raises(RetryAfter, match="Retry in 0:00:03"):
        await bot.send_message(ann.id, "Hello", reply_markup=ReplyKeyboardRemove())
    people.block(world, ann)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ann.id, "Hello")


async def test_a_long_poll_hears_at_once(meeting: Meeting) -> None:
    (start,) = await meeting.bot.get_updates()
    poll = asyncio.create_task(meeting.bot.get_updates(offset=start.update_id + 1, timeout=30))
    await until(meeting.world, lambda: waiters(meeting.world) == 2)
    people.say(meeting.world, meeting.ann, "Hello")
    (update,) = await poll
    assert update.message and update.message.text == "Hello"
