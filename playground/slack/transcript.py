"""What was said and done in Slack, in order of time, as a text that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from playground.slack.elements import elements, words_of
from playground.slack.hub import Slack
from playground.slack.journal import Deed
from playground.slack.mrkdwn import plain
from playground.slack.rendering import Reader
from playground.text import Json
from playground.transcript import Line, read_aloud

_SPOKEN = frozenset({"said", "whispered"})
_DONE = {
    "changed": "{who} changes a message to: {text}",
    "deleted": "{who} deletes a message",
    "pressed": "{who} presses [{text}]",
    "picked": "{who} picks {text}",
    "commanded": "{who} types {text}",
    "shortcut": "{who} chooses “{text}” on a message",
    "visited": "{who} opens the tab {text}",
    "submitted": "{who} submits the form “{text}”",
    "closed": "{who} closes the form “{text}”",
    "invited": "{who} adds the app to the channel",
    "left": "{who} leaves the channel",
    "home": "{who} shows the Home: {shown}",
    "opened": "{who} shows the form “{text}”: {shown}",
    "pushed": "{who} shows on top the form “{text}”: {shown}",
    "updated": "{who} changes the form to “{text}”: {shown}",
}


def transcript(slack: Slack, only: str | None = None) -> str:
    """The whole, or the part of one person or channel by its id; times and dates in UTC."""
    places = _places(slack, only) if only else None
    told = (line for deed, line in told_of(slack) if places is None or deed.where in places)
    return "".join(f"{row}\n" for row in read_aloud(told, name_chats=only is None))


def told_of(slack: Slack) -> Iterator[tuple[Deed, Line]]:
    """All that happened, oldest first, each with the line that tells of it."""
    return ((deed, _line(slack, deed)) for deed in slack.world.journal.deeds)


def _places(slack: Slack, only: str) -> set[str]:
    """A person's own place for views and their direct message; a channel is only itself."""
    direct = {
        conversation.id
        for workspace in slack.world.workspaces.values()
        for conversation in workspace.conversations.values()
        if conversation.person is not None and conversation.person.id == only
    }
    return direct | {only}


def _line(slack: Slack, deed: Deed) -> Line:
    reader = Reader(slack, deed.team)
    who, to = reader.name(deed.who), _title(slack, reader, deed)
    blocks = list(deed.blocks)
    shown = reader.words(blocks)
    text = plain(deed.text, reader.name)
    if deed.kind in _SPOKEN:
        said = " ".join(filter(None, (shown or text, *_files(deed))))
        return Line(deed.at, 0, who, to, said, _keys(blocks))
    said = _DONE.get(deed.kind, "{who} does: {text}").format(who=who, text=text, shown=shown)
    if deed.kind == "changed" and shown:
        said = f"{who} changes a message to: {shown}"
    return Line(deed.at, 0, "", to, said, _keys(blocks), is_speech=False)


def _files(deed: Deed) -> Iterator[str]:
    return (f"(a file: {name})" for name in deed.files)


def _title(slack: Slack, reader: Reader, deed: Deed) -> str:
    """Who is spoken to: the person of a direct message or of a view, or a channel."""
    workspace = slack.world.workspaces.get(deed.team)
    conversation = workspace.conversations.get(deed.where) if workspace else None
    if conversation is not None and conversation.person is not None:
        return conversation.person.first_name
    return f"#{conversation.name}" if conversation is not None else reader.name(deed.where)


def _keys(blocks: list[Json]) -> str:
    """Buttons as [Yes] [No], a line for each block; other fields by what stands in them."""
    lines: dict[str, list[str]] = {}
    for element in elements(blocks):
        body = element.body
        shown = words_of(body.get("text") or body.get("placeholder")) or element.label or element.kind
        lines.setdefault(element.block_id, []).append(f"[{shown}]")
    return "\n".join(" ".join(line) for line in lines.values())
