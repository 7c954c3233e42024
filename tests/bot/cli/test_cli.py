"""The command line as a whole: help on demand, and every error one line that says what to do."""

from __future__ import annotations

import re

import pytest

from storage import organisations
from storage.errors import StoreBusy
from tests.bot.cli.conftest import Alongside


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("organisation",), ("invite", "--help")])
def test_help_is_on_the_standard_output(alongside: Alongside, words: tuple[str, ...]) -> None:
    ended = alongside(*words)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Usage: alongside")


def test_it_says_its_version(alongside: Alongside) -> None:
    assert alongside("--version").out.startswith("alongside, version ")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("xyzzy",), "No such command 'xyzzy'. Try: alongside --help"),
        (("people", "--nope"), "No such option '--nope'. Try: alongside people --help"),
        (("invite", "mentor"), "Missing option '--organisation'. Try: alongside invite --help"),
        (("organisation", "add"), "Missing argument 'NAME'. Try: alongside organisation add --help"),
        (("demo", "--port", "99999"), "Invalid value for '--port': 99999 is not in the range 0<=x<=65535."),
        (("invite", "king", "--organisation", "x"), "Invalid value for 'ROLE': 'king' is not one of"),
    ],
    ids=["no command", "no option", "option missing", "argument missing", "out of range", "no such role"],
)
def test_a_slip_is_one_line(alongside: Alongside, words: tuple[str, ...], line: str) -> None:
    assert alongside(*words).said().startswith(line)


@pytest.mark.parametrize(
    "words", [("people",), ("serve",), ("doctor",), ("migrate",), ("organisation", "add", "Oak School")]
)
def test_a_setting_that_is_not_right_is_one_line(
    alongside: Alongside, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PORT", "a-secret-that-slipped-in-here")

    said = alongside(*words).said()

    assert said.startswith("PORT is not right: ")
    assert said.endswith("See docs/settings.md")
    assert "slipped" not in said


@pytest.mark.parametrize(
    "words", [("people",), ("serve",), ("migrate",), ("organisation", "add", "Oak School")]
)
@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("nonsense", "DATABASE_URL: it is no address of a database: give sqlite:///path or postgresql://..."),
        ("mysql://u:secret@x/y", "DATABASE_URL: the store cannot be mysql: give sqlite:///path"),
        ("sqlite://", "DATABASE_URL: the store must be a file: give sqlite:///path"),
        ("sqlite:////proc/no/x.sqlite", "DATABASE_URL: No such file or directory: /proc/no"),
        (
            "postgresql://u:secret@127.0.0.1:1/x",
            "DATABASE_URL: The database cannot be reached, or went away.",
        ),
    ],
    ids=["no address", "another database", "no file", "no folder", "nobody there"],
)
def test_a_database_that_cannot_be_used_is_one_line(
    alongside: Alongside, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], url: str, line: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:abc")

    said = alongside(*words).said()

    assert said.startswith(line)
    assert "secret" not in said


def test_a_database_without_tables_says_what_to_do(
    alongside: Alongside, monkeypatch: pytest.MonkeyPatch, empty_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_url)

    ended = alongside("people")

    if empty_url.startswith("sqlite"):
        assert ended.code == 0
    else:
        assert ended.said() == "the database has older tables than this version: run: alongside migrate"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            RuntimeError("Zebedee's secret"),
            r"a fault of this program: RuntimeError at test_cli\.py:\d+ broken < ",
        ),
        (StoreBusy("It is busy."), r"It is busy\. Look at DATABASE_URL, then run: alongside doctor$"),
        (ValueError("It is wrong."), r"It is wrong\.$"),
    ],
    ids=["a fault of ours", "the store is busy", "what is wrong"],
)
def test_what_goes_wrong_in_between_is_one_line(
    alongside: Alongside, monkeypatch: pytest.MonkeyPatch, error: Exception, line: str
) -> None:
    async def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(organisations, "add", broken)

    said = alongside("organisation", "add", "Oak School").said()

    assert re.match(line, said)
    assert "Zebedee" not in said


def test_whoever_interrupts_it_is_told_nothing(alongside: Alongside, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(organisations, "add", interrupted)

    ended = alongside("organisation", "add", "Oak School")

    assert (ended.code, ended.out) == (1, "")
