"""Telegram's HTML: how to escape, how long a text may be, and how to split one that is longer."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from handlers.rendered import Markup

TEXT_LIMIT = 4096  # UTF-16 units of one message's text after its markup is taken out, by the Bot API
CAPTION_LIMIT = 1024  # and of a text that goes with a file
BETWEEN_PARTS = "\n\n"
BOLD = ("<b>", "</b>")

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_TAG = re.compile(r"<[^<>]*>")
_TOKEN = re.compile(r"<[^<>]*>|&#?\w+;|.", re.DOTALL)
_TAG_NAME = re.compile(r"</?([a-z-]+)")
# Where a text may be cut, best first: between paragraphs, lines, words.
_BREAKS = (["\n", "\n"], ["\n"], [" "])


def escape(value: str) -> str:
    """What somebody typed, as text that Telegram shows letter by letter."""
    return value.translate(_ESCAPES)


def length(markup: str) -> int:
    """How long Telegram finds this text, in UTF-16 units."""
    return _units(html.unescape(_TAG.sub("", markup)))


def captions(markup: str) -> bool:
    """Tell whether this text can go with a file as one message."""
    return length(markup) <= CAPTION_LIMIT


def split(html_parts: Sequence[str]) -> list[str]:
    """As few texts as hold the parts in order, each within Telegram's limit.

    Parts stand one beneath the other with a blank line between. A part that is too long by itself is cut
    between paragraphs, else lines, else words, else anywhere, but never inside a tag, an entity or an
    emoji's surrogate pair; what was open at the cut is closed there and opened again in the next text.
    """
    texts: list[str] = []
    for piece in (piece for part in html_parts for piece in _cut(part.strip())):
        joined = f"{texts[-1]}{BETWEEN_PARTS}{piece}" if texts else piece
        if texts and length(joined) <= TEXT_LIMIT:
            texts[-1] = joined
        else:
            texts.append(piece)
    return texts


def _cut(part: str) -> list[str]:
    """One part as pieces that each fit; pieces without a visible character are left out."""
    if length(part) <= TEXT_LIMIT:
        return [part] if _shows(part) else []
    tokens = _TOKEN.findall(part)
    pieces: list[str] = []
    opened: list[str] = []
    start = 0
    while start < len(tokens):
        end = _end_of_piece(tokens, start)
        chunk = "".join(tokens[start:end]).strip()
        before, opened = opened, _opened(opened, tokens[start:end])
        if _shows(chunk):
            pieces.append("".join(before) + chunk + "".join(_closers(opened)))
        start = end
    return pieces


def _end_of_piece(tokens: list[str], start: int) -> int:
    """The index after the last token of the piece that begins at ``start``."""
    end, units = start, 0
    while end < len(tokens):
        units += _width(tokens[end])
        if units > TEXT_LIMIT:
            return _best_break(tokens, start, end)
        end += 1
    return end


def _best_break(tokens: list[str], start: int, end: int) -> int:
    """The last place of the best kind before ``end``; the break itself begins the next piece."""
    for wanted in _BREAKS:
        for at in range(end, start, -1):
            if tokens[at : at + len(wanted)] == wanted:
                return at
    return end


def _opened(opened: list[str], tokens: list[str]) -> list[str]:
    """The opening tags still open after these tokens, outermost first."""
    stack = list(opened)
    for token in tokens:
        if token.startswith("</"):
            if stack and _name(stack[-1]) == _name(token):
                stack.pop()
        elif _is_tag(token):
            stack.append(token)
    return stack


def _shows(markup: str) -> bool:
    return bool(_TAG.sub("", markup).strip())


def _closers(opened: list[str]) -> list[str]:
    return [f"</{_name(tag)}>" for tag in reversed(opened)]


def _name(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return found[1] if found else ""


def _is_tag(token: str) -> bool:
    return len(token) > 1 and token.startswith("<")


def _width(token: str) -> int:
    if _is_tag(token):
        return 0
    return _units(html.unescape(token) if token.startswith("&") else token)


def _units(text: str) -> int:
    # A lone half of a surrogate pair is one unit, which the strict codec would refuse to count.
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


MARKUP = Markup(escape=escape, bold=BOLD, text_limit=TEXT_LIMIT, split=split, link=escape, captions=captions)
