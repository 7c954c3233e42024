"""What fits into a button, and what comes back out of it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.heard import TurnToken
from handlers.rendered import Button
from handlers.telegram.buttons import keyboard, pack, unpack

URL_SAFE = string.ascii_letters + string.digits + "-_"
PRINTABLE = "".join(chr(code) for code in range(32, 127))
TOKENS = st.builds(TurnToken, st.text(URL_SAFE, min_size=1, max_size=12), st.integers(0, 9_999_999_999))
VALUES = st.text(PRINTABLE, min_size=1, max_size=40)


@given(st.none() | TOKENS, VALUES)
def test_comes_back_and_fits(token: TurnToken | None, value: str) -> None:
    data = pack(token, value)
    assert len(data.encode()) <= 64
    assert unpack(data) == (token, value)


def test_the_largest_is_exactly_the_limit() -> None:
    assert len(pack(TurnToken("abcdefghij-_", 9_999_999_999), "v" * 40)) == 64


@given(st.text())
def test_anything_else_is_not_ours(data: str) -> None:
    token, value = unpack(data)
    if value:
        assert pack(token, value) == data or data.split(".")[1].startswith("0")


UNFIT = {
    "long run": (TurnToken("abcdefghijklm", 1), "yes"),
    "no run": (TurnToken("", 1), "yes"),
    "a dot in the run": (TurnToken("a.b", 1), "yes"),
    "negative turn": (TurnToken("a", -1), "yes"),
    "long turn": (TurnToken("a", 10_000_000_000), "yes"),
    "long value": (None, "v" * 41),
    "empty value": (None, ""),
    "not ASCII": (None, "café"),
    "line break": (None, "a\n"),
}


@pytest.mark.parametrize(("token", "value"), UNFIT.values(), ids=UNFIT.keys())
def test_what_does_not_fit_is_refused(token: TurnToken | None, value: str) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        pack(token, value)


def labels(*words: str) -> list[list[str]]:
    made = keyboard([Button(word, "v") for word in words], None)
    return [[key.text for key in row] for row in made.inline_keyboard] if made else []


def test_rows() -> None:
    assert labels() == []
    assert labels("1", "2", "3") == [["1", "2"], ["3"]]
    assert labels("x" * 16, "y") == [["x" * 16, "y"]]
    assert labels("x" * 17, "y") == [["x" * 17], ["y"]]
    assert labels("a", "b", "c", "x" * 17, "d", "e") == [["a", "b"], ["c"], ["x" * 17], ["d", "e"]]
    assert sum(len(row) for row in labels(*["x"] * 100)) == 100
