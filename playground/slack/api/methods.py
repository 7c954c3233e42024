"""Every method of the Web API that the playground plays, by its name."""

from __future__ import annotations

from playground.slack.api import chat, conversations, files, installing, people, views
from playground.slack.api.parameters import Method

METHODS: dict[str, Method] = {
    method.name: method
    for room in (chat, conversations, files, installing, people, views)
    for method in room.METHODS
}
