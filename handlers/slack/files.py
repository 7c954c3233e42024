"""A file on its way to Slack: first its bytes, which nobody sees, then its place in a conversation."""

from __future__ import annotations

import re
from http import HTTPStatus

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.outcome import FailedError
from handlers.rendered import File
from handlers.slack.elements import cut
from handlers.slack.errors import answered, text_of

DESCRIPTION_LIMIT = 1000  # characters of a title, and of the words for who sees no picture, by Slack
_OTHER = re.compile(r"[^A-Za-z0-9-]")


def file_name(message: str, file: File) -> str:
    """The name of the file that goes with the message of our id ``message``; it is found again by it."""
    ending = file.name.rpartition(".")[2]
    return f"alongside-{_OTHER.sub('-', message)}.{_OTHER.sub('-', ending)}"


async def upload(client: AsyncWebClient, session: aiohttp.ClientSession, message: str, file: File) -> str:
    """Slack's id of the uploaded file, which is in no conversation yet.

    Raises FailedError where the upload itself is answered with something else than 200.
    """
    seen = cut(file.described, DESCRIPTION_LIMIT) if file.is_picture else ""
    place = await client.files_getUploadURLExternal(
        filename=file_name(message, file), length=len(file.data), alt_txt=seen or None
    )
    await _put(session, text_of(place, "upload_url"), file)
    return text_of(place, "file_id")


async def share(client: AsyncWebClient, uploaded: str, channel: str, file: File) -> None:
    """Show an uploaded file in a conversation, as a message of its own."""
    title = cut(file.described, DESCRIPTION_LIMIT) or None
    await client.files_completeUploadExternal(files=[{"id": uploaded, "title": title}], channel_id=channel)


async def _put(session: aiohttp.ClientSession, url: str, file: File) -> None:
    async with session.post(url, data=file.data, headers={"Content-Type": file.media_type}) as answer:
        if answer.status != HTTPStatus.OK:
            raise FailedError(answered(answer.status))
