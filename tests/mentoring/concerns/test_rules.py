"""How pattern files are read, and what the files that ship must keep to."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from conversations.concern import Category, Concern, Severity
from mentoring.concerns.expressions import BadExpressionError, Reader
from mentoring.concerns.finder import find_with
from mentoring.concerns.rules import SOUGHT, BadPatternFileError, Patterns, Rule, load

SHIPPED = files("mentoring.concerns") / "patterns"
LONGEST_MATCH = 60  # words; what a regular expression may have to look at from one place of a text
MOST_GAPS = 5  # a gap tries four lengths, so five of them try 1,024 at one place

GROUP = '[[group]]\nseverity = "{severity}"\nunless_topic = {topic}\nany = [\n  "{expression}",\n]\n'
SPELLING = 'fillers = ["really"]\nmended = []\n[variants]\n"do not" = ["dont"]\n[emoji]\n'
HARMLESS = 'idioms = ["hit the gym"]\ntopics = ["in the film"]\n'


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for category in SOUGHT:
        group = GROUP.format(severity="high", topic="false", expression=f"about {category}".replace("_", " "))
        write(tmp_path, f"{category}.toml", group)
    write(tmp_path, "words.toml", '[slots]\nhome = "(mum|dad)"\n')
    write(tmp_path, "spelling.toml", SPELLING)
    write(tmp_path, "harmless.toml", HARMLESS)
    return tmp_path


def test_adding_an_expression_is_one_line(folder: Path) -> None:
    path = folder / "abuse.toml"
    assert find_with(load(folder), "my dad throws plates") is None

    path.write_text(path.read_text("utf-8").replace("any = [\n", 'any = [\n  "{home} throws plates",\n'))

    assert find_with(load(folder), "my dad throws plates") == Concern(Category.ABUSE, Severity.HIGH)


def test_the_most_severe_comes_first_then_the_gravest_category(folder: Path) -> None:
    write(
        folder, "bullying.toml", GROUP.format(severity="immediate", topic="false", expression="knock me out")
    )
    write(folder, "neglect.toml", GROUP.format(severity="watch", topic="false", expression="no tea"))

    order = [rule.concern for rule in load(folder).concerns.rules]

    high = [
        Concern(category, Severity.HIGH) for category in SOUGHT if category not in ("bullying", "neglect")
    ]
    assert order == [
        Concern(Category.BULLYING, Severity.IMMEDIATE),
        *high,
        Concern(Category.NEGLECT, Severity.WATCH),
    ]


def test_the_gravest_of_two_is_found(folder: Path) -> None:
    assert find_with(load(folder), "about bullying and about suicide") == Concern(
        Category.SUICIDE, Severity.HIGH
    )


@pytest.mark.parametrize(
    ("topic", "found"),
    [pytest.param("true", False, id="cleared"), pytest.param("false", True, id="kept")],
)
def test_a_topic_clears_only_what_lets_it(folder: Path, topic: str, found: bool) -> None:
    write(folder, "abuse.toml", GROUP.format(severity="high", topic=topic, expression="dad hits him"))

    assert (find_with(load(folder), "in the film dad hits him") is not None) is found


def test_an_idiom_takes_out_only_itself(folder: Path) -> None:
    write(folder, "abuse.toml", GROUP.format(severity="high", topic="false", expression="hit (me|the gym)"))
    patterns = load(folder)

    assert find_with(patterns, "i hit the gym") is None
    assert find_with(patterns, "i hit the gym and they hit me") == Concern(Category.ABUSE, Severity.HIGH)


@pytest.mark.parametrize("name", ["words.toml", "spelling.toml", "harmless.toml", "abuse.toml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(BadPatternFileError, match=re.escape(name)):
        load(folder)


def test_a_wrong_severity_is_refused(folder: Path) -> None:
    write(folder, "abuse.toml", GROUP.format(severity="bad", topic="false", expression="dad hits him"))

    with pytest.raises(BadPatternFileError, match=r"abuse\.toml"):
        load(folder)


def test_an_expression_of_optional_words_only_is_refused(folder: Path) -> None:
    write(folder, "abuse.toml", GROUP.format(severity="high", topic="false", expression="dad? hits?"))

    with pytest.raises(BadPatternFileError, match="optional"):
        load(folder)


def test_an_expression_that_cannot_be_read_is_refused(folder: Path) -> None:
    write(folder, "abuse.toml", GROUP.format(severity="high", topic="false", expression="(dad hits"))

    with pytest.raises(BadExpressionError, match="dad hits"):
        load(folder)


@pytest.fixture(scope="module")
def shipped() -> Patterns:
    return load(SHIPPED)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(tomllib.loads((SHIPPED / "words.toml").read_text("utf-8"))["slots"])


def rules(patterns: Patterns) -> list[Rule]:
    return [rule for some in (patterns.concerns, patterns.idioms, patterns.topics) for rule in some.rules]


def test_every_category_has_expressions(shipped: Patterns) -> None:
    assert {rule.concern.category for rule in shipped.concerns.rules if rule.concern} == set(SOUGHT)


def test_every_word_of_the_patterns_can_be_reached(shipped: Patterns, reader: Reader) -> None:
    """A filler, or another way to write a word, would wait in a pattern for ever."""
    named = frozenset[str]().union(*(reader.words(rule.expression) for rule in rules(shipped)))

    assert [word for word in sorted(named) if shipped.normaliser.words(word) != [word]] == []


def test_every_slot_is_used() -> None:
    texts = [path.read_text("utf-8") for path in SHIPPED.iterdir() if path.name.endswith(".toml")]
    slots = tomllib.loads((SHIPPED / "words.toml").read_text("utf-8"))["slots"]

    assert [name for name in slots if not any(f"{{{name}}}" in text for text in texts)] == []


def test_no_expression_stands_twice_in_a_file() -> None:
    for category in SOUGHT:
        groups = tomllib.loads((SHIPPED / f"{category}.toml").read_text("utf-8"))["group"]
        expressions = [" ".join(expression.split()) for group in groups for expression in group["any"]]
        assert len(expressions) == len(set(expressions)), category


def test_the_work_at_one_place_of_a_text_is_bounded(shipped: Patterns, reader: Reader) -> None:
    """Nothing repeats without end but the letters of one word, so the work grows as the text does."""
    for rule in rules(shipped):
        source = rule.pattern.pattern.replace("[^ .]+ ", "").replace("{0,3}", "")
        assert not set("*+{") & set(source), rule.expression
        assert reader.read(rule.expression).longest <= LONGEST_MATCH, rule.expression
        assert rule.expression.count("...") <= MOST_GAPS, rule.expression
