"""The year of a pair as one transcript: what was said on the phones and in Slack, in order of time."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from playground.slack.transcript import told_of
from playground.transcript import Line, read_aloud
from playground.world import World

HOME = ZoneInfo("Europe/London")

PASSED_OVER = frozenset({"home", "visited", "changed"})
"""What Slack shows anew all the time; nobody says anything by it."""


def retold(world: World) -> str:
    """Return all that was said and pressed, each day under its date, on the clock of London."""
    on_phones = [line for line in world.transcript.lines() if _is_told(line, world.bot.name)]
    in_slack = [line for deed, line in told_of(world.slack) if deed.kind not in PASSED_OVER]
    lines = sorted([*on_phones, *in_slack], key=lambda line: line.at)
    return "\n".join(read_aloud(lines, name_chats=True, zone=HOME))


def _is_told(line: Line, bot: str) -> bool:
    """Tell whether somebody said or did it, rather than that a message or the clock was changed."""
    return line.is_speech or bool(line.to and not line.said.startswith(bot))
