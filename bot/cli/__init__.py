"""The command line: every error is one line that says what to do, and exits 1."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module

import click
from click.exceptions import NoArgsIsHelpError

COMMANDS: Mapping[str, str] = {
    "serve": "running:serve",
    "demo": "running:demo",
    "doctor": "running:doctor",
    "migrate": "running:migrate",
    "organisation": "people:organisation",
    "programmes": "offers:programmes",
    "term": "terms:term",
    "invite": "people:invite",
    "people": "people:people",
    "match": "matches:match",
    "place": "places:place",
    "announcements": "announcements:group",
    "import": "bulk:import_people",
    "export": "bulk:export",
    "concerns": "care:concerns",
    "requests": "care:requests",
    "impact": "impact:impact",
    "forget": "care:forget",
}
"""Where each command is: a module of this package, and its name in there."""


class Commands(click.Group):
    """Commands that are loaded when they are asked for: a start should be quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one, or None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alongside")
def alongside() -> None:
    """A companion for youth mentoring: young people on Telegram, and nothing ever lost."""


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
