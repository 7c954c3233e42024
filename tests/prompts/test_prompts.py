"""Every word that people read: it renders, it fits, it is read at eleven, and it never presses anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from jinja2 import Environment, meta

import prompts
from bot.rendering import Renderer, Words
from conversations.reply import Json, Part
from handlers.rendered import Markup
from handlers.telegram.markup import MARKUP as TELEGRAM
from handlers.telegram.markup import length
from tests.prompts.reading import grade
from tests.prompts.samples import BARE, LONGEST, SAMPLES, TEAM_ONLY, TYPICAL, values

FOLDER = Path(prompts.__file__).parent
WORDS = Words.load(FOLDER)
RENDERER = Renderer(WORDS)
PLAIN = Markup(escape=str, bold=("", ""), text_limit=1_000_000, split=list)
PLATFORMS: Mapping[str, Markup] = {"telegram": TELEGRAM, "plain": PLAIN}
SETS: Mapping[str, Mapping[str, Json]] = {"typical": TYPICAL, "longest": LONGEST, "bare": BARE}

READING_GRADE = 6.0
TEAM_GRADE = 8.0
MOST_WORDS = 125
"""Words of one prompt beside what people typed; the privacy notice is the longest."""

PRESSING = re.compile(
    r"\b(streaks?|don['’]t forget|hurry|last chance|you have(n['’]t| not)|you failed|disappoint\w*|"
    r"we miss(ed)? you|guilt\w*|shame|should have|still waiting|come on|keep it up|limited time|asap|"
    r"act now|don['’]t miss|let (us|me) down)\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    r"\b(program|organiz\w+|color|favorite|center|behavior|apologiz\w+|mom)\b", re.IGNORECASE
)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
MARKUP_CHARACTERS = re.compile(r"[<>&`_~]|(?<!\*)\*(?!\*)")


def shown(prompt: str, of: Mapping[str, Json], markup: Markup = PLAIN) -> str:
    return RENDERER.render(Part(prompt, values(prompt, of)), "en", markup)


def test_every_template_has_a_sample_and_every_sample_a_template() -> None:
    assert set(WORDS.sources["en"]) == set(SAMPLES)


@pytest.mark.parametrize("prompt", SAMPLES)
def test_a_template_asks_for_no_more_than_it_is_given(prompt: str) -> None:
    environment = Environment(autoescape=True, extensions=[])
    environment.filters |= dict.fromkeys(
        ("label", "date", "lines", "link", "moment", "monthly", "invite_link", "feed_link"), str
    )
    asked_for = meta.find_undeclared_variables(environment.parse(WORDS.sources["en"][prompt]))

    assert asked_for - {"helplines"} <= set(SAMPLES[prompt])


@pytest.mark.parametrize("prompt", SAMPLES)
@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_it_renders_within_the_platforms_limit(prompt: str, kind: str, platform: str) -> None:
    markup = PLATFORMS[platform]

    text = shown(prompt, SETS[kind], markup)

    assert text
    assert length(text) <= markup.text_limit
    assert "\n\n\n" not in text
    assert not re.search(r"\bNone\b|Undefined", text)


@pytest.mark.parametrize("prompt", SAMPLES)
def test_what_was_typed_never_becomes_markup(prompt: str) -> None:
    text = shown(prompt, LONGEST, TELEGRAM)

    assert text.count("<b>") == text.count("</b>") == shown(prompt, TYPICAL, TELEGRAM).count("<b>")
    assert not re.search(r"[<>]", re.sub(r"</?b>", "", text))


@pytest.mark.parametrize("prompt", SAMPLES)
def test_bold_is_the_only_markup_and_is_closed(prompt: str) -> None:
    source = WORDS.sources["en"][prompt]
    words = re.sub(r"\{[{%#].*?[}%#]\}", "", source, flags=re.DOTALL)

    assert not MARKUP_CHARACTERS.search(words)
    assert "**" not in shown(prompt, TYPICAL)
    assert not re.search(r"\{%-?\s*(macro|include|import|extends|call|filter|set)\b|\|\s*safe", source)


@pytest.mark.parametrize("prompt", sorted(set(SAMPLES) - TEAM_ONLY))
def test_young_people_read_it_at_eleven(prompt: str) -> None:
    assert grade(shown(prompt, TYPICAL)) <= READING_GRADE


@pytest.mark.parametrize("prompt", sorted(TEAM_ONLY))
def test_the_team_reads_it_at_a_glance(prompt: str) -> None:
    assert grade(shown(prompt, TYPICAL)) <= TEAM_GRADE


@pytest.mark.parametrize("prompt", SAMPLES)
def test_it_is_short_kind_and_calm(prompt: str) -> None:
    text = shown(prompt, TYPICAL)

    assert len(text.split()) <= MOST_WORDS
    assert not PRESSING.search(text)
    assert text.count("!") <= 1
    assert len(EMOJI.findall(text)) <= 1
    assert text.count("?") <= 2


@pytest.mark.parametrize("prompt", SAMPLES)
def test_it_is_uk_english(prompt: str) -> None:
    assert not AMERICAN.search(WORDS.sources["en"][prompt])


CRISIS = ["crisis", "crisis_stranger", "crisis_violence", "crisis_team"]


@pytest.mark.parametrize("prompt", CRISIS)
def test_a_word_of_crisis_is_answered_with_every_helpline(prompt: str) -> None:
    text = shown(prompt, TYPICAL)

    for number in ("999", "0800 1111", "116 123", "85258"):
        assert number in text
    assert ("not your fault" in text) == (prompt in ("crisis", "crisis_stranger"))
    assert ("0808 800 5000" in text) == (prompt == "crisis_team")


def test_who_joined_is_told_that_a_person_will_know_and_a_stranger_is_promised_nothing() -> None:
    assert "noted this for the person" in shown("crisis", TYPICAL)
    assert "noted this" not in shown("crisis_stranger", TYPICAL)


@pytest.mark.parametrize("prompt", ["crisis", "crisis_stranger", "crisis_violence"])
def test_what_cannot_wait_says_first_to_call_999(prompt: str) -> None:
    calm, urgent = (shown(prompt, {**TYPICAL, "urgent": urgent}) for urgent in (False, True))

    assert "call 999 now" in urgent
    assert "call 999 now" not in calm
    assert urgent.index("call 999 now") < urgent.index("These people can help")
    assert "Take your time" not in urgent


def test_a_crisis_asks_for_no_details() -> None:
    assert all("?" not in shown(prompt, TYPICAL) for prompt in CRISIS)


def test_privacy_comes_in_plain_words() -> None:
    text = shown("privacy", TYPICAL)

    for heading in ("What we keep", "Why", "Who sees it", "How to delete it"):
        assert heading in text


def test_each_helpline_says_when_it_was_last_checked() -> None:
    for helpline in WORDS.helplines["en"]:
        checked = helpline["last_checked"]
        assert isinstance(checked, date)
        assert date(2026, 1, 1) <= checked <= date.max - timedelta(days=1)
        assert {"name", "contact", "when"} <= set(helpline)
