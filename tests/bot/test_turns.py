"""Turns: one at a time for one person, many in a batch, and all that one changes in one commit."""

from __future__ import annotations

import asyncio

import pytest

from bot.bells import ALERTS, HOMES
from conversations.facts import Role
from conversations.heard import Kind
from mentoring import invitations
from storage import organisations, people
from storage.tables import account, concern, help_request, inbox, outbox, person
from tests.bot.counting import counted
from tests.bot.house import CRISIS, LANE, House, address
from tests.storage.rows import member

ANN, SAM = "1001", "1002"


async def test_two_messages_at_once_are_two_turns_in_order_and_one_batch(house: House) -> None:
    await house.come_in(ANN)

    await house.inbox.keep([house.heard(ANN, "Ann"), house.heard(ANN, "14 March 2009")])

    assert await house.turns.take() == 2
    assert (await house.prompts(ANN))[-2:] == ["date_of_birth", "region"]
    assert (await house.runs())[0]["answers"]["first_name"] == "Ann"
    assert (await house.runs())[0]["answers"]["date_of_birth"] == "2009-03-14"
    assert await house.turns.take() == 0


async def test_many_people_share_a_batch_and_each_has_their_own_answer(house: House) -> None:
    await house.come_in(ANN, SAM)

    await house.inbox.keep([house.heard(ANN, "Ann"), house.heard(SAM, "Sam"), house.heard(SAM, "nonsense")])

    assert await house.turns.take() == 3
    assert (await house.prompts(ANN))[-1:] == ["date_of_birth"]
    assert (await house.prompts(SAM))[-3:] == ["date_of_birth", "not_a_date", "date_of_birth"]
    assert [state["answers"]["first_name"] for state in await house.runs()] == ["Ann", "Sam"]


async def test_a_turn_is_taken_once(house: House) -> None:
    await house.come_in(ANN)
    told = await house.prompts(ANN)

    assert await house.turns.take() == 0
    assert await house.prompts(ANN) == told


async def test_after_an_effect_the_next_turn_knows_of_it(house: House) -> None:
    code = await house.invite()

    await house.inbox.keep([house.heard(ANN, f"/start {code}"), house.heard(ANN, "hello there")])
    await house.take_all()

    assert await house.prompts(ANN) == ["welcome", "privacy", "not_yes_or_no", "privacy"]
    assert await house.outcomes() == ["invitation taken", "rejected"]


async def test_two_accounts_of_one_person_are_never_in_one_batch(house: House) -> None:
    await house.come_in(ANN)
    async with house.store.write() as conn:
        await people.make_accounts(conn, [address(SAM)], house.clock.now())
        [loaded] = await people.load(conn, [address(SAM)], house.clock.now())
        await people.attach(conn, loaded.account_id, (await house.rows(person))[0].id)

    await house.inbox.keep([house.heard(ANN, "Ann"), house.heard(SAM, "14 March 2009")])
    await house.take_all()

    [state] = await house.runs()
    assert (state["answers"]["first_name"], state["answers"]["date_of_birth"]) == ("Ann", "2009-03-14")


async def test_blocked_unblocked_and_written_again(house: House) -> None:
    await house.come_in(ANN)
    await house.inbox.keep([house.heard(ANN, kind=Kind.BLOCKED)])
    await house.take_all()
    assert [row.state for row in await house.rows(account)] == ["blocked"]

    await house.inbox.keep([house.heard(ANN, kind=Kind.UNBLOCKED)])
    await house.take_all()
    assert [row.state for row in await house.rows(account)] == ["reachable"]

    await house.inbox.keep([house.heard(ANN, kind=Kind.BLOCKED)])
    assert await house.say(ANN, "Ann") == ["date_of_birth"]
    assert [row.state for row in await house.rows(account)] == ["reachable"]
    assert await house.outcomes() == [
        "invitation taken", "answered", "blocked", "unblocked", "blocked", "answered",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [Kind.BLOCKED, Kind.UNBLOCKED, Kind.OTHER, Kind.GROUP])
async def test_who_says_nothing_to_us_leaves_no_account_behind(house: House, kind: Kind) -> None:
    await house.inbox.keep([house.heard(ANN, kind=kind)])
    await house.take_all()

    assert await house.rows(account) == []


async def test_a_group_is_told_and_left(house: House) -> None:
    await house.inbox.keep([house.heard("-500", kind=Kind.GROUP)])
    await house.take_all()

    rows = await house.queued("-500")
    assert [(row.act, row.parts) for row in rows] == [("say", [["one_to_one", {}]]), ("leave", [])]
    assert {(row.account_id, row.person_id) for row in rows} == {(None, None)}


async def test_a_word_of_crisis_is_recorded_in_the_same_turn_and_the_question_stays(house: House) -> None:
    await house.come_in(ANN)
    before = counted("alongside_concerns_total", severity="immediate")

    assert await house.say(ANN, CRISIS) == ["crisis"]
    assert await house.say(ANN, "ok thanks") == ["here_again", "first_name"]
    assert await house.say(ANN, "Ann") == ["date_of_birth"]

    [row] = await house.rows(concern)
    heard = [one.id for one in await house.rows(inbox) if one.outcome == "concern"]
    assert (row.words, row.address, row.inbox_id) == (CRISIS, address(ANN), heard[0])
    assert (await house.rows(outbox, rank=0))[0].not_after is None
    assert counted("alongside_concerns_total", severity="immediate") == before + 1


async def test_each_concern_of_a_batch_names_its_own_message(house: House) -> None:
    await house.come_in(ANN)

    await house.inbox.keep([house.heard(ANN, "Ann"), house.heard(ANN, CRISIS)])
    await house.take_all()

    [row] = await house.rows(concern)
    assert row.inbox_id == (await house.rows(inbox))[-1].id


async def test_asking_for_a_person_is_a_request_that_waits(house: House) -> None:
    await house.come_in(ANN)
    await house.say(ANN, "Ann", "x", "y")
    assert (await house.say(ANN, "z"))[1] == "offer_person"

    assert (await house.say(ANN, "[ask_person]"))[0] == "person_told"
    assert [row.question for row in await house.rows(help_request)] == ["date_of_birth"]


async def test_who_has_no_programme_has_the_usual_rules(house: House) -> None:
    async with house.store.write() as conn:
        await member(conn, address(ANN), status="joining", first_name="")

    assert await house.say(ANN, "/start", "[yes]", "Ann", "14 March 2012") == ["age_right"]


async def test_the_loop_takes_what_it_finds_and_ends_when_it_is_told(house: House) -> None:
    await house.invite()
    await house.inbox.keep([house.heard(ANN, "hello")])
    running = asyncio.create_task(house.turns.run())

    await house.turns_bell.rests()
    assert await house.prompts(ANN) == ["stranger"]
    await house.inbox.keep([house.heard(SAM, "hello")])
    await house.turns_bell.rests()
    assert await house.prompts(SAM) == ["stranger"]

    house.turns_bell.stop()
    await running


async def test_a_commit_wakes_delivery_and_only_what_is_to_be_sent_does(house: House) -> None:
    await house.inbox.keep([house.heard(ANN, kind=Kind.OTHER)])
    await house.take_all()
    assert house.rung == set()

    await house.inbox.keep([house.heard(ANN, "hello")])
    await house.take_all()
    assert house.rung == {LANE}


@pytest.mark.parametrize(
    ("said", "bell"), [(CRISIS, ALERTS), ("/home", HOMES)], ids=["a concern", "somebody's page"]
)
async def test_what_cannot_wait_for_its_loop_wakes_it(house: House, said: str, bell: str) -> None:
    await house.come_in(ANN)
    house.rung.clear()

    await house.inbox.keep([house.heard(ANN, said)])
    await house.turns.take()

    assert bell in house.rung


async def test_a_link_of_another_organisation_brings_nobody_back_into_their_old_one(house: House) -> None:
    own = await house.invite(uses=2)
    await house.say(ANN, f"/start {own}", "[yes]", "Ann", "/stop")
    async with house.store.write() as conn:
        await organisations.add(conn, "Southside College", house.clock.now())
        southside = await organisations.find(conn, "Southside College")
        assert southside is not None
        other = await invitations.invite(conn, southside, Role.YOUNG_PERSON, 1, None, house.clock.now())

    assert await house.say(ANN, f"/start {other}") == ["other_organisation"]
    assert [row.status for row in await house.rows(person) if row.first_name or row.status == "left"] == [
        "left"
    ]
    assert await house.say(ANN, f"/start {own}") == ["welcome_back", "date_of_birth"]
