"""What every check of when people meet does with whatever is typed: a value to store, or words why not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings

from conversations.check import Check, Rejected
from conversations.checks.days_away import DaysAway
from conversations.checks.meeting_times import WhenCheck
from conversations.checks.week_hours import WeekHours
from conversations.checks.zones import zone
from tests.conversations.checks.test_every_check import TEXTS, render
from tests.conversations.checks.world import FACTS
from tests.dialogues.words import WORDS

LOOK = replace(FACTS, labels=WORDS.labels["en"])
OFFERS = [FACTS.now.replace(minute=0) + timedelta(hours=hours) for hours in range(30, 900, 5)]
CHECKS: Mapping[str, Check[Any]] = {
    "days_away": DaysAway(),
    "week_hours": WeekHours(),
    "when": WhenCheck(OFFERS, LOOK),
    "zone": zone,
}


@pytest.mark.parametrize("name", CHECKS)
@settings(deadline=None)
@given(text=TEXTS)
@example(text="")
@example(text="x" * 10_001)
@example(text="9" * 10_001)
@example(text=" 1," * 4_000)
@example(text="\ud800\x00\u202e")
@example(text="in 9999 years at 5pm")
@example(text="31 dec 9999 midnight")
@example(text="until 31 dec 9999")
@example(text="1 jan 9999 for 99 weeks")
@example(text="first monday 5pm")
def test_any_text_is_a_value_that_can_be_stored_or_a_refusal_with_words(name: str, text: str) -> None:
    check = CHECKS[name]
    try:
        value = check.parse(text, LOOK)
    except Rejected as refused:
        assert 20 < len(render(refused)) < 200
    else:
        assert check.load(json.loads(json.dumps(check.dump(value))), LOOK) == value


@pytest.mark.parametrize("name", CHECKS)
def test_a_pressed_button_is_taken_and_has_words(name: str) -> None:
    check = CHECKS[name]
    for choice in check.choices:
        assert check.load(check.dump(check.parse(choice.value, LOOK)), LOOK)
        assert choice.words or WORDS.labels["en"][choice.label]


def test_the_newest_moment_that_there_is_does_no_harm() -> None:
    late = replace(LOOK, now=datetime(9998, 12, 30, 10, tzinfo=FACTS.now.tzinfo))
    for check in CHECKS.values():
        for text in ("next month", "for 2 weeks from tomorrow", "this week", "tomorrow 5pm"):
            try:
                check.parse(text, late)
            except Rejected as refused:
                assert render(refused)
