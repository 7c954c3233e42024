"""The one door to the finding of concerns: a text goes in, a concern or nothing comes out."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from conversations.concern import Concern
from mentoring.concerns.expressions import SENTENCE_END
from mentoring.concerns.rules import Patterns, load


def find_concern(text: str) -> Concern | None:
    """The gravest concern that ``text`` speaks of, or None. Takes time in proportion to the text."""
    return find_with(_patterns(), text)


@cache
def _patterns() -> Patterns:
    return load(files("mentoring.concerns") / "patterns")


def find_with(patterns: Patterns, text: str) -> Concern | None:
    """The gravest concern in ``text`` by ``patterns``.

    Idioms are looked for only in a text that matched: they are taken out, and the rest is looked at again,
    so that a figure of speech hides nothing that stands beside it.
    """
    words = patterns.normaliser.words(text)
    line = f" {' '.join([SENTENCE_END, *words, SENTENCE_END])} "
    found = _gravest(patterns, line, frozenset(words))
    if found is None:
        return None
    rest = _without_idioms(patterns, line, frozenset(words))
    return found if rest == line else _gravest(patterns, rest, frozenset(rest.split()))


def _gravest(patterns: Patterns, line: str, words: frozenset[str]) -> Concern | None:
    on_topic: bool | None = None
    for rule in patterns.concerns.candidates(words):
        if rule.found_in(line, words):
            if not rule.unless_topic:
                return rule.concern
            if on_topic is None:
                on_topic = any(topic.found_in(line, words) for topic in patterns.topics.candidates(words))
            if not on_topic:
                return rule.concern
    return None


def _without_idioms(patterns: Patterns, line: str, words: frozenset[str]) -> str:
    for idiom in patterns.idioms.candidates(words):
        if idiom.found_in(line, words):
            line = idiom.pattern.sub(f" {SENTENCE_END} {SENTENCE_END} ", line)
    return line
