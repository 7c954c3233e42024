"""What Slack made of what was typed, and how it reads."""

from __future__ import annotations

import pytest

from handlers.slack.plain import read_as

CASES = {
    "plain": ("Hello", "Hello"),
    "escapes": ("a &lt;b&gt; &amp; c", "a <b> & c"),
    "an escape that was typed": ("&amp;lt;", "&lt;"),
    "a forged mention that was typed": ("&lt;!channel&gt;", "<!channel>"),
    "an address": ("see <https://example.org/a?b=1&amp;c=2>", "see https://example.org/a?b=1&c=2"),
    "an address with its words": ("<https://example.org|the school>", "the school"),
    "a bare name of a site": ("<http://example.org|example.org>", "example.org"),
    "a mail": ("<mailto:ann@example.org|ann@example.org>", "ann@example.org"),
    "a mail without words": ("<mailto:ann@example.org>", "ann@example.org"),
    "a telephone": ("<tel:08001111|0800 1111>", "0800 1111"),
    "a person": ("ask <@U12>", "ask @U12"),
    "a person by name": ("ask <@U12|sam>", "ask @sam"),
    "a channel": ("in <#C12|hall>", "in #hall"),
    "a channel without a name": ("in <#C12|>", "in #C12"),
    "everybody": ("<!channel> <!here|here>", "@channel here"),
    "a group": ("<!subteam^S1|@leads>", "@leads"),
    "a date": ("<!date^1^{date}|1 May>", "1 May"),
    "nothing inside": ("<>", ""),
    "not closed": ("<https://example.org", "<https://example.org"),
    "two beside each other": ("<@U1><#C1|a>", "@U1#a"),
}


@pytest.mark.parametrize(("typed", "expected"), CASES.values(), ids=CASES.keys())
def test_read_as(typed: str, expected: str) -> None:
    assert read_as(typed) == expected
