"""Names as they are searched for, without case and accents: a database's own lower() knows ASCII only."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Return ``text`` without case, accents and needless spaces: "Siân" and "SIAN" are the same."""
    letters = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
