"""Forgetting: whoever cannot join, or does not want to, leaves nothing behind in any table."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from conversations.heard import Kind
from conversations.reply import Json
from storage import people
from storage.store import Store
from storage.tables import account, concern, invitation, metadata, outbox
from tests.bot.house import CRISIS, House, address
from tests.dialogues.test_join import TO_RULES

CHAT, NAME = "90817263", "Zebedee"
YOUNG, OLD = ("14 March 2012", "2012-03-14"), ("14 March 1990", "1990-03-14")
EXITS = {
    "too young": ("[yes]", NAME, YOUNG[0], "[yes]"),
    "too old": ("[yes]", NAME, OLD[0], "[yes]"),
    "no to privacy": ("[no]",),
    "no to the rules": ("[yes]", NAME, *TO_RULES[2:], "[no]"),
    "after a slip": ("[yes]", NAME, "sorry?", "nonsense", "what?", "[ask_person]", YOUNG[0], "[yes]"),
    "after help": ("[yes]", NAME, "/help", YOUNG[0], "/mydata", "[yes]"),
}
GOODBYE: dict[str, Json] = {"coordinator": "", "minimum_age": 16, "maximum_age": 25}
TO_BE_SENT = ("outbox.address", "outbox.parts")
SAID = (CHAT, NAME, *YOUNG, *OLD, "sorry?", "illustrator")


async def found(store: Store, *words: str, but: tuple[str, ...] = ()) -> list[str]:
    """Return "table.column" of every value in the store in which one of ``words`` is."""
    places = []
    async with store.read() as conn:
        for table in metadata.sorted_tables:
            for row in (await conn.execute(select(table))).mappings():
                places += [f"{table.name}.{name}" for name, value in row.items() if holds(value, words)]
    return [place for place in places if place not in but]


def holds(value: Any, words: tuple[str, ...]) -> bool:
    return any(word in str(value) for word in words)


@pytest.mark.parametrize("said", EXITS.values(), ids=EXITS.keys())
async def test_nothing_of_them_is_left_in_any_column(house: House, said: tuple[str, ...]) -> None:
    code = await house.invite()
    await house.say(CHAT, f"/start {code}", *said[:-1])
    assert await found(house.store, *SAID)

    [goodbye] = await house.say(CHAT, said[-1])
    assert await found(house.store, *SAID, but=TO_BE_SENT) == []
    await house.deliver_all()

    assert house.sender.to(CHAT)[-1].startswith(house.prompt(goodbye, **GOODBYE)[:20])
    assert await found(house.store, *SAID) == []
    assert await house.rows(account) == []
    assert [row.used for row in await house.rows(invitation)] == [0]
    assert set(await house.outcomes()) >= {"answered"}


async def test_their_place_is_free_for_somebody_else(house: House) -> None:
    code = await house.invite(uses=1)
    await house.say(CHAT, f"/start {code}", *EXITS["too young"])

    assert await house.say("1002", f"/start {code}") == ["welcome", "privacy"]


async def test_all_that_they_said_at_once_is_forgotten_with_it(house: House) -> None:
    await house.say(CHAT, f"/start {await house.invite()}", "[yes]")

    await house.inbox.keep([house.heard(CHAT, said) for said in (NAME, YOUNG[0], "yes")])
    assert await house.turns.take() == 3
    assert await found(house.store, *SAID, but=TO_BE_SENT) == []
    await house.deliver_all()

    assert await found(house.store, *SAID) == []


async def test_what_they_do_afterwards_makes_no_account(house: House) -> None:
    await house.say(CHAT, f"/start {await house.invite()}", *EXITS["too young"])
    await house.deliver_all()
    await house.inbox.keep([house.heard(CHAT, kind=Kind.BLOCKED)])
    await house.take_all()

    assert await house.rows(account) == []


async def test_a_concern_stays_and_says_of_whom(house: House) -> None:
    await house.say(CHAT, f"/start {await house.invite()}", "[yes]", NAME, CRISIS, "ok")
    [before] = await house.rows(concern)

    await house.say(CHAT, "ok", *EXITS["too young"][2:])
    await house.deliver_all()

    [after] = await house.rows(concern)
    assert (after.words, after.subject, after.address) == (before.words, before.person_id, address(CHAT))
    assert after.person_id is None
    kept = ("concern.address",)
    assert await found(house.store, *SAID, but=kept) == []


async def test_others_keep_all_of_theirs(house: House) -> None:
    code = await house.invite(uses=2)
    await house.say("1002", f"/start {code}", "[yes]", "Sam")
    before = await house.runs()

    await house.say(CHAT, f"/start {code}", *EXITS["too young"])

    assert await house.runs() == before
    assert await house.say("1002", "14 March 2009") == ["region"]


async def test_what_cannot_be_delivered_is_forgotten_too(house: House) -> None:
    await house.say(CHAT, f"/start {await house.invite()}", *EXITS["too young"])
    async with house.store.write() as conn:
        await people.set_state(conn, address(CHAT), "blocked", house.clock.now())
    house.clock.advance(2 * 24 * 3600)

    await house.deliver_all()

    assert house.sender.sent == []
    assert await house.rows(outbox) == []
