"""Checks a row of a list of people, and says everything that is wrong with it."""

from __future__ import annotations

import re
from typing import NamedTuple

from conversations.check import Rejected
from conversations.checks import first_name
from conversations.checks.names import LONGEST_NAME
from conversations.facts import Facts, Role
from mentoring.bulk.reading import COLUMNS, REQUIRED, Row
from mentoring.bulk.writing import FORMULA, word

ROLES = {word(role): role for role in (Role.YOUNG_PERSON, Role.MENTOR, Role.COORDINATOR)}
"""The words for the roles that can be invited."""

LONGEST_CELL = 200
"""Characters; an organisation's name has no more, and an id or a first name far fewer."""

_KEPT = ("external_id", "first_name")
_GAPS = re.compile(r"[\s_-]+")
_NO_NAME = {
    "not_a_name": "first_name is no first name",
    "name_too_long": f"first_name is longer than {LONGEST_NAME} characters",
}


class Entry(NamedTuple):
    """What a row says, checked; the organisation may still be nobody's name."""

    line: int
    external_id: str
    role: Role
    organisation: str
    first_name: str


class Problem(NamedTuple):
    """Why a row was not taken. The reason cites no cell: a column that slipped may hold a name."""

    line: int
    reason: str


def checked(row: Row, facts: Facts) -> Entry | Problem:
    """Return what ``row`` says, or everything that is wrong with it."""
    cells = {name: row.cells.get(name, "") for name in COLUMNS}
    role = ROLES.get(_GAPS.sub("-", cells["role"].casefold()))
    name, unfit = _first_name(cells["first_name"], facts)
    reasons = [reason for each in COLUMNS if (reason := _general(each, cells[each]))]
    if row.surplus:
        reasons.append("it has more cells than the first row has columns")
    if role is None and not _general("role", cells["role"]):
        reasons.append(f"role is none of {', '.join(ROLES)}")
    if not cells["external_id"].isprintable():
        reasons.append("external_id has characters that cannot be seen")
    if unfit and not _general("first_name", cells["first_name"]):
        reasons.append(unfit)
    if role is None or reasons:
        return Problem(row.line, "; ".join(reasons))
    return Entry(row.line, cells["external_id"], role, cells["organisation"], name)


def _general(column: str, cell: str) -> str:
    """Return what is wrong with a cell of any column, or an empty text."""
    if not cell:
        return f"{column} is empty" if column in REQUIRED else ""
    if len(cell) > LONGEST_CELL:
        return f"{column} is longer than {LONGEST_CELL} characters"
    if column in _KEPT and cell[0] in FORMULA:
        return f"{column} begins with {cell[0]}, as a formula does"
    return ""


def _first_name(cell: str, facts: Facts) -> tuple[str, str]:
    """Return the name, and why it is none."""
    if not cell or len(cell) > LONGEST_CELL:
        return "", ""
    try:
        return first_name.parse(cell, facts), ""
    except Rejected as rejected:
        return "", _NO_NAME[rejected.prompt]
