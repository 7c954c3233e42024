"""Reads the pattern files into rules that are quick to pass over."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.abc import Traversable
from itertools import chain
from typing import Any

from conversations.concern import Category, Concern, Severity
from mentoring.concerns.expressions import Anchors, Reader, pattern_of
from mentoring.concerns.normalise import Normaliser, Spelling

Data = Mapping[str, Any]

SOUGHT = tuple(category for category in Category if category is not Category.OTHER)
"""What the finder looks for; the gravest comes first."""


class BadPatternFileError(ValueError):
    """A pattern file with something missing or misnamed; the message names the file."""


@dataclass(frozen=True)
class Rule:
    """One expression. ``concern`` is None for an idiom or a topic.

    A text can match only if it holds a word of each of the ``anchors``, of which there is at least one.
    """

    expression: str
    reader: Reader
    anchors: tuple[frozenset[str], ...]
    concern: Concern | None
    unless_topic: bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Read again and compiled when a text first needs it.

        All at once would take seconds of the bot's start, and every tree a third of its memory.
        """
        return re.compile(" " + pattern_of(self.reader.read(self.expression)))

    def found_in(self, line: str, words: frozenset[str]) -> bool:
        """Whether the expression occurs in ``line``, whose words are ``words``."""
        return not any(map(words.isdisjoint, self.anchors)) and self.pattern.search(line) is not None


class RuleSet:
    """Rules in order, reached by their rarest word, so that a text meets only the few that could match."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        by_word: dict[str, list[int]] = {}
        for number, rule in enumerate(rules):
            for word in rule.anchors[0]:
                by_word.setdefault(word, []).append(number)
        self._by_word = by_word

    def candidates(self, words: frozenset[str]) -> list[Rule]:
        """The rules that could match a text of these words, in order."""
        by_word = self._by_word
        numbers = {number for word in by_word.keys() & words for number in by_word[word]}
        return [self.rules[number] for number in sorted(numbers)]


@dataclass(frozen=True, slots=True)
class Patterns:
    """All that the pattern files say, compiled."""

    normaliser: Normaliser
    concerns: RuleSet
    idioms: RuleSet
    topics: RuleSet


@dataclass(frozen=True, slots=True)
class _Draft:
    """An expression that is not read yet: its anchors wait until the uses of every word are counted."""

    expression: str
    concern: Concern | None = None
    unless_topic: bool = False


def load(folder: Traversable) -> Patterns:
    """The patterns in ``folder``; raises BadPatternFileError or BadExpressionError."""
    paths = [path for path in folder.iterdir() if path.name.endswith(".toml")]
    files = {path.name: tomllib.loads(path.read_text("utf-8")) for path in paths}
    reader = Reader(_part(files, "words.toml", "slots"))
    drafts = {
        "concerns": _concerns(files),
        "idioms": [_Draft(expression) for expression in _part(files, "harmless.toml", "idioms")],
        "topics": [_Draft(expression) for expression in _part(files, "harmless.toml", "topics")],
    }
    uses = Counter(
        chain.from_iterable(reader.words(draft.expression) for those in drafts.values() for draft in those)
    )
    anchors = Anchors(uses, reader.slots())
    rules = {
        name: RuleSet([_rule(draft, anchors, reader) for draft in those]) for name, those in drafts.items()
    }
    return Patterns(Normaliser(_spelling(files), uses), **rules)


def _part(files: Mapping[str, Data], file: str, key: str) -> Any:
    try:
        return files[file][key]
    except KeyError as missing:
        raise BadPatternFileError(f"{file} has no {key}") from missing


def _spelling(files: Mapping[str, Data]) -> Spelling:
    parts = {key: _part(files, "spelling.toml", key) for key in ("variants", "fillers", "mended", "emoji")}
    return Spelling(**parts)


def _concerns(files: Mapping[str, Data]) -> list[_Draft]:
    """Every expression of a concern, the most severe first, then in the order of the categories."""
    drafts = []
    for severity in Severity:
        for category in SOUGHT:
            groups = _part(files, f"{category}.toml", "group")
            for group in groups:
                if _severity(group, category) is severity:
                    topic = group.get("unless_topic", False)
                    concern = Concern(category, severity)
                    drafts += [_Draft(expression, concern, topic) for expression in group["any"]]
    return drafts


def _severity(group: Data, category: Category) -> Severity:
    try:
        return Severity(group["severity"])
    except (KeyError, ValueError) as wrong:
        raise BadPatternFileError(f"{category}.toml has a group with no right severity") from wrong


def _rule(draft: _Draft, anchors: Anchors, reader: Reader) -> Rule:
    # The tree is let go again: all of them at once would be a quarter of the bot's memory.
    needed = anchors.of(reader.read(draft.expression))
    if not needed:
        raise BadPatternFileError(f"an expression of optional words only: {draft.expression}")
    return Rule(draft.expression, reader, needed, draft.concern, draft.unless_topic)
