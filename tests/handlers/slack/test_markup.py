"""Escaping, splitting and notices, checked with a reading of mrkdwn that is more eager than Slack's."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slack.markup import MARKUP, TEXT_LIMIT, escape, link, notice, split, units

# Whatever might do something in Slack, wherever it stands.
DOING = {
    "a mention, a link or a date": re.compile(r"<[^>]*>?"),
    "bold": re.compile(r"\*[^*]+\*"),
    "italics": re.compile(r"(?<![A-Za-z0-9])_[^_]+_(?![A-Za-z0-9])"),
    "struck out": re.compile(r"~[^~]+~"),
    "code": re.compile(r"`[^`]+`"),
    "a shortcode": re.compile(r":[a-z0-9_+'-]+:", re.IGNORECASE),
    "a quotation": re.compile(r"^\s*(>|&gt;)", re.MULTILINE),
    "an entity of another kind": re.compile(r"&(?!amp;|lt;|gt;)"),
}
LOOK_ALIKE = str.maketrans({"\u2217": "*", "\u02cd": "_", "\u223c": "~", "\u02cb": "`", "\u2060": None})
HOSTILE = st.text(st.sampled_from("ab9 *_~`<>&:|!@#/^\n\u00e9👋"), max_size=40)
PROSE = st.text(st.sampled_from("ab& <>*:\n👋\u00e9;/"), max_size=7000)


def does(text: str) -> set[str]:
    """What the text would do in Slack."""
    return {name for name, sign in DOING.items() if sign.search(text)}


def shown(text: str) -> str:
    """What people see of an escaped text."""
    entities = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return entities.translate(LOOK_ALIKE)


@given(HOSTILE)
def test_what_is_typed_does_nothing_and_reads_the_same(typed: str) -> None:
    assert does(escape(typed)) == set()
    assert shown(escape(typed)) == typed


@given(HOSTILE, HOSTILE)
def test_nor_does_it_beside_our_own_words(first: str, second: str) -> None:
    assert does(f"Name: {escape(first)}: {escape(second)}.\n{escape(second)}:") == set()


ATTEMPTS = {
    "everybody": "<!channel>",
    "somebody": "<@U012AB3CD>",
    "a group": "<!subteam^S01|@team>",
    "a channel": "<#C01|general>",
    "a forged link": "<https://evil.example|https://bank.example>",
    "a date": "<!date^0^{date}|x>",
    "an entity for an entity": "&lt;!here&gt;",
    "bold": "*Ann*",
    "bold over lines": "*Ann\nSam*",
    "italics": "_Ann_",
    "struck out": "~Ann~",
    "code": "`Ann`",
    "a block of code": "```Ann```",
    "a quotation": "> Ann",
    "a long quotation": "Ann\n>>> Sam",
    "a picture": ":smile:",
    "a picture with a tone": ":wave::skin-tone-2:",
    "half a picture, which our own colon would end": ":smile",
    "a number as a picture": "5:100:",
}


@pytest.mark.parametrize("typed", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_attempts(typed: str) -> None:
    assert does(f"{typed}: ok") or shown(typed) != typed, "the test could not fail"
    assert does(f"{escape(typed)}: ok") == set()
    assert shown(escape(typed)) == typed


@pytest.mark.parametrize(
    "typed",
    ["ann_lee@school.example", "10:30", "https://school.example/a_b", 'It\'s 50% - "yes" (really)!', "a:b c"],
)
def test_what_is_copied_stays_as_it_is(typed: str) -> None:
    assert escape(typed) == typed


LINKS = {
    "plain": ("https://a.example/x?y=1", "<https://a.example/x?y=1>"),
    "an ampersand": ("https://a.example/?x=1&y=2", "<https://a.example/?x=1&amp;y=2>"),
    "a forged label": ("https://a.example|https://b.example", "<https://a.example%7Chttps://b.example>"),
    "a way out": ("https://a.example><!channel>", "<https://a.example%3E%3C!channel%3E>"),
    "a space": ("https://a.example/ <!here>", "https://a.example/ &lt;!here\u2060&gt;"),
    "another scheme": ("javascript:alert(1)", "javascript:\u2060alert(1)"),
    "longer than a link may be": (f"https://a.example/{'x' * 2000}", f"https://a.example/{'x' * 2000}"),
    "longer once it is written": (f"https://{'&' * 500}", f"https://{'&amp;' * 500}"),
}


@pytest.mark.parametrize(("address", "written"), LINKS.values(), ids=LINKS.keys())
def test_link(address: str, written: str) -> None:
    assert link(address) == written


LONG = "x" * 2000
SPLITS: dict[str, tuple[list[str], list[str]]] = {
    "nothing": ([], []),
    "empty parts": (["", "  \n"], []),
    "parts that fit": (["one", "two", "", "three"], ["one\n\ntwo\n\nthree"]),
    "parts that do not": ([LONG, LONG, "end"], [LONG, f"{LONG}\n\nend"]),
    "exactly the limit": (["x" * 3000], ["x" * 3000]),
    "parts that fit exactly": (["x" * 1000, "y" * 1998], [f"{'x' * 1000}\n\n{'y' * 1998}"]),
    "parts that are one too long": (["x" * 1000, "y" * 1999], ["x" * 1000, "y" * 1999]),
    "between paragraphs first": (
        [f"{'a ' * 700}\n\n{'b ' * 700}\nc{'c ' * 700}"],
        [("a " * 700).strip(), f"{'b ' * 700}\nc{('c ' * 700).strip()}"],
    ),
    "then between lines": ([f"{'a ' * 900}\n{'b ' * 900}"], [("a " * 900).strip(), ("b " * 900).strip()]),
    "then between words": ([f"{'abcd ' * 1000}"], [("abcd " * 600).strip(), ("abcd " * 400).strip()]),
    "else anywhere": (["x" * 3001], ["x" * 3000, "x"]),
    "no emoji in half": (["x" * 2999 + "👋"], ["x" * 2999, "👋"]),
    "no entity in half": (["x" * 2998 + "&lt;"], ["x" * 2998, "&lt;"]),
    "no entity without its joiner": (["x" * 2999 + "\u2060&gt;"], ["x" * 2999, "\u2060&gt;"]),
    "no link in half": (["x" * 2990 + "<https://a.example>"], ["x" * 2990, "<https://a.example>"]),
    "bold stays bold on both sides": ([f"*{LONG} {LONG}* y"], [f"*{LONG}*", f"*{LONG}* y"]),
    "a cut just before bold ends": ([f"*{'x' * 2998}* y"], [f"*{'x' * 2998}*", "y"]),
    "bold in every line": (["*one\ntwo*"], ["*one*\n*two*"]),
    "spaces outside bold": (["a* b *c"], ["a *b* c"]),
    "nothing bold": (["a** b* *c"], ["a b c"]),
}


@pytest.mark.parametrize(("parts", "texts"), SPLITS.values(), ids=SPLITS.keys())
def test_split(parts: list[str], texts: list[str]) -> None:
    assert split(parts) == texts


@given(st.lists(PROSE, max_size=4))
def test_every_section_fits_is_whole_and_nothing_visible_is_lost(typed: list[str]) -> None:
    seen = ""
    for text in split([f"*{escape(words)}*" for words in typed]):
        assert 0 < units(text) <= TEXT_LIMIT
        assert all(line.count("*") % 2 == 0 for line in text.split("\n")), "bold ends with its line"
        assert "**" not in text, "nothing is bold without a word"
        assert does(text) <= {"bold"}
        seen += shown(text.replace("*", ""))
    assert "".join(seen.split()) == "".join("".join(typed).split())


def test_a_section_that_begins_in_the_middle_quotes_nothing() -> None:
    for text in split([f"{'x' * 2999} {escape('> a')}"]):
        assert does(text) == set()


NOTICES = {
    "bold is not shown": ("*Hi* Ann", "Hi Ann"),
    "a link is": ("Go to <https://a.example/?x=1&amp;y=2> now", "Go to https://a.example/?x=1&amp;y=2 now"),
    "escaped words stay escaped": ("&lt;!channel\u2060&gt;", "&lt;!channel\u2060&gt;"),
    "as long as may be": ("x" * 2999, "x" * 2999),
    "cut": ("x" * 3001, "x" * 2999 + "…"),
    "never inside an entity": ("x" * 2998 + "&lt;yy", "x" * 2998 + "…"),
}


@pytest.mark.parametrize(("text", "told"), NOTICES.values(), ids=NOTICES.keys())
def test_notice(text: str, told: str) -> None:
    assert notice(text) == told
    assert units(told) <= TEXT_LIMIT


def test_the_description_for_a_renderer() -> None:
    assert MARKUP.bold == ("*", "*")
    assert MARKUP.text_limit == TEXT_LIMIT
    assert MARKUP.split([MARKUP.escape("<"), MARKUP.link("https://a.example")]) == [
        "&lt;\n\n<https://a.example>"
    ]
