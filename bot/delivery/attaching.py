"""Files that go along with a reply: each kind has one maker."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.delivery.charts import chart_file
from bot.delivery.pictures import qr_picture
from bot.links import Links
from bot.rendering import Renderer, Speech, Words
from conversations.reply import Attachable, Attached, Json
from handlers.rendered import PNG, File

Maker = Callable[[Mapping[str, Json], Speech, Links], File | None]
"""Makes a file from an attachment's values, with words in the reader's language; None where it cannot yet."""


def _qr(values: Mapping[str, Json], _: Speech, links: Links) -> File | None:
    """Return the link of an invitation, by its ``code``, as a picture to scan."""
    address = links.to(str(values["code"]))
    return File("invitation.png", PNG, qr_picture(address), address) if address else None


def _calendar(values: Mapping[str, Json], speech: Speech, _: Links) -> File:
    from bot.calendars.entries import calendar_file  # noqa: PLC0415 - loaded with the first one

    return calendar_file(values, speech)


def _chart(values: Mapping[str, Json], speech: Speech, _: Links) -> File:
    return chart_file(values, speech)


MAKERS: Mapping[Attachable, Maker] = {
    Attachable.QR: _qr,
    Attachable.CALENDAR: _calendar,
    Attachable.CHART: _chart,
}
"""What makes each kind of file."""

SLOW = frozenset({Attachable.CHART})
"""Kinds that take long to make: for so long nothing else would be sent."""


class Attaching:
    """Makes the files of replies when they are delivered."""

    def __init__(self, words: Words, renderer: Renderer, links: Links) -> None:
        self._words = words
        self._renderer = renderer
        self._links = links

    def made(self, attached: Attached, language: str) -> File | None:
        """Return the file, or None where there is none yet: no link before the bot's name is known.

        Raises KeyError where a value is missing: our mistake.
        """
        speech = Speech(self._words, self._renderer, language)
        return MAKERS[attached.kind](attached.values, speech, self._links)
