"""Joining on the wire, from the invitation to the end, on each store, by polling."""

from __future__ import annotations

import pytest

from conversations.facts import Role
from storage.store import Store
from tests.end_to_end.joining import BORN, HOPES, join, profile, reach
from tests.end_to_end.person import Person
from tests.end_to_end.process import invited, running, settings
from tests.end_to_end.rows import count, rows
from tests.end_to_end.stage import Stage
from tests.end_to_end.words import label, said


async def test_somebody_joins(ann: Person, code: str, kept: Store) -> None:
    await ann.open(code)
    await ann.hears("welcome", "privacy")
    await ann.press("yes_no.yes")
    await ann.hears("first_name")
    await ann.say("Ann")
    await ann.hears("date_of_birth")
    await ann.say(BORN)
    await ann.hears("region")
    await ann.press("region.london")
    await ann.hears("interests")
    await ann.press("interests.art")
    await ann.press("interests.music")
    await ann.press("done")
    await ann.hears("help_with")
    await ann.press("help_with.cv")
    await ann.press("done")
    await ann.hears("hopes")
    await ann.say(HOPES)
    await ann.hears("free_times")
    await ann.press("free_times.weekday_evening")
    await ann.press("done")
    await ann.hears("languages")
    await ann.press("languages.english")
    await ann.press("done")
    await ann.hears("ease")
    await ann.press("skip")
    await ann.hears("mentor_wish")
    await ann.say("skip")
    await ann.hears("rules")
    await ann.say("yes")
    await ann.hears("summary", profile=profile("Ann"))
    await ann.press("summary.fine")
    await ann.hears("all_set", first_name="Ann")

    assert await rows(kept, "SELECT status, first_name FROM person") == [("active", "Ann")]
    assert await count(kept, "agreement") == 2


async def test_a_pressed_button_is_shown_beneath_its_question(ann: Person, code: str) -> None:
    await ann.open(code)
    asked = await ann.hears("welcome", "privacy")
    await ann.press("yes_no.yes")

    shown = await ann.sees(asked, lambda message: not message.buttons)

    assert shown.text.startswith(said("privacy"))
    assert shown.text.endswith(label("yes_no.yes"))


async def test_what_is_picked_is_marked_and_can_be_taken_back(ann: Person, code: str) -> None:
    art = label("interests.art")
    await reach(ann, code, "interests")
    asked = ann.newest
    assert asked is not None

    await ann.press("interests.art")
    marked = await ann.sees(asked, lambda message: art not in message.buttons)
    assert [words for words in marked.buttons if art in words] == [f"✓ {art}"]

    await ann.press("interests.art")
    assert (await ann.sees(asked, lambda message: art in message.buttons)).buttons == asked.buttons


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SAFEGUARDING_LEAD])
async def test_the_team_joins(stage: Stage, bot: str, sqlite_url: str, role: Role) -> None:
    code = await invited(sqlite_url, role)
    priya = await stage.person("Priya")
    await priya.open(code)
    await priya.hears("team_welcome", "team_name")
    await priya.say("Priya")
    await priya.hears("team_duty")
    await priya.press("team_duty.none")
    coordinator = "Priya" if role is Role.COORDINATOR else ""
    prompt = "coordinator_next" if role is Role.COORDINATOR else "lead_next"
    await priya.hears(prompt, first_name="Priya", coordinator=coordinator, place=0)


async def test_young_people_are_told_the_coordinators_name(
    ann: Person, code: str, stage: Stage, sqlite_url: str
) -> None:
    priya = await stage.person("Priya")
    await priya.open(await invited(sqlite_url, Role.COORDINATOR))
    await priya.hears("team_welcome", "team_name")
    await priya.say("Priya")
    await priya.hears("team_duty")
    await priya.press("team_duty.none")
    await priya.hears("coordinator_next", first_name="Priya", coordinator="Priya", place=0)
    await ann.open(code)
    await ann.hears("welcome", "privacy", coordinator="Priya")


async def test_a_typed_code_opens_the_door_too(ann: Person, code: str) -> None:
    await ann.open()
    await ann.hears("stranger")
    await ann.say(f"{code[:4].lower()}-{code[4:].lower()}")
    await ann.hears("welcome", "privacy")


async def test_somebody_joins_on_postgresql(stage: Stage, postgres_url: str) -> None:
    code = await invited(postgres_url)
    async with running(settings(stage, postgres_url)):
        await join(await stage.person("Sam"), code)
    store = Store.open(postgres_url)
    assert await rows(store, "SELECT status, first_name FROM person") == [("active", "Sam")]
    await store.close()
