"""The programmes that there are: each is a file of programmes/, read strictly when it is first needed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import structlog

import programmes
from conversations.programme import (
    Framework,
    Hours,
    Nudging,
    Question,
    SchoolHours,
    Topic,
)
from mentoring.strict import StrictError, Table

log = structlog.get_logger()

FOLDER = Path(programmes.__file__).parent

USUAL = "one-hour-a-month"
"""The programme of whoever is in none, and of whoever is in one whose file is no more."""

OUTCOMES = ("knowledge", "networks", "skills", "confidence")
"""What a programme is to change for a young person; each statement of its survey measures one."""

REMINDERS = ("week", "day", "hour")
"""How long before a meeting it can be reminded of."""

HOLIDAYS = ("ENG", "NIR", "SCT", "WLS")
"""Nations whose public holidays can be kept free."""

NO_HOLIDAYS = "none"
"""What a file says where a programme meets on public holidays too."""

QUESTIONS = 3
"""Questions to begin a meeting with, for each side."""

MOST_MONTHS = 24
LONGEST_TITLE = 40
"""Characters of a title: a button on a phone shows no more."""
LONGEST_QUESTION = 120
LONGEST_KEY = 20

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEY = re.compile(r"[a-z]+(?:_[a-z]+)*")


@cache
def frameworks() -> Mapping[str, Framework]:
    """Return every programme by name; raises StrictError where a file is wrong."""
    return MappingProxyType(read(FOLDER))


@cache
def framework(name: str) -> Framework:
    """Return the programme of this name; where there is none, the usual one, and the log hears of it."""
    known = frameworks()
    if name not in known:
        log.error("a programme's file is not there: the usual one is taken", programme=name, usual=USUAL)
    return known.get(name, known[USUAL])


def rules_of(programme: Framework) -> dict[str, Any]:
    """Return what an organisation that offers a programme keeps of it, as columns of its programme."""
    return {
        "name": programme.title,
        "minimum_age": programme.minimum_age,
        "maximum_age": programme.maximum_age,
        "months": programme.months,
        "meeting_minutes": programme.minutes,
        "framework": programme.name,
    }


def read(folder: Path) -> dict[str, Framework]:
    """Return every programme of a folder by its file's name; raises StrictError where a file is wrong."""
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    if USUAL not in found:
        raise StrictError(f"{folder.name}/{USUAL}.toml: the file: is missing; it is the usual programme")
    return found


def _read(path: Path) -> Framework:
    file = f"{path.parent.name}/{path.name}"
    if not _NAME.fullmatch(path.stem):
        raise StrictError(f"{file}: the file's name: must be small letters, figures and single hyphens")
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StrictError(f"{file}: the file: is not TOML: {' '.join(str(error).split())}") from None
    table = Table(file, values)
    made = _framework(path.stem, table)
    table.close()
    return made


def _framework(name: str, table: Table) -> Framework:
    usual = Framework(name, "")
    months = table.number("months", 2, MOST_MONTHS, usual.months)
    youngest = table.number("minimum_age", 10, 99, usual.minimum_age)
    return Framework(
        name,
        table.line("title", LONGEST_TITLE),
        months=months,
        minutes=table.number("minutes", 15, 240, usual.minutes),
        minimum_age=youngest,
        maximum_age=table.number("maximum_age", youngest, 99, max(usual.maximum_age, youngest)),
        adult_under=table.number("adult_under", 0, 99, usual.adult_under),
        topics=_topics(table),
        hours=_hours(table.table("hours")),
        nudging=_nudging(table.table("nudging"), months),
        survey=_survey(table),
        middle_month=table.number("middle_month", 1, months - 1, months // 2),
    )


def _topics(table: Table) -> tuple[Topic, ...]:
    topics: dict[str, Topic] = {}
    for one in table.tables("topics"):
        key = _key(one, topics)
        sides = (one.lines(side, QUESTIONS, LONGEST_QUESTION) for side in ("mentor", "young_person"))
        topics[key] = Topic(key, one.line("title", LONGEST_TITLE), *sides)
        one.close()
    if not topics:
        raise table.wrong("topics", "is missing: a programme needs one topic at least")
    if len({topic.title for topic in topics.values()}) != len(topics):
        raise table.wrong("topics", "two have the same title")
    return tuple(topics.values())


def _survey(table: Table) -> tuple[Question, ...]:
    asked: dict[str, Question] = {}
    for one in table.tables("survey"):
        key = _key(one, asked)
        words = one.line("words", LONGEST_QUESTION)
        asked[key] = Question(key, one.one_of("outcome", OUTCOMES), words)
        one.close()
    return tuple(asked.values())


def _key(table: Table, taken: Mapping[str, object]) -> str:
    key = table.line("key", LONGEST_KEY)
    if not _KEY.fullmatch(key):
        raise table.wrong("key", "must be small letters, with single underscores between them")
    if key in taken:
        raise table.wrong("key", f'"{key}" is there twice')
    return key


def _hours(table: Table) -> Hours:
    usual = Hours()
    kept = table.one_of("holidays", (*HOLIDAYS, NO_HOLIDAYS), usual.holidays)
    hours = Hours(
        earliest=table.clock("earliest", usual.earliest),
        latest=table.clock("latest", usual.latest),
        school=SchoolHours(table.one_of("school", [*SchoolHours], usual.school)),
        school_begins=table.clock("school_begins", usual.school_begins),
        school_ends=table.clock("school_ends", usual.school_ends),
        weekends=table.truth("weekends", usual.weekends),
        term_time_only=table.truth("term_time_only", usual.term_time_only),
        notice=table.number("notice", 0, 14 * 24, usual.notice),
        ahead=table.number("ahead", 7, 366, usual.ahead),
        holidays="" if kept == NO_HOLIDAYS else kept,
    )
    table.close()
    if hours.earliest >= hours.latest:
        raise table.wrong("latest", "must be later than earliest")
    if hours.school_begins >= hours.school_ends:
        raise table.wrong("school_ends", "must be later than school_begins")
    return hours


def _nudging(table: Table, months: int) -> Nudging:
    usual = Nudging()
    birthdays = tuple(month for month in usual.birthdays if month < months)
    nudging = Nudging(
        reminders=table.some_of("reminders", REMINDERS, usual.reminders),
        answer_after=table.number("answer_after", 1, 28, usual.answer_after),
        arrange_by=table.number("arrange_by", 1, 28, usual.arrange_by),
        repeat_after=table.number("repeat_after", 1, 28, usual.repeat_after),
        pass_on_after=table.number("pass_on_after", 1, 28, usual.pass_on_after),
        first_month=table.numbers("first_month", 1, 30, usual.first_month),
        then_months=table.number("then_months", 1, months, usual.then_months),
        birthdays=table.numbers("birthdays", 1, months - 1, birthdays),
    )
    table.close()
    return nudging
