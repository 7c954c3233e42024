"""A word of crisis: answered at once wherever it is said, recorded, and in no log."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mentoring.concerns.finder import find_concern
from storage.store import Store
from tests.end_to_end.joining import BORN_YEAR, go_on, join, reach
from tests.end_to_end.person import Person
from tests.end_to_end.program import Program
from tests.end_to_end.rows import column, count, rows
from tests.end_to_end.stage import Stage
from tests.end_to_end.words import WORDS

HELPLINES = [line["contact"] for line in WORDS.helplines["en"] if line["who"] == "everybody"]
HARM = "I have been cutting myself"
DYING = "i want to kill myself"


@pytest.fixture
async def program(stage: Stage, sqlite_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    """Run the bot as a program, as talkative as it can be."""
    program = Program(stage, sqlite_url, tmp_path, LOG_LEVEL="debug")
    await program.start()
    yield program
    await program.end()


async def is_helped(person: Person) -> None:
    """Hear every helpline next, in whatever words."""
    text = (await person.heard()).text
    assert [contact for contact in HELPLINES if contact not in text] == []


async def test_in_the_middle_of_joining_it_is_answered_and_the_question_waits(
    ann: Person, code: str, kept: Store
) -> None:
    await reach(ann, code, "hopes")
    await ann.say(HARM)
    await is_helped(ann)
    await ann.say("ok thanks")
    await ann.hears("here_again", "hopes")
    await go_on(ann, "hopes")

    assert await rows(kept, "SELECT words, category, severity, source, person_id FROM concern") == [
        (HARM, "self_harm", "high", "words", 1)
    ]
    assert HARM not in str(await rows(kept, "SELECT fields FROM profile"))


async def test_nothing_of_it_is_in_the_log_but_that_it_was_recorded(
    stage: Stage, program: Program, code: str
) -> None:
    ann = await stage.person("Ann")
    await reach(ann, code, "first_name")
    for words in (HARM, DYING):
        await ann.say(words)
        await is_helped(ann)
    assert await program.stop() == 0

    assert [word for word in ("cutting", "myself", "kill", "want to") if word in program.log()] == []
    recorded = [line for line in program.lines() if line["event"] == "a concern was recorded"]
    assert [(line["level"], line["severity"]) for line in recorded] == [
        ("warning", severity(HARM)),
        ("warning", severity(DYING)),
    ]


def severity(words: str) -> str:
    """Return how grave the finder takes these words to be."""
    concern = find_concern(words)
    assert concern is not None
    return concern.severity.value


async def test_a_stranger_is_answered_too(ann: Person, kept: Store) -> None:
    await ann.say(DYING)
    await ann.hears("crisis_stranger", urgent=severity(DYING) == "immediate")
    assert await rows(kept, "SELECT words, severity, person_id FROM concern") == [
        (DYING, severity(DYING), None)
    ]


async def test_in_a_caption_an_edit_a_command_and_after_leaving(ann: Person, code: str, kept: Store) -> None:
    await reach(ann, code, "first_name")
    await ann.say("Ann")
    await ann.hears("date_of_birth")
    await ann.send("photo", DYING)
    await is_helped(ann)
    typed = await rows(kept, "SELECT message FROM inbox WHERE text = 'Ann'")
    await ann.does("edit", message_id=int(typed[0][0]), text=HARM)
    await is_helped(ann)
    await ann.say(f"/feeling {DYING}")
    await is_helped(ann)
    await ann.say("/stop")
    await ann.hears("stopped_joining")
    await ann.say(HARM)
    await is_helped(ann)
    assert await column(kept, "concern", "words") == [DYING, HARM, f"/feeling {DYING}", HARM]
    await ann.open()
    await ann.hears("welcome_back", "date_of_birth")


async def test_the_same_update_twice_is_one_concern(
    ann: Person, code: str, stage: Stage, kept: Store
) -> None:
    await join(ann, code)
    said = await ann.say(HARM)
    await is_helped(ann)
    await stage.control("updates/repeat", update_id=said)
    await ann.say("/help")
    await ann.hears("help", first_name="Ann", joining=False, meets=True)
    assert await count(kept, "concern") == 1


async def test_it_is_kept_when_all_else_is_forgotten(ann: Person, code: str, kept: Store) -> None:
    await reach(ann, code, "date_of_birth")
    await ann.say(HARM)
    await is_helped(ann)
    await ann.say("sorry")
    await ann.hears("here_again", "date_of_birth")
    await ann.say(f"14 March {BORN_YEAR + 4}")
    await ann.heard()
    await ann.press("yes_no.yes")
    await ann.hears("too_young")
    assert await count(kept, "person") == 0
    assert await rows(kept, "SELECT words, person_id, subject FROM concern") == [(HARM, None, 1)]


async def test_it_goes_first_when_much_waits(ann: Person, code: str, stage: Stage) -> None:
    """Whatever else the bot has to say to this person, the helplines come before it."""
    await reach(ann, code, "first_name")
    await stage.control("faults", method="sendMessage", code="timeout", seconds=1, chat_id=ann.id)
    for _ in range(3):
        await ann.say("/help")
    await ann.say(DYING)
    heard = [(await ann.heard()).text for _ in range(3)]
    crisis = next(n for n, text in enumerate(heard) if HELPLINES[0] in text)
    assert crisis <= 1
