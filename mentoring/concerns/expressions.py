"""The small language in which expressions of concern are written, and its translation to regular expressions.

``word``        that word
``(a | b c)``   one of these
``x?``          x, or nothing (x is a word, a bracket or a slot)
``{hits}``      whatever the slot of that name stands for, in ``patterns/words.toml``
``...``         up to three words of the same sentence, or none
``.``           where a sentence begins or ends

The language has no unbounded repetition, so matching takes time in proportion to the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SENTENCE_END = "."  # stands as a word of its own between sentences: no gap crosses it
GAP_WORDS = 3  # words; wider gaps join what does not belong together

_TOKEN = re.compile(r"\.\.\.|\.|\{[a-z_]+\}|[()|?]|[a-z0-9]+")


class BadExpressionError(ValueError):
    """An expression that cannot be read; the message quotes it."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A part of an expression: the ``words`` that it names, and the ``longest`` text it matches, in words.

    Nodes are compared by identity: a slot is one node however often it is used.
    """

    words: frozenset[str] = field(init=False, default=frozenset())
    longest: int = field(init=False, default=0)

    def _measure(self, words: frozenset[str], longest: int) -> None:
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "longest", longest)


@dataclass(frozen=True, slots=True, eq=False)
class Word(Node):
    text: str

    def __post_init__(self) -> None:
        self._measure(frozenset({self.text}), 1)


@dataclass(frozen=True, slots=True, eq=False)
class Gap(Node):
    def __post_init__(self) -> None:
        self._measure(frozenset(), GAP_WORDS)


@dataclass(frozen=True, slots=True, eq=False)
class Edge(Node):
    def __post_init__(self) -> None:
        self._measure(frozenset(), 1)


@dataclass(frozen=True, slots=True, eq=False)
class Series(Node):
    items: tuple[Node, ...]

    def __post_init__(self) -> None:
        longest = sum(item.longest for item in self.items)
        self._measure(frozenset().union(*(item.words for item in self.items)), longest)


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Node):
    options: tuple[Node, ...]

    def __post_init__(self) -> None:
        longest = max(option.longest for option in self.options)
        self._measure(frozenset().union(*(option.words for option in self.options)), longest)


NOTHING = Series(())


class Reader:
    """Reads expressions, with slots by name; a slot is read once and then kept."""

    def __init__(self, slots: Mapping[str, str]) -> None:
        self._slots = slots
        self._read: dict[str, Node] = {}
        self._open: list[str] = []

    def read(self, expression: str) -> Node:
        """The tree of ``expression``; raises BadExpressionError."""
        tokens = _tokens(expression)
        node = self._choice(tokens, expression)
        if tokens:
            raise BadExpressionError(f"unexpected {tokens[-1]!r} in: {expression}")
        return node

    def _choice(self, tokens: list[str], expression: str) -> Node:
        options = [self._series(tokens, expression)]
        while tokens and tokens[-1] == "|":
            tokens.pop()
            options.append(self._series(tokens, expression))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _series(self, tokens: list[str], expression: str) -> Node:
        items: list[Node] = []
        while tokens and tokens[-1] not in "|)":
            items.append(self._item(tokens, expression))
        if not items:
            raise BadExpressionError(f"nothing to match in a part of: {expression}")
        return items[0] if len(items) == 1 else Series(tuple(items))

    def _item(self, tokens: list[str], expression: str) -> Node:
        node = self._atom(tokens.pop(), tokens, expression)
        if tokens and tokens[-1] == "?":
            tokens.pop()
            return Choice((node, NOTHING))
        return node

    def _atom(self, token: str, tokens: list[str], expression: str) -> Node:
        match token[0]:
            case ".":
                return Edge() if token == SENTENCE_END else Gap()
            case "{":
                return self._slot(token[1:-1], expression)
            case "(":
                return self._bracket(tokens, expression)
            case "?":
                raise BadExpressionError(f"'?' follows nothing in: {expression}")
        return Word(token)

    def _bracket(self, tokens: list[str], expression: str) -> Node:
        inner = self._choice(tokens, expression)
        if not tokens:
            raise BadExpressionError(f"a bracket is not closed in: {expression}")
        tokens.pop()
        return inner

    def words(self, expression: str) -> frozenset[str]:
        """The words that ``expression`` names, those of its slots among them; raises BadExpressionError."""
        named: set[str] = set()
        for token in _tokens(expression):
            if token.startswith("{"):
                named |= self._slot(token[1:-1], expression).words
            elif token[0].isalnum():
                named.add(token)
        return frozenset(named)

    def slots(self) -> list[Node]:
        """The trees of the slots that were used so far, a slot after those that it uses."""
        return list(self._read.values())

    def _slot(self, name: str, expression: str) -> Node:
        if name not in self._slots or name in self._open:
            raise BadExpressionError(f"no slot {{{name}}} can be used here: {expression}")
        if name not in self._read:
            self._open.append(name)
            self._read[name] = self.read(self._slots[name])
            self._open.pop()
        return self._read[name]


def _tokens(expression: str) -> list[str]:
    """The tokens of ``expression``, the first one last."""
    tokens = _TOKEN.findall(expression)
    if sum(map(len, tokens)) != len("".join(expression.split())):
        raise BadExpressionError(f"a sign that has no meaning in: {expression}")
    return tokens[::-1]


def pattern_of(node: Node) -> str:
    """The regular expression of the tree; each word in the text to search is followed by one space."""
    match node:
        case Word(text=text):
            return f"{text} "
        case Gap():
            return f"(?:[^ {SENTENCE_END}]+ ){{0,{GAP_WORDS}}}"
        case Edge():
            return re.escape(SENTENCE_END) + " "
        case Series(items=items):
            return "".join(map(pattern_of, items))
        case Choice(options=options):
            return "(?:" + "|".join(map(pattern_of, options)) + ")"
    raise TypeError(f"no pattern for a {type(node).__name__}")


class Anchors:
    """Which words a text must hold for a tree to match it."""

    def __init__(self, uses: Mapping[str, int], slots: Iterable[Node] = ()) -> None:
        """``uses`` says how many expressions name a word: the fewer, the better the word sorts texts.

        What is found of the ``slots``, which many trees share, is kept.
        """
        self._uses = uses
        self._found: dict[Node, tuple[frozenset[str], ...]] = {}
        for slot in slots:
            self._found[slot] = self._search(slot)

    def of(self, node: Node) -> tuple[frozenset[str], ...]:
        """Sets of words of which a matching text holds at least one each; the rarest set first."""
        found = self._found.get(node)
        return self._search(node) if found is None else found

    def _search(self, node: Node) -> tuple[frozenset[str], ...]:
        match node:
            case Word():
                return (node.words,)
            case Series(items=items):
                return tuple(sorted((anchor for item in items for anchor in self.of(item)), key=self._cost))
            case Choice(options=options):
                first = [self.of(option)[:1] for option in options]
                return (frozenset().union(*(anchor for (anchor,) in first)),) if all(first) else ()
        return ()

    def _cost(self, anchor: frozenset[str]) -> int:
        return sum(map(self._uses.__getitem__, anchor))
