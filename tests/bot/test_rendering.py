"""Rendering: values are data, bold is ours, words fall back to English, and what is wrong fails loudly."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from bot.links import Links
from bot.rendering import Renderer, Speech, Words, WordsError, lines
from conversations.interrupts import Interrupt
from conversations.reply import Choice, Json, Part
from handlers.rendered import Markup
from handlers.slack.markup import MARKUP as SLACK
from handlers.telegram.markup import MARKUP as TELEGRAM

STARS = Markup(escape=lambda value: value.replace("*", "∗"), bold=("*", "*"), text_limit=3000, split=list)
HELPLINE = '[[helpline]]\nname = "Line"\ncontact = "call 1"\nwhen = "always"\n'
LABELS = """skip = "Skip"
[field]
first_name = "Name"
born = "Born"
likes = "Likes"
[likes]
art = "Art & design"
other = "Something else"
[month]
5 = "May"
[menu]
help = "Help words"
stop = "Stop words"
description = "Long"
short_description = "Short"
"""


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(
        tmp_path,
        {
            "en/hello.j2": "Hello, **{{ name }}**.\n",
            "en/fed.j2": "{% if token | feed_link %}Yours: {{ token | feed_link }}{% else %}-{% endif %}\n",
            "en/only_english.j2": "English\n",
            "en/liked.j2": "{{ thing | label('likes') }}\n",
            "en/born.j2": "{{ day | date }}\n",
            "en/lines.j2": "{% for one in helplines %}**{{ one.name }}:** {{ one.contact }}{% endfor %}\n",
            "en/labels/all.toml": LABELS,
            "en/words.toml": 'help = ["Help!", "I\'m stuck"]\nstop = ["stop"]\n',
            "en/helplines.toml": HELPLINE,
            "cy/hello.j2": "Helo, **{{ name }}**.\n",
            "cy/labels/all.toml": 'skip = "Hepgor"\n',
            "cy/words.toml": 'help = ["cymorth"]\n',
        },
    )


def rendered(
    folder: Path, prompt: str, language: str = "en", markup: Markup = TELEGRAM, **values: Json
) -> str:
    return Renderer(Words.load(folder)).render(Part(prompt, values), language, markup)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ann", "Hello, <b>Ann</b>."),
        ("<i>Ann</i> & co", "Hello, <b>&lt;i&gt;Ann&lt;/i&gt; &amp; co</b>."),
        ("**Ann**", "Hello, <b>**Ann**</b>."),
        ("{{ 7 * 7 }}{% if %}", "Hello, <b>{{ 7 * 7 }}{% if %}</b>."),
        ("{# x #}", "Hello, <b>{# x #}</b>."),
    ],
    ids=["plain", "markup", "asterisks", "template", "comment"],
)
def test_what_people_typed_is_data(folder: Path, typed: str, shown: str) -> None:
    assert rendered(folder, "hello", name=typed) == shown


def test_each_markup_has_its_own_bold_and_escape(folder: Path) -> None:
    assert rendered(folder, "hello", markup=STARS, name="A*n") == "Hello, *A∗n*."


def test_one_renderer_keeps_platforms_and_languages_apart(folder: Path) -> None:
    renderer = Renderer(Words.load(folder))
    part = Part("hello", {"name": "<"})

    texts = [
        renderer.render(part, language, markup) for language in ("en", "cy") for markup in (TELEGRAM, STARS)
    ]

    assert texts == ["Hello, <b>&lt;</b>.", "Hello, *<*.", "Helo, <b>&lt;</b>.", "Helo, *<*."]


def test_another_language_takes_from_english_what_it_lacks(folder: Path) -> None:
    words = Words.load(folder)

    assert rendered(folder, "only_english", "cy") == "English"
    assert rendered(folder, "hello", "pl", name="Jan") == "Hello, <b>Jan</b>."
    assert words.label(Choice("skip", label="skip"), "cy") == "Hepgor"
    assert words.label(Choice("art", label="likes.art"), "cy") == "Art & design"
    assert words.phrases["cy"] == {
        "help": Interrupt.HELP,
        "im stuck": Interrupt.HELP,
        "stop": Interrupt.STOP,
    } | {"cymorth": Interrupt.HELP}


def test_helplines_are_there_without_being_passed(folder: Path) -> None:
    assert rendered(folder, "lines", "cy") == "<b>Line:</b> call 1"


def test_a_labels_words_are_escaped_too(folder: Path) -> None:
    assert rendered(folder, "liked", thing="art") == "Art &amp; design"


def test_a_date_comes_in_words(folder: Path) -> None:
    assert rendered(folder, "born", day="2009-05-03") == "3 May 2009"


def test_what_is_missing_fails_loudly(folder: Path) -> None:
    with pytest.raises(UndefinedError):
        rendered(folder, "hello")
    with pytest.raises(TemplateNotFound):
        rendered(folder, "no_such_prompt")
    with pytest.raises(KeyError):
        rendered(folder, "liked", thing="golf")
    with pytest.raises(KeyError):
        Words.load(folder).label(Choice("golf", label="likes.golf"), "en")


@pytest.mark.parametrize(
    ("public", "markup", "shown"),
    [
        ("https://bot.example", TELEGRAM, "Yours: https://bot.example/calendar/0a.ics"),
        ("https://bot.example/", SLACK, "Yours: <https://bot.example/calendar/0a.ics>"),
        ("http://127.0.0.1:81", SLACK, "Yours: http://127.0.0.1:81/calendar/0a.ics"),
        ("", TELEGRAM, "-"),
    ],
)
def test_a_calendar_link_is_one_that_can_be_tapped(
    folder: Path, public: str, markup: Markup, shown: str
) -> None:
    links = Links()
    links.served_at(public)
    assert links.feeds == bool(public)

    assert Renderer(Words.load(folder), links).render(Part("fed", {"token": "0a"}), "en", markup) == shown


def test_words_outside_a_message_are_plain(folder: Path) -> None:
    words = Words.load(folder)
    speech = Speech(words, Renderer(words), "cy")

    assert speech.prompt("hello", name="<Ann> & co") == "Helo, <Ann> & co."
    assert speech.label("skip") == "Hepgor"
    assert speech.label("menu.help") == "Help words"


def test_a_choice_with_words_of_its_own_needs_no_label(folder: Path) -> None:
    assert Words.load(folder).label(Choice("7", words="Ann, Tuesday"), "en") == "Ann, Tuesday"


def test_the_menu_keeps_its_order(folder: Path) -> None:
    menu = Words.load(folder).menu("cy")

    assert menu.commands == (("help", "Help words"), ("stop", "Stop words"))
    assert (menu.description, menu.short_description) == ("Long", "Short")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("en/labels/more.toml", 'skip = "Skip it"\n'),
        ("en/words.toml", 'help = ["stop"]\nstop = ["Stop!"]\n'),
        ("en/words.toml", 'dance = ["dance"]\n'),
    ],
    ids=["a label twice", "a phrase with two meanings", "an interrupt that is none"],
)
def test_wrong_words_are_refused_at_the_start(folder: Path, file: str, text: str) -> None:
    with pytest.raises(WordsError):
        Words.load(written(folder, {file: text}))


@pytest.mark.parametrize(
    ("profile", "shown"),
    [
        ({"first_name": "Ann"}, ["Name: Ann"]),
        ({"likes": ["art", "other"], "likes_other": "golf"}, ["Likes: Art & design, golf"]),
        ({"likes": ["art", "other"]}, ["Likes: Art & design, Something else"]),
        ({"likes": ["art"], "likes_other": "golf"}, ["Likes: Art & design"]),
        ({"born": "2009-05-03", "first_name": "Ann"}, ["Name: Ann", "Born: 3 May 2009"]),
        ({"first_name": "2009-99-99"}, ["Name: 2009-99-99"]),
        ({"first_name": None, "likes": []}, []),
        ({"rules": True, "label": "x"}, []),
    ],
    ids=["typed", "other typed", "other untyped", "other dropped", "order", "no date", "empty", "no field"],
)
def test_a_profile_in_words(folder: Path, profile: dict[str, Json], shown: list[str]) -> None:
    labels = Words.load(folder).labels["en"]
    fields = {"first_name": "Name", "born": "Born", "likes": "Likes"}

    assert [f"{line['field']}: {line['value']}" for line in lines(profile, fields, labels)] == shown


@pytest.mark.parametrize(
    ("zone", "text"),
    [("Europe/London", "Thursday 14 January at 17:00"), ("Pacific/Auckland", "Friday 15 January at 06:00")],
)
def test_a_moment_is_said_on_the_clock_of_a_zone(tmp_path: Path, zone: str, text: str) -> None:
    labels = (
        '[weekday]\n3 = "Thursday"\n4 = "Friday"\n[month]\n1 = "January"\n'
        '[moment]\nsaid = "{weekday} {day} {month} at {time}"\n'
    )
    files = {"en/met.j2": "{{ starts | moment(zone) }}\n", "en/labels/all.toml": labels}
    renderer = Renderer(Words.load(written(tmp_path, files)))
    part = Part("met", {"starts": "2027-01-14T17:00:00+00:00", "zone": zone})

    assert renderer.render(part, "en", TELEGRAM) == text
