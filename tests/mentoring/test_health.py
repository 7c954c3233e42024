"""How a match goes, rule by rule: what makes it red or amber, from which day on, and with which reason."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from conversations.following import Safe
from conversations.health import Colour, Why
from mentoring.health import RULES, Signs, judged, urgency
from tests.clocks import MORNING as NOW
from tests.dialogues.words import WORDS

DOCS = Path(__file__).parents[2] / "docs" / "health.md"
DAY = timedelta(days=1)
RED, AMBER, GREEN = Colour.RED, Colour.AMBER, Colour.GREEN

WELL = Signs(
    match=17,
    mentor="Max",
    young_person="Ann",
    started=NOW - 100 * DAY,
    heard_mentor=NOW - 10 * DAY,
    heard_young_person=NOW - 10 * DAY,
    last_held=NOW - 10 * DAY,
    next=NOW + 20 * DAY,
)
"""A match that goes well."""


def held(days: int, **more: Any) -> dict[str, Any]:
    """Return the signs of a match that last met so many days ago and has nothing arranged."""
    return {"last_held": NOW - days * DAY, "next": None, **more}


CASES: tuple[tuple[dict[str, Any], Colour, tuple[Why, ...]], ...] = (
    ({}, GREEN, ()),
    ({"concerns": 2}, RED, (Why("concern"),)),
    ({"safe": Safe.NO}, RED, (Why("unsafe"),)),
    ({"safe": Safe.NOT_SURE}, AMBER, (Why("unsure"),)),
    ({"gone": True}, RED, (Why("gone"),)),
    ({"missed_in_a_row": 1}, GREEN, ()),
    ({"missed_in_a_row": 2}, RED, (Why("missed", 2),)),
    ({"missed_in_a_row": 3}, RED, (Why("missed", 3),)),
    (held(29), GREEN, ()),
    (held(30), AMBER, (Why("none_arranged", 30),)),
    (held(44), AMBER, (Why("none_arranged", 44),)),
    (held(45), RED, (Why("no_meeting", 45),)),
    (held(44, next=NOW + DAY), GREEN, ()),
    (held(45, next=NOW + DAY), RED, (Why("no_meeting", 45),)),
    ({"last_held": None, "next": None, "started": NOW - 29 * DAY}, GREEN, ()),
    ({"last_held": None, "next": None, "started": NOW - 30 * DAY}, AMBER, (Why("none_arranged", 30),)),
    ({"last_held": None, "next": None, "started": NOW - 45 * DAY}, RED, (Why("no_meeting", 45),)),
    ({"last_held": None, "started": NOW - 44 * DAY}, GREEN, ()),
    ({"rated_young_person": 3}, GREEN, ()),
    ({"rated_young_person": 2}, AMBER, (Why("low_young_person", 2),)),
    ({"rated_mentor": 1}, AMBER, (Why("low_mentor", 1),)),
    ({"waits_for_adult": True}, AMBER, (Why("adult"),)),
    ({"passed_on_young_person": True}, AMBER, (Why("passed_on_young_person"),)),
    ({"passed_on_mentor": True}, AMBER, (Why("passed_on_mentor"),)),
    ({"proposed": NOW - 6 * DAY}, GREEN, ()),
    ({"proposed": NOW - 7 * DAY}, AMBER, (Why("proposal", 7),)),
    ({"unlogged": NOW - 6 * DAY}, GREEN, ()),
    ({"unlogged": NOW - 7 * DAY}, AMBER, (Why("unlogged", 7),)),
    ({"heard_young_person": NOW - 29 * DAY}, GREEN, ()),
    ({"heard_young_person": NOW - 30 * DAY}, AMBER, (Why("silent_young_person", 30),)),
    ({"heard_young_person": NOW - 30 * DAY, "paused_young_person": True}, GREEN, ()),
    ({"heard_mentor": NOW - 33 * DAY}, AMBER, (Why("silent_mentor", 33),)),
    ({"heard_mentor": NOW - 33 * DAY, "paused_mentor": True}, GREEN, ()),
    (
        {"concerns": 1, "missed_in_a_row": 2, "rated_mentor": 2},
        RED,
        (Why("concern"), Why("missed", 2), Why("low_mentor", 2)),
    ),
)


@pytest.mark.parametrize(("signs", "colour", "why"), CASES)
def test_a_match_has_the_colour_and_the_reasons_of_the_rules_that_apply(
    signs: dict[str, Any], colour: Colour, why: tuple[Why, ...]
) -> None:
    health = judged(replace(WELL, **signs), NOW)

    assert (health.colour, health.why) == (colour, why)
    assert health.next == (why[0].key if why else "")
    assert (health.match, health.mentor, health.young_person) == (17, "Max", "Ann")


def test_every_rule_has_a_case() -> None:
    assert {why.key for _, _, reasons in CASES for why in reasons} == {rule.key for rule in RULES}


def test_the_gravest_come_first() -> None:
    colours = [rule.colour for rule in RULES]

    assert colours == sorted(colours, key=[RED, AMBER].index)
    assert len({rule.key for rule in RULES}) == len(RULES)


def test_who_needs_somebody_most_is_first() -> None:
    signs = {
        "green": {},
        "late": held(60),
        "later": held(90),
        "concern": {"concerns": 1},
        "adult": {"waits_for_adult": True},
    }
    healths = {name: judged(replace(WELL, **more), NOW) for name, more in signs.items()}

    first = sorted(healths, key=lambda name: urgency(healths[name]))

    assert first == ["concern", "later", "late", "adult", "green"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_has_words_for_its_reason_and_for_what_to_do(rule: Any) -> None:
    labels = WORDS.labels["en"]

    assert labels[f"sign.{rule.key}"]
    assert labels[f"next_step.{rule.key}"].endswith(".")


def test_no_words_are_left_of_a_rule_that_is_gone() -> None:
    keys = {rule.key for rule in RULES}
    labels = WORDS.labels["en"]

    for table in ("sign", "next_step"):
        assert {name.partition(".")[2] for name in labels if name.startswith(f"{table}.")} == keys


def test_the_page_about_it_has_every_rule_in_its_order() -> None:
    lines = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", DOCS.read_text("utf-8"), re.MULTILINE)

    assert lines == [(rule.key, rule.colour.value, rule.words) for rule in RULES]
