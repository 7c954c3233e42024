"""Turns the parts of a reply into a platform's text: every word from prompts/, every value as data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from bot.links import Links
from conversations.clock import spoken
from conversations.flows import FLOWS
from conversations.flows.fields import OTHER
from conversations.interrupts import COMMANDS, Interrupt, normalised
from conversations.interrupts import Words as Phrases
from conversations.reply import Choice, Json, Part
from conversations.rhythm import Rhythm
from handlers.rendered import PLAIN, Markup

HOME = "en"
"""The language that every word exists in; another language may lack some and takes them from here."""

MENU = "menu."
FIELD = "field."

_COMMANDS = {*COMMANDS, *(flow.command for flow in FLOWS.values() if flow.command)}
_MEANINGS = frozenset(Interrupt) | {flow.command for flow in FLOWS.values() if flow.command}
"""What a phrase may stand for."""

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_COMMAND = re.compile(r"(?<![\w/<])/(" + "|".join(sorted(_COMMANDS, reverse=True)) + r")\b")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Ready(str):
    """A text that is the platform's markup already, and is not escaped again."""

    __slots__ = ()


class WordsError(ValueError):
    """A file of words is wrong: the same label twice, or a phrase for an interrupt that does not exist."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What a platform shows of the bot before anybody writes: commands in order, each with its words."""

    commands: tuple[tuple[str, str], ...]
    description: str
    short_description: str


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of prompts/, by language: sources by prompt, labels by name, phrases, helplines."""

    sources: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, Phrases]
    helplines: Mapping[str, Sequence[Mapping[str, Any]]]

    @classmethod
    def load(cls, folder: Path) -> Words:
        """Read one folder a language; raise WordsError where a file of words is wrong."""
        languages = sorted(path.name for path in folder.iterdir() if any(path.glob("*.j2")))
        home = folder / HOME
        sources, labels = _sources(home), _labels(home)
        return cls(
            {name: {**sources, **_sources(folder / name)} for name in languages},
            {name: {**labels, **_labels(folder / name)} for name in languages},
            {name: {**_phrases(home), **_phrases(folder / name)} for name in languages},
            {name: _helplines(folder / name) or _helplines(home) for name in languages},
        )

    def label(self, choice: Choice, language: str) -> str:
        """Return the words of a button; raise KeyError where its label has none."""
        return choice.words or self.labels[self.spoken(language)][choice.label]

    def menu(self, language: str) -> Menu:
        """Return the menu in ``language``."""
        words = {
            name.removeprefix(MENU): text
            for name, text in self.labels[self.spoken(language)].items()
            if name.startswith(MENU)
        }
        description, short = words.pop("description"), words.pop("short_description")
        return Menu(tuple(words.items()), description, short)

    def spoken(self, language: str) -> str:
        """Return ``language`` where there are words in it, else the home language."""
        return language if language in self.sources else HOME


class Renderer:
    """Renders parts. A template is compiled once for each language and markup."""

    def __init__(self, words: Words, links: Links | None = None) -> None:
        self._words = words
        self._links = links or Links()
        self._pages: dict[tuple[str, Markup], Environment] = {}

    def render(self, part: Part, language: str, markup: Markup) -> str:
        """Return the text of ``part``.

        Raises jinja2.TemplateNotFound for a prompt without a template, and jinja2.UndefinedError where a
        value that the template needs is missing.
        """
        language = self._words.spoken(language)
        page = self._pages.get((language, markup))
        if page is None:
            page = self._pages[language, markup] = _page(self._words, language, markup)
            links = self._links
            page.filters["invite_link"] = lambda code: _tappable(links.to(code.replace("-", "")), markup)
            page.filters["feed_link"] = lambda token: _tappable(links.feed(token), markup)
        return page.get_template(part.prompt).render(part.values).strip()


@dataclass(frozen=True, slots=True)
class Speech:
    """Words that stand outside a message, in a file or on a page: plain text in one language."""

    words: Words
    renderer: Renderer
    language: str

    def prompt(self, name: str, /, **values: Json) -> str:
        """Return a prompt's text; raises what ``Renderer.render`` raises."""
        return self.renderer.render(Part(name, values), self.language, PLAIN)

    def label(self, name: str) -> str:
        """Return a label's words; raise KeyError where there is none of that name."""
        return self.words.label(Choice("", label=name), self.language)


def _tappable(address: str, markup: Markup) -> Ready:
    return Ready(markup.link(address) if address else "")


def _page(words: Words, language: str, markup: Markup) -> Environment:
    """Return an environment that escapes every value; what is bold is known before any value is there."""
    opened, closed = markup.bold
    sources = {
        name: _COMMAND.sub(
            lambda found: markup.command(found[1]),
            _BOLD.sub(lambda found: f"{opened}{found[1]}{closed}", source),
        )
        for name, source in words.sources[language].items()
    }
    page = Environment(  # noqa: S701 - finalize escapes, for HTML and for what is not HTML
        loader=DictLoader(sources),
        undefined=StrictUndefined,
        finalize=lambda value: _written(value, markup),
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    labels = words.labels[language]
    page.globals["helplines"] = words.helplines[language]
    page.filters["label"] = lambda value, group: labels[f"{group}.{value}"]
    page.filters["date"] = lambda value: _date_in_words(value, labels)
    page.filters["link"] = lambda address: _tappable(address, markup)
    page.filters["moment"] = lambda value, zone: _moment_in_words(value, zone, labels)
    page.filters["monthly"] = lambda rhythm: Rhythm.read(rhythm).spoken(labels)
    fields = {name.removeprefix(FIELD): text for name, text in labels.items() if name.startswith(FIELD)}
    page.filters["lines"] = lambda profile: lines(profile, fields, labels)
    return page


def _written(value: Any, markup: Markup) -> str:
    if value is None or isinstance(value, Ready):
        return value or ""
    return markup.escape(str(value))


def lines(
    profile: Mapping[str, Json], fields: Mapping[str, str], labels: Mapping[str, str]
) -> list[dict[str, str]]:
    """Return what is known of somebody as {field, value} in words, in the order of ``fields`` (name: words).

    What has no value and what is no field is left out.
    """
    return [
        {"field": words, "value": _in_words(name, profile[name], profile.get(f"{name}_{OTHER}"), labels)}
        for name, words in fields.items()
        if profile.get(name) not in (None, "", [])
    ]


def _in_words(name: str, value: Any, other: Json, labels: Mapping[str, str]) -> str:
    """Return one value of a profile in words; what was typed stays as it is."""
    if isinstance(value, list):
        return ", ".join(_in_words(name, one, other, labels) for one in value)
    if value == OTHER and other:
        return str(other)
    if isinstance(value, str) and _DATE.fullmatch(value):
        return _date_in_words(value, labels)
    return labels.get(f"{name}.{value}", str(value))


def _date_in_words(value: str, labels: Mapping[str, str]) -> str:
    """Return an ISO date as "3 May 2009", and what is none as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {labels[f'month.{day.month}']} {day.year}"


def _moment_in_words(value: str, zone: str, labels: Mapping[str, str]) -> str:
    """Return an ISO moment on a clock in ``zone`` as "Thursday 14 January at 17:00"."""
    return spoken(datetime.fromisoformat(value), zone, labels, within_text=True)


def _sources(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.j2"))}


def _labels(folder: Path) -> dict[str, str]:
    """Return the labels of a language by name: a table's name, a dot, and the key."""
    found: dict[str, str] = {}
    for path in sorted((folder / "labels").glob("*.toml")):
        for name, words in _named(tomllib.loads(path.read_text("utf-8"))):
            if name in found:
                raise WordsError(f"{path}: the label {name!r} is there twice")
            found[name] = words
    return found


def _named(tables: Mapping[str, Any]) -> list[tuple[str, str]]:
    named = []
    for name, value in tables.items():
        if isinstance(value, Mapping):
            named += [(f"{name}.{key}", words) for key, words in value.items()]
        else:
            named.append((name, value))
    return named


def _phrases(folder: Path) -> dict[str, str]:
    """Return the normalised phrases of words.toml, each with what it means."""
    path = folder / "words.toml"
    found: dict[str, str] = {}
    for name, phrases in (tomllib.loads(path.read_text("utf-8")) if path.exists() else {}).items():
        if name not in _MEANINGS:
            raise WordsError(f"{path}: nothing is interrupted by {name!r}")
        for phrase in map(normalised, phrases):
            if found.setdefault(phrase, name) != name:
                raise WordsError(f"{path}: {phrase!r} means two things")
    return found


def _helplines(folder: Path) -> Sequence[Mapping[str, Any]]:
    path = folder / "helplines.toml"
    return tomllib.loads(path.read_text("utf-8"))["helpline"] if path.exists() else []
