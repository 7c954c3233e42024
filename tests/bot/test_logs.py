"""Logs: lines for people or for machines, and never a name, a text or a token in them."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys

import pytest
import structlog

from bot import logs

SECRET = "Zebedee said 123456:a-token"
PLACE = re.compile(r"test_logs\.py:\d+ broken")


pytestmark = pytest.mark.usefixtures("logging_set_back")


def broken() -> None:
    raise ValueError(SECRET)


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info", "json")
    structlog.get_logger().warning("not sent", outbox=7)

    [line] = lines(capsys)
    entry = json.loads(line)
    assert (entry["event"], entry["level"], entry["outbox"]) == ("not sent", "warning", 7)
    assert entry["timestamp"].endswith("Z")


def test_text_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info", "text")
    structlog.get_logger().warning("not sent", outbox=7)

    [line] = lines(capsys)
    assert re.match(r"\d\d:\d\d:\d\d \[warning *\] not sent +outbox=7", line)


def test_auto_is_json_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info", "auto")
    structlog.get_logger().info("serving")

    assert json.loads(lines(capsys)[0])["event"] == "serving"


def test_auto_is_text_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    logs.set_up("info", "auto")
    structlog.get_logger().info("serving")

    [line] = lines(capsys)
    assert "serving" in line
    assert not line.startswith("{")


@pytest.mark.parametrize(
    ("level", "seen"), [("debug", 4), ("info", 3), ("warning", 2), ("error", 1)], ids=str
)
def test_what_is_less_than_the_level_is_left_out(
    capsys: pytest.CaptureFixture[str], level: str, seen: int
) -> None:
    logs.set_up(level, "json")
    log = structlog.get_logger()
    for say in (log.debug, log.info, log.warning, log.error):
        say("hello")

    assert len(lines(capsys)) == seen


@pytest.mark.parametrize("style", ["json", "text"])
def test_an_exception_is_its_type_and_place_and_never_its_words(
    capsys: pytest.CaptureFixture[str], style: str
) -> None:
    logs.set_up("info", style)
    log = structlog.get_logger()
    try:
        broken()
    except ValueError as error:
        log.error("one", exc_info=error)
        log.exception("two")
        log.error("three", exc_info=sys.exc_info())
        logging.getLogger("a.library").exception("four")
        logging.getLogger("another").error("five", exc_info=error)

    told = lines(capsys)
    assert len(told) == 5
    for line in told:
        assert "ValueError" in line
        assert PLACE.search(line)
        assert "Zebedee" not in line
        assert "a-token" not in line


@pytest.mark.parametrize("library", logs.QUIET)
def test_libraries_that_would_print_addresses_or_texts_keep_quiet(
    capsys: pytest.CaptureFixture[str], library: str
) -> None:
    logs.set_up("debug", "json")
    logging.getLogger(library).info("GET /bot123:token/sendMessage")
    logging.getLogger("another").info("hello")

    assert len(lines(capsys)) == 1


async def test_what_nobody_waited_for_is_told_without_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("info", "json")
    asyncio.get_running_loop().set_exception_handler(logs.nobody_waited)

    asyncio.get_running_loop().call_soon(broken)
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    [line] = lines(capsys)
    entry = json.loads(line)
    assert (entry["error"], entry["level"]) == ("ValueError", "error")
    assert PLACE.search(entry["at"])
    assert "Zebedee" not in line


def test_where_says_the_innermost_first() -> None:
    try:
        broken()
    except ValueError as error:
        assert re.fullmatch(r"test_logs\.py:\d+ broken < test_logs\.py:\d+ test_where\w+", logs.where(error))
