"""Commands about matches and places: what they change, what is told, what they print and refuse."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

import pytest

from bot.clock import Clock
from conversations.facts import Role
from conversations.flows.pairing import REASONS
from conversations.flows.places import MOST_PLACES
from storage import people
from storage.store import Store
from storage.tables import account, match, outbox
from storage.tables import place as place_table
from tests.bot.cli.conftest import Alongside
from tests.mentoring.school import ELM, School
from tests.storage.matched import DAY, matched, met

OAK = ("--organisation", "Oak School")
ROOMS = "https://meet.example.org/{room}"

T = TypeVar("T")


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> str:
    """Let the command line use a fresh store."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    return sqlite_url


def in_the_school(url: str, work: Callable[[School], Awaitable[T]]) -> T:
    """Return what ``work`` makes of the people in the store."""

    async def opened() -> T:
        store = Store.open(url, synchronous="OFF")
        try:
            return await work(School(store))
        finally:
            await store.close()

    return asyncio.run(opened())


@pytest.fixture
def three(database: str) -> tuple[int, int, int]:
    """Make a coordinator in Slack, a mentor and a young person; return their ids."""

    async def made(school: School) -> tuple[int, int, int]:
        priya = await school.coordinator("Priya", at=["slack:T1:U1"])
        max_ = await school.person("Max", Role.MENTOR, at=["slack:T1:U2"])
        ann = await school.person("Ann", Role.YOUNG_PERSON)
        async with school.store.write() as conn:
            await people.set_profile(conn, max_, {"job": "Engineer"})
            await people.set_profile(conn, ann, {"date_of_birth": "2010-05-03", "interests": ["art"]})
        await school.shown()
        return priya, max_, ann

    return in_the_school(database, made)


def rows(url: str, table: Any) -> list[Any]:
    """Return the rows of a table."""
    return in_the_school(url, lambda school: school.rows(table))


def prompts(url: str) -> list[tuple[str, str]]:
    """Return (address, prompt) of what waits to be sent."""
    return [(row.address, row.parts[0][0]) for row in rows(url, outbox)]


def test_two_are_matched_and_what_they_hear_waits_for_the_bot(
    alongside: Alongside, database: str, three: tuple[int, int, int]
) -> None:
    _, max_, ann = three

    ended = alongside("match", "add", *OAK, str(max_), str(ann), "--adult", " Mr Evans,  tutor")

    assert ended.out == f"Match 1: mentor {max_} and young person {ann}. Both are told.\n"
    [row] = rows(database, match)
    assert (row.mentor_id, row.young_person_id, row.adult, row.made_by) == (
        max_,
        ann,
        "Mr Evans, tutor",
        None,
    )
    assert prompts(database) == [
        ("slack:T1:U2", "match_for_mentor"),
        ("telegram::1", "match_for_young_person"),
    ]
    stale = [one.address for one in rows(database, account) if one.home_at is not None]
    assert sorted(stale) == ["slack:T1:U1", "slack:T1:U2"]


def test_it_is_printed_for_other_programs(alongside: Alongside, three: tuple[int, int, int]) -> None:
    _, max_, ann = three

    made = alongside("match", "add", *OAK, str(max_), str(ann), "--json").json

    assert made == {"id": 1, "mentor": max_, "young_person": ann}


def test_who_cannot_be_matched_is_told_in_one_line(
    alongside: Alongside, database: str, three: tuple[int, int, int]
) -> None:
    _, max_, ann = map(str, three)
    wrong = alongside("match", "add", *OAK, ann, max_).said()
    assert wrong.startswith(f"{ann} must be an active mentor and {max_} an active young person")
    alongside("match", "add", *OAK, max_, ann)

    assert alongside("match", "add", *OAK, max_, ann).said() == (
        f"young person {ann} has a mentor already: see: alongside match list"
    )
    ben = in_the_school(database, lambda school: school.person("Ben", Role.YOUNG_PERSON))
    full = alongside("match", "add", *OAK, max_, str(ben)).said()
    assert full.startswith(f"mentor {max_} has no room for one more")
    assert len(rows(database, match)) == 1


@pytest.mark.parametrize("adult", ["x" * 81, "???"])
def test_an_adult_who_has_no_name_is_refused(
    alongside: Alongside, three: tuple[int, int, int], adult: str
) -> None:
    _, max_, ann = map(str, three)

    said = alongside("match", "add", *OAK, max_, ann, "--adult", adult).said()

    assert said == 'name an adult in one short line, as in "Mr Evans, tutor"'


def test_an_organisation_that_nobody_added_is_told_how_to_be(alongside: Alongside) -> None:
    for words in (("match", "add", "1", "2"), ("match", "list"), ("place", "list"), ("place", "add", "Hall")):
        said = alongside(*words, "--organisation", "Ash").said()
        assert said == "there is no organisation 'Ash': run: alongside organisation add 'Ash'"


def test_matches_are_listed_with_how_they_go_and_without_names(alongside: Alongside, database: str) -> None:
    assert alongside("match", "list").out == "Nobody is matched. Try: alongside match add --help\n"

    async def two(school: School) -> None:
        for of, days in (("Oak School", 60), (ELM, 3)):
            max_ = await school.person("Zebedee", Role.MENTOR, of=of)
            ann = await school.person("Zenobia", Role.YOUNG_PERSON, of=of)
            async with school.store.write() as conn:
                number = await matched(conn, max_, ann, since=now() - days * DAY)
                await met(conn, number, 1, "held", now() - (days - 2) * DAY)

    in_the_school(database, two)
    listed = alongside("match", "list", "--json").json

    assert [(row["id"], row["organisation"], row["colour"], row["held"]) for row in listed] == [
        (1, "Oak School", "red", 1),
        (2, "Elm College", "green", 1),
    ]
    assert listed[0]["reasons"][0] == {"rule": "no_meeting", "count": 58}
    heading, first, second = alongside("match", "list").out.splitlines()
    assert heading.split()[:3] == ["id", "colour", "mentor"]
    assert first.split()[:5] == ["1", "red", "1", "2", "1"]
    assert "no_meeting 58" in first
    assert second.split() == ["2", "green", "3", "4", "1"]
    assert [row["id"] for row in alongside("match", "list", *OAK, "--json").json] == [1]
    assert "Ze" not in alongside("match", "list").out + alongside("match", "list", "--json").out


def now() -> datetime:
    """Return the time, as the command line sees it."""
    return Clock().now()


def test_a_match_is_ended_and_both_hear_it(
    alongside: Alongside, database: str, three: tuple[int, int, int]
) -> None:
    _, max_, ann = map(str, three)
    alongside("match", "add", *OAK, max_, ann)

    ended = alongside("match", "close", "1", "--reason", "fit", "--more", "Two worlds")

    assert ended.out == "Match 1 has ended. Both are told.\n"
    [row] = rows(database, match)
    assert (row.status, row.close_reason, row.closed_by) == ("closed", "fit: Two worlds", None)
    assert [prompt for _, prompt in prompts(database)][2:] == [
        "match_ended_mentor",
        "match_ended_young_person",
    ]
    assert alongside("match", "close", "1", "--reason", "fit").said() == (
        "there is no active match 1: see: alongside match list"
    )


@pytest.mark.parametrize("number", ["7", "999999"])
def test_one_that_is_not_there_is_told(alongside: Alongside, number: str) -> None:
    said = alongside("match", "close", number, "--reason", "moved").said()

    assert said == f"there is no active match {number}: see: alongside match list"


def test_a_reason_is_one_of_those_that_coordinators_have(alongside: Alongside) -> None:
    said = alongside("match", "close", "1", "--reason", "bored").said()

    assert all(reason in said for reason in REASONS)
    assert alongside("match", "close", "1", "--reason", "fit", "--more", "x" * 301).said() == (
        "say more about it in 300 characters or fewer"
    )


def test_places_are_added_listed_and_removed(alongside: Alongside, database: str) -> None:
    alongside("organisation", "add", "Oak School")
    assert alongside("place", "list", *OAK).out == "There is no place. Try: alongside place add --help\n"

    assert alongside("place", "add", *OAK, " Library,  desk 2").out == "Place 1: Library, desk 2.\n"
    made = alongside("place", "add", *OAK, "Video call", "--link", ROOMS, "--json").json

    assert made == {"id": 2, "name": "Video call", "online": True}
    assert alongside("place", "list", *OAK, "--json").json == [
        {"id": 1, "name": "Library, desk 2", "link": ""},
        {"id": 2, "name": "Video call", "link": ROOMS},
    ]
    first, second = alongside("place", "list", *OAK).out.splitlines()
    assert first.split() == ["1", "Library,", "desk", "2"]
    assert second.split() == ["2", "Video", "call", ROOMS]
    removed = alongside("place", "remove", *OAK, "1")
    assert removed.out == "Place 1 is off the list. Meetings that are arranged there keep it.\n"
    assert alongside("place", "remove", *OAK, "1").said().startswith("there is no place 1")
    assert len(rows(database, place_table)) == 2


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((" ",), "give the place a name of 1 to 60 characters"),
        (("x" * 61,), "give the place a name of 1 to 60 characters"),
        (("library",), "there is a place 'library' already: see: alongside place list"),
        (
            ("Call", "--link", "http://x.example/{room}"),
            "a link of rooms begins with https:// and has {room} in it once",
        ),
    ],
    ids=["empty", "too long", "twice", "no link"],
)
def test_a_place_that_is_none_is_refused(alongside: Alongside, words: tuple[str, ...], line: str) -> None:
    alongside("organisation", "add", "Oak School")
    alongside("place", "add", *OAK, "Library")

    assert alongside("place", "add", *OAK, *words).said() == line


def test_a_list_has_an_end(alongside: Alongside) -> None:
    alongside("organisation", "add", "Oak School")
    for number in range(MOST_PLACES):
        alongside("place", "add", *OAK, f"Room {number}")

    said = alongside("place", "add", *OAK, "One more").said()

    assert said == f"an organisation has {MOST_PLACES} places at most: remove one first"
