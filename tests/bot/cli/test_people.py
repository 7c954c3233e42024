"""Commands about who takes part: what they print, for people and for other programs, and what they keep."""

from __future__ import annotations

import asyncio
import re
import struct
import threading
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree as ET

import pytest

from conversations.invitations import CODE_ALPHABET
from mentoring.invitations import shown
from playground.server import serving
from playground.world import World
from storage.store import Store
from storage.tables import invitation, organisation, programme
from tests.bot.cli.conftest import Alongside
from tests.bot.house import House

OAK = ("--organisation", "Oak School")
PNG = b"\x89PNG\r\n\x1a\n"

T = TypeVar("T")


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> str:
    """Let the command line use a fresh store."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    return sqlite_url


@pytest.fixture
def school(alongside: Alongside) -> None:
    """Add the school."""
    assert alongside("organisation", "add", "Oak School").code == 0


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch, world: World) -> Iterator[World]:
    """Let the command line ask a Telegram that runs in a thread of its own, as each command has its loop."""
    ready, ended = threading.Event(), threading.Event()
    address: list[str] = []

    async def serve() -> None:
        async with serving(world) as where:
            address.append(where)
            ready.set()
            await asyncio.to_thread(ended.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    ready.wait(10)
    monkeypatch.setenv("TELEGRAM_TOKEN", world.bot.token)
    monkeypatch.setenv("TELEGRAM_API_URL", address[0])
    yield world
    ended.set()
    thread.join(10)


def in_the_store(url: str, work: Callable[[House], Awaitable[T]]) -> T:
    """Return what ``work`` makes of the rooms over the store."""

    async def opened() -> T:
        store = Store.open(url, synchronous="OFF")
        try:
            return await work(House(store))
        finally:
            await store.close()

    return asyncio.run(opened())


def test_an_organisation_is_added_once(alongside: Alongside, database: str) -> None:
    assert alongside("organisation", "add", "Oak School").out == "Added Oak School.\n"
    assert alongside("organisation", "add", "  oak   SCHOOL ").out == (
        "oak SCHOOL is there already; nothing was changed.\n"
    )
    first = alongside("organisation", "add", "Elm College", "--json").json
    again = alongside("organisation", "add", "Elm College", "--json").json

    assert first == {"id": first["id"], "name": "Elm College", "added": True}
    assert again == {"id": first["id"], "name": "Elm College", "added": False}
    assert len(in_the_store(database, lambda house: house.rows(organisation))) == 2
    assert len(in_the_store(database, lambda house: house.rows(programme))) == 2


@pytest.mark.parametrize("name", ["", "   ", "x" * 201], ids=["empty", "blank", "too long"])
def test_a_name_that_is_none_is_refused(alongside: Alongside, name: str) -> None:
    said = alongside("organisation", "add", name).said()

    assert said == "give the organisation a name of 1 to 200 characters"


@pytest.mark.usefixtures("school")
def test_an_invitation_opens_the_door(alongside: Alongside, database: str) -> None:
    made = alongside("invite", "young-person", *OAK, "--json").json

    assert re.fullmatch(f"[{CODE_ALPHABET}]{{8}}", made["code"])
    assert made["link"] is None
    answered = in_the_store(database, lambda house: house.say("1", made["code"]))
    assert answered == ["welcome", "privacy"]


def test_a_postgresql_store_serves_as_well(
    alongside: Alongside, monkeypatch: pytest.MonkeyPatch, postgres_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    assert alongside("organisation", "add", "Oak School").out == "Added Oak School.\n"
    assert alongside("organisation", "add", "OAK SCHOOL", "--json").json["added"] is False
    code = alongside("invite", "mentor", *OAK, "--json").json["code"]

    assert in_the_store(postgres_url, lambda house: house.say("1", code)) == [
        "mentor_welcome",
        "mentor_privacy",
    ]
    [row] = alongside("people", *OAK, "--json").json
    assert (row["role"], row["status"]) == ("mentor", "joining")


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize(
    ("words", "uses", "days", "told"),
    [
        ((), 1, None, "For one person: mentor, Oak School"),
        (("--uses", "30"), 30, None, "For 30 people: mentor, Oak School"),
        (("--uses", "2", "--expires", "7"), 2, 7, "For 2 people, for 7 days: mentor, Oak School"),
    ],
    ids=["one", "many", "for a week"],
)
def test_how_many_and_how_long(
    alongside: Alongside, database: str, words: tuple[str, ...], uses: int, days: int | None, told: str
) -> None:
    code, link, whom = alongside("invite", "mentor", *OAK, *words).out.splitlines()

    assert whom == told
    assert link.startswith("Link:  none yet: set TELEGRAM_TOKEN")
    [row] = in_the_store(database, lambda house: house.rows(invitation))
    assert code == f"Code:  {shown(row.code)}"
    assert (row.role, row.uses) == ("mentor", uses)
    assert row.expires_at == (row.created_at + timedelta(days=days) if days else None)


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize(
    "words",
    [("--uses", "0"), ("--uses", "many"), ("--expires", "0"), ("--expires", "soon"), ("--uses", "100001")],
)
def test_numbers_that_cannot_be_are_refused(alongside: Alongside, words: tuple[str, str]) -> None:
    assert alongside("invite", "mentor", *OAK, *words).said().startswith(f"Invalid value for '{words[0]}'")


def test_an_organisation_that_nobody_added_is_told_how_to_be(alongside: Alongside, database: str) -> None:
    said = alongside("invite", "mentor", *OAK).said()

    assert said == "there is no organisation 'Oak School': run: alongside organisation add 'Oak School'"
    assert in_the_store(database, lambda house: house.rows(invitation)) == []


@pytest.mark.usefixtures("school")
def test_a_link_names_the_bot_and_the_code(alongside: Alongside, telegram: World) -> None:
    made = alongside("invite", "coordinator", *OAK, "--json").json

    assert made == {
        "code": made["code"],
        "link": f"https://t.me/{telegram.bot.username}?start={made['code']}",
        "role": "coordinator",
        "organisation": "Oak School",
        "uses": 1,
        "expires_in_days": None,
    }
    assert f"Link:  https://t.me/{telegram.bot.username}?start=" in alongside("invite", "mentor", *OAK).out


@pytest.mark.usefixtures("school", "telegram")
def test_a_qr_picture_is_a_picture(alongside: Alongside, tmp_path: Path) -> None:
    png, svg = tmp_path / "poster.png", tmp_path / "poster.SVG"

    assert alongside("invite", "mentor", *OAK, "--qr", str(png), "--json").json["qr"] == str(png)
    assert f"QR:    {svg}" in alongside("invite", "mentor", *OAK, "--qr", str(svg)).out

    picture = png.read_bytes()
    assert picture.startswith(PNG)
    width, height = struct.unpack(">II", picture[16:24])
    assert width == height >= 8 * (21 + 8)
    drawn = ET.fromstring(svg.read_text("utf-8"))  # noqa: S314 - as above
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert drawn.get("width") == drawn.get("height")


@pytest.mark.usefixtures("school", "telegram")
@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("poster.jpg", "a QR picture is a .png or a .svg file, and poster.jpg is neither"),
        ("poster", "a QR picture is a .png or a .svg file, and poster is neither"),
        (
            "no/such/folder.png",
            "the QR picture cannot be written to no/such/folder.png: No such file or directory",
        ),
    ],
    ids=["another kind", "no kind", "no folder"],
)
def test_a_qr_picture_that_cannot_be_made_is_told(alongside: Alongside, file: str, line: str) -> None:
    assert alongside("invite", "mentor", *OAK, "--qr", file).said() == line


@pytest.mark.usefixtures("school")
def test_a_qr_picture_needs_a_token(alongside: Alongside) -> None:
    said = alongside("invite", "mentor", *OAK, "--qr", "poster.png").said()

    assert said == "a QR picture holds the link to your bot: set TELEGRAM_TOKEN first"


@pytest.mark.usefixtures("school")
def test_a_telegram_that_is_away_costs_the_link_and_no_more(
    alongside: Alongside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:abc")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:1")

    assert alongside("invite", "mentor", *OAK, "--json").json["link"] is None
    said = alongside("invite", "mentor", *OAK, "--qr", "poster.png").said()
    assert said == "Telegram cannot be asked for the bot's name (no connection): try again later"


@pytest.mark.usefixtures("school")
def test_a_token_that_is_none_is_told(alongside: Alongside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "a-secret")

    said = alongside("invite", "mentor", *OAK).said()

    assert said.startswith("TELEGRAM_TOKEN is not a bot's token")
    assert "secret" not in said


@pytest.mark.usefixtures("school")
def test_people_are_listed_without_their_names(alongside: Alongside, database: str) -> None:
    assert alongside("people").out == "Nobody is here yet. Try: alongside invite --help\n"
    assert alongside("people", "--json").json == []

    in_the_store(database, lambda house: house.come_in("1001", "1002"))
    in_the_store(database, lambda house: house.say("1001", "Zebedee"))

    rows = alongside("people", "--json").json
    assert [(row["role"], row["roles"], row["status"], row["organisation"]) for row in rows] == [
        ("young-person", ["young-person"], "joining", "Oak School")
    ] * 2
    assert rows[0]["id"] < rows[1]["id"]
    heading, first, second = alongside("people").out.splitlines()
    assert heading.split() == ["id", "role", "status", "organisation"]
    assert first.split() == [str(rows[0]["id"]), "young-person", "joining", "Oak", "School"]
    assert second.split()[0] == str(rows[1]["id"])
    assert "Zebedee" not in alongside("people").out + alongside("people", "--json").out


@pytest.mark.usefixtures("school")
def test_people_of_one_organisation(alongside: Alongside, database: str) -> None:
    in_the_store(database, lambda house: house.come_in("1001", "1002"))
    alongside("organisation", "add", "Elm College")

    assert len(alongside("people", *OAK, "--json").json) == 2
    assert alongside("people", "--organisation", "elm college", "--json").json == []
    said = alongside("people", "--organisation", "Ash").said()
    assert said == "there is no organisation 'Ash': run: alongside organisation add 'Ash'"
