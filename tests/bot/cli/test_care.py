"""Commands about who needs somebody: concerns and their words, requests for help, forgetting a person."""

from __future__ import annotations

import io
import sys

import pytest

from storage.tables import concern, concern_event, help_request, person
from tests.bot.cli.conftest import Alongside
from tests.bot.cli.test_people import in_the_store
from tests.bot.house import CRISIS, House

OAK = ("--organisation", "oak school")


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> str:
    """Let the command line use a fresh store in which somebody is stuck and somebody is in danger."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)

    async def happen(house: House) -> None:
        await house.come_in("1001", "1002")
        await house.say("1001", CRISIS)
        await house.say("1002", "Sam", "x", "y", "z", "[ask_person]")
        await house.say("1003", CRISIS)

    in_the_store(sqlite_url, happen)
    return sqlite_url


def test_concerns_are_listed_without_their_words(alongside: Alongside) -> None:
    rows = alongside("concerns", "--json").json

    assert [(row["severity"], row["category"], row["state"]) for row in rows] == [
        ("immediate", "suicide", "")
    ] * 2
    assert all(set(row) == {"id", "person", "severity", "category", "at", "state"} for row in rows)
    told = alongside("concerns").out
    assert [line.split()[0] for line in told.splitlines()] == [str(row["id"]) for row in rows]
    assert "new" in told
    assert CRISIS not in told


def test_concerns_of_one_organisation_and_of_strangers_who_are_its_duty(alongside: Alongside) -> None:
    assert [row["person"] for row in alongside("concerns", *OAK, "--json").json] == [1, None]
    assert "Ash" in alongside("concerns", "--organisation", "Ash").said()


def test_who_looks_at_the_words_of_a_concern_leaves_a_trace(alongside: Alongside, database: str) -> None:
    number = alongside("concerns", "--json").json[0]["id"]

    assert CRISIS in alongside("concerns", str(number)).out
    assert alongside("concerns", str(number), "--json").json[0]["words"] == CRISIS
    events = in_the_store(database, lambda house: house.rows(concern_event))
    assert [(row.concern_id, row.kind) for row in events] == [(number, "seen")] * 2
    assert alongside("concerns", "--json").json[0]["state"] == "seen"


def test_a_concern_that_is_not_there_is_told(alongside: Alongside) -> None:
    assert alongside("concerns", "999").said() == "there is no concern 999: see: alongside concerns"


def test_who_is_stuck_is_listed_until_it_is_done(alongside: Alongside, database: str) -> None:
    [row] = alongside("requests", "--json").json
    assert row["question"] == "date_of_birth"
    assert f"person {row['person']}" in alongside("requests", *OAK).out

    assert alongside("requests", "--done", str(row["id"])).out == "Nobody is waiting for a person.\n"
    said = alongside("requests", "--done", str(row["id"])).said()
    assert said == f"no request {row['id']} waits: see: alongside requests"
    [settled] = in_the_store(database, lambda house: house.rows(help_request))
    assert settled.settled_at is not None


def test_a_person_is_forgotten_and_their_concern_is_not(alongside: Alongside, database: str) -> None:
    number = alongside("people", "--json").json[0]["id"]

    ended = alongside("forget", str(number), "--yes")

    assert (ended.code, ended.out.startswith(f"Person {number} is forgotten.")) == (0, True)
    assert [row.id for row in in_the_store(database, lambda house: house.rows(person))] == [number + 1]
    assert [row.subject for row in in_the_store(database, lambda house: house.rows(concern))] == [
        number,
        None,
    ]


@pytest.mark.parametrize("answer", ["n\n", ""], ids=["no", "nobody there"])
def test_nobody_is_forgotten_without_a_yes(
    alongside: Alongside, monkeypatch: pytest.MonkeyPatch, database: str, answer: str
) -> None:
    number = alongside("people", "--json").json[0]["id"]
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))

    assert alongside("forget", str(number)).code == 1
    assert len(in_the_store(database, lambda house: house.rows(person))) == 2


def test_who_is_not_there_cannot_be_forgotten(alongside: Alongside) -> None:
    assert alongside("forget", "999", "--yes").said() == "there is no person 999: see: alongside people"
