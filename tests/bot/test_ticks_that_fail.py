"""A nudge that fails keeps no other from going, and is tried again, as what comes after it hangs on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.reply import Part, Reply
from mentoring.nudges.nudge import Answer
from mentoring.nudges.withholding import GIVEN_UP, SOON
from storage.dues import DueRow
from storage.tables import person
from tests.bot.conftest import Logged
from tests.bot.counting import counted
from tests.bot.house import House
from tests.bot.nudging import DAY, HOUR, MADE_UP, SAYS, Chain, Nudged


async def test_one_that_failed_goes_once_it_is_mended(house: House) -> None:
    chain = Chain()
    nudged = await Nudged.made(house, chain.kind)
    chain.failing = {"17:1"}
    await nudged.due(purpose="chain", keeps=2 * HOUR)
    await nudged.tick()
    assert await nudged.sent() == []

    chain.failing = set()
    nudged.at(nudged.now + SOON)
    await nudged.tick()

    assert len(await nudged.sent()) == 1
    assert await nudged.dues() == {"17:1": ("done", ""), "17:2": ("waiting", "")}


async def test_one_that_fails_until_it_is_too_late_says_nothing_and_goes_on(house: House) -> None:
    chain = Chain()
    nudged = await Nudged.made(house, chain.kind)
    chain.failing = {"17:1"}
    await nudged.due(purpose="chain", keeps=2 * HOUR)
    nudged.at(nudged.now + 3 * HOUR)
    await nudged.tick()
    assert await nudged.waiting() == {"17:1": nudged.now + DAY}

    chain.failing = set()
    nudged.at(nudged.now + DAY)
    await nudged.tick()

    assert await nudged.sent() == []
    [(_, became), (_, then)] = sorted((await nudged.dues()).items())
    assert (became, then) == (("skipped", "too late"), ("waiting", ""))


async def test_one_that_never_stops_failing_is_given_up(house: House) -> None:
    chain = Chain()
    nudged = await Nudged.made(house, chain.kind)
    chain.failing = {"17:1"}
    began, before = nudged.now, counted("alongside_nudges_total", kind="chain", outcome="failed")
    await nudged.due(purpose="chain", keeps=2 * HOUR)
    tries = 0
    while (await nudged.dues())["17:1"][0] == "waiting":
        assert await nudged.tick() == 1
        tries += 1
        nudged.at((await nudged.waiting()).get("17:1", nudged.now))

    assert await nudged.dues() == {"17:1": ("skipped", "failed")}
    assert nudged.now - began > GIVEN_UP
    assert counted("alongside_nudges_total", kind="chain", outcome="failed") == before + tries


@pytest.mark.parametrize("failing", [["18:1"], ["17:1", "18:1", "19:1"]], ids=["one", "all"])
async def test_one_that_fails_keeps_no_other_from_going(
    house: House, logged: Logged, failing: list[str]
) -> None:
    chain = Chain()
    chain.failing = set(failing)
    nudged = await Nudged.made(house, chain.kind, MADE_UP)
    for about in (17, 18, 19):
        await nudged.due(f"{about}:1", purpose="chain")
    await nudged.due("20:1")

    assert await nudged.tick() == 4

    waiting = await nudged.waiting()
    assert {one for one, at in waiting.items() if at == nudged.now + SOON} == set(failing)
    assert len(await nudged.sent()) == 4 - len(failing)
    assert [row.first_name for row in await house.rows(person)] == ["Ann"]
    errors = [entry for entry in logged if entry["log_level"] == "error"]
    assert len(errors) == len(failing)
    for entry in errors:
        assert set(entry) == {"event", "log_level", "due", "nudge", "exc_info"}
    assert await nudged.tick() == 0


async def test_a_kind_that_forgets_a_due_does_not_stop_the_tick(house: House) -> None:
    async def answers(_: AsyncConnection, some: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
        return {one.id: Answer(SAYS) for one in some if one.occurrence != "18:1"}

    nudged = await Nudged.made(house, replace(MADE_UP, answers=answers))
    await nudged.due("17:1")
    await nudged.due("18:1")

    await nudged.tick()

    assert await nudged.dues() == {"17:1": ("done", ""), "18:1": ("waiting", "")}


async def test_a_reply_that_cannot_be_kept_does_not_stop_the_tick(house: House) -> None:
    async def answers(_: AsyncConnection, some: Sequence[DueRow], now: datetime) -> Mapping[int, Answer]:
        wrong = Reply(parts=(Part("free_closed", {"at": now}),))  # type: ignore[dict-item]
        return {one.id: Answer(wrong if one.occurrence == "18:1" else SAYS) for one in some}

    nudged = await Nudged.made(house, replace(MADE_UP, answers=answers))
    await nudged.due("17:1")
    await nudged.due("18:1")

    await nudged.tick()

    assert await nudged.dues() == {"17:1": ("done", ""), "18:1": ("waiting", "")}
    assert len(await nudged.sent()) == 1
