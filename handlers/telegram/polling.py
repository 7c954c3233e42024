"""Asks Telegram for updates, as they come; which to ask for next, and when, is the caller's business."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from handlers.outcome import FailedError, Retry, Scope
from handlers.telegram.connection import Connection
from handlers.telegram.errors import AFTER_SERVER, asked
from handlers.telegram.reading import ALLOWED_UPDATES, Json
from handlers.telegram.transport import READ_TIMEOUT

BATCH = 100  # updates in one answer; the most that the Bot API gives
_ALLOWED = json.dumps(ALLOWED_UPDATES)


async def get_updates(connection: Connection, offset: int | None, wait: int) -> list[Json]:
    """The updates from number ``offset`` on, after at most ``wait`` seconds; asking confirms all before it.

    Raises FailedError: with a Retry whenever asking again will do, and nothing is lost by that; with a
    Gone for the lane if the token is not valid.
    """
    query: dict[str, int | str] = {"timeout": wait, "limit": BATCH, "allowed_updates": _ALLOWED}
    if offset is not None:
        query["offset"] = offset
    # In the address, because the library's own call would build an object of every member of every update.
    url = f"{connection.url}/getUpdates?{urlencode(query)}"
    updates = await asked(connection.transport.post(url, read_timeout=wait + READ_TIMEOUT))
    if not isinstance(updates, list) or not all(isinstance(update, dict) for update in updates):
        raise FailedError(Retry(AFTER_SERVER, Scope.LANE, "the answer made no sense"))
    return updates
