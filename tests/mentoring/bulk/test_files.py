"""Files of codes and of people: for their owner only, as a spreadsheet reads them, and nothing lost."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mentoring.bulk import Added, NotReadableError, codes_file, exported

ZOE = Added(2, "S1", "mentor", "Oak School", "Zoë", "ABCDEFG2")
SAM = Added(3, "=S2", "young-person", "Oak, School", "", "BCDEFGH3")
HEADER = "external_id,role,organisation,first_name,code\r\n"


def test_codes_of_a_second_list_stand_below_those_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    with codes_file(path) as keep:
        keep([ZOE])
    with codes_file(path) as keep:
        keep([])
        keep([SAM])

    assert path.read_bytes().decode() == (
        f'\ufeff{HEADER}S1,mentor,Oak School,Zoë,ABCD-EFG2\r\n\'=S2,young-person,"Oak, School",,BCDE-FGH3\r\n'
    )


def test_codes_are_in_the_file_as_soon_as_they_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    with codes_file(path) as keep:
        assert path.read_text("utf-8-sig") == HEADER.replace("\r\n", "\n")
        keep([ZOE])
        assert "ABCD-EFG2" in path.read_text()


def test_a_file_that_was_made_beforehand_is_used(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.touch()
    with codes_file(path):
        pass

    assert path.read_bytes().decode() == f"\ufeff{HEADER}"


@pytest.mark.parametrize(
    "content",
    [b"external_id,role,organisation,first_name\nS1,mentor,Oak,\n", b"\x89PNG\r\n\xff\xfe", b"\n"],
    ids=["the list itself", "a picture", "a blank line"],
)
def test_another_file_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)

    with pytest.raises(NotReadableError, match="is there already and holds no codes"), codes_file(path):
        pass
    assert path.read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_only_their_owner_may_read_them(tmp_path: Path) -> None:
    with codes_file(tmp_path / "codes.csv"), exported(tmp_path / "people.csv"):
        pass

    for name in ("codes.csv", "people.csv"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_an_export_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("something that is longer")
    with exported(path) as file:
        file.write("Zoë\r\n")

    assert path.read_bytes() == "\ufeffZoë\r\n".encode()
