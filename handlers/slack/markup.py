"""Slack's mrkdwn: how to escape, how to write bold and links, and how to split a text that is too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from handlers.rendered import Markup

TEXT_LIMIT = 3000  # UTF-16 units of one section's text, its markup included, by Slack
ADDRESS_LIMIT = 2000  # characters of an address that is still written as a link, well within a section
BETWEEN_PARTS = "\n\n"
BOLD = ("*", "*")

# Keeps two characters from being read as one sign; nobody sees it.
_JOINER = "\u2060"
# Slack has entities for three characters only. The others are shown by one that looks the same, as Slack
# offers no way to show themselves; ">" would open a quotation even as an entity.
_HARMLESS = {
    "&": "&amp;",
    "<": "&lt;",
    ">": f"{_JOINER}&gt;",
    "*": "\u2217",
    "_": "\u02cd",
    "~": "\u223c",
    "`": "\u02cb",
    ":": f":{_JOINER}",
}
# An underscore inside a word starts no italics, and stays as it is: e-mail addresses are copied. A colon is
# one that could open ":smile:", also where the second colon is ours; that of "10:30" is not.
_HARMFUL = re.compile(
    r"[&<>*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=[^\s:/]+:)|:(?=[^\s:/]+\Z)(?![0-9]{2}\Z)"
)
_LINKABLE = re.compile(rf"https://[!-~]{{1,{ADDRESS_LIMIT}}}")
# What an address may hold and a link may not.
_IN_LINK = str.maketrans({"&": "&amp;", "<": "%3C", ">": "%3E", "|": "%7C"})
# A link, a character that was escaped, or any other.
_TOKEN = re.compile(rf"<[^<>]{{1,{ADDRESS_LIMIT * 4}}}>|{_JOINER}?&\w+;|:{_JOINER}|.", re.DOTALL)
# Where a text may be cut, best first: between paragraphs, lines, words.
_BREAKS = (["\n", "\n"], ["\n"], [" "])

Token = tuple[str, bool]
"""A piece that is never cut, and whether it is bold."""


def escape(value: str) -> str:
    """What somebody typed, as text that reads the same and does nothing in Slack."""
    return _HARMFUL.sub(lambda found: _HARMLESS[found[0]], value)


def link(address: str) -> str:
    """An https address that can be tapped; anything else is only escaped."""
    if not _LINKABLE.fullmatch(address):
        return escape(address)
    written = address.translate(_IN_LINK)
    return f"<{written}>" if len(written) <= ADDRESS_LIMIT else escape(address)


def units(text: str) -> int:
    """The length of a text in UTF-16 units: never fewer than Slack may count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(parts: Sequence[str]) -> list[str]:
    """As few texts as hold the parts in order, each within a section's limit.

    Parts stand one beneath the other with a blank line between. A part that is too long by itself is cut
    between paragraphs, else lines, else words, else anywhere, but never inside a link or an escaped
    character. What is bold stays so on both sides of a cut, and in every line, as Slack wants it.
    """
    texts: list[str] = []
    for piece in (piece for part in parts for piece in _cut(_tokens(part))):
        joined = f"{texts[-1]}{BETWEEN_PARTS}{piece}" if texts else piece
        if texts and units(joined) <= TEXT_LIMIT:
            texts[-1] = joined
        else:
            texts.append(piece)
    return texts


def notice(text: str) -> str:
    """The text as a notification shows it: nothing bold, links as bare addresses, at most a section long."""
    shown: list[str] = []
    room = TEXT_LIMIT - 1
    for token, _ in _tokens(text):
        words = token[1:-1] if len(token) > 1 and token.startswith("<") else token
        room -= units(words)
        if room < 0:
            return f"{''.join(shown)}…"
        shown.append(words)
    return "".join(shown)


def _tokens(part: str) -> list[Token]:
    tokens, bold = [], False
    for token in _TOKEN.findall(part):
        if token == BOLD[0]:
            bold = not bold
        else:
            tokens.append((token, bold))
    return tokens


def _cut(tokens: list[Token]) -> list[str]:
    """The tokens as texts that each fit; one without anything to see is left out."""
    pieces: list[str] = []
    start = 0
    while start < len(tokens):
        end = _end_of_piece(tokens, start)
        piece = _written(tokens[start:end]).strip()
        if piece:
            pieces.append(piece)
        start = end
    return pieces


def _end_of_piece(tokens: list[Token], start: int) -> int:
    """The index after the last token of the piece that begins at ``start``."""
    length, within = 0, False
    for at in range(start, len(tokens)):
        within, before = _is_bold(tokens[at]), within
        length += units(tokens[at][0]) + (len("".join(BOLD)) if within and not before else 0)
        if length > TEXT_LIMIT:
            return _best_break([token for token, _ in tokens[start : at + 2]], at - start) + start
    return len(tokens)


def _best_break(tokens: list[str], end: int) -> int:
    """The last place of the best kind up to ``end``; the break itself begins the next piece."""
    for wanted in _BREAKS:
        for at in range(end, 0, -1):
            if tokens[at : at + len(wanted)] == wanted:
                return at
    return end


def _written(tokens: Iterable[Token]) -> str:
    return "".join(
        _bold("".join(token for token, _ in run)) if bold else "".join(token for token, _ in run)
        for bold, run in groupby(tokens, _is_bold)
    )


def _is_bold(token: Token) -> bool:
    # Slack's bold ends with its line.
    return token[1] and token[0] != "\n"


def _bold(words: str) -> str:
    """The words in bold; marks beside a space would be shown instead of obeyed, so spaces stay outside."""
    core = words.strip()
    if not core:
        return words
    before, _, after = words.partition(core)
    return f"{before}{BOLD[0]}{core}{BOLD[1]}{after}"


MARKUP = Markup(
    escape=escape, bold=BOLD, text_limit=TEXT_LIMIT, split=split, link=link, command="/alongside {}".format
)
