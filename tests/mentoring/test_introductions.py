"""What the two of a match are told of each other: a first name, what the match needs, nothing more."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from conversations.flows.fields import FIELDS, MENTOR_FIELDS
from conversations.flows.pairing import AS_MEANT, REASONS
from conversations.reply import Choice, Json
from handlers.telegram.markup import MARKUP
from mentoring.introductions import Beginning, goodbye, introduced
from mentoring.news import News
from storage.matches import PairRow
from storage.matching import StandingRow
from storage.meetings import TotalsRow
from tests.clocks import MORNING
from tests.dialogues.words import RENDERER, WORDS

SECRET = "sees-nobody"
"""What stands for everything that is not to be told."""


def everything(fields: Mapping[str, object]) -> dict[str, Json]:
    """Return a profile in which every field, and what was typed beside it, is a secret."""
    told: dict[str, Json] = {name: f"{SECRET} {name}" for name in fields}
    return told | {f"{name}_other": f"{SECRET} {name} typed" for name in fields}


ANN = StandingRow(
    id=12,
    first_name="Ann",
    roles="young_person",
    status="active",
    zone="Europe/London",
    programme_id=1,
    framework="one-hour-a-month",
    fields=everything(FIELDS) | {"interests": ["art", "other"], "help_with": ["cv", "other"]},
    matches=0,
    capacity=1,
)
MAX = ANN._replace(
    id=5,
    first_name="Max",
    roles="mentor",
    fields=everything(MENTOR_FIELDS) | {"job": "Engineer", "experience": SECRET},
)
NEW = Beginning(17, MAX, ANN, adult="Mr Evans, tutor", needs_adult=True, coordinator="Priya")
PAIR = PairRow(
    *(17, 1, 1, "one-hour-a-month", "closed", "Mr Evans", "", "Europe/London", MORNING, MORNING),
    *(5, "Max", "Europe/London", "active", 12, "Ann", "Europe/London", "active", "2009-05-03"),
)


def told(news: News) -> str:
    """Return the words of a piece of news, with those of its buttons."""
    words = [RENDERER.render(part, "en", MARKUP) for part in news.reply.parts]
    return "\n".join([*words, *(WORDS.label(choice, "en") for choice in news.reply.choices)])


def test_a_mentor_is_told_the_first_name_and_what_was_picked_and_nothing_else() -> None:
    news, _ = introduced(NEW)
    [part] = news.reply.parts

    assert news.people == (MAX.id,)
    assert dict(part.values) == {
        "first_name": "Max",
        "young_person": "Ann",
        "interests": ["art"],
        "help_with": ["cv"],
        "adult": "Mr Evans, tutor",
        "needs_adult": True,
        "coordinator": "Priya",
    }
    assert SECRET not in told(news)
    for words in ("Ann", "Art and design", "CVs", "Mr Evans, tutor", "no phone numbers"):
        assert words in told(news)


def test_a_young_person_is_told_the_first_name_and_the_job_and_nothing_else() -> None:
    _, news = introduced(NEW)
    [part] = news.reply.parts

    assert news.people == (ANN.id,)
    assert dict(part.values) == {
        "first_name": "Ann",
        "mentor": "Max",
        "job": "Engineer",
        "adult": "Mr Evans, tutor",
        "needs_adult": True,
        "coordinator": "Priya",
    }
    assert SECRET not in told(news)


def test_both_can_find_a_time_with_one_press() -> None:
    for news in introduced(NEW):
        assert news.reply.choices == (Choice("/meet 17", label="meet.first"),)


def test_who_told_nothing_is_introduced_all_the_same() -> None:
    bare = Beginning(17, MAX._replace(fields={}), ANN._replace(fields={}), "", False, "")
    mentor, young = introduced(bare)

    assert "Likes" not in told(mentor)
    assert "Their job" not in told(young)
    assert "comes along" not in told(mentor)


def test_where_an_adult_is_still_to_be_named_both_hear_so() -> None:
    for news in introduced(Beginning(17, MAX, ANN, "", needs_adult=True, coordinator="Priya")):
        assert "Priya" in told(news)
        assert "dult" in told(news)


@pytest.mark.parametrize("reason", REASONS)
def test_neither_is_told_why_a_match_ended(reason: str) -> None:
    for news in goodbye(PAIR, reason, "Priya", TotalsRow(3, 1, 170)):
        [part] = news.reply.parts
        assert part.values["as_meant"] is (reason in AS_MEANT)
        assert reason not in part.values.values()
        assert WORDS.labels["en"][f"pair_reason.{reason}"] not in told(news)
        assert "goals_reached" not in part.values
        assert "Evans" not in told(news)


def test_a_mentor_hears_what_their_hours_came_to_and_a_young_person_keeps_their_goals() -> None:
    mentor, young = goodbye(PAIR, "year_done", "Priya", TotalsRow(3, 1, 170))

    assert "3 times, 2.8 hours" in told(mentor)
    assert [choice.value for choice in young.reply.choices] == ["/goals"]


def test_somebody_who_was_erased_is_told_nothing() -> None:
    [only] = goodbye(PAIR._replace(mentor_id=None, mentor=None), "left", "Priya")

    assert only.people == (12,)
    assert "Your mentor is not your mentor any more" in told(only)
