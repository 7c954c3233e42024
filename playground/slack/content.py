"""What the app puts before people, checked: the content of a message, and the body of a view."""

from __future__ import annotations

from collections.abc import Iterable

from playground.slack.blocks import check_blocks, check_view, filled, slack_files
from playground.slack.errors import SlackError, invalid
from playground.slack.views import View
from playground.slack.workspaces import Person
from playground.slack.world import SlackWorld
from playground.text import Json

TEXT_LIMIT = 40_000  # characters of a message's text


def message_content(world: SlackWorld, text: str, blocks: list[Json]) -> list[Json]:
    """The blocks with the ids that Slack adds; SlackError no_text, msg_too_long and those of blocks."""
    if not text and not blocks:
        raise SlackError("no_text")
    if len(text) > TEXT_LIMIT:
        raise SlackError("msg_too_long")
    check_blocks(blocks)
    _check_files(world, blocks, "invalid_blocks")
    return _filled(world, blocks)


def view_body(world: SlackWorld, team: str, given: Json, kind: str, same: View | None = None) -> Json:
    """The view as the app gave it, with the ids that Slack adds; `same` is the view that it replaces.

    SlackError invalid_arguments, view_too_large or duplicate_external_id.
    """
    check_view(given, kind)
    other = world.views.named(team, given.get("external_id", ""))
    if other is not None and other is not same:
        raise SlackError("duplicate_external_id")
    _check_files(world, given["blocks"], "invalid_arguments")
    return {**given, "blocks": _filled(world, given["blocks"])}


def shown(world: SlackWorld, person: Person, view: View, deed: str) -> None:
    """Tells those who watch of a view that is new or changed; `deed` is opened, pushed, updated or home."""
    world.touch()
    view.changed = world.version
    view.made = view.made or view.changed
    title = view.body.get("title", {}).get("text", "")
    world.note(world.workspaces[view.team].bot_user_id, deed, person, title, view.body["blocks"])


def _filled(world: SlackWorld, blocks: list[Json]) -> list[Json]:
    return filled(blocks, lambda: world.numbers.next("b"))


def _check_files(world: SlackWorld, blocks: Iterable[Json], error: str) -> None:
    """A block may show a file that was uploaded and completed, and no other."""
    for file_id in slack_files(blocks):
        file = world.uploads.find(file_id)
        if file is None or not file.complete:
            raise invalid(error, "invalid slack file")
