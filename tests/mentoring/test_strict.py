"""A table of a TOML file says each thing as it must, and nothing else; an error is one line that names it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest

from mentoring.strict import StrictError, Table


def table(text: str) -> Table:
    return Table("a.toml", tomllib.loads(text))


def error_of(work: Callable[[], Any]) -> str:
    with pytest.raises(StrictError) as raised:
        work()
    said = str(raised.value)
    assert "\n" not in said
    return said


def test_what_is_there_is_read_and_what_is_not_is_as_usual() -> None:
    read = table('number = 3\nsome = ["b", "a"]\nat = 09:30:00\nword = "b"\nyes = true\nrising = [1, 5]')

    assert read.number("number", 1, 3) == 3
    assert read.number("other", 1, 3, 2) == 2
    assert read.some_of("some", ("a", "b", "c"), ()) == ("a", "b")
    assert read.clock("at", time(8)) == time(9, 30)
    assert read.clock("later", time(8)) == time(8)
    assert read.one_of("word", ("a", "b")) == "b"
    assert read.truth("yes", usual=False)
    assert not read.truth("no", usual=False)
    assert read.numbers("rising", 1, 5, ()) == (1, 5)
    assert read.numbers("none", 1, 5, ()) == ()
    read.close()


@pytest.mark.parametrize(
    ("text", "work", "said"),
    [
        ("", lambda t: t.number("n", 1, 3), "n: is missing"),
        ("n = 4", lambda t: t.number("n", 1, 3), "n: must be a whole number from 1 to 3"),
        ("n = true", lambda t: t.number("n", 0, 3), "n: must be a whole number from 0 to 3"),
        ("n = 1.0", lambda t: t.number("n", 1, 3), "n: must be a whole number from 1 to 3"),
        ("n = 1", lambda t: t.numbers("n", 1, 3, (2,)), "n: must be a list of whole numbers, as in [2]"),
        ("n = [4]", lambda t: t.numbers("n", 1, 3, ()), "n: must be a whole number from 1 to 3"),
        ("n = [2, 2]", lambda t: t.numbers("n", 1, 3, ()), "n: each number must be larger than the one"),
        ("n = [2, 1]", lambda t: t.numbers("n", 1, 3, ()), "n: each number must be larger than the one"),
        ('y = "yes"', lambda t: t.truth("y", usual=True), "y: must be true or false"),
        ('w = ""', lambda t: t.line("w", 3), "w: must be one line of 1 to 3 characters"),
        ('w = "four"', lambda t: t.line("w", 3), "w: must be one line of 1 to 3 characters"),
        ('w = " a"', lambda t: t.line("w", 3), "w: must be one line of 1 to 3 characters"),
        ('w = "a\\nb"', lambda t: t.line("w", 3), "w: must be one line of 1 to 3 characters"),
        ("w = 3", lambda t: t.line("w", 3), "w: must be one line of 1 to 3 characters"),
        ('w = ["a"]', lambda t: t.lines("w", 2, 3), "w: must be a list of 2 lines"),
        ('w = ["a", "a"]', lambda t: t.lines("w", 2, 3), "w: says the same thing twice"),
        ('w = "ab"', lambda t: t.lines("w", 2, 3), "w: must be a list of 2 lines"),
        ('c = "09:00"', lambda t: t.clock("c", time(8)), "c: must be a time without quotation marks"),
        ("c = 09:00:30", lambda t: t.clock("c", time(8)), "c: must be a time without quotation marks"),
        ('o = "c"', lambda t: t.one_of("o", ("a", "b")), 'o: must be one of "a", "b"'),
        ("o = 1", lambda t: t.one_of("o", ("a", "b")), 'o: must be one of "a", "b"'),
        ('o = ["c"]', lambda t: t.some_of("o", ("a", "b"), ()), 'o: must be one of "a", "b"'),
        ('o = ["a", "a"]', lambda t: t.some_of("o", ("a", "b"), ()), "o: says the same thing twice"),
        ('o = "a"', lambda t: t.some_of("o", ("a", "b"), ()), 'o: must be a list of some of "a", "b"'),
        ("t = 1", lambda t: t.table("t"), "t: must be a table"),
        ("t = 1", lambda t: list(t.tables("t")), "t: must be a list of tables, each under [[t]]"),
        ("t = [1]", lambda t: list(t.tables("t")), "t 1: must be a table"),
        ("t = {}\nu = 1", lambda t: (t.table("t"), t.close()), 'u: is not known; known are "t"'),
    ],
)
def test_what_cannot_be_taken_is_named(text: str, work: Callable[[Table], Any], said: str) -> None:
    assert error_of(lambda: work(table(text))).startswith(f"a.toml: {said}")


def test_an_error_says_which_table_of_a_list_it_is_in() -> None:
    first, second = table("[[t]]\nn = 1\n[[t]]\nn = 9\n[t.u]\nx = 1").tables("t")

    assert first.number("n", 1, 3) == 1
    assert error_of(lambda: second.number("n", 1, 3)).startswith("a.toml: t 2.n: must be")
    assert error_of(second.table("u").close).startswith("a.toml: t 2.u.x: is not known")


def test_what_is_no_table_at_all_is_refused() -> None:
    assert error_of(lambda: Table("a.toml", [])) == "a.toml: the file: must be a table"
