from __future__ import annotations

import pytest

from playground.slack.mrkdwn import html, plain, typed

NAMES = {"U0001": "Ann", "C0001": "mentors"}


def name(of: str) -> str:
    return NAMES.get(of, of)


LINK = 'target="_blank" rel="noopener noreferrer"'


@pytest.mark.parametrize(
    ("written", "shown", "read"),
    [
        ("plain words", "plain words", "plain words"),
        ("*bold* and _thin_", "<b>bold</b> and <i>thin</i>", "bold and thin"),
        ("~gone~", "<s>gone</s>", "gone"),
        ("*_both_*", "<b><i>both</i></b>", "both"),
        ("2*3*4 and a_b_c", "2*3*4 and a_b_c", "2*3*4 and a_b_c"),
        ("`*code*`", "<code>*code*</code>", "*code*"),
        ("```a\n&lt;b&gt;```", "<pre>a\n&lt;b&gt;</pre>", "a\n<b>"),
        ("<@U0001> in <#C0001>", None, "@Ann in #mentors"),
        ("<!channel>", '<span class="mention">@channel</span>', "@channel"),
        ("&lt;!channel&gt; &amp;", "&lt;!channel&gt; &amp;", "<!channel> &"),
        ("<https://a.example/?a=1&amp;b=2|here>", None, "here"),
        ("<https://a.example>", None, "https://a.example"),
        ("<javascript:alert(1)|here>", '<span class="mention">here</span>', "here"),
        ("<b onclick=x>hi</b>", None, None),
        ("&gt; quoted", "<blockquote>quoted</blockquote>", "> quoted"),
        ("", "", ""),
    ],
)
def test_marks_are_shown_and_read(written: str, shown: str | None, read: str | None) -> None:
    if shown is not None:
        assert html(written, name) == shown
    if read is not None:
        assert plain(written, name) == read


def test_a_link_is_safe_and_whole() -> None:
    shown = html("<https://a.example/?a=1&amp;b=2|the <i> here>", name)
    assert "<i>" not in shown
    assert html("<https://a.example/?a=1&amp;b=2|here>", name) == (
        f'<a href="https://a.example/?a=1&amp;b=2" {LINK}>here</a>'
    )


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x>', "&lt;script&gt;", "<a|b><c"], ids=str
)
def test_no_tag_of_others_gets_through(words: str) -> None:
    shown = html(words, name)
    for tag in ("<script", "<img", "<c"):
        assert tag not in shown


def test_what_is_typed_reads_as_it_was() -> None:
    words = "a <b> & *c*"
    assert typed(words) == "a &lt;b&gt; &amp; *c*"
    assert plain(typed("<!here> & <@U0001>"), name) == "<!here> & <@U0001>"
