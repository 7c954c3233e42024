"""How a young person answers each question of joining, the short way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.clock import Clock
from conversations.reply import Json
from tests.end_to_end.colleague import Colleague
from tests.end_to_end.person import Person
from tests.end_to_end.words import said

BORN_YEAR = Clock().now().year - 18
"""Whoever was born in the spring of this year is seventeen or eighteen today."""

BORN = f"14 March {BORN_YEAR}"
HOPES = "I want to be an illustrator"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is typed, or else the labels of the buttons that are pressed one after another."""

    typed: str = ""
    pressed: tuple[str, ...] = ()


def answers(name: str) -> Mapping[str, Answer]:
    """Return the answer to each question of joining, in the order in which they are asked."""
    return {
        "privacy": Answer(pressed=("yes_no.yes",)),
        "first_name": Answer(name),
        "date_of_birth": Answer(BORN),
        "region": Answer(pressed=("region.london",)),
        "interests": Answer(pressed=("interests.art", "interests.music", "done")),
        "help_with": Answer(pressed=("help_with.cv", "done")),
        "hopes": Answer(HOPES),
        "free_times": Answer(pressed=("free_times.weekday_evening", "done")),
        "languages": Answer(pressed=("languages.english", "done")),
        "ease": Answer(pressed=("skip",)),
        "mentor_wish": Answer(pressed=("skip",)),
        "rules": Answer(pressed=("yes_no.yes",)),
        "summary": Answer(pressed=("summary.fine",)),
    }


def profile(name: str) -> dict[str, Json]:
    """Return what is kept of somebody who gave these answers."""
    return {
        "first_name": name,
        "date_of_birth": f"{BORN_YEAR}-03-14",
        "region": "london",
        "interests": ["art", "music"],
        "help_with": ["cv"],
        "hopes": HOPES,
        "free_times": ["weekday_evening"],
        "languages": ["english"],
        "ease": None,
        "mentor_wish": None,
    }


def question(prompt: str, name: str) -> str:
    """Return the words of a question as ``name`` reads it."""
    return said(prompt, profile=profile(name))


async def answer(person: Person | Colleague, given: Answer) -> int:
    """Give an answer; return the number of the update that completes it."""
    if given.typed:
        return await person.say(given.typed)
    return [await person.press(name) for name in given.pressed][-1]


async def reach(person: Person | Colleague, code: str, prompt: str, coordinator: str = "") -> None:
    """Open the invitation and answer until the question ``prompt`` is heard."""
    await person.open(code)
    await person.hears("welcome", "privacy", coordinator=coordinator)
    await go_on(person, "privacy", prompt, coordinator)


async def go_on(
    person: Person | Colleague, since: str, until: str = "all_set", coordinator: str = ""
) -> None:
    """Answer from the question ``since``, which was heard, until the prompt ``until`` is heard."""
    given = answers(person.name)
    order = [*given, "all_set"]
    values: dict[str, Json] = {"first_name": person.name, "coordinator": coordinator}
    for asked in order[order.index(since) : order.index(until)]:
        await answer(person, given[asked])
        following = order[order.index(asked) + 1]
        await person.hears(following, profile=profile(person.name), **values)


async def join(person: Person | Colleague, code: str, coordinator: str = "") -> None:
    """Join from the invitation to the end."""
    await reach(person, code, "all_set", coordinator)
