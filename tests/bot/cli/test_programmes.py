"""The command line lists the programmes, and adds an organisation that offers one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from mentoring import programmes
from storage.organisations import DEFAULT_PROGRAMME
from storage.store import Store
from storage.tables import programme
from tests.bot.cli.conftest import Alongside


def test_the_programmes_are_listed(alongside: Alongside) -> None:
    ended = alongside("programmes")

    assert ended.code == 0
    assert ended.out.splitlines() == [
        "one-hour-a-month      One hour a month: 12 months, 60 minutes, ages 16 to 25, 12 topics",
        "school-hour           An hour at school: 6 months, 50 minutes, ages 16 to 19, 6 topics",
    ]


def test_other_programs_get_them_as_json(alongside: Alongside) -> None:
    usual, school = alongside("programmes", "--json").json

    assert (usual["name"], usual["months"], usual["topics"][-1]) == ("one-hour-a-month", 12, "closing")
    assert (school["name"], school["adult_under"], len(school["survey"])) == ("school-hour", 20, 8)


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let a file of the folder be wrong."""
    folder = tmp_path / "programmes"
    folder.mkdir()
    (folder / "small.toml").write_text("months = 99", "utf-8")
    monkeypatch.setattr(programmes, "FOLDER", folder)
    programmes.frameworks.cache_clear()
    yield
    programmes.frameworks.cache_clear()


@pytest.mark.usefixtures("wrong")
@pytest.mark.parametrize(
    "words", [("programmes",), ("organisation", "add", "Oak School")], ids=["listed", "offered"]
)
def test_a_wrong_file_is_one_line(alongside: Alongside, words: tuple[str, ...]) -> None:
    said = alongside(*words).said()

    assert said == "programmes/small.toml: months: must be a whole number from 2 to 24"


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ((), ("One hour a month", 16, 25, 12, 60, "one-hour-a-month")),
        (("--programme", "school-hour"), ("An hour at school", 16, 19, 6, 50, "school-hour")),
    ],
    ids=["usual", "school"],
)
def test_an_organisation_keeps_the_rules_of_what_it_offers(
    alongside: Alongside,
    monkeypatch: pytest.MonkeyPatch,
    sqlite_url: str,
    more: tuple[str, ...],
    kept: tuple[object, ...],
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)

    assert alongside("organisation", "add", "Oak School", *more).out == "Added Oak School.\n"
    names = ("name", "minimum_age", "maximum_age", "months", "meeting_minutes", "framework")

    async def stored() -> tuple[object, ...]:
        store = Store.open(sqlite_url, synchronous="OFF")
        async with store.read() as conn:
            row = (await conn.execute(select(*(programme.c[name] for name in names)))).one()
        await store.close()
        return tuple(row)

    assert asyncio.run(stored()) == kept


def test_a_programme_that_is_not_there_is_named_with_those_that_are(alongside: Alongside) -> None:
    said = alongside("organisation", "add", "Oak School", "--programme", "schol-hour").said()

    assert said == "there is no programme 'schol-hour'; there are: one-hour-a-month, school-hour"


def test_the_usual_rules_of_the_store_are_those_of_the_usual_file() -> None:
    usual = programmes.rules_of(programmes.framework(programmes.USUAL))
    assert {name: DEFAULT_PROGRAMME[name] for name in usual} == usual
