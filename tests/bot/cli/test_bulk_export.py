"""Lists of people that go out, and a long one that comes in, by a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.bot.cli.conftest import Alongside
from tests.bot.cli.lists import GOOD, HEADER, a_file, in_the_store, table

ALONGSIDE = Path(sys.executable).with_name("alongside")
COLUMNS = "id,external_id,role,status,organisation,first_name,code,created,joined"
WITHIN_SECONDS = 120
"""For 100,000 rows on a machine that does much else; alone it takes 6."""


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


def test_an_export_has_everybody(alongside: Alongside, database: str) -> None:
    alongside("organisation", "add", "=Elm")
    [sam, _] = alongside("import", a_file(GOOD), "--json").json["people"]
    alongside("import", a_file(f"{HEADER}E1,coordinator,=Elm,Kit\n"))
    in_the_store(database, lambda house: house.say("1", f"/start {sam['code']}"))

    ended = alongside("export", "people")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[0] == COLUMNS
    known = [(row["external_id"], row["organisation"], row["status"]) for row in table(ended.out)]
    assert known == [
        ("S1", "Oak School", "joining"),
        ("M1", "Oak School", "invited"),
        ("E1", "'=Elm", "invited"),
    ]
    assert [bool(row["code"]) for row in table(ended.out)] == [False, True, True]
    only = table(alongside("export", "people", "--organisation", "=elm").out)
    assert [row["external_id"] for row in only] == ["E1"]


def test_an_export_to_a_file_is_for_a_spreadsheet(alongside: Alongside, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    alongside("import", a_file(GOOD))

    ended = alongside("export", "people", "--out", str(out))

    assert (ended.code, ended.out) == (0, f"Wrote 2 people to {out}.\n")
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid,external_id,")
    assert out.read_bytes().decode("utf-8-sig") == alongside("export", "people").out
    assert alongside("import", str(out)).out.startswith("0 people added, 2 there already.")


def test_an_export_that_cannot_be_is_one_line(alongside: Alongside, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"

    said = alongside("export", "people", "--organisation", "Ash", "--out", str(out)).said()
    assert said == "there is no organisation 'Ash': run: alongside organisation add 'Ash'"
    assert not out.exists()
    said = alongside("export", "people", "--out", "no/such/out.csv").said()
    assert said == "No such file or directory: no/such/out.csv"


def program(url: str) -> dict[str, str]:
    """Return the environment of a command line of its own, over this store."""
    ours = {name.upper() for name in Settings.model_fields}
    rest = {name: value for name, value in os.environ.items() if name.upper() not in ours}
    return {**rest, "DATABASE_URL": url}


def test_a_hundred_thousand_rows_by_a_program_of_its_own(database: str, codes: Path) -> None:
    rows = "".join(f"S{n};mentor;Oak School;Zoë\r\n" for n in range(100_000))
    file = a_file("\ufeffexternal_id;role;organisation;first_name\r\n" + rows)
    said = []
    for _ in range(2):
        ended = subprocess.run(  # noqa: S603 - our own program
            [ALONGSIDE, "import", file, "--codes", codes],
            env=program(database),
            capture_output=True,
            timeout=WITHIN_SECONDS,
            check=True,
        )
        assert ended.stderr.decode() == "Reading 100,000 rows\n"
        said.append(ended.stdout.decode().splitlines()[0])

    assert said == ["100,000 people added, 0 there already.", "0 people added, 100,000 there already."]
    given = {row["code"] for row in table(codes.read_text("utf-8-sig"))}
    assert len(given) == 100_000

    # Whoever reads the export may have enough after a line.
    with subprocess.Popen(  # noqa: S603 - as above
        [ALONGSIDE, "export", "people"],
        env={**program(database), "PYTHONIOENCODING": "ascii"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as export:
        assert export.stdout is not None
        assert export.stderr is not None
        assert export.stdout.readline().decode() == f"{COLUMNS}\r\n"
        assert ",Zoë,".encode() in export.stdout.readline()
        export.stdout.close()
        assert export.stderr.read() == b""
        assert export.wait(WITHIN_SECONDS) == 0
