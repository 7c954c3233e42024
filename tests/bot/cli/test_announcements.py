"""Commands about announcements: who would get one, what is refused, what is shown and written."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.cli import announcements as commands
from bot.clock import Clock
from conversations.facts import Role
from mentoring import announcements as rules
from storage import announcements
from storage.announcements import GATHERING, PLANNED
from storage.store import Store
from storage.tables import announcement, recipient
from tests.bot.cli.conftest import Alongside
from tests.mentoring.school import ELM, School

OAK = ("--organisation", "Oak School")
TEXT = "Hi {{ first_name }}"

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
            return await work(School(store, Clock().now()))
        finally:
            await store.close()

    return asyncio.run(opened())


@pytest.fixture
def three(alongside: Alongside, database: str) -> tuple[int, int, int]:
    """Make a mentor, and a young person of this school and of another; return their ids."""
    alongside("organisation", "add", "Oak School")

    async def made(school: School) -> tuple[int, int, int]:
        max_ = await school.person("Max", Role.MENTOR)
        ann = await school.person("=Ann", Role.YOUNG_PERSON)
        return max_, ann, await school.person("Eve", Role.YOUNG_PERSON, of=ELM)

    return in_the_school(database, made)


def rows(url: str, table: Any) -> list[Any]:
    """Return the rows of a table."""
    return in_the_school(url, lambda school: school.rows(table))


def gathered(url: str, number: int = 1) -> None:
    """Make rows of those who get one, as the bot does that runs."""

    async def made(school: School) -> None:
        async with school.store.write() as conn:
            await announcements.change(conn, number, PLANNED, status=GATHERING)
            row = await announcements.get(conn, number)
            assert row is not None
            await rules.gather(conn, row, {}, school.now)

    in_the_school(url, made)


def ended(url: str, statuses: dict[int, str]) -> None:
    """Let it end with what came of each person."""

    async def made(school: School) -> None:
        async with school.store.write() as conn:
            for person, status in statuses.items():
                reason = "" if status == "sent" else "blocked"
                theirs = recipient.update().where(recipient.c.person_id == person)
                await conn.execute(theirs.values(status=status, reason=reason))
            row = await announcements.get(conn, 1)
            assert row is not None
            assert await rules.end_where_done(conn, row, school.now)

    in_the_school(url, made)


def test_it_is_planned_for_whoever_fits(
    alongside: Alongside, database: str, three: tuple[int, int, int]
) -> None:
    assert alongside("announcements", "send", TEXT, *OAK).out == (
        "Announcement 1 goes to 2 people, as alongside serve runs. To watch it: "
        "alongside announcements watch 1\n"
    )
    assert (
        "Announcement 2 goes to 1 person,"
        in alongside("announcements", "send", TEXT, *OAK, "--role", "mentor").out
    )
    assert "Announcement 3 goes to 3 people," in alongside("announcements", "send", TEXT, "--all").out

    oak, mentors, everybody = rows(database, announcement)
    assert (oak.text, oak.status, oak.kind, oak.made_by) == (TEXT, "planned", "service", None)
    assert mentors.audience["roles"] == ["mentor"]
    assert (oak.organisation_id, everybody.organisation_id) == (1, None)


def test_each_option_narrows_who_gets_it(alongside: Alongside, three: tuple[int, int, int]) -> None:
    max_, ann, eve = map(str, three)

    def people_of(*options: str) -> int:
        made = alongside("announcements", "send", TEXT, "--all", "--dry-run", "--json", *options).json
        return int(made["people"])

    assert people_of("--person", max_, "--person", ann) == 2
    assert people_of("--but", eve) == 2
    assert people_of("--not-met") == 3
    assert people_of("--language", "en", "--role", "mentor", "--role", "young_person") == 3


def test_a_dry_run_keeps_nothing(alongside: Alongside, database: str, three: tuple[int, int, int]) -> None:
    told = alongside("announcements", "send", TEXT, *OAK, "--dry-run")

    assert told.out == "2 people would get it. Nothing is sent.\n"
    assert rows(database, announcement) == []


def test_it_is_printed_for_other_programs(alongside: Alongside, three: tuple[int, int, int]) -> None:
    at = ("--at", "2999-07-01 10:00")

    made = alongside("announcements", "send", TEXT, *OAK, *at, "--json").json

    assert made == {"id": 1, "people": 2, "at": "2999-07-01T09:00:00+00:00"}
    elsewhere = alongside("announcements", "send", TEXT, *OAK, *at, "--zone", "Asia/Tokyo", "--json").json
    assert elsewhere["at"] == "2999-07-01T01:00:00+00:00"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((TEXT,), "say who gets it: --organisation NAME, or --all"),
        ((TEXT, *OAK, "--all"), "say who gets it: --organisation NAME, or --all"),
        ((" ", *OAK), "The announcement has no words."),
        (
            ("Hi {{ last_name }}", *OAK),
            "There is no field last_name: there are first_name and organisation.",
        ),
        ((TEXT, *OAK, "--language", "cy"), "nobody fits: see alongside people for roles and statuses"),
        ((TEXT, *OAK, "--at", "2020-01-01 10:00"), "2020-01-01 10:00 is over already"),
        (
            (TEXT, *OAK, "--at", "tomorrow"),
            "'tomorrow' on the clock of 'Europe/London' is no time: write it like \"2026-12-01 10:00\"",
        ),
        (
            (TEXT, *OAK, "--at", "2999-01-01 10:00", "--zone", "Mars/Olympus"),
            "'2999-01-01 10:00' on the clock of 'Mars/Olympus' is no time: write it like "
            '"2026-12-01 10:00"',
        ),
        (
            (TEXT, *OAK, "--at", "2999-01-01T10:00+05:00"),
            "'2999-01-01T10:00+05:00' on the clock of 'Europe/London' is no time: write it like "
            '"2026-12-01 10:00"',
        ),
        (
            (TEXT, "--organisation", "Ash"),
            "there is no organisation 'Ash': run: alongside organisation add 'Ash'",
        ),
    ],
    ids=[
        "nobody",
        "twice",
        "empty",
        "field",
        "no one fits",
        "past",
        "no time",
        "zone",
        "offset",
        "no school",
    ],
)
def test_what_cannot_be_sent_is_refused_in_one_line(
    alongside: Alongside, database: str, three: tuple[int, int, int], words: tuple[str, ...], line: str
) -> None:
    assert alongside("announcements", "send", *words).said() == line
    assert rows(database, announcement) == []


def test_a_role_that_is_none_is_refused(alongside: Alongside) -> None:
    said = alongside("announcements", "send", TEXT, *OAK, "--role", "king").said()

    assert "young_person" in said


def test_the_newest_are_listed_first_with_how_far_they_are(
    alongside: Alongside, database: str, three: tuple[int, int, int]
) -> None:
    assert alongside("announcements", "list").out == (
        "There is none yet. Try: alongside announcements send --help\n"
    )
    alongside("announcements", "send", "Hi all,\n\nwe are closed", *OAK)
    alongside("announcements", "send", "x" * 60, "--all")
    gathered(database)

    newest, first = alongside("announcements", "list").out.splitlines()
    assert newest.split() == ["2", "planned", "0", "of", "0", "sent", "x" * 50]
    assert first.split(maxsplit=6) == ["1", "sending", "0", "of", "2", "sent", "Hi all, we are closed"]
    listed = alongside("announcements", "list", "--json").json
    assert [(row["id"], row["counts"]) for row in listed] == [(2, {}), (1, {"waiting": 2})]


def test_a_report_says_how_many_did_not_get_it_and_why(
    alongside: Alongside, database: str, three: tuple[int, int, int]
) -> None:
    alongside("announcements", "send", TEXT, *OAK)
    gathered(database)
    ended(database, {three[0]: "sent", three[1]: "gone"})

    assert alongside("announcements", "show", "1").out.splitlines() == [
        "Announcement 1: ended",
        "          1  gone",
        "          1  sent",
        "          1  gone: blocked",
    ]
    shown = alongside("announcements", "show", "1", "--json").json
    assert (shown["id"], shown["status"], shown["text"]) == (1, "ended", TEXT)
    assert shown["counts"] == {"gone": 1, "sent": 1}
    assert shown["reasons"] == [{"status": "gone", "reason": "blocked", "count": 1}]


def test_who_did_not_get_it_is_written_and_no_name_is_a_formula(
    alongside: Alongside, database: str, three: tuple[int, int, int], tmp_path: Path
) -> None:
    alongside("announcements", "send", TEXT, *OAK)
    gathered(database)
    ended(database, {three[0]: "sent", three[1]: "gone"})
    file = tmp_path / "missed.csv"

    told = alongside("announcements", "show", "1", "--csv", str(file)).out

    assert told.splitlines()[-1] == f"Who did not get it is in {file}."
    with file.open(encoding="utf-8-sig", newline="") as written:
        heading, *missed = csv.reader(written)
    assert tuple(heading) == commands.COLUMNS
    assert missed == [[str(three[1]), "", "'=Ann", "gone", "blocked"]]


def test_it_is_stopped_resumed_and_cancelled(
    alongside: Alongside, database: str, three: tuple[int, int, int]
) -> None:
    alongside("announcements", "send", TEXT, *OAK)
    gathered(database)

    assert alongside("announcements", "stop", "1").out == (
        "Announcement 1 is stopped. To go on: alongside announcements resume 1\n"
    )
    assert alongside("announcements", "resume", "1").out == (
        "Announcement 1 goes on. To watch it: alongside announcements watch 1\n"
    )
    assert alongside("announcements", "cancel", "1").out == (
        "Announcement 1 is cancelled. Who got it: alongside announcements show 1\n"
    )
    assert {(one.status, one.reason) for one in rows(database, recipient)} == {("cancelled", "cancelled")}


@pytest.mark.parametrize("act", ["stop", "resume", "cancel"])
def test_one_that_is_over_or_not_there_is_told(
    alongside: Alongside, database: str, three: tuple[int, int, int], act: str
) -> None:
    alongside("announcements", "send", TEXT, *OAK)
    alongside("announcements", "cancel", "1")

    for number in ("1", "7"):
        assert alongside("announcements", act, number).said() == (
            f"announcement {number} is not one to {act}: see alongside announcements list"
        )


def test_one_that_has_not_begun_can_be_cancelled_and_not_stopped(
    alongside: Alongside, database: str, three: tuple[int, int, int]
) -> None:
    alongside("announcements", "send", TEXT, *OAK)

    assert alongside("announcements", "stop", "1").said().startswith("announcement 1 is not one to stop")
    assert alongside("announcements", "cancel", "1").code == 0


def test_it_is_watched_until_it_has_ended(
    alongside: Alongside, database: str, three: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    alongside("announcements", "send", TEXT, *OAK)
    looks: list[float] = []
    states: list[Callable[[], None]] = [
        lambda: gathered(database),
        lambda: ended(database, {three[0]: "sent", three[1]: "gone"}),
    ]

    def later(seconds: float) -> None:
        looks.append(seconds)
        states.pop(0)()

    monkeypatch.setattr(commands, "LOOK_SECONDS", 0.25)
    monkeypatch.setattr(commands, "sleep", later)
    watched = alongside("announcements", "watch", "1")

    assert watched.code == 0
    assert watched.out.splitlines()[-1] == "Announcement 1: ended, 1 of 2 sent"
    assert looks == [0.25, 0.25]
    again = alongside("announcements", "watch", "1").out.splitlines()
    assert again[-1] == "Announcement 1: ended, 1 of 2 sent"


def test_one_that_is_not_there_is_neither_shown_nor_watched(alongside: Alongside) -> None:
    for command in ("show", "watch"):
        assert alongside("announcements", command, "7").said() == (
            "there is no announcement 7: see alongside announcements list"
        )
