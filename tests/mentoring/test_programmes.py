"""The programmes of the folder are right and read at eleven; a file that is wrong is named, with its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from conversations.programme import Framework, SchoolHours, Topic
from mentoring import programmes
from mentoring.programmes import FOLDER, OUTCOMES, USUAL, framework, frameworks, read, rules_of
from mentoring.strict import StrictError
from tests.prompts.reading import grade

YOUNG_GRADE, MENTOR_GRADE = 6.0, 8.0

TOPICS = [(programme, topic) for programme in frameworks().values() for topic in programme.topics]


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """Let a name that is not known be a new one in each test."""
    framework.cache_clear()


def test_the_usual_programme_is_an_hour_a_month_for_a_year() -> None:
    usual = framework(USUAL)

    assert (usual.title, usual.months, usual.minutes) == ("One hour a month", 12, 60)
    assert [topic.key for topic in usual.topics] == [
        *("hello", "steps", "cv", "interview", "networks", "careers"),
        *("study", "confidence", "time", "applications", "work", "closing"),
    ]
    assert (usual.minimum_age, usual.maximum_age, usual.adult_under) == (16, 25, 18)
    assert usual.nudging.first_month == (10, 24)


def test_a_school_programme_is_only_another_file() -> None:
    school = framework("school-hour")

    assert (school.months, school.hours.school, school.hours.term_time_only) == (6, SchoolHours.ONLY, True)
    assert not school.hours.weekends
    assert school.adult_under > school.maximum_age
    assert school.topics[-1].key == "closing"


@pytest.mark.parametrize("programme", frameworks().values(), ids=lambda one: one.name)
def test_a_year_has_a_topic_a_month_and_two_statements_for_each_outcome(programme: Framework) -> None:
    assert len(programme.topics) == programme.months
    assert sorted(question.outcome for question in programme.survey) == sorted(OUTCOMES * 2)


@pytest.mark.parametrize(("programme", "topic"), TOPICS, ids=lambda one: getattr(one, "key", ""))
def test_a_topic_is_read_at_a_glance(programme: Framework, topic: Topic) -> None:
    young, mentors = ("\n".join(questions) for questions in (topic.young_person, topic.mentor))

    assert grade(f"Your topic is: {topic.title}\n{young}") <= YOUNG_GRADE
    assert grade(f"Your topic is: {topic.title}\n{mentors}") <= MENTOR_GRADE
    assert all(line.endswith("?") for line in (*topic.young_person, *topic.mentor))


@pytest.mark.parametrize("programme", frameworks().values(), ids=lambda one: one.name)
def test_each_statement_is_read_at_eleven(programme: Framework) -> None:
    for question in programme.survey:
        assert grade(question.words) <= YOUNG_GRADE, question.key
        assert question.words.startswith("I ")


def test_the_rules_of_a_programme_are_what_its_organisation_keeps() -> None:
    assert rules_of(framework("school-hour")) == {
        "name": "An hour at school",
        "minimum_age": 16,
        "maximum_age": 19,
        "months": 6,
        "meeting_minutes": 50,
        "framework": "school-hour",
    }


def test_a_programme_that_is_no_more_is_the_usual_one_and_the_log_hears_of_it_once() -> None:
    with capture_logs() as logs:
        assert framework("gone") is framework("gone") is framework(USUAL)

    assert [(line["log_level"], line["programme"]) for line in logs] == [("error", "gone")]


SMALL = """
title = "Small"
[[topics]]
key = "hello"
title = "Hello"
mentor = ["A?", "B?", "C?"]
young_person = ["A?", "B?", "C?"]
"""
STATEMENT = '[[survey]]\nkey = "a"\noutcome = "skills"\nwords = "I can."\n'


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., dict[str, Framework]]:
    """Give the reading of a folder that has the usual programme and one file more."""

    def of(text: str, name: str = "small.toml") -> dict[str, Framework]:
        (tmp_path / "programmes").mkdir()
        folder = tmp_path / "programmes"
        (folder / f"{USUAL}.toml").write_text((FOLDER / f"{USUAL}.toml").read_text("utf-8"), "utf-8")
        (folder / name).write_text(text, "utf-8")
        return read(folder)

    return of


def test_what_a_file_does_not_say_is_as_usual(written: Callable[..., dict[str, Framework]]) -> None:
    usual = Framework("small", "Small")

    assert written(SMALL)["small"] == replace(
        usual, topics=(Topic("hello", "Hello", *[("A?", "B?", "C?")] * 2),)
    )


def test_a_short_programme_marks_no_month_that_it_has_not(
    written: Callable[..., dict[str, Framework]],
) -> None:
    small = written(f"months = 4\n{SMALL}")["small"]

    assert small.nudging.birthdays == (3,)
    assert small.middle_month == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "the file: is not TOML:"),
        (SMALL.replace('title = "Small"', ""), "title: is missing"),
        (f"month = 12\n{SMALL}", "month: is not known"),
        (f"months = 60\n{SMALL}", "months: must be a whole number from 2 to 24"),
        (f"minimum_age = 30\nmaximum_age = 20\n{SMALL}", "maximum_age: must be a whole number from 30 to 99"),
        (f"months = 6\nmiddle_month = 6\n{SMALL}", "middle_month: must be a whole number from 1 to 5"),
        ('title = "Small"', "topics: is missing"),
        (SMALL.replace('"A?", "B?", "C?"', '"A?"', 1), "topics 1.mentor: must be a list of 3 lines"),
        (SMALL + SMALL.partition("\n[[")[2].join(("[[", "")), 'topics 2.key: "hello" is there twice'),
        (SMALL.replace('"hello"', '"Hello!"'), "topics 1.key: must be small letters"),
        (f'{SMALL}colour = "red"', "topics 1.colour: is not known"),
        (f'{SMALL}[hours]\nschool = "sometimes"', 'hours.school: must be one of "avoid", "only", "ignore"'),
        (f"{SMALL}[hours]\nlatest = 08:00:00", "hours.latest: must be later than earliest"),
        (f"{SMALL}[hours]\nschool_ends = 08:00:00", "hours.school_ends: must be later than school_begins"),
        (f"{SMALL}[hours]\nearly = 1", "hours.early: is not known"),
        (f'{SMALL}[hours]\nholidays = "FR"', "hours.holidays: must be one of"),
        (f'{SMALL}[nudging]\nreminders = ["minute"]', "nudging.reminders: must be one of"),
        (f"{SMALL}[nudging]\nrepeat_after = 0", "nudging.repeat_after: must be a whole number"),
        (f"months = 6\n{SMALL}[nudging]\nbirthdays = [6]", "nudging.birthdays: must be a whole number"),
        (f"{SMALL}[nudging]\nloud = true", "nudging.loud: is not known"),
        (f"{SMALL}{STATEMENT.replace('skills', 'luck')}", 'survey 1.outcome: must be one of "knowledge"'),
        (f"{SMALL}{STATEMENT}{STATEMENT}", 'survey 2.key: "a" is there twice'),
        (f"{SMALL}{STATEMENT}order = 1", "survey 1.order: is not known"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(
    written: Callable[..., dict[str, Framework]], text: str, said: str
) -> None:
    with pytest.raises(StrictError) as raised:
        written(text)

    assert str(raised.value).startswith(f"programmes/small.toml: {said}")
    assert "\n" not in str(raised.value)


def test_a_title_that_is_there_twice_is_refused(written: Callable[..., dict[str, Framework]]) -> None:
    again = SMALL.partition("\n[[")[2].replace('"hello"', '"again"')

    with pytest.raises(StrictError, match="two have the same title"):
        written(f"{SMALL}[[{again}")


def test_no_holidays_is_said_in_a_word(written: Callable[..., dict[str, Framework]]) -> None:
    assert written(f'{SMALL}[hours]\nholidays = "none"')["small"].hours.holidays == ""


@pytest.mark.parametrize("name", ["Small.toml", "a_b.toml", "-a.toml"])
def test_a_files_name_is_plain(written: Callable[..., dict[str, Framework]], name: str) -> None:
    with pytest.raises(StrictError, match="the file's name: must be small letters"):
        written(SMALL, name)


def test_without_the_usual_programme_nothing_is_read(tmp_path: Path) -> None:
    with pytest.raises(StrictError, match=f"{USUAL}.toml: the file: is missing"):
        programmes.read(tmp_path)
