"""Whatever people send, they get a clear answer, nothing is lost, and the question stays."""

from __future__ import annotations

import pytest

from conversations.facts import Role
from conversations.reply import Json
from storage.store import Store
from tests.end_to_end.joining import BORN_YEAR, go_on, profile, reach
from tests.end_to_end.person import Person
from tests.end_to_end.process import invited
from tests.end_to_end.rows import count, rows
from tests.end_to_end.stage import Stage
from tests.end_to_end.words import ORGANISATION, said

MARKUP = '<b>bold</b> & <script>alert("1")</script>'
JINJA = "{{ 7 * 7 }} {% for x in y %} {{ coordinator }} {# gone #}"
RIGHT_TO_LEFT = "\u202eمرحبا بالعالم\u202c"
NAMES = {"arabic": "محمد", "hebrew": "שרה", "latin": "O’Brien-Núñez", "han": "李"}
EMOJI = "👩🏽‍🚀🏳️‍🌈❤️"


async def test_an_unknown_code_is_told_and_a_right_one_works_after_it(ann: Person, code: str) -> None:
    await ann.open("NOTACODE1")
    await ann.hears("code_unknown")
    await ann.say("qwer-1234")
    await ann.hears("code_unknown")
    await ann.open(code)
    await ann.hears("welcome", "privacy")


async def test_guessing_codes_is_stopped_and_a_right_one_waits_with_the_rest(ann: Person, code: str) -> None:
    for guess in range(5):
        await ann.say(f"GUESS{guess}23")
        await ann.hears("code_unknown")
    await ann.say("GUESS523")
    await ann.hears("code_held", minutes=60)
    await ann.open(code)
    await ann.hears("code_held", minutes=60)


async def test_a_used_up_code_is_told(ann: Person, stage: Stage, sqlite_url: str) -> None:
    code = await invited(sqlite_url, uses=1)
    await ann.open(code)
    await ann.hears("welcome", "privacy")
    sam = await stage.person("Sam")
    await sam.open(code)
    await sam.hears("code_used_up")


@pytest.mark.parametrize(
    ("typed", "prompt", "values"),
    [
        ("31 February 2009", "not_that_many_days", {"days": 28}),
        ("29 February 2009", "not_a_leap_year", {"year": 2009}),
        ("the day it snowed", "not_a_date", {}),
        ("May 2009", "not_a_whole_date", {}),
        ("1 May 2999", "date_in_future", {}),
        (EMOJI, "not_a_date", {}),
        (RIGHT_TO_LEFT, "not_a_date", {}),
        (JINJA, "not_a_date", {}),
    ],
    ids=["no such day", "no leap year", "no date", "no day", "future", "emoji", "right to left", "jinja"],
)
async def test_a_wrong_date_is_explained_and_asked_again(
    ann: Person, code: str, typed: str, prompt: str, values: dict[str, Json]
) -> None:
    await reach(ann, code, "date_of_birth")
    await ann.say(typed)
    await ann.hears(prompt, "date_of_birth", **values)
    await ann.say(f"14.3.{BORN_YEAR}")
    await ann.hears("region")


@pytest.mark.parametrize("name", [MARKUP, JINJA, EMOJI, "12345", "\u202e\u200b"], ids=ascii)
async def test_what_is_no_name_is_refused_kindly(ann: Person, code: str, name: str) -> None:
    await reach(ann, code, "first_name")
    await ann.say(name)
    await ann.hears("not_a_name", "first_name")


@pytest.mark.parametrize(
    "name", ["محمد", "שרה", "O’Brien-Núñez", "李"], ids=["arabic", "hebrew", "latin", "han"]
)
async def test_a_name_in_any_script_is_kept_and_read_back(
    ann: Person, code: str, kept: Store, name: str
) -> None:
    ann.name = name
    await reach(ann, code, "all_set")
    assert await rows(kept, "SELECT first_name FROM person") == [(name,)]


@pytest.mark.parametrize("words", [MARKUP, JINJA, EMOJI, RIGHT_TO_LEFT + " ok"], ids=ascii)
async def test_free_words_are_shown_as_they_were_typed(
    ann: Person, code: str, kept: Store, words: str
) -> None:
    await reach(ann, code, "hopes")
    await ann.say(words)
    await ann.hears("free_times")
    await go_on(ann, "free_times", "rules")
    await ann.press("yes_no.yes")
    shown = await ann.heard()

    held: str = (await rows(kept, "SELECT state FROM run"))[0][0]
    assert "hopes" in held
    typed = words.replace("\u202e", "").replace("\u202c", "")
    assert shown.text == said("summary", profile={**profile("Ann"), "hopes": typed})
    assert "<script>" not in shown.html
    assert "<b>bold" not in shown.html


async def test_an_organisation_with_markup_in_its_name_stays_as_it_is(ann: Person, sqlite_url: str) -> None:
    name = "Tom & <b>Jerry</b> {{ 7 * 7 }}"
    await ann.open(await invited(sqlite_url, organisation=name))
    await ann.hears("welcome", "privacy", organisation=name)


async def test_ten_thousand_characters_are_refused_and_a_person_is_offered(ann: Person, code: str) -> None:
    """Telegram's apps send them as three messages; each is one wrong answer."""
    await reach(ann, code, "hopes")
    await ann.say("x" * 10_000)
    await ann.hears("too_long", "hopes", count=4096, limit=500)
    await ann.hears("too_long", "hopes", count=4096, limit=500)
    await ann.hears("too_long", "offer_person", "hopes", count=10_000 - 2 * 4096, limit=500)
    await ann.press("person.ask")
    await ann.hears("person_told", "hopes")
    await ann.say("Short")
    await ann.hears("free_times")


async def test_ten_thousand_characters_are_no_name_and_no_code(ann: Person, code: str) -> None:
    await ann.say("7" * 4000 + " y" * 3000)
    for _ in range(3):
        await ann.hears("stranger")
    await reach(ann, code, "first_name")
    await ann.say("x" * 10_000)
    for offered in ((), (), ("offer_person",)):
        await ann.hears("name_too_long", *offered, "first_name", limit=40)


async def test_a_sticker_a_photo_and_a_voice_message_leave_the_question(ann: Person, code: str) -> None:
    await ann.send("sticker")
    await ann.hears("stranger")
    await reach(ann, code, "first_name")
    for kind in ("sticker", "photo", "voice", "location", "document"):
        await ann.send(kind, "a caption" if kind == "photo" else "")
        await ann.hears("not_words", "first_name")
    await ann.say("Ann")
    await ann.hears("date_of_birth")


async def test_an_edited_message_changes_nothing_and_says_so(ann: Person, code: str, kept: Store) -> None:
    await reach(ann, code, "first_name")
    await ann.say("Ann")
    await ann.hears("date_of_birth")
    typed = await rows(kept, "SELECT message FROM inbox WHERE text = 'Ann'")
    await ann.does("edit", message_id=int(typed[0][0]), text="Anna")
    await ann.hears("edited")
    await go_on(ann, "date_of_birth")
    assert await rows(kept, "SELECT first_name FROM person") == [("Ann",)]


async def test_a_button_of_an_old_question_changes_nothing(ann: Person, code: str) -> None:
    await ann.open(code)
    privacy = await ann.hears("welcome", "privacy")
    await ann.press("yes_no.yes")
    await ann.hears("first_name")
    await ann.say("Ann")
    await ann.hears("date_of_birth")
    await ann.press("yes_no.no", on=privacy)
    await ann.hears("stale_button", "date_of_birth")
    await go_on(ann, "date_of_birth")


async def test_a_button_pressed_twice_is_taken_once(ann: Person, code: str) -> None:
    await ann.open(code)
    privacy = await ann.hears("welcome", "privacy")
    await ann.press("yes_no.yes", on=privacy)
    await ann.press("yes_no.yes", on=privacy)
    await ann.hears("first_name")
    await ann.say("Ann")
    await ann.hears("date_of_birth")


async def test_a_button_that_no_bot_made_is_answered(ann: Person, code: str) -> None:
    await ann.open(code)
    asked = await ann.hears("welcome", "privacy")
    await ann.does("press", message_id=asked.id, data="not ours", stale=True)
    await ann.hears("stale_button", "privacy")


async def test_the_coordinators_name_is_data_wherever_it_is_said(
    ann: Person, code: str, stage: Stage, sqlite_url: str
) -> None:
    lead = await stage.person("Lead")
    await lead.open(await invited(sqlite_url, Role.COORDINATOR))
    await lead.hears("team_welcome", "team_name")
    await lead.say("D’Arcy & co")
    await lead.hears("not_a_name", "team_name")
    await lead.say("D’Arcy")
    await lead.hears("team_duty")
    await lead.press("team_duty.none")
    await lead.hears("coordinator_next", first_name="D’Arcy", coordinator="D’Arcy", place=0)
    await ann.open(code)
    await ann.hears("welcome", "privacy", coordinator="D’Arcy")


async def test_help_back_and_cancel_in_the_middle_lose_nothing(ann: Person, code: str) -> None:
    await reach(ann, code, "date_of_birth")
    await ann.say("/help")
    await ann.hears("help", "date_of_birth")
    await ann.say("back")
    await ann.hears("first_name")
    await ann.say("/cancel")
    await ann.hears("cancelled_joining")
    await ann.say("/start")
    await ann.hears("first_name")
    await ann.say("Ann")
    await ann.hears("date_of_birth")


async def test_a_stranger_hears_how_to_join_and_leaves_no_person_behind(ann: Person, kept: Store) -> None:
    for typed in ("hello", "/help", "/me", "/stop", "yes"):
        await ann.say(typed)
        await ann.hears("stranger")
    assert await count(kept, "person") == 0
    assert ORGANISATION not in "".join(message.text for message in await ann.all_heard())
