"""A picture on its way to Slack: first its bytes, which nobody sees, then its place in a conversation."""

from __future__ import annotations

import re
from http import HTTPStatus

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.outcome import FailedError
from handlers.slack.elements import cut
from handlers.slack.errors import answered, text_of

DESCRIPTION_LIMIT = 1000  # characters of the words for those who do not see a picture, by Slack
_OTHER = re.compile(r"[^A-Za-z0-9-]")


def file_name(message: str) -> str:
    """The name of the picture that goes with the message of our id ``message``; it is found again by it."""
    return f"alongside-{_OTHER.sub('-', message)}.png"


async def upload(
    client: AsyncWebClient, session: aiohttp.ClientSession, message: str, picture: bytes, described: str
) -> str:
    """Slack's id of the uploaded PNG, which is in no conversation yet.

    Raises FailedError where the upload itself is answered with something else than 200.
    """
    place = await client.files_getUploadURLExternal(
        filename=file_name(message), length=len(picture), alt_txt=cut(described, DESCRIPTION_LIMIT) or None
    )
    await _put(session, text_of(place, "upload_url"), picture)
    return text_of(place, "file_id")


async def share(client: AsyncWebClient, file: str, channel: str, described: str) -> None:
    """Show an uploaded picture in a conversation, as a message of its own."""
    title = cut(described, DESCRIPTION_LIMIT) or None
    await client.files_completeUploadExternal(files=[{"id": file, "title": title}], channel_id=channel)


async def _put(session: aiohttp.ClientSession, url: str, picture: bytes) -> None:
    async with session.post(url, data=picture, headers={"Content-Type": "image/png"}) as answer:
        if answer.status != HTTPStatus.OK:
            raise FailedError(answered(answer.status))
