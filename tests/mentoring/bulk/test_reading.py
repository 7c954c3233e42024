"""Files of people: what is read as one, on which line each row begins, and why others are refused."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from mentoring.bulk import reading
from mentoring.bulk.reading import NotReadableError, PeopleFile

HEADER = "external_id,role,organisation,first_name\n"
MEGABYTE = 1024 * 1024


def a_file(folder: Path, content: str | bytes) -> Path:
    """Return a file with this content, in UTF-8."""
    path = folder / "people.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def cells(folder: Path, content: str | bytes) -> list[list[str]]:
    """Return the cells of each row, by the columns' proper order."""
    people = PeopleFile.open(a_file(folder, content))
    return [[row.cells.get(name, "") for name in reading.COLUMNS] for row in people.rows()]


SAM = ["S1", "mentor", "Oak School", "Zoë"]


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}S1,mentor,Oak School,Zoë\n",
        f"{HEADER}S1,mentor,Oak School,Zoë",
        f"\ufeff{HEADER}S1,mentor,Oak School,Zoë\n",
        "external_id;role;organisation;first_name\nS1;mentor;Oak School;Zoë\n",
        '\ufeff"external_id";"role";"organisation";"first_name"\r\n"S1";"mentor";"Oak School";"Zoë"\r\n',
        "external_id\trole\torganisation\tfirst_name\nS1\tmentor\tOak School\tZoë\n",
        "First Name,ORGANISATION, External-ID ,Role\nZoë,Oak School,S1,mentor\n",
        "external_id,notes,role,organisation,first_name,\nS1,hello,mentor,Oak School,Zoë,\n",
        f"{HEADER} S1 ,\tmentor, Oak School ,Zoë \n",
        f'{HEADER}S1, "mentor", "Oak School", Zoë\n',
        f"\n\n{HEADER}\n,,,\nS1,mentor,Oak School,Zoë\n\n",
        HEADER.replace("\n", "\r") + "S1,mentor,Oak School,Zoë\r",
    ],
    ids=[
        "plain",
        "no last end of line",
        "byte-order mark",
        "semicolons",
        "Excel's own",
        "tabs",
        "another order and case",
        "more columns",
        "spaces around",
        "quotation marks after spaces",
        "blank rows",
        "lines that end as on an old Mac",
    ],
)
def test_these_all_say_the_same(tmp_path: Path, content: str) -> None:
    assert cells(tmp_path, content) == [SAM]


def test_a_delimiter_inside_quotation_marks_divides_nothing(tmp_path: Path) -> None:
    content = 'external_id;role;organisation\n"S;1";mentor;"Oak, ""Ash"" & Elm"\n'

    assert cells(tmp_path, content) == [["S;1", "mentor", 'Oak, "Ash" & Elm', ""]]


def test_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    content = f'{HEADER}a,mentor,Oak,\n"b\nb",mentor,"Oak\r\n\r\nSchool",\n\n,,,\nc,mentor,Oak,\n'
    people = PeopleFile.open(a_file(tmp_path, content))

    assert [row.line for row in people.rows()] == [2, 3, 9]
    assert content.splitlines()[9 - 1].startswith("c,")
    assert people.count == 3


def test_columns_that_are_not_known_are_named_once(tmp_path: Path) -> None:
    content = f"{HEADER.strip()},notes,\x1b[31m{'x' * 50},\nS1,mentor,Oak,,hello,,\nS2,mentor,Oak,,hello,,\n"

    assert PeopleFile.open(a_file(tmp_path, content)).ignored == ("notes", f"?[31m{'x' * 35}")


def test_a_row_tells_whether_it_has_too_many_cells(tmp_path: Path) -> None:
    content = f"{HEADER}S1,mentor,Oak School,Ann,, \nS2,mentor,Oak, School,Ann\nS3,mentor\n"
    rows = list(PeopleFile.open(a_file(tmp_path, content)).rows())

    assert [row.surplus for row in rows] == [False, True, False]
    assert rows[2].cells == {"external_id": "S3", "role": "mentor"}


def test_a_header_alone_names_nobody(tmp_path: Path) -> None:
    people = PeopleFile.open(a_file(tmp_path, HEADER))

    assert (people.count, list(people.rows())) == (0, [])


SAVE = 'save it as "CSV UTF-8" in Excel, or as CSV in UTF-8 elsewhere'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\n \n,,\n", "is empty"),
        (f"{HEADER}S1,mentor,Oak,Zo\xeb\n".encode("cp1252"), f"is not in UTF-8 (see line 2): {SAVE}"),
        (HEADER.encode("utf-16"), f"is in UTF-16: {SAVE}"),
        (HEADER.encode("utf-16-le"), "is no text: there is a NUL byte on line 1"),
        (f"{HEADER}S1,men\0tor,Oak,\n".encode(), "is no text: there is a NUL byte on line 2"),
        (b"PK\x03\x04\x14\x00", f"is a workbook and no CSV: {SAVE}"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"is an old workbook and no CSV: {SAVE}"),
        (b"\x89PNG\r\n\x1a\n\x00", f"is not in UTF-8 (see line 1): {SAVE}"),
        (
            b'{"people": [{"external_id": 1}]}',
            "has no columns external_id, role, organisation in its first row: see docs/people-template.csv",
        ),
        (
            b"S1,mentor,Oak School,Ann\n",
            "has no columns external_id, role, organisation in its first row: see docs/people-template.csv",
        ),
        (
            b"role;organisation\nmentor;Oak\n",
            "has no column external_id in its first row: see docs/people-template.csv",
        ),
        (b"external_id,role,organisation,Role\n", "has the column role twice"),
        (
            f'{HEADER}S1,mentor,Oak,\nS2,mentor,"Oak,Ann\nS3,mentor,Oak,\n'.encode(),
            'has a quotation mark (") that does not fit, in the row that begins on line 3',
        ),
        (
            f'{HEADER}S1,mentor,"Oak" School,\n'.encode(),
            'has a quotation mark (") that does not fit, in the row that begins on line 2',
        ),
    ],
    ids=[
        "nothing",
        "a byte-order mark alone",
        "blank rows alone",
        "Windows-1252",
        "UTF-16",
        "UTF-16 without a mark",
        "a NUL byte",
        "xlsx",
        "xls",
        "a picture",
        "JSON",
        "no header",
        "no id",
        "a column twice",
        "a quotation mark left open",
        "words after a quotation mark",
    ],
)
def test_what_is_no_list_of_people_is_refused_as_a_whole(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(NotReadableError) as refused:
        PeopleFile.open(a_file(tmp_path, content))

    assert str(refused.value) == reason


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotReadableError, match=r"^is no file$"):
        PeopleFile.open(tmp_path)


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        PeopleFile.open(tmp_path / "nobody.csv")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", MEGABYTE)

    with pytest.raises(NotReadableError, match=r"^is larger than 1 MB: take it in parts$"):
        PeopleFile.open(a_file(tmp_path, HEADER + "x" * MEGABYTE))


def test_a_very_long_cell_spoils_no_other_row(tmp_path: Path) -> None:
    long = "x" * MEGABYTE

    assert cells(tmp_path, f"{HEADER}S1,mentor,Oak,{long}\nS2,mentor,Oak,Ann\n") == [
        ["S1", "mentor", "Oak", long],
        ["S2", "mentor", "Oak", "Ann"],
    ]


def test_many_rows_are_never_in_memory_together(tmp_path: Path) -> None:
    path = a_file(tmp_path, HEADER + "".join(f"S{n},mentor,Oak School,Ann\n" for n in range(100_000)))
    assert path.stat().st_size > 2 * MEGABYTE

    tracemalloc.start()
    try:
        people = PeopleFile.open(path)
        read = sum(1 for _ in people.rows())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert people.count == read == 100_000
    assert peak < MEGABYTE
