"""Reads a table of a TOML file strictly: each value of its kind, within its bounds, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import time
from typing import Any


class StrictError(ValueError):
    """A file says something that cannot be taken; the message is one line: file, key, what it must be."""


class Table:
    """One table of ``file``; ``at`` is its own name in the file, empty for the whole.

    Each key is asked for once with what it must be; ``close`` then refuses what was never asked for.
    A key that is not there gives ``usual``, and without one it is an error.
    """

    def __init__(self, file: str, values: object, at: str = "") -> None:
        self._file = file
        self._at = at
        if not isinstance(values, Mapping):
            raise self.wrong("", "must be a table")
        self._values: Mapping[str, Any] = values
        self._asked: set[str] = set()

    def wrong(self, key: str, must: str) -> StrictError:
        """Return the error that says what ``key`` of this table must be."""
        name = ".".join(part for part in (self._at, key) if part) or "the file"
        return StrictError(f"{self._file}: {name}: {must}")

    def number(self, key: str, least: int, most: int, usual: int | None = None) -> int:
        """Return a whole number from ``least`` to ``most``."""
        return self._number(key, self._get(key, usual), least, most)

    def numbers(self, key: str, least: int, most: int, usual: Collection[int]) -> tuple[int, ...]:
        """Return whole numbers in rising order, which may be none."""
        found = self._get(key, list(usual))
        if not isinstance(found, list):
            raise self.wrong(key, f"must be a list of whole numbers, as in {list(usual)}")
        numbers = tuple(self._number(key, one, least, most) for one in found)
        if list(numbers) != sorted(set(numbers)):
            raise self.wrong(key, "each number must be larger than the one before it")
        return numbers

    def truth(self, key: str, usual: bool) -> bool:
        """Return true or false."""
        found = self._get(key, usual)
        if not isinstance(found, bool):
            raise self.wrong(key, "must be true or false")
        return found

    def line(self, key: str, longest: int, usual: str | None = None) -> str:
        """Return one line of 1 to ``longest`` characters, without spaces around it."""
        return self._line(key, self._get(key, usual), longest)

    def lines(self, key: str, count: int, longest: int) -> tuple[str, ...]:
        """Return exactly ``count`` different lines."""
        found = self._get(key, None)
        if not isinstance(found, list) or len(found) != count:
            raise self.wrong(key, f"must be a list of {count} lines")
        lines = tuple(self._line(key, one, longest) for one in found)
        if len(set(lines)) != count:
            raise self.wrong(key, "says the same thing twice")
        return lines

    def clock(self, key: str, usual: time) -> time:
        """Return a time of the day, to the minute."""
        found = self._get(key, usual)
        if not isinstance(found, time) or found.second or found.microsecond:
            raise self.wrong(key, "must be a time without quotation marks, as in 09:00:00")
        return found

    def one_of(self, key: str, words: Collection[str], usual: str | None = None) -> str:
        """Return one of ``words``."""
        return self._one_of(key, self._get(key, usual), words)

    def some_of(self, key: str, words: Collection[str], usual: Collection[str]) -> tuple[str, ...]:
        """Return some of ``words``, each once, in their order; there may be none."""
        found = self._get(key, list(usual))
        if not isinstance(found, list):
            raise self.wrong(key, f"must be a list of some of {_quoted(words)}")
        some = {self._one_of(key, one, words) for one in found}
        if len(some) != len(found):
            raise self.wrong(key, "says the same thing twice")
        return tuple(word for word in words if word in some)

    def table(self, key: str) -> Table:
        """Return a table within this one, empty where it is not there."""
        return Table(self._file, self._get(key, {}), self._named(key))

    def tables(self, key: str) -> Iterator[Table]:
        """Give each table of a list of them, which may not be there; they count from 1 in errors."""
        found = self._get(key, [])
        if not isinstance(found, list):
            raise self.wrong(key, f"must be a list of tables, each under [[{key}]]")
        for number, one in enumerate(found, start=1):
            yield Table(self._file, one, f"{self._named(key)} {number}")

    def close(self) -> None:
        """Raise StrictError where the table has a key that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                raise self.wrong(key, f"is not known; known are {_quoted(sorted(self._asked))}")

    def _get(self, key: str, usual: Any) -> Any:
        self._asked.add(key)
        if key in self._values:
            return self._values[key]
        if usual is None:
            raise self.wrong(key, "is missing")
        return usual

    def _named(self, key: str) -> str:
        return f"{self._at}.{key}" if self._at else key

    def _number(self, key: str, found: object, least: int, most: int) -> int:
        if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
            raise self.wrong(key, f"must be a whole number from {least} to {most}")
        return found

    def _line(self, key: str, found: object, longest: int) -> str:
        if not isinstance(found, str) or found != " ".join(found.split()) or not 0 < len(found) <= longest:
            raise self.wrong(key, f"must be one line of 1 to {longest} characters, with single spaces")
        return found

    def _one_of(self, key: str, found: object, words: Collection[str]) -> str:
        if not isinstance(found, str) or found not in words:
            raise self.wrong(key, f"must be one of {_quoted(words)}")
        return found


def _quoted(words: Collection[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
