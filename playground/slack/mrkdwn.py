"""Slack's mrkdwn as people see it: as safe HTML for the page, and as plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

Name = Callable[[str], str]

_MARKED = re.compile(
    r"```(?P<pre>.+?)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|<(?P<link>[^<>\s|][^<>|]*)(?:\|(?P<label>[^<>]*))?>"
    r"|(?<![\w*])\*(?P<b>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<i>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"
    r"|(?<![\w~])~(?P<s>[^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])",
    re.DOTALL,
)
_QUOTE = re.compile(r"^(?:&gt;|>) ?(.*)$", re.MULTILINE)
_LINKED = ("http://", "https://", "mailto:")
_EVERYBODY = {"!channel": "@channel", "!here": "@here", "!everyone": "@everyone"}
_STYLES = ("b", "i", "s")


def html(text: str, name: Name) -> str:
    """mrkdwn as HTML that may be put into the page as it is; `name` tells what an id is called."""
    if "<" in text or ">" in text or "&" in text or _MARKED.search(text):
        return _QUOTE.sub(r"<blockquote>\1</blockquote>", _html(text, name))
    return escape(text)


def plain(text: str, name: Name) -> str:
    """mrkdwn as the words that people read, with no marks."""

    def said(match: re.Match[str]) -> str:
        kind = str(match.lastgroup)
        if match["link"]:
            return _label(match, name)
        return match[kind] if kind in ("pre", "code") else plain(match[kind], name)

    return unescape(_MARKED.sub(said, text))


def safe(text: str) -> str:
    """Plain text as HTML."""
    return escape(text)


def typed(text: str) -> str:
    """What a person types, as Slack hands it to an app: the three signs that mean something are escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _html(text: str, name: Name) -> str:
    pieces: list[str] = []
    at = 0
    for match in _MARKED.finditer(text):
        pieces += [_words(text[at : match.start()]), _tag(match, name)]
        at = match.end()
    return "".join([*pieces, _words(text[at:])])


def _tag(match: re.Match[str], name: Name) -> str:
    for tag in _STYLES:
        if match[tag]:
            return f"<{tag}>{_html(match[tag], name)}</{tag}>"
    if match["pre"] or match["code"]:
        tag = "pre" if match["pre"] else "code"
        return f"<{tag}>{_words(match[tag])}</{tag}>"
    label = escape(_label(match, name))
    target = unescape(match["link"])
    if target.startswith(_LINKED):
        return f'<a href="{escape(target)}" target="_blank" rel="noopener noreferrer">{label}</a>'
    return f'<span class="mention">{label}</span>'


def _label(match: re.Match[str], name: Name) -> str:
    """What stands for a link, a person, a channel, everybody or a date."""
    link, label = match["link"], match["label"]
    if link[0] == "@":
        return f"@{name(link[1:])}"
    if link[0] == "#":
        return f"#{name(link[1:])}"
    if link[0] == "!":
        return unescape(label or _EVERYBODY.get(link, link))
    return unescape(label or link.removeprefix("mailto:"))


def _words(text: str) -> str:
    return escape(unescape(text), quote=False)
