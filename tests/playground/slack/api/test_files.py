from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from playground.slack.api.files import FILE_LIMIT
from tests.playground.slack.api.support import SlackBench, section

PNG = b"\x89PNG\r\n\x1a\n and so on"


async def announced(slack: SlackBench, data: bytes = PNG, name: str = "code.png") -> tuple[str, str]:
    """The id and the upload address of a file that is to come."""
    answer = await slack.client.files_getUploadURLExternal(filename=name, length=len(data))
    return answer["file_id"], answer["upload_url"]


async def uploaded(slack: SlackBench, data: bytes = PNG) -> str:
    file_id, url = await announced(slack, data)
    async with slack.session.post(url, data=data) as response:
        assert (response.status, await response.text()) == (200, f"OK - {len(data)}")
    return file_id


async def test_the_library_uploads_a_file_in_one_go(slack: SlackBench) -> None:
    place = slack.direct()
    answer = await slack.client.files_upload_v2(
        channel=place.id, content=PNG, filename="code.png", title="Your code", initial_comment="Here it is"
    )
    (said,) = place.messages
    assert (said.text, said.files) == ("Here it is", [answer["file"]["id"]])
    assert (answer["file"]["title"], answer["file"]["mimetype"]) == ("Your code", "image/png")
    assert answer["file"]["ims"] == [place.id]
    (event,) = slack.world.journal.events
    assert event.content["files"][0]["id"] == answer["file"]["id"]
    async with slack.session.get(f"{slack.address}/slack/files/{said.files[0]}") as response:
        assert (await response.read(), response.content_type) == (PNG, "image/png")


async def test_a_file_may_come_in_a_form(slack: SlackBench) -> None:
    file_id, url = await announced(slack, b"a,b\n", "list.csv")
    form = aiohttp.FormData()
    form.add_field("file", b"a,b\n", filename="list.csv")
    async with slack.session.post(url, data=form) as response:
        assert response.status == 200
    async with slack.session.get(f"{slack.address}/slack/files/{file_id}") as response:
        assert await response.read() == b"a,b\n"
        kept = slack.world.uploads.find(file_id)
        assert kept is not None
        assert kept.content_type == "text/csv"
        assert response.headers["content-disposition"] == "attachment"


async def test_an_upload_that_does_not_fit_is_refused(slack: SlackBench) -> None:
    file_id, url = await announced(slack)
    async with slack.session.post(url, data=b"short") as response:
        assert response.status == 400
    assert await slack.error("files.completeUploadExternal", files=[{"id": file_id}]) == "file_not_found"
    async with slack.session.post(url, data=PNG) as response:
        assert response.status == 200
    for again in (url, f"{slack.address}/slack/upload/none"):
        async with slack.session.post(again, data=PNG) as response:
            assert response.status == 404
    async with slack.session.get(f"{slack.address}/slack/files/F9") as response:
        assert response.status == 404


ANNOUNCED = {
    "empty": ({"filename": "a", "length": 0}, "length_required"),
    "too long": ({"filename": "a", "length": FILE_LIMIT + 1}, "file_upload_size_restricted"),
    "no name": ({"length": 5}, "invalid_arguments"),
    "no number": ({"filename": "a", "length": "many"}, "invalid_arguments"),
}


@pytest.mark.parametrize(("asked", "error"), ANNOUNCED.values(), ids=ANNOUNCED)
async def test_a_file_that_may_not_come(slack: SlackBench, asked: dict[str, Any], error: str) -> None:
    assert await slack.error("files.getUploadURLExternal", **asked) == error


async def test_a_file_is_shared_once_and_where_the_bot_is(slack: SlackBench) -> None:
    file_id, place = await uploaded(slack), slack.direct()
    files = [{"id": file_id, "title": "Code"}]
    closed = slack.channel(with_bot=False)
    assert place.person is not None
    for values, error in (
        ({"channel_id": closed.id}, "not_in_channel"),
        ({"channel_id": place.person.id}, "channel_not_found"),
        ({"channel_id": place.id, "thread_ts": "1.2"}, "invalid_thread_ts"),
        ({"channel_id": place.id, "initial_comment": "x" * 40_001}, "msg_too_long"),
    ):
        assert await slack.error("files.completeUploadExternal", files=files, **values) == error
    for wrong in ([], [{"id": file_id, "size": 1}], ["F1"]):
        assert await slack.error("files.completeUploadExternal", files=wrong) == "invalid_arguments"
    await slack.client.files_completeUploadExternal(files=[{"id": file_id, "title": "Code"}])
    assert place.messages == []
    assert await slack.error("files.completeUploadExternal", files=files) == "file_already_completed"


async def test_a_block_shows_a_file_that_is_complete(slack: SlackBench) -> None:
    file_id, place = await uploaded(slack), slack.direct()
    picture = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "A code"}
    shown: dict[str, Any] = {"channel": place.id, "text": "Code", "blocks": [section(), picture]}
    refusal = await slack.refused("chat.postMessage", **shown)
    assert refusal["response_metadata"]["messages"] == ["[ERROR] invalid slack file"]
    await slack.client.files_completeUploadExternal(files=[{"id": file_id, "title": "Code"}])
    await slack.client.chat_postMessage(**shown)
    assert len(place.messages) == 1
