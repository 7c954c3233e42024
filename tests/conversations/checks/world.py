"""The world in which the checks are tested: Monday 23 November 2026, half past nine in London."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import prompts
from conversations.check import Check, Rejected
from conversations.facts import Facts
from conversations.reply import Choice

PROMPTS = Path(prompts.__file__).parent / "en"
LABELS = tomllib.loads((PROMPTS / "labels" / "checks.toml").read_text("utf-8"))
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
FACTS = Facts(now=NOW, labels=LABELS)

TOPICS = (
    Choice("sport", words="Sport, music"),
    Choice("interviews", words="Interviews and CVs"),
    Choice("cvs", words="CVs"),
    Choice("exams", words="Exams 📚"),
)


def refusal(check: Check[Any], text: str, facts: Facts = FACTS) -> str:
    """Return the prompt with which ``check`` refuses ``text``."""
    with pytest.raises(Rejected) as refused:
        check.parse(text, facts)
    return refused.value.prompt
