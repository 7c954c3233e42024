"""Files in three steps: an address is asked for, the bytes go there, and the file is shared."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from playground.bot_api.body import Upload, read_body, read_parameters
from playground.errors import ApiError, GoneError
from playground.slack import shapes
from playground.slack.api.chat import tell_of
from playground.slack.api.parameters import Call, Method, array, number, string
from playground.slack.api.reaching import open_conversation
from playground.slack.content import TEXT_LIMIT
from playground.slack.errors import SlackError, invalid
from playground.slack.uploads import SlackFile
from playground.slack.world import SlackWorld
from playground.text import Json

UPLOAD_PATH = "/slack/upload"
FILE_LIMIT = 50 * 2**20  # bytes of one file: Slack takes 1 GB, a program on one machine should not
FILES_LIMIT = 10  # files of one message
SHOWN_AS_THEY_ARE = frozenset({"image/png", "image/jpeg", "image/gif"})
_PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


async def get_upload_url(call: Call) -> Json:
    name, length = call.args["filename"], call.args["length"]
    if length == 0:
        raise SlackError("length_required")
    if length > FILE_LIMIT:
        raise SlackError("file_upload_size_restricted")
    file = call.world.uploads.expect(call.workspace.id, call.workspace.bot_user_id, name, length)
    file.alt_text = call.args.get("alt_txt", "")
    return {"upload_url": f"http://{call.host}{UPLOAD_PATH}/{file.ticket}", "file_id": file.id}


async def complete(call: Call) -> Json:
    files = [_complete_file(call, given) for given in call.args["files"]]
    if not files or len(files) > FILES_LIMIT:
        raise invalid("invalid_arguments", f"1 to {FILES_LIMIT} files are shared at once")
    if len(call.args.get("initial_comment", "")) > TEXT_LIMIT:
        raise SlackError("msg_too_long")
    place = open_conversation(call, "channel_id") if "channel_id" in call.args else None
    thread = call.args.get("thread_ts")
    if thread is not None and (place is None or place.message(thread) is None):
        raise SlackError("invalid_thread_ts")
    for file, title in files:
        file.complete, file.title = True, title
    if place is not None:
        for file, _ in files:
            file.shared.append(place.id)
        text, ids = call.args.get("initial_comment", ""), [file.id for file, _ in files]
        tell_of(call, call.world.post(place, None, text, files=ids, thread_ts=thread))
    return {"files": [shapes.file(file) for file, _ in files]}


def _complete_file(call: Call, given: Any) -> tuple[SlackFile, str]:
    """A file that was uploaded and not yet shared, and the title it is to have."""
    if not isinstance(given, dict) or not given.keys() <= {"id", "title", "highlight_type"}:
        raise invalid("invalid_arguments", "files are objects with id and title")
    file = call.world.uploads.find(str(given.get("id")))
    if file is None or file.team != call.workspace.id or file.data is None:
        raise SlackError("file_not_found")
    if file.complete:
        raise SlackError("file_already_completed")
    return file, str(given.get("title") or file.name)


def receiver(world: SlackWorld) -> Callable[[Request], Any]:
    """Takes the bytes of a file, as they are or as a part of a form."""

    async def receive(request: Request) -> Response:
        try:
            body = await read_body(request.receive)
            data = _bytes(request, body)
        except GoneError:
            return Response(status_code=400)
        except ApiError as error:
            return PlainTextResponse(error.description, error.code)
        file = world.uploads.by_ticket(request.path_params["ticket"])
        if file is None or file.data is not None:
            return PlainTextResponse("no upload is waited for at this address", 404)
        if len(data) != file.length:
            return PlainTextResponse(f"{file.length} bytes were announced, {len(data)} came", 400)
        kind = next((kind for start, kind in _PICTURES.items() if data.startswith(start)), None)
        world.uploads.fill(file, data, kind or _kind_by_name(file.name))
        return PlainTextResponse(f"OK - {len(data)}")

    return receive


def _kind_by_name(name: str) -> str:
    """What a file that is no picture says it is."""
    kind = mimetypes.guess_type(name)[0] or ""
    return kind if kind and not kind.startswith("image/") else "application/octet-stream"


def giver(world: SlackWorld) -> Callable[[Request], Any]:
    """Gives a file to the page: a picture as it is, all else as a download."""

    async def give(request: Request) -> Response:
        file = world.uploads.find(request.path_params["id"])
        if file is None or file.data is None:
            return PlainTextResponse("there is no such file", 404)
        headers = {"x-content-type-options": "nosniff", "content-security-policy": "sandbox"}
        if file.content_type in SHOWN_AS_THEY_ARE:
            return Response(file.data, media_type=file.content_type, headers=headers)
        headers["content-disposition"] = "attachment"
        return Response(file.data, media_type="application/octet-stream", headers=headers)

    return give


def _bytes(request: Request, body: bytes) -> bytes:
    """What was uploaded; a form may hold it under any name."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return body
    parts = read_parameters(request.scope, body).values()
    uploads = [part for part in parts if isinstance(part, Upload)]
    return uploads[0].data if uploads else b""


METHODS = [
    Method(
        "files.getUploadURLExternal",
        get_upload_url,
        {"filename": string, "length": number},
        {"alt_txt": string, "snippet_type": string},
        scope="files:write",
    ),
    Method(
        "files.completeUploadExternal",
        complete,
        {"files": array},
        {"channel_id": string, "initial_comment": string, "thread_ts": string},
        scope="files:write",
    ),
]
