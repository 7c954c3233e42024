"""What people typed, as it reads: without Slack's escapes, and with its links and mentions as words."""

from __future__ import annotations

import re

_FORM = re.compile(r"<([^<>]*)>")
# What stands before the address or the id in each form, and what people see in its place.
_SIGNS = {"@": "@", "#": "#", "!": "@"}
_MAIL = "mailto:"


def read_as(typed: str) -> str:
    """The text of a message, which Slack escaped, as it reads on the screen."""
    shown = _FORM.sub(_words, typed)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _words(form: re.Match[str]) -> str:
    inside, _, label = form[1].partition("|")
    sign = _SIGNS.get(inside[:1])
    if sign is None:
        return label or inside.removeprefix(_MAIL)
    if label and inside[:1] == "!":
        return label
    return sign + (label or inside[1:])
