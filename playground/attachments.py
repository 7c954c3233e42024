"""What people send besides text, with the fields that Telegram gives each kind."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from playground.chats import Content, Person
from playground.text import Json, found

_numbers = itertools.count(1)


def attachment(kind: str, person: Person, caption: str) -> Content:
    """A message of this kind; a caption only where Telegram has one. KeyError for an unknown kind."""
    media = _KINDS[kind](person)
    text = caption if kind in CAPTIONED else ""
    return Content(kind=kind, text=text, entities=list(found(text)), media=media)


def _file(kind: str, **more: object) -> Json:
    number = next(_numbers)
    return {
        "file_id": f"sent-{kind}-{number}",
        "file_unique_id": f"{kind}{number}",
        "file_size": 2048,
        **more,
    }


def _sticker(_: Person) -> Json:
    sticker = _file("sticker", type="regular", width=512, height=512, is_animated=False, is_video=False)
    return {"sticker": sticker | {"emoji": "👋"}}


def _photo(_: Person) -> Json:
    return {"photo": [_file("photo", width=90, height=60), _file("photo", width=1280, height=853)]}


def _voice(_: Person) -> Json:
    return {"voice": _file("voice", duration=4, mime_type="audio/ogg")}


def _document(_: Person) -> Json:
    return {"document": _file("document", file_name="notes.pdf", mime_type="application/pdf")}


def _location(_: Person) -> Json:
    return {"location": {"latitude": 52.4862, "longitude": -1.8904}}


def _contact(person: Person) -> Json:
    # 07700 900000 to 900999 are numbers that Ofcom keeps for drama: nobody has them.
    return {
        "contact": {"phone_number": "+447700900123", "first_name": person.first_name, "user_id": person.id}
    }


def _video_note(_: Person) -> Json:
    return {"video_note": _file("video_note", length=240, duration=6)}


def _animation(_: Person) -> Json:
    return {"animation": _file("animation", width=320, height=240, duration=2, mime_type="video/mp4")}


def _poll(_: Person) -> Json:
    options = [
        {"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate(("Yes", "No"))
    ]
    return {
        "poll": {
            "id": str(next(_numbers)),
            "question": "Shall we meet on Tuesday?",
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    }


CAPTIONED = frozenset({"photo", "voice", "document", "animation"})
_KINDS: dict[str, Callable[[Person], Json]] = {
    "sticker": _sticker,
    "photo": _photo,
    "voice": _voice,
    "document": _document,
    "location": _location,
    "contact": _contact,
    "video_note": _video_note,
    "animation": _animation,
    "poll": _poll,
}
KINDS = frozenset(_KINDS)
