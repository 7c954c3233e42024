"""Presenting: a row in words, in the messages that the platform takes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.delivery.attaching import MAKERS
from bot.delivery.presenting import Presenter
from bot.links import Links
from bot.rendering import Words
from bot.rows import reply_row
from conversations.calendar import calendar_attachment
from conversations.heard import Address, Platform, TurnToken
from conversations.reply import (
    OPEN_FORM,
    Act,
    Attachable,
    Attached,
    Choice,
    Entry,
    FormField,
    Json,
    Part,
    Reply,
)
from handlers.rendered import Button, Field, Form, Markup, Rendered
from handlers.slack import MARKUP as SLACK
from handlers.telegram import MARKUP
from handlers.telegram.markup import CAPTION_LIMIT
from storage.outbox import OutboxRow
from tests.clocks import MORNING

ENTRY = {"calendar_notes": "Notes"}
WORDS = Words(
    {
        "en": {"say": "{{ text }}", "hello": "**Hello**", **ENTRY, "calendar_title": "With {{ first_name }}"},
        "cy": {
            **{"say": "{{ text }}", "hello": "**Helo**"},
            **{**ENTRY, "calendar_title": "Mentora gyda {{ first_name }}"},
        },
    },
    {
        "en": {
            "art": "Art & design",
            "music": "Music",
            "form.open": "All at once",
            "form.submit": "Send",
            "form.close": "Not now",
            "form.work": "Your work",
            "feed.file": "session.ics",
        },
        "cy": {"art": "Celf", "music": "Cerdd", "feed.file": "sesiwn.ics"},
    },
    {"en": {}, "cy": {}},
    {"en": [], "cy": []},
)
TOKEN = TurnToken("run", 3)
QR = Attached(Attachable.QR, {"code": "ABCD1234"})
MEETING = calendar_attachment(
    uid="m-12@alongside",
    sequence=1,
    starts=MORNING,
    minutes=60,
    zone="Europe/London",
    first_name="A & B",
    stamp=MORNING,
)
CHOICES = (Choice("a", label="art", marked=True), Choice("m", label="music"), Choice("7", words="Ann <3"))


def presented(
    reply: Reply,
    language: str = "en",
    *,
    forms: bool = False,
    attempts: int = 0,
    links: Links | None = None,
    markup: Markup = MARKUP,
    extras: dict[str, Json] | None = None,
) -> list[Rendered]:
    row: dict[str, Any] = {
        "id": 1, "lane": "telegram", "address": "telegram::5", "account_id": None, "person_id": None,
        "language": language, "attempts": attempts, "chunks": 0, "not_after": None, "created_at": MORNING,
    }  # fmt: skip
    said = {name: value for name, value in reply_row(reply).items() if name != "forget"}
    said["extras"] = extras or said["extras"]
    return Presenter(WORDS, markup, links or known(), forms=forms).present(OutboxRow(**row, **said))


def known() -> Links:
    links = Links()
    links.are(lambda code: f"https://t.me/Bot?start={code}")
    return links


def said(*texts: str) -> tuple[Part, ...]:
    return tuple(Part("say", {"text": text}) for text in texts)


def test_parts_stand_beneath_each_other_and_buttons_under_the_last() -> None:
    [one] = presented(Reply(parts=(Part("hello"), *said("a < b")), choices=CHOICES, token=TOKEN))

    assert one == Rendered(
        Address(Platform.TELEGRAM, "5"),
        text="<b>Hello</b>\n\na &lt; b",
        buttons=(Button("Art & design", "a", True), Button("Music", "m"), Button("Ann <3", "7")),
        token=TOKEN,
        id="1.0",
    )


def test_a_long_text_is_several_messages_with_buttons_under_the_last() -> None:
    messages = presented(Reply(parts=said("x" * 4000, "y" * 4000), choices=CHOICES, token=TOKEN))

    assert [(one.text[0], len(one.buttons)) for one in messages] == [("x", 0), ("y", 3)]


def test_words_are_in_the_persons_language() -> None:
    [one] = presented(Reply(parts=(Part("hello"),), choices=CHOICES), "cy")

    assert (one.text, one.buttons[0].words) == ("<b>Helo</b>", "Celf")


@pytest.mark.parametrize(
    ("reply", "text", "buttons"),
    [
        (
            Reply(Act.SETTLE, said("Which?"), picked=CHOICES[:2]),
            "Which?\n\n✓ <b>Art &amp; design, Music</b>",
            0,
        ),
        (Reply(Act.SETTLE, said("Which?"), CHOICES), "Which?", 3),
        (Reply(Act.SETTLE), "", 0),
        (Reply(Act.SETTLE, picked=CHOICES), "", 0),
        (Reply(Act.SETTLE, said("x" * 4000, "y" * 4000)), "x" * 4000, 0),
        (Reply(Act.LEAVE), "", 0),
    ],
    ids=["picked", "marked anew", "buttons away", "nothing to show", "too long to show whole", "leave"],
)
def test_a_settling_is_one_message(reply: Reply, text: str, buttons: int) -> None:
    [one] = presented(reply)

    assert (one.act, one.text, len(one.buttons)) == (reply.act, text, buttons)


def test_what_says_nothing_is_no_message() -> None:
    assert presented(Reply()) == []


def test_each_message_has_an_id_of_its_own_that_no_attempt_changes() -> None:
    long = Reply(parts=said("x" * 4000, "y" * 4000))

    assert [(one.id, one.again) for one in presented(long)] == [("1.0", False), ("1.1", False)]
    assert [(one.id, one.again) for one in presented(long, attempts=2)] == [("1.0", True), ("1.1", True)]


def test_a_form_is_offered_only_where_there_are_forms() -> None:
    asked = Reply(parts=said("Where?"), choices=(Choice(OPEN_FORM, label="form.open"),), token=TOKEN)

    assert [one.buttons for one in presented(asked)] == [()]
    assert [one.buttons for one in presented(asked, forms=True)] == [(Button("All at once", OPEN_FORM),)]


def test_a_form_is_in_words_that_are_plain_text() -> None:
    fields = (
        FormField("employer", Part("say", {"text": "R&D <x>"}), entry=Entry.TEXT, typed="typed"),
        FormField("topic", Part("hello"), CHOICES[:2], several=True, optional=True),
    )
    [one] = presented(Reply(Act.FORM, form=fields, title="form.work", token=TOKEN, press="p"), forms=True)

    assert one.form == Form(
        "Your work",
        "Send",
        "Not now",
        (
            Field("employer", "R&D <x>", entry=Entry.TEXT, typed="typed"),
            Field(
                "topic",
                "Hello",
                (Button("Art & design", "a"), Button("Music", "m")),
                True,
                optional=True,
            ),
        ),
    )


def test_how_a_question_is_answered_is_told_with_its_last_message() -> None:
    messages = presented(Reply(parts=said("x" * 4000, "y" * 4000), several=True, entry=Entry.DATE))

    assert [(one.several, one.entry) for one in messages] == [(False, Entry.LINE), (True, Entry.DATE)]


def test_an_invitation_takes_its_picture_along() -> None:
    [plain] = presented(Reply(parts=said("Here it is.")))
    [one] = presented(Reply(parts=said("Here it is."), attached=QR))

    assert plain.file is None
    assert one.file is not None
    assert one.file.data.startswith(b"\x89PNG")
    assert (one.file.is_picture, one.file.described) == (True, "https://t.me/Bot?start=ABCD1234")


def test_where_no_platform_has_links_there_is_no_picture() -> None:
    [one] = presented(Reply(parts=said("Here it is."), attached=QR), links=Links())

    assert one.file is None


def test_a_meeting_takes_its_entry_along_in_the_persons_language() -> None:
    [one] = presented(Reply(parts=said("Agreed."), choices=CHOICES, attached=MEETING), "cy")

    assert one.file is not None
    assert (one.file.name, one.file.media_type) == ("sesiwn.ics", "text/calendar")
    assert (one.file.is_picture, one.file.described) == (False, "Mentora gyda A & B")
    assert one.buttons


def test_a_file_goes_with_the_last_message() -> None:
    messages = presented(Reply(parts=said("x" * 4000, "y" * 500), attached=MEETING))

    assert [(one.text[:1], one.file is not None) for one in messages] == [("x", False), ("y", True)]


def test_a_file_without_room_for_its_text_follows_as_a_message_of_its_own() -> None:
    messages = presented(
        Reply(parts=said("y" * (CAPTION_LIMIT + 1)), choices=CHOICES, attached=MEETING), attempts=1
    )

    assert [(one.text[:1], len(one.buttons), one.file is not None) for one in messages] == [
        ("y", 3, False),
        ("", 0, True),
    ]
    assert [(one.id, one.again) for one in messages] == [("1.0", True), ("1.1", True)]


def test_in_slack_a_file_goes_with_a_text_of_any_length() -> None:
    [one] = presented(Reply(parts=said("y" * 2999), attached=MEETING), markup=SLACK)

    assert one.file is not None


@pytest.mark.parametrize("act", [Act.SETTLE, Act.HOME])
def test_only_what_is_said_takes_a_file_along(act: Act) -> None:
    assert [one.file for one in presented(Reply(act, said("Agreed."), attached=MEETING))] == [None]


def test_a_row_from_before_there_were_other_files_takes_its_picture_along() -> None:
    [one] = presented(Reply(parts=said("Here it is.")), extras={"qr": "ABCD1234"})

    assert one.file is not None
    assert one.file.described == "https://t.me/Bot?start=ABCD1234"


def test_each_kind_of_file_has_its_maker() -> None:
    assert set(MAKERS) == set(Attachable)


@pytest.mark.parametrize(("forms", "messages"), [(True, 1), (False, 2)], ids=["a page", "no pages"])
def test_a_page_is_one_thing_where_there_are_pages(forms: bool, messages: int) -> None:
    page = Reply(Act.HOME, said("x" * 4000, "y" * 4000), CHOICES)

    shown = presented(page, forms=forms)

    assert len(shown) == messages
    assert [bool(one.buttons) for one in shown] == [*[False] * (messages - 1), True]
