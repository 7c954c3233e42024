"""An organisation's terms: added, listed and removed by a coordinator's hands on the command line."""

from __future__ import annotations

import pytest

from storage.tables import term
from tests.bot.cli.conftest import Alongside
from tests.bot.cli.lists import in_the_store

OAK = ("--organisation", "Oak School")
AUTUMN = ("Autumn", "2026-09-01", "2026-12-18")


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> str:
    """Let the command line use a fresh store."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    return sqlite_url


@pytest.fixture(autouse=True)
def school(alongside: Alongside, database: str) -> None:
    """Add the school."""
    assert alongside("organisation", "add", "Oak School").code == 0


def test_a_term_is_added_listed_and_removed(alongside: Alongside) -> None:
    assert alongside("term", "list", *OAK).out.startswith("No terms yet")
    assert alongside("term", "add", *OAK, "Spring", "2027-01-04", "2027-03-25").out == (
        "Added Spring, from 2027-01-04 to 2027-03-25.\n"
    )
    made = alongside("term", "add", *OAK, *AUTUMN, "--json").json
    assert made == {"id": made["id"], "name": "Autumn", "first": "2026-09-01", "last": "2026-12-18"}

    assert alongside("term", "list", *OAK, "--json").json[0] == made
    lines = alongside("term", "list", *OAK).out.splitlines()
    assert [line.split()[1:] for line in lines] == [
        ["2026-09-01", "2026-12-18", "Autumn"],
        ["2027-01-04", "2027-03-25", "Spring"],
    ]
    assert alongside("term", "remove", *OAK, str(made["id"])).out == f"Removed term {made['id']}.\n"
    assert [row["name"] for row in alongside("term", "list", *OAK, "--json").json] == ["Spring"]


def test_a_term_may_be_one_day_and_have_a_long_name(alongside: Alongside) -> None:
    assert alongside("term", "add", *OAK, "x" * 60, "2028-02-29", "2028-02-29").code == 0
    assert alongside("term", "add", *OAK, "  Half   term 1 ", "2028-03-01", "2028-03-02").out.startswith(
        "Added Half term 1,"
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("Autumn", "2026-09-01", "2026-02-30"), "'2026-02-30' is no day: write it like 2026-09-01"),
        (("Autumn", "1/9/26", "2026-12-18"), "'1/9/26' is no day: write it like 2026-09-01"),
        (("Autumn", "soon", "later\nor never"), "'soon' is no day: write it like 2026-09-01"),
        (("Autumn", "2027-02-29", "2027-03-01"), "'2027-02-29' is no day: write it like 2026-09-01"),
        (
            ("Autumn", "2026-12-18", "2026-09-01"),
            "a term ends on the day it begins or later, and within a year",
        ),
        (
            ("Autumn", "2026-09-01", "2027-12-18"),
            "a term ends on the day it begins or later, and within a year",
        ),
        (("  ", "2026-09-01", "2026-12-18"), "give the term a name of 1 to 60 characters"),
        (("x" * 61, "2026-09-01", "2026-12-18"), "give the term a name of 1 to 60 characters"),
    ],
)
def test_what_is_no_term_is_refused_in_one_line(
    alongside: Alongside, database: str, words: tuple[str, ...], line: str
) -> None:
    assert alongside("term", "add", *OAK, *words).said() == line
    assert in_the_store(database, lambda house: house.rows(term)) == []


@pytest.mark.parametrize("first", ["2026-08-01", "2026-12-18", "2026-10-01"])
def test_two_terms_do_not_overlap(alongside: Alongside, first: str) -> None:
    made = alongside("term", "add", *OAK, *AUTUMN, "--json").json

    said = alongside("term", "add", *OAK, "Again", first, "2027-01-01").said()
    assert said == f"it overlaps Autumn (number {made['id']}), from 2026-09-01 to 2026-12-18"


def test_terms_are_of_one_organisation(alongside: Alongside) -> None:
    alongside("organisation", "add", "Elm College")
    elm = ("--organisation", "elm college")
    made = alongside("term", "add", *OAK, *AUTUMN, "--json").json

    assert alongside("term", "add", *elm, *AUTUMN).code == 0
    said = alongside("term", "remove", *elm, str(made["id"])).said()
    assert said == f"there is no term {made['id']}: see: alongside term list"


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (("list", "--organisation", "Ash"), "there is no organisation 'Ash'"),
        (("add", "--organisation", "Ash", *AUTUMN), "there is no organisation 'Ash'"),
        (("remove", "--organisation", "Ash", "1"), "there is no organisation 'Ash'"),
        (("remove", *OAK, "7"), "there is no term 7"),
        (("remove", *OAK, "autumn"), "Invalid value for 'NUMBER'"),
        (("remove", *OAK, "9" * 30), "Invalid value for 'NUMBER'"),
        (("list",), "Missing option '--organisation'"),
        (("add", *OAK, "Autumn"), "Missing argument 'FIRST'"),
    ],
)
def test_what_is_missing_or_unknown_is_told_in_one_line(
    alongside: Alongside, words: tuple[str, ...], begins: str
) -> None:
    assert alongside("term", *words).said().startswith(begins)


def test_a_postgresql_store_serves_as_well(
    alongside: Alongside, monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    alongside("organisation", "add", "Oak School")
    made = alongside("term", "add", *OAK, *AUTUMN, "--json").json

    assert alongside("term", "list", *OAK, "--json").json == [made]
    assert alongside("term", "remove", *OAK, str(made["id"])).code == 0
