from __future__ import annotations

import struct

import pytest

from playground.bot_api.images import picture_size

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40) + b"\x03"
PICTURES = {
    "PNG": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 40, 30), (40, 30)),
    "GIF": (b"GIF89a" + struct.pack("<HH", 40, 30), (40, 30)),
    "JPEG": (JPEG, (40, 30)),
    "JPEG without a frame": (b"\xff\xd8\xff\xe0\x00\x04ab", None),
    "JPEG that is none": (b"\xff\xd8" + b"abcdefgh", None),
    "cut PNG": (b"\x89PNG\r\n\x1a\n\x00", None),
    "PNG of no size": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(8), None),
    "words": (b"Hello", None),
}


@pytest.mark.parametrize(("data", "size"), PICTURES.values(), ids=PICTURES)
def test_the_size_is_read_from_the_first_bytes(data: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(data) == size
