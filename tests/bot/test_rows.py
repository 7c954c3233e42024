"""Rows: what conversations say goes into the store and comes out as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rows import LAST_TURN, address_of, heard_of, heard_row, key_of, lane_of, reply_of, reply_row
from conversations.heard import Address, Heard, Kind, Platform, TurnToken
from conversations.reply import Act, Attachable, Attached, Choice, Entry, FormField, Order, Part, Reply
from storage.inbox import HeardRow
from storage.outbox import OutboxRow
from tests.clocks import MORNING

WORD = st.text(max_size=20)
TOKENS = st.none() | st.builds(TurnToken, WORD, st.integers(0, LAST_TURN))
USERS = st.text(st.characters(exclude_characters=":", codec="utf-8"), max_size=12)
ADDRESSES = st.builds(Address, st.sampled_from(Platform), WORD, USERS)
FIELDS = st.dictionaries(WORD, WORD, max_size=3)
HEARD = st.builds(
    Heard,
    ADDRESSES,
    st.sampled_from(Kind),
    WORD,
    st.just(MORNING),
    WORD,
    WORD,
    WORD,
    TOKENS,
    WORD,
    WORD,
    FIELDS,
)
CHOICES = st.lists(st.builds(Choice, WORD, WORD, WORD, st.booleans()), max_size=3).map(tuple)
VALUES = st.dictionaries(WORD, st.none() | st.booleans() | st.integers() | WORD | st.lists(WORD), max_size=3)
PARTS = st.lists(st.builds(Part, WORD, VALUES), max_size=3).map(tuple)
UNMARKED = st.lists(st.builds(Choice, WORD, WORD, WORD), max_size=3).map(tuple)
ENTRIES = st.sampled_from(Entry)
FORM_FIELDS = st.builds(
    FormField, WORD, st.builds(Part, WORD, VALUES), UNMARKED, st.booleans(), ENTRIES, st.booleans(), WORD
)
FORMS = st.lists(FORM_FIELDS, min_size=1, max_size=2).map(tuple)
PLAIN_REPLIES = st.builds(
    Reply,
    st.sampled_from(Act),
    PARTS,
    CHOICES,
    TOKENS,
    st.sampled_from(Order),
    WORD,
    WORD,
    CHOICES,
    several=st.booleans(),
    entry=ENTRIES,
    attached=st.none() | st.builds(Attached, st.sampled_from(Attachable), VALUES),
)
REPLIES = PLAIN_REPLIES | st.builds(
    lambda reply, form, title: replace(reply, form=form, title=title), PLAIN_REPLIES, FORMS, WORD
)


@pytest.mark.parametrize(
    ("address", "lane"),
    [
        (Address(Platform.TELEGRAM, "7"), "telegram"),
        (Address(Platform.SLACK, "U1", "T1"), "slack:T1"),
    ],
    ids=["one token", "one a workspace"],
)
def test_an_address_is_reached_by_its_tokens_lane(address: Address, lane: str) -> None:
    assert lane_of(address) == lane


@given(ADDRESSES)
def test_an_address_comes_back(address: Address) -> None:
    assert address_of(key_of(address)) == address


@given(HEARD)
def test_what_was_heard_comes_back(heard: Heard) -> None:
    assert heard_of(HeardRow(id=1, **heard_row(heard, MORNING))) == heard


@given(REPLIES)
def test_a_reply_comes_back_through_json(reply: Reply) -> None:
    rest: dict[str, Any] = dict.fromkeys(OutboxRow._fields, None)
    row = json.loads(json.dumps(reply_row(reply)))
    assert row.pop("forget") is reply.fleeting

    assert reply_of(OutboxRow(**{**rest, **row})) == reply


def test_a_row_that_waits_since_only_invitations_went_along_is_read_too() -> None:
    row: dict[str, Any] = {**dict.fromkeys(OutboxRow._fields, None), **reply_row(Reply())}
    del row["forget"]

    assert reply_of(OutboxRow(**{**row, "extras": {"qr": "ABCD1234"}})).attached == Attached(
        Attachable.QR, {"code": "ABCD1234"}
    )


@pytest.mark.parametrize(("turn", "kept"), [(LAST_TURN, LAST_TURN), (LAST_TURN + 1, None)])
def test_a_turn_that_no_column_holds_is_no_token(turn: int, kept: int | None) -> None:
    heard = Heard(Address(Platform.TELEGRAM, "1"), Kind.CHOICE, "1", MORNING, token=TurnToken("run", turn))

    assert heard_row(heard, MORNING)["token_turn"] == kept
