"""Blocks as people read them: in plain words, in safe HTML, and with the HTML beside each text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.slack import mrkdwn
from playground.slack.hub import Slack
from playground.slack.workspaces import Message
from playground.text import Json

FILES_AT = "/slack/files"
_STRONG = re.compile(r"\*\*(.+?)\*\*")


class Reader:
    """Renders for one workspace, whose people and channels it can name."""

    def __init__(self, slack: Slack, team: str) -> None:
        self._slack = slack
        self._team = team

    def name(self, of: str) -> str:
        """What a person, a channel or the app is called; the id itself for what is not known."""
        workspace = self._slack.world.workspaces.get(self._team)
        if workspace is None:
            return of
        if of == workspace.bot_user_id:
            return self._slack.world.app.name
        if of in workspace.people:
            return workspace.people[of].first_name
        return workspace.conversations[of].name if of in workspace.conversations else of

    def text(self, message: Message) -> str:
        """The words that people see: the blocks', or the message's own where there are none."""
        return self.words(message.blocks) if message.blocks else mrkdwn.plain(message.text, self.name)

    def html(self, message: Message) -> str:
        return self.marked(message.blocks) if message.blocks else mrkdwn.html(message.text, self.name)

    def words(self, blocks: list[Json]) -> str:
        return "\n".join(filter(None, (self._plain(text) for text in _texts(blocks))))

    def marked(self, blocks: list[Json]) -> str:
        return "\n".join(filter(None, (self._html(text) for text in _texts(blocks))))

    def with_html(self, part: object) -> object:
        """The blocks once more, each text object with its `html`, each picture of ours with its `url`."""
        if isinstance(part, list):
            return [self.with_html(one) for one in part]
        if not isinstance(part, dict):
            return part
        whole = {name: self.with_html(one) for name, one in part.items()}
        if isinstance(part.get("text"), str) and part.get("type") in ("plain_text", "mrkdwn", "markdown"):
            whole["html"] = self._html(part)
        if part.get("type") == "image" and "slack_file" in part:
            whole["url"] = f"{FILES_AT}/{part['slack_file'].get('id')}"
        return whole

    def _plain(self, text: Json) -> str:
        if text["type"] == "plain_text":
            return str(text["text"])
        return mrkdwn.plain(_written(text), self.name)

    def _html(self, text: Json) -> str:
        if text["type"] == "plain_text":
            return mrkdwn.safe(str(text["text"]))
        return mrkdwn.html(_written(text), self.name)


def _written(text: Json) -> str:
    """The text as mrkdwn; a markdown block marks strong words with two stars."""
    return _STRONG.sub(r"*\1*", text["text"]) if text["type"] == "markdown" else str(text["text"])


def _texts(blocks: list[Json]) -> Iterator[Json]:
    """Every text that stands among the blocks, from top to bottom; what is on buttons is no part of it."""
    for block in blocks:
        if block["type"] == "markdown":
            yield block
            continue
        if block["type"] == "image":
            yield block.get("title") or {"type": "plain_text", "text": block["alt_text"]}
        for name in ("text", "label", "hint"):
            if name in block:
                yield block[name]
        yield from block.get("fields", [])
        if block["type"] == "context":
            yield from (one for one in block["elements"] if "text" in one)
