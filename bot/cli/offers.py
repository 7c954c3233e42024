"""The command about what organisations can offer: it lists the programmes, and so checks their files."""

from __future__ import annotations

from typing import Any

import click

from bot.cli.context import as_json, one_line, problem, show
from conversations.programme import Framework
from mentoring.programmes import frameworks


@click.command()
@as_json
def programmes(as_json: bool) -> None:
    """List the programmes that can be offered, and check their files."""
    with one_line():
        known = list(frameworks().values())
    show(as_json, [_listed(one) for one in known], "\n".join(map(_line, known)))


def offered(name: str) -> Framework:
    """Return the programme of this name; raise one line that names those that there are."""
    with one_line():
        known = frameworks()
        if name not in known:
            raise problem(f"there is no programme {name!r}; there are: {', '.join(known)}")
        return known[name]


def _listed(one: Framework) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "months": one.months,
        "minutes": one.minutes,
        "minimum_age": one.minimum_age,
        "maximum_age": one.maximum_age,
        "adult_under": one.adult_under,
        "topics": [topic.key for topic in one.topics],
        "survey": [question.key for question in one.survey],
    }


def _line(one: Framework) -> str:
    rules = f"{one.months} months, {one.minutes} minutes, ages {one.minimum_age} to {one.maximum_age}"
    return f"{one.name:<20}  {one.title}: {rules}, {len(one.topics)} topics"
