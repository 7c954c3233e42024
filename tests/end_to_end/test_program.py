"""The bot as a program: set up from nothing, stopped in the middle of traffic, killed and started again."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.world import World
from storage.store import Store
from tests.end_to_end.confirmations import Confirmed, confirming
from tests.end_to_end.joining import BORN, go_on, join, reach
from tests.end_to_end.person import Person
from tests.end_to_end.program import Program
from tests.end_to_end.rows import column, count, rows
from tests.end_to_end.stage import BOT, Stage, staged
from tests.end_to_end.words import ORGANISATION

NAMES = ("Ann", "Sam", "Mo", "Lee", "Kit")


@pytest.fixture
async def confirmed() -> Confirmed:
    """Give a memory of confirmations; the stage is built around its world."""
    return confirming(limits=False)


@pytest.fixture
async def stage(confirmed: Confirmed) -> AsyncIterator[Stage]:
    """Give a playground that remembers what the bot confirmed."""
    async with staged(confirmed.world) as stage:
        yield stage


@pytest.fixture
async def program(stage: Stage, sqlite_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    """Give the bot as a program that is not started yet, and that has ended at the end."""
    program = Program(stage, sqlite_url, tmp_path)
    yield program
    await program.end()


async def test_from_nothing_to_a_talk(stage: Stage, tmp_path: Path) -> None:
    """An empty folder, three commands, and a talk: nothing else is needed."""
    program = Program(stage, f"sqlite:///{tmp_path / 'new.sqlite'}", tmp_path)
    await program.run("organisation", "add", ORGANISATION)
    made = json.loads(await program.run("invite", "young-person", "--organisation", ORGANISATION, "--json"))
    assert made["link"] == f"https://t.me/{stage.world.bot.username}?start={made['code']}"
    try:
        await program.start()
        await reach(await stage.person("Ann"), made["code"], "date_of_birth")
        people = json.loads(await program.run("people", "--json"))
        assert "joining" in [one["status"] for one in people]
        assert await program.stop() == 0
    finally:
        await program.end()


async def test_told_to_stop_in_the_middle_of_traffic_it_ends_in_time_and_loses_nothing(
    stage: Stage, program: Program, confirmed: Confirmed, kept: Store, code: str
) -> None:
    await program.start()
    people = [await stage.person(name) for name in NAMES]
    joining = asyncio.gather(*(join(person, code) for person in people))
    for _ in range(3):
        await spoken(stage.world, 12)
        assert await program.stop() == 0
        await program.start()
    await joining
    assert await program.stop() == 0

    assert sorted(await column(kept, "inbox", "event")) == [f"{BOT}:{n}" for n in sorted(confirmed.made)]
    assert await count(kept, "inbox", "done_at IS NULL OR outcome = 'failed'") == 0
    assert await rows(kept, "SELECT status, count(*) FROM outbox GROUP BY status") == [
        ("sent", await count(kept, "outbox"))
    ]
    for person in people:
        texts = [message.text for message in await person.all_heard()]
        assert len(texts) == len(set(texts)), "a tidy stop leaves nothing to be said twice"


async def spoken(world: World, messages: int) -> None:
    """Wait until the bot has sent so many messages more."""

    def sent() -> int:
        return sum(message.sender is None for message in world.chats.messages.values())

    wanted = sent() + messages
    while sent() < wanted:
        await world.bells.wait("changed", 1)


@pytest.mark.kill
async def test_killed_between_hearing_and_answering_the_answer_comes_after_the_start(
    stage: Stage, program: Program, code: str
) -> None:
    await program.start()
    ann = await stage.person("Ann")
    await reach(ann, code, "first_name")
    await stage.control("faults", method="sendMessage", code="timeout", seconds=60)
    await ann.say("Ann")
    await stage.ended("sendMessage", 0)
    await program.kill()
    await program.start()
    await ann.hears("date_of_birth")
    await go_on(ann, "date_of_birth", "interests")
    assert await program.stop() == 0


@pytest.mark.kill
async def test_killed_after_sending_and_before_noting_it_the_question_comes_twice_and_counts_once(
    stage: Stage, program: Program, code: str, kept: Store
) -> None:
    """Nobody can know whether it arrived, and somebody waits: it is asked again as long as it waits."""
    await program.start()
    ann = await stage.person("Ann")
    await reach(ann, code, "first_name")
    await stage.control("faults", method="sendMessage", code="timeout_after_delivery", seconds=60)
    await ann.say("Ann")
    await ann.hears("date_of_birth")
    await program.kill()
    await program.start()
    await ann.hears("date_of_birth")
    await go_on(ann, "date_of_birth", "interests")
    assert await rows(kept, "SELECT used FROM invitation") == [(1,)]
    assert await program.stop() == 0


@pytest.mark.kill
async def test_what_was_answered_while_the_bot_was_dead_is_not_asked_again(
    stage: Stage, program: Program, code: str
) -> None:
    """At its start the bot first hears what was said meanwhile, and only then sends what it may have sent."""
    await program.start()
    ann = await stage.person("Ann")
    await reach(ann, code, "first_name")
    await stage.control("faults", method="sendMessage", code="timeout_after_delivery", seconds=60)
    await ann.say("Ann")
    await ann.hears("date_of_birth")
    await program.kill()
    await ann.say(BORN)
    await program.start()
    await ann.hears("region")
    assert await program.stop() == 0


async def test_a_taken_port_and_a_missing_token_are_told_in_one_line(
    stage: Stage, sqlite_url: str, tmp_path: Path
) -> None:
    port = stage.address.rpartition(":")[2]
    for more, words in (
        ({"PORT": port}, "address already in use"),
        ({"TELEGRAM_TOKEN": ""}, "telegram_token"),
    ):
        folder = tmp_path / words[:4]
        folder.mkdir()
        program = Program(stage, sqlite_url, folder, **more)
        await program.start()
        assert await program.ended() == 1
        told = [line for line in program.log().splitlines() if line.startswith("alongside: ")]
        assert len(told) == 1
        assert words in told[0].lower()


async def test_the_log_of_a_whole_run_holds_no_name_no_word_and_no_token(
    stage: Stage, sqlite_url: str, tmp_path: Path, code: str
) -> None:
    """At its most talkative, with faults, odd input and somebody who leaves."""
    program = Program(stage, sqlite_url, tmp_path, LOG_LEVEL="debug")
    try:
        await program.start()
        odette = await stage.person("Odettina")
        await reach(odette, code, "region")
        await stage.control("faults", method="sendMessage", code=500, times=1)
        await stage.control("faults", method="getUpdates", code="drop", times=1)
        await odette.say("Zanzibarquest")
        await odette.hears("not_a_region", "region")
        await odette.send("photo", "Caption-Quixotic")
        await odette.hears("not_words", "region")
        await odette.does("block")
        await odette.does("unblock")
        await odette.say("/stop")
        await odette.hears("stopped_joining")
        await stage.control("token", revoked=True)
        await odette.say("Unheardofthing")
        await stage.ended("getUpdates", 401)
        assert await program.stop() == 0
    finally:
        await program.end()
    log = program.log()
    secrets = [stage.world.bot.token, stage.world.bot.token.partition(":")[2], "Odettina", "Zanzibar", code]
    secrets += ["Quixotic", "Unheardof", ORGANISATION]
    assert [secret for secret in secrets if secret.casefold() in log.casefold()] == []
    assert len(program.lines()) > 10


async def test_a_second_program_on_one_store_says_so_and_ends(
    stage: Stage, program: Program, sqlite_url: str, tmp_path: Path, code: str
) -> None:
    (tmp_path / "other").mkdir()
    other = Program(stage, sqlite_url, tmp_path / "other")
    await program.start()
    await reach(await stage.person("Ann"), code, "first_name")
    await other.start()
    assert await other.ended() == 1
    assert len(other.log().splitlines()) == 1
    assert "another alongside serves this store" in other.log()
    assert await program.stop() == 0


async def test_two_programs_on_one_token_are_told_apart(
    stage: Stage, program: Program, sqlite_url: str, tmp_path: Path, code: str
) -> None:
    """The second is refused by Telegram's rule of one poller; whoever writes is answered once."""
    folder = tmp_path / "other"
    folder.mkdir()
    shutil.copy(sqlite_url.removeprefix("sqlite:///"), folder / "copy.sqlite")
    other = Program(stage, f"sqlite:///{folder / 'copy.sqlite'}", folder)
    try:
        await program.start()
        await reach(await stage.person("Ann"), code, "first_name")
        await other.start()
        await stage.ended("getUpdates", 409)
        assert await program.stop() == 0
        assert "another process polls" in program.log()
        sam: Person = await stage.person("Sam")
        await reach(sam, code, "date_of_birth")
        assert await other.stop() == 0
    finally:
        await other.end()
