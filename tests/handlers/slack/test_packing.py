"""What fits into a block's id and a form's metadata, and what comes back out of them."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.heard import TurnToken
from handlers.slack.packing import BLOCK_ID_LIMIT, Origin, pack, pack_form, unpack, unpack_form

URL_SAFE = string.ascii_letters + string.digits + "-_"
TOKENS = st.builds(TurnToken, st.text(URL_SAFE, min_size=1, max_size=64), st.integers(0, 9_999_999_999))
MESSAGES = st.just("") | st.from_regex(r"D[A-Z0-9]{8,10}:[0-9]{10}\.[0-9]{6}", fullmatch=True)


@given(st.none() | TOKENS, st.integers(0, 9999))
def test_a_question_comes_back_and_fits(token: TurnToken | None, number: int) -> None:
    block_id = pack(token, number)
    assert len(block_id) <= BLOCK_ID_LIMIT
    assert unpack(block_id) == Origin(token)


def test_ids_of_one_message_differ() -> None:
    token = TurnToken("r4bc", 3)
    assert len({pack(token, number) for number in range(100)}) == 100


@pytest.mark.parametrize("block_id", ["", "yFw", "ask", "ask.", "ask.r.1", "ask.r.x.0", "ask...", "Ask...0"])
def test_an_id_that_is_not_ours(block_id: str) -> None:
    assert unpack(block_id) is None


UNFIT = {
    "long run": (TurnToken("r" * 65, 1), 0),
    "no run": (TurnToken("", 1), 0),
    "a dot in the run": (TurnToken("a.b", 1), 0),
    "negative turn": (TurnToken("a", -1), 0),
    "long turn": (TurnToken("a", 10_000_000_000), 0),
    "negative number": (None, -1),
    "long number": (None, 10_000),
}


@pytest.mark.parametrize(("token", "number"), UNFIT.values(), ids=UNFIT.keys())
def test_what_does_not_fit_is_refused(token: TurnToken | None, number: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        pack(token, number)


@given(st.none() | TOKENS, MESSAGES)
def test_a_form_comes_back(token: TurnToken | None, message: str) -> None:
    assert unpack_form(pack_form(token, message)) == Origin(token, message)


def test_the_largest_form_is_exactly_the_limit() -> None:
    room = 3000 - len(pack_form(None, ""))
    assert len(pack_form(None, "m" * room)) == 3000
    with pytest.raises(ValueError, match="does not fit"):
        pack_form(None, "m" * (room + 1))


NOT_OURS = {
    "nothing": "",
    "no JSON": "{",
    "a list": "[]",
    "another form": '{"step": 3}',
    "a turn in words": '{"asked": ["r", "3"], "message": ""}',
    "too deep": "[" * 100_000,
}


@pytest.mark.parametrize("metadata", NOT_OURS.values(), ids=NOT_OURS.keys())
def test_metadata_that_is_not_ours(metadata: str) -> None:
    assert unpack_form(metadata) is None
