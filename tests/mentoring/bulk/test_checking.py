"""Rows of a list of people: what each may say, and what is told of one that is wrong."""

from __future__ import annotations

import pytest

from conversations.facts import Facts, Role
from mentoring.bulk.checking import ROLES, Entry, Problem, checked
from mentoring.bulk.reading import COLUMNS, Row
from tests.clocks import MORNING

FACTS = Facts(now=MORNING)


def a_row(external_id: str, role: str, organisation: str, first_name: str, *, surplus: bool = False) -> Row:
    """Return a row as it is read from line 7."""
    cells = (external_id, role, organisation, first_name)
    return Row(7, dict(zip(COLUMNS, cells, strict=True)), surplus)


@pytest.mark.parametrize(
    ("row", "role", "name"),
    [
        (a_row("S1", "mentor", "Oak School", "Zoë"), Role.MENTOR, "Zoë"),
        (a_row("S1", "Young Person", "Oak School", ""), Role.YOUNG_PERSON, ""),
        (a_row("S1", "young_person", "Oak School", "  Mary   Ann "), Role.YOUNG_PERSON, "Mary Ann"),
        (a_row("S1", "COORDINATOR", "Oak School", "Seán-Óg"), Role.COORDINATOR, "Seán-Óg"),
    ],
    ids=["plain", "no name", "spaces in a name", "capitals"],
)
def test_a_good_row(row: Row, role: Role, name: str) -> None:
    assert checked(row, FACTS) == Entry(7, "S1", role, "Oak School", name)


def test_a_first_name_need_not_be_a_column() -> None:
    row = Row(7, {"external_id": "S1", "role": "mentor", "organisation": "Oak School"}, surplus=False)

    assert checked(row, FACTS) == Entry(7, "S1", Role.MENTOR, "Oak School", "")


def test_a_safeguarding_lead_is_not_invited_by_a_list() -> None:
    assert list(ROLES) == ["young-person", "mentor", "coordinator"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (a_row("", "mentor", "Oak", ""), "external_id is empty"),
        (a_row("S1", "", "Oak", ""), "role is empty"),
        (a_row("S1", "mentor", "", ""), "organisation is empty"),
        (a_row("", "", "", "Ann"), "external_id is empty; role is empty; organisation is empty"),
        (a_row("S1", "king", "Oak", ""), "role is none of young-person, mentor, coordinator"),
        (
            a_row("S1", "safeguarding-lead", "Oak", ""),
            "role is none of young-person, mentor, coordinator",
        ),
        (a_row("S1", "mentor", "Oak", "hello"), "first_name is no first name"),
        (a_row("S1", "mentor", "Oak", "<!channel>"), "first_name is no first name"),
        (a_row("S1", "mentor", "Oak", "x" * 41), "first_name is longer than 40 characters"),
        (a_row("S1", "mentor", "Oak", "x" * 1_000_000), "first_name is longer than 200 characters"),
        (a_row("x" * 201, "mentor", "Oak", ""), "external_id is longer than 200 characters"),
        (a_row("S1", "m" * 201, "Oak", ""), "role is longer than 200 characters"),
        (a_row("S1", "mentor", "O" * 201, ""), "organisation is longer than 200 characters"),
        (a_row("=1+1", "mentor", "Oak", ""), "external_id begins with =, as a formula does"),
        (a_row("S1", "mentor", "Oak", "=cmd|' /C calc'!A0"), "first_name begins with =, as a formula does"),
        (a_row("S1", "mentor", "Oak", "+Ann"), "first_name begins with +, as a formula does"),
        (a_row("S1", "mentor", "Oak", "-Ann"), "first_name begins with -, as a formula does"),
        (a_row("S1", "mentor", "Oak", "@Ann"), "first_name begins with @, as a formula does"),
        (a_row("S\n1", "mentor", "Oak", ""), "external_id has characters that cannot be seen"),
        (a_row("S1\u200b", "mentor", "Oak", ""), "external_id has characters that cannot be seen"),
        (
            a_row("S1", "mentor", "Oak", "Ann", surplus=True),
            "it has more cells than the first row has columns",
        ),
        (
            a_row("@1", "king", "Oak", "?"),
            "external_id begins with @, as a formula does; "
            "role is none of young-person, mentor, coordinator; first_name is no first name",
        ),
    ],
    ids=[
        "no id",
        "no role",
        "no organisation",
        "nothing but a name",
        "no such role",
        "a role that is not invited so",
        "no name",
        "a mention",
        "a long name",
        "a very long name",
        "a long id",
        "a long role",
        "a long organisation",
        "a formula for an id",
        "a formula for a name",
        "plus",
        "minus",
        "at",
        "an id on two lines",
        "an id with an unseen character",
        "a comma too many",
        "several",
    ],
)
def test_what_is_wrong_is_told_without_citing_it(row: Row, reason: str) -> None:
    assert checked(row, FACTS) == Problem(7, reason)
