"""Pictures that go along with a message."""

from __future__ import annotations

from io import BytesIO

import segno

QR_SCALE = 8
"""Pixels a module: large enough to be read from a screen across a table."""

QR_BORDER = 4
"""Modules of white around it, as the standard asks for."""


def qr_picture(address: str) -> bytes:
    """Return a PNG of the QR code that opens ``address``."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="png", scale=QR_SCALE, border=QR_BORDER)
    return drawn.getvalue()
