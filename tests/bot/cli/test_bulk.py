"""Lists of people that come in: what the command prints, what it keeps, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

import bot
from bot.cli import bulk as commands
from storage import bulk
from storage.bulk import NewPerson
from storage.errors import StoreBusy
from tests.bot.cli.conftest import Alongside
from tests.bot.cli.lists import GOOD, HEADER, a_file, people_in, table

TEMPLATE = Path(bot.__file__).parents[1] / "docs" / "people-template.csv"
BAD = f"{GOOD}S2,king,Oak School,\nS1,mentor,Oak School,\n"


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> str:
    """Let the command line use a fresh store."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    return sqlite_url


@pytest.fixture(autouse=True)
def _school(alongside: Alongside, database: str) -> None:
    """Add the school."""
    assert alongside("organisation", "add", "Oak School").code == 0


@pytest.fixture
def codes(tmp_path: Path) -> Path:
    """Give the path of a file for codes."""
    return tmp_path / "codes.csv"


def test_the_template_is_a_list_that_is_taken(alongside: Alongside, database: str) -> None:
    ended = alongside("import", str(TEMPLATE))

    assert (ended.code, ended.err) == (0, "")
    said, *codes = ended.out.splitlines()
    assert said == "4 people added, 0 there already."
    assert [line.split()[1] for line in codes] == people_in(database) == ["S-001", "S-002", "M-001", "C-001"]


def test_good_rows_are_kept_and_the_others_told(alongside: Alongside, database: str, codes: Path) -> None:
    ended = alongside("import", a_file(BAD), "--codes", str(codes))

    assert ended.code == 1
    assert ended.out.splitlines() == [
        "2 people added, 0 there already, 2 rows not taken.",
        f"The codes are in {codes}.",
        "line 4: role is none of young-person, mentor, coordinator",
        "line 5: external_id is the same as on line 2",
    ]
    assert ended.err == (
        "alongside: 2 of 4 rows not taken, the other 2 kept. Put them right and run it again\n"
    )
    assert people_in(database) == ["S1", "M1"]
    kept = table(codes.read_text("utf-8-sig"))
    assert [(row["external_id"], row["first_name"]) for row in kept] == [("S1", "Sam"), ("M1", "Zoë")]
    exported = {row["external_id"]: row["code"] for row in table(alongside("export", "people").out)}
    assert {row["external_id"]: row["code"] for row in kept} == exported


def test_a_second_time_makes_nothing_twice(alongside: Alongside, database: str, codes: Path) -> None:
    words = ("import", a_file(GOOD), "--codes", str(codes))
    alongside(*words)
    before = codes.read_bytes()

    ended = alongside(*words)

    assert (ended.code, ended.out, ended.err) == (0, "0 people added, 2 there already.\n", "")
    assert people_in(database) == ["S1", "M1"]
    assert codes.read_bytes() == before


def test_a_dry_run_writes_nothing(alongside: Alongside, database: str, codes: Path) -> None:
    good = alongside("import", a_file(GOOD), "--dry-run", "--codes", str(codes))
    bad = alongside("import", a_file(BAD), "--dry-run")

    assert (good.code, good.out, good.err) == (0, "2 people would be added, 0 there already.\n", "")
    assert bad.code == 1
    assert bad.out.startswith("2 people would be added, 0 there already, 2 rows not taken.\nline 4: ")
    assert bad.err == (
        "alongside: 2 of 4 rows would not be taken; nothing was written. Put them right first\n"
    )
    assert people_in(database) == []
    assert not codes.exists()


def test_all_of_it_in_json(alongside: Alongside) -> None:
    content = BAD.replace("first_name\n", "first_name,notes\n", 1)
    rows = "".join(f"T{n},king,Oak School,\n" for n in range(30))
    ended = alongside("import", a_file(content + rows), "--json")

    assert ended.code == 1
    assert ended.json == {
        "dry_run": False,
        "rows": 34,
        "added": 2,
        "there_already": 0,
        "refused": 32,
        "ignored_columns": ["notes"],
        "people": [
            {
                "line": line,
                "external_id": name,
                "role": role,
                "organisation": "Oak School",
                "code": ended.json["people"][line - 2]["code"],
            }
            for line, name, role in ((2, "S1", "young-person"), (3, "M1", "mentor"))
        ],
        "errors": [
            {"line": 4, "reason": "role is none of young-person, mentor, coordinator"},
            {"line": 5, "reason": "external_id is the same as on line 2"},
            *(
                {"line": line, "reason": "role is none of young-person, mentor, coordinator"}
                for line in range(6, 36)
            ),
        ],
    }
    assert all(len(each["code"]) == 8 for each in ended.json["people"])
    again = alongside("import", a_file(f"{GOOD}S3,mentor,Oak School,\n"), "--json", "--dry-run").json
    assert [(each["line"], each["code"]) for each in again["people"]] == [(4, None)]


def test_what_is_long_is_counted_and_not_shown(alongside: Alongside) -> None:
    good = "".join(f"S{n},mentor,Oak School,\n" for n in range(25))
    bad = "".join(f"S{n},king,Oak School,\n" for n in range(100, 1_121))
    ended = alongside("import", a_file(HEADER.strip() + ",notes,phone\n" + good + bad))

    said, ignored, *lines = ended.out.splitlines()
    assert said == "25 people added, 0 there already, 1,021 rows not taken."
    assert ignored == "Columns that are not known were ignored: notes, phone"
    assert [line.split()[1] for line in lines[:20]] == [f"S{n}" for n in range(20)]
    assert lines[20] == "and 5 more: alongside export people has every code"
    assert [line.split(":")[0] for line in lines[21:41]] == [f"line {n}" for n in range(27, 47)]
    assert lines[41:] == ["and 1,001 more: --json has them all"]


def test_a_header_alone_adds_nobody(alongside: Alongside) -> None:
    ended = alongside("import", a_file(HEADER))

    assert (ended.code, ended.out) == (0, "0 people added, 0 there already.\n")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", "people.csv is empty"),
        (GOOD.encode("cp1252"), "people.csv is not in UTF-8 (see line 3): save it as "),
        (GOOD.replace("M1", "M\0"), "people.csv is no text: there is a NUL byte on line 3"),
        ("hello\n", "people.csv has no columns external_id, role, organisation in its first row: see docs/"),
        (
            f'{GOOD}S3,"mentor',
            'people.csv has a quotation mark (") that does not fit, in the row that begins',
        ),
    ],
    ids=["empty", "Windows-1252", "a NUL byte", "no CSV", "a quotation mark left open"],
)
def test_a_file_that_is_none_is_one_line_and_nothing_is_kept(
    alongside: Alongside, database: str, codes: Path, content: str | bytes, line: str
) -> None:
    said = alongside("import", a_file(content), "--codes", str(codes)).said()

    assert said.startswith(line)
    assert people_in(database) == []
    assert not codes.exists()


def test_a_folder_and_a_file_that_is_not_there_are_one_line(alongside: Alongside, tmp_path: Path) -> None:
    assert alongside("import", str(tmp_path)).said() == f"{tmp_path} is no file"
    assert alongside("import", "nobody.csv").said() == "No such file or directory: nobody.csv"


def test_codes_never_go_into_another_file(alongside: Alongside, database: str, tmp_path: Path) -> None:
    words = ("import", a_file(GOOD), "--codes")

    assert alongside(*words, "people.csv").said() == (
        "people.csv is there already and holds no codes: give another name"
    )
    assert alongside(*words, "no/such/codes.csv").said() == "No such file or directory: no/such/codes.csv"
    assert alongside(*words, str(tmp_path)).said().startswith("Invalid value for '--codes': File ")
    assert Path("people.csv").read_text("utf-8") == GOOD
    assert people_in(database) == []


def test_a_store_that_goes_away_half_way_loses_nothing(
    alongside: Alongside, database: str, codes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "ROWS_A_CHUNK", 2)
    add, calls = bulk.add_people, iter((True, False))

    async def once(conn: AsyncConnection, rows: Sequence[NewPerson]) -> int:
        if not next(calls):
            raise StoreBusy("It is busy.")
        return await add(conn, rows)

    words = ("import", a_file(f"{GOOD}S2,mentor,Oak School,\nS3,mentor,Oak School,\n"), "--codes", str(codes))
    with monkeypatch.context() as patched:
        patched.setattr(bulk, "add_people", once)
        ended = alongside(*words)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.splitlines()[-1].startswith("alongside: It is busy. Look at DATABASE_URL")
    assert people_in(database) == ["S1", "M1"]

    assert alongside(*words).out.startswith("2 people added, 2 there already.")
    assert people_in(database) == ["S1", "M1", "S2", "S3"]
    assert [row["external_id"] for row in table(codes.read_text("utf-8-sig"))] == ["S1", "M1", "S2", "S3"]


def test_a_postgresql_store_serves_as_well(
    alongside: Alongside, monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    alongside("organisation", "add", "Oak School")

    assert alongside("import", a_file(GOOD)).out.startswith("2 people added, 0 there already.")
    assert alongside("import", a_file(GOOD)).out == "0 people added, 2 there already.\n"
    rows = table(alongside("export", "people", "--organisation", "OAK SCHOOL").out)
    assert [(row["external_id"], row["role"], row["first_name"]) for row in rows] == [
        ("S1", "young-person", "Sam"),
        ("M1", "mentor", "Zoë"),
    ]
