"""The command that shows what an organisation's mentoring has come to."""

from __future__ import annotations

from pathlib import Path

import click

import prompts
from bot.cli.context import as_json, named, opened, problem, run, settings, show
from bot.delivery.charts import chart_file
from bot.rendering import HOME, Renderer, Speech, Words
from bot.settings import Settings
from mentoring.impact import Impact, Outcome, chart_of, impacts
from mentoring.impact import as_json as as_values


@click.command()
@click.option("--organisation", "name", required=True, help="Whose mentoring it is about.")
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write before and after as a PNG; with several programmes one for each, numbered.",
)
@as_json
def impact(name: str, picture: Path | None, as_json: bool) -> None:
    """Show sessions, hours, goals, and what young people say before and after."""
    if picture is not None and picture.suffix.lower() != ".png":
        raise problem(f"the picture is a .png file, and {picture.name} is none")
    found = run(_impacts(settings(), name))
    values = [as_values(one) for one in found]
    lines = [line for one in found for line in [*_lines(one), ""]]
    if picture is not None:
        for one, row, file in zip(found, values, _files(picture, len(found)), strict=True):
            row["picture"] = _drawn(one, file)
            lines.append(_told(one, row["picture"]))
    show(as_json, {"organisation": name, "programmes": values}, "\n".join(lines).strip())


async def _impacts(chosen: Settings, name: str) -> list[Impact]:
    async with opened(chosen) as store, store.read() as conn:
        return await impacts(conn, (await named(conn, name)).id)


def _lines(one: Impact) -> list[str]:
    done = one.done
    return [
        one.programme,
        f"  sessions held   {done.held:>8,}   hours      {one.hours:>8,}",
        f"  matches running {done.active:>8,}   finished   {done.closed:>8,}",
        f"  goals reached   {done.reached:>8,}   still open {done.open:>8,}",
        "  surveys         " + ", ".join(f"{wave} {count:,}" for wave, count in one.waves.items()),
        *(f"  {outcome.key:<15} {_changed(outcome)}" for outcome in one.outcomes),
    ]


def _changed(outcome: Outcome) -> str:
    if not outcome.shown:
        return "too few people to show"
    shares = f"{outcome.percent_before:>3}% -> {outcome.percent_after:>3}% agree"
    return f"{shares}   mean {outcome.before:.1f} -> {outcome.after:.1f}   {outcome.people:,} people"


def _files(picture: Path, many: int) -> list[Path]:
    """Return where each programme's picture goes."""
    if many == 1:
        return [picture]
    return [picture.with_stem(f"{picture.stem}-{number}") for number in range(1, many + 1)]


def _drawn(one: Impact, file: Path) -> str | None:
    """Draw a programme's picture and return its path, or None where there is nothing to see yet."""
    if not one.shown:
        return None
    words = Words.load(Path(prompts.__file__).parent)
    made = chart_file(chart_of(one), Speech(words, Renderer(words), HOME))
    try:
        file.write_bytes(made.data)
    except OSError as error:
        raise problem(f"the picture cannot be written to {file}: {error.strerror}") from None
    return str(file)


def _told(one: Impact, file: str | None) -> str:
    return f"Picture: {file}" if file else f"No picture for {one.programme}: too few people to show."
