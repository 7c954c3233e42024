"""The command line: every error is one line that says what to do, and exits 1."""

from __future__ import annotations

import sys

import click
from click.exceptions import NoArgsIsHelpError

from bot.cli.bulk import export, import_people
from bot.cli.care import concerns, forget, requests
from bot.cli.impact import impact
from bot.cli.matches import match
from bot.cli.offers import programmes
from bot.cli.people import invite, organisation, people
from bot.cli.places import place
from bot.cli.running import demo, doctor, migrate, serve
from bot.cli.terms import term


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alongside")
def alongside() -> None:
    """A companion for youth mentoring: young people on Telegram, and nothing ever lost."""


for command in (
    serve,
    demo,
    doctor,
    migrate,
    organisation,
    programmes,
    term,
    invite,
    people,
    match,
    place,
    import_people,
    export,
    concerns,
    requests,
    impact,
    forget,
):
    alongside.add_command(command)


def main() -> None:
    """Run the command line."""
    try:
        alongside.main(prog_name="alongside", standalone_mode=False)
    except click.Abort:
        sys.exit(1)
    except NoArgsIsHelpError as error:
        click.echo(error.format_message())
    except click.UsageError as error:
        hint = f" Try: {error.ctx.command_path} --help" if error.ctx else ""
        _say(f"{error.format_message()}{hint}")
        sys.exit(1)
    except click.ClickException as error:
        _say(error.format_message())
        sys.exit(1)


def _say(line: str) -> None:
    click.echo(" ".join(f"alongside: {line}".split()), err=True)
