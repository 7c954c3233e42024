"""The command that shows what an organisation's mentoring has come to, for people and other programs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from conversations.surveys import LEAST_PEOPLE
from storage import organisations
from storage.tables import programme
from tests.bot.cli.conftest import Alongside
from tests.bot.cli.test_people import in_the_store
from tests.bot.house import House
from tests.storage.surveyed import lived

OAK = ("--organisation", "oak school")
ELM = ("--organisation", "Elm College")
PNG = b"\x89PNG\r\n\x1a\n"
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> None:
    """Let the command line use a store in which enough people of Oak School have answered, of Elm too few."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)

    async def happen(house: House) -> None:
        async with house.store.write() as conn:
            for name, pairs in (("Oak School", LEAST_PEOPLE), ("Elm College", LEAST_PEOPLE - 1)):
                await organisations.add(conn, name, NOW)
                home = await organisations.find(conn, name)
                assert home is not None
                await lived(conn, home.id, home.programme_id, pairs)

    in_the_store(sqlite_url, happen)


def test_numbers_are_for_people(alongside: Alongside) -> None:
    told = alongside("impact", *OAK)

    assert told.code == 0
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    assert lines == [
        "One hour a month",
        "sessions held 10 hours 8",
        "matches running 1 finished 4",
        "goals reached 5 still open 5",
        "surveys start 5, middle 0, end 5",
        "knowledge 0% -> 100% agree mean 2.0 -> 4.0 5 people",
        "networks 100% -> 0% agree mean 4.0 -> 3.5 5 people",
        "skills 0% -> 100% agree mean 1.0 -> 5.0 5 people",
        "confidence too few people to show",
    ]


def test_json_is_for_other_programs(alongside: Alongside) -> None:
    told = alongside("impact", *OAK, "--json").json

    assert told["organisation"] == "oak school"
    [programme] = told["programmes"]
    assert programme["survey_answers"] == {"start": 5, "middle": 0, "end": 5}
    assert programme["outcomes"][0]["agree_after"] == 1.0
    assert programme["outcomes"][3] == {
        "outcome": "confidence",
        "people": 0,
        **dict.fromkeys(("mean_before", "mean_after", "agree_before", "agree_after")),
    }


def test_too_few_people_are_in_neither(alongside: Alongside) -> None:
    assert alongside("impact", *ELM).out.count("too few people to show") == 4
    [programme] = alongside("impact", *ELM, "--json").json["programmes"]
    assert {row["mean_after"] for row in programme["outcomes"]} == {None}


def test_the_picture_is_written(alongside: Alongside, tmp_path: Path) -> None:
    file = tmp_path / "impact.png"

    assert f"Picture: {file}" in alongside("impact", *OAK, "--picture", str(file)).out
    assert file.read_bytes().startswith(PNG)
    [programme] = alongside("impact", *OAK, "--picture", str(file), "--json").json["programmes"]
    assert programme["picture"] == str(file)


def test_each_programme_has_its_picture(alongside: Alongside, sqlite_url: str, tmp_path: Path) -> None:
    async def second(house: House) -> None:
        async with house.store.write() as conn:
            home = await organisations.find(conn, "Oak School")
            assert home is not None
            row = {**organisations.DEFAULT_PROGRAMME, "name": "More", "organisation_id": home.id}
            made = insert(programme).values(**row, created_at=NOW).returning(programme.c.id)
            await lived(conn, home.id, (await conn.execute(made)).scalar_one(), LEAST_PEOPLE)

    in_the_store(sqlite_url, second)

    assert "Picture" in alongside("impact", *OAK, "--picture", str(tmp_path / "impact.png")).out
    assert sorted(file.name for file in tmp_path.glob("*.png")) == ["impact-1.png", "impact-2.png"]


def test_without_enough_answers_there_is_no_picture(alongside: Alongside, tmp_path: Path) -> None:
    file = tmp_path / "impact.png"

    told = alongside("impact", *ELM, "--picture", str(file))
    assert "No picture for One hour a month: too few people to show." in told.out
    assert not file.exists()


def test_what_cannot_be_is_one_line(alongside: Alongside, tmp_path: Path) -> None:
    gone = tmp_path / "nowhere" / "impact.png"

    assert "Ash" in alongside("impact", "--organisation", "Ash").said()
    assert alongside("impact", *OAK, "--picture", "impact.pdf").said() == (
        "the picture is a .png file, and impact.pdf is none"
    )
    assert "cannot be written" in alongside("impact", *OAK, "--picture", str(gone)).said()
    assert "organisation" in alongside("impact").said()
