"""Photos and documents: taken as uploads or by the id of a file that was sent before."""

from __future__ import annotations

from playground.bot_api.body import Upload
from playground.bot_api.formatting import caption
from playground.bot_api.images import picture_size
from playground.bot_api.messages import SENDING, deliver
from playground.bot_api.parameters import Method
from playground.bot_api.reaching import open_chat
from playground.chats import Content
from playground.errors import ApiError, bad_request
from playground.files import StoredFile
from playground.text import Json
from playground.world import World

PHOTO_LIMIT = 10 * 2**20  # bytes
DOCUMENT_LIMIT = 50 * 2**20  # bytes
PHOTO_SIDES_LIMIT = 10_000  # pixels, width and height together
PHOTO_RATIO_LIMIT = 20  # the longer side over the shorter


async def send_photo(world: World, args: Json) -> Json:
    chat = open_chat(world, args)
    text, entities = caption(args)
    file = _stored(world, "photo", args["photo"])
    media: Json = {"photo": [file.description]}
    if args.get("has_spoiler"):
        media["has_media_spoiler"] = True
    return deliver(world, chat, Content("photo", text, entities, media, file.id), args)


async def send_document(world: World, args: Json) -> Json:
    chat = open_chat(world, args)
    text, entities = caption(args)
    file = _stored(world, "document", args["document"])
    return deliver(
        world, chat, Content("document", text, entities, {"document": file.description}, file.id), args
    )


def _stored(world: World, kind: str, given: Upload | str) -> StoredFile:
    if isinstance(given, Upload):
        return _kept(world, kind, given)
    known = world.files.find(given)
    if known is None and given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if known is None or known.kind != kind:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return known


def _kept(world: World, kind: str, upload: Upload) -> StoredFile:
    limit = PHOTO_LIMIT if kind == "photo" else DOCUMENT_LIMIT
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > limit:
        raise ApiError(413, "Request Entity Too Large")
    description = world.files.new_ids(kind, upload.data) | {"file_size": len(upload.data)}
    if kind == "photo":
        description |= _photo_sides(upload.data)
    else:
        description |= {"file_name": upload.name, "mime_type": upload.content_type}
    content_type = upload.content_type
    file = StoredFile(description["file_id"], kind, upload.name, content_type, upload.data, description)
    world.files.keep(file)
    return file


def _photo_sides(data: bytes) -> Json:
    size = picture_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > PHOTO_SIDES_LIMIT or max(size) > PHOTO_RATIO_LIMIT * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return {"width": size[0], "height": size[1]}


_CAPTION = {"caption": "String", "caption_entities": "Array of MessageEntity"}
METHODS = [
    Method(
        "sendPhoto",
        send_photo,
        {"chat_id": "Integer|String", "photo": "InputFile|String"},
        {"show_caption_above_media": "Boolean", "has_spoiler": "Boolean", **_CAPTION, **SENDING},
    ),
    Method(
        "sendDocument",
        send_document,
        {"chat_id": "Integer|String", "document": "InputFile|String"},
        {"disable_content_type_detection": "Boolean", **_CAPTION, **SENDING},
    ),
]
