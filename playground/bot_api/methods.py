"""Every method that the playground plays, by its name in small letters."""

from __future__ import annotations

from playground.bot_api import about, answering, meeting, messages, receiving, sending_files
from playground.bot_api.parameters import Method

METHODS: dict[str, Method] = {
    method.name.lower(): method
    for room in (about, answering, meeting, messages, receiving, sending_files)
    for method in room.METHODS
}
