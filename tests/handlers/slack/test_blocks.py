"""Which blocks a Rendered becomes, and what is refused before Slack would."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackObjectFormationError

from conversations.heard import Address, Platform, TurnToken
from conversations.reply import DONE, OPEN_FORM, SKIP, Act, Entry
from handlers.rendered import Button, Rendered
from handlers.slack.blocks import MESSAGE_LIMIT, PAGE_LIMIT, answerable, blocks, pressable, sections, settled
from handlers.slack.elements import Block
from tests.handlers.slack.specification import accepted

ANN = Address(Platform.SLACK, "U1", "T1")
ASKED = TurnToken("r4bcDEF_-9", 12)
YES, NO = Button("Yes", "yes"), Button("No", "no")
DONE_BUTTON, SKIP_BUTTON = Button("Done", DONE), Button("Skip", SKIP)


def said(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def words(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def key(number: int, text: str, value: str) -> Block:
    return {"type": "button", "action_id": f"press_{number}", "text": words(text), "value": value}


def option(text: str, value: str) -> Block:
    return {"text": words(text), "value": value}


def row(number: int, *elements: Block, asked: str = "ask.r4bcDEF_-9.12") -> Block:
    return {"type": "actions", "block_id": f"{asked}.{number}", "elements": list(elements)}


def many(number: int, marked: bool = False) -> tuple[Button, ...]:
    return tuple(Button(f"Option {at}", f"/see {at}", marked=marked) for at in range(number))


def options(number: int) -> list[Block]:
    return [option(f"Option {at}", f"/see {at}") for at in range(number)]


SHOWN: dict[str, tuple[Rendered, list[Block]]] = {
    "words alone": (Rendered(ANN, text="Hello *Ann*"), [said("Hello *Ann*")]),
    "a question": (
        Rendered(ANN, text="Is it?", buttons=(YES, NO), token=ASKED),
        [said("Is it?"), row(0, key(0, "Yes", "yes"), key(1, "No", "no"))],
    ),
    "buttons of no question": (
        Rendered(ANN, text="Look", buttons=(Button("See", "/see 12"),)),
        [said("Look"), row(0, key(0, "See", "/see 12"), asked="ask..")],
    ),
    "the button that opens a form": (
        Rendered(ANN, text="Tell me", buttons=(Button("Fill in", OPEN_FORM),), token=ASKED),
        [said("Tell me"), row(0, key(0, "Fill in", OPEN_FORM))],
    ),
    "eight options are buttons": (
        Rendered(ANN, text="Which?", buttons=(*many(8), SKIP_BUTTON), token=ASKED),
        [
            said("Which?"),
            row(0, *(key(at, f"Option {at}", f"/see {at}") for at in range(8)), key(8, "Skip", SKIP)),
        ],
    ),
    "nine are a list, with the controls beside": (
        Rendered(ANN, text="Which?", buttons=(*many(9), SKIP_BUTTON), token=ASKED),
        [
            said("Which?"),
            row(
                0,
                {"type": "static_select", "action_id": "pick", "options": options(9)},
                key(0, "Skip", SKIP),
            ),
        ],
    ),
    "several of ten are boxes": (
        Rendered(
            ANN,
            text="Which?",
            buttons=(Button("Art", "art", marked=True), *many(9), DONE_BUTTON, SKIP_BUTTON),
            token=ASKED,
            several=True,
        ),
        [
            said("Which?"),
            row(
                0,
                {
                    "type": "checkboxes",
                    "action_id": "picks",
                    "options": [option("Art", "art"), *options(9)],
                    "initial_options": [option("Art", "art")],
                },
            ),
            row(1, key(0, "Done", DONE), key(1, "Skip", SKIP)),
        ],
    ),
    "several of eleven are a list beside the words": (
        Rendered(ANN, text="Which?", buttons=(*many(11), DONE_BUTTON), token=ASKED, several=True),
        [
            said("Which?")
            | {
                "block_id": "ask.r4bcDEF_-9.12.0",
                "accessory": {
                    "type": "multi_static_select",
                    "action_id": "picks",
                    "options": options(11),
                },
            },
            row(1, key(0, "Done", DONE)),
        ],
    ),
    "several without options are buttons": (
        Rendered(ANN, text="Which?", buttons=(DONE_BUTTON,), token=ASKED, several=True),
        [said("Which?"), row(0, key(0, "Done", DONE))],
    ),
    "a date": (
        Rendered(ANN, text="When?", buttons=(SKIP_BUTTON,), token=ASKED, entry=Entry.DATE),
        [said("When?"), row(0, {"type": "datepicker", "action_id": "pick"}, key(0, "Skip", SKIP))],
    ),
    "a time without buttons": (
        Rendered(ANN, text="When?", token=ASKED, entry=Entry.TIME),
        [said("When?"), row(0, {"type": "timepicker", "action_id": "pick"})],
    ),
    "a date that was given": (
        Rendered(ANN, Act.SETTLE, text="When?", token=ASKED, entry=Entry.DATE),
        [said("When?")],
    ),
    "a long text is several sections": (
        Rendered(ANN, text=f"*{'x' * 2000} {'y' * 2000}*"),
        [said(f"*{'x' * 2000}*"), said(f"*{'y' * 2000}*")],
    ),
}


@pytest.mark.parametrize(("rendered", "shown"), SHOWN.values(), ids=SHOWN.keys())
def test_blocks(rendered: Rendered, shown: list[Block]) -> None:
    assert blocks(rendered) == shown
    assert accepted(blocks(rendered)) == shown


def test_a_page_has_room_for_more_buttons() -> None:
    page = blocks(Rendered(ANN, Act.HOME, text="Home", buttons=many(25)))
    assert page[1]["elements"] == [key(at, f"Option {at}", f"/see {at}") for at in range(25)]
    assert accepted(page) == page
    longer = blocks(Rendered(ANN, Act.HOME, text="Home", buttons=many(26)))
    assert longer[1]["elements"] == [{"type": "static_select", "action_id": "pick", "options": options(26)}]


def test_more_buttons_than_a_block_holds_are_two_blocks() -> None:
    rendered = Rendered(ANN, text="When?", buttons=(SKIP_BUTTON,) * 25, entry=Entry.DATE)
    _, first, second = made = blocks(rendered)
    assert first["block_id"] != second["block_id"]
    assert accepted(made) == made
    overfull = first | {"elements": [*_elements(first), *_elements(second)]}
    with pytest.raises(SlackObjectFormationError):
        accepted([overfull])


def _elements(block: Block) -> list[Block]:
    elements = block["elements"]
    assert isinstance(elements, list)
    return elements


def test_every_action_of_a_message_has_its_own_name() -> None:
    for several in (True, False):
        made = blocks(Rendered(ANN, text="Which?", buttons=(*many(30), DONE_BUTTON), several=several))
        fields = [block["accessory"] for block in made if "accessory" in block]
        elements = [element for block in made if "elements" in block for element in _elements(block)]
        names = [field["action_id"] for field in [*fields, *elements] if isinstance(field, dict)]
        assert len(names) == 2
        assert len(set(names)) == 2


@pytest.mark.parametrize(
    ("act", "limit"), [(Act.SAY, MESSAGE_LIMIT), (Act.HOME, PAGE_LIMIT)], ids=["message", "page"]
)
def test_as_many_blocks_as_fit(act: Act, limit: int) -> None:
    presses = (SKIP_BUTTON,) * (25 * (limit - 1))
    assert len(blocks(Rendered(ANN, act, text="x", buttons=presses))) == limit
    with pytest.raises(ValueError, match="too many blocks"):
        blocks(Rendered(ANN, act, text="x", buttons=(*presses, SKIP_BUTTON)))


def test_as_many_words_as_fit() -> None:
    assert len(sections("x" * 13_000)) == 5
    with pytest.raises(ValueError, match="too long"):
        sections("x" * 13_001)


REFUSED = {
    "no words": Rendered(ANN, text=" \n"),
    "a label without words": Rendered(ANN, text="Hello", buttons=(Button(" ", "yes"),)),
    "a value that does not fit": Rendered(ANN, text="Hello", buttons=(Button("Yes", "y" * 2001),)),
    "a run that does not fit": Rendered(ANN, text="Hello", buttons=(YES,), token=TurnToken("r" * 65, 1)),
}


@pytest.mark.parametrize("rendered", REFUSED.values(), ids=REFUSED.keys())
def test_what_slack_would_refuse(rendered: Rendered) -> None:
    with pytest.raises(ValueError, match=r"nothing|missing|not fit"):
        blocks(rendered)


def test_settled_keeps_the_words_only() -> None:
    for several in (True, False):
        made = blocks(Rendered(ANN, text="Which?", buttons=(*many(30), DONE_BUTTON), several=several))
        given = [{"block_id": f"b{at}"} | block for at, block in enumerate(made)]
        assert pressable(given)
        assert settled(given) == [said("Which?")]
    assert not pressable([said("Which?") | {"block_id": "b0"}])


def test_a_long_list_of_several_needs_a_text() -> None:
    with pytest.raises(ValueError, match="need a text"):
        answerable([], Rendered(ANN, Act.SETTLE, buttons=many(11), several=True))
