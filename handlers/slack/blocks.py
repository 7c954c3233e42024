"""A Rendered becomes Slack's blocks: its text as sections, its buttons as what they are best shown by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count

from conversations.reply import CONTROLS, Act, Entry
from handlers.rendered import Button, Rendered
from handlers.slack.elements import (
    CHECKBOX_LIMIT,
    Block,
    checkboxes,
    date_or_time,
    menu,
    menu_of_several,
    press,
)
from handlers.slack.markup import split, units
from handlers.slack.packing import PICKS, pack

MESSAGE_LIMIT = 50  # blocks of a message, by Slack
PAGE_LIMIT = 100  # blocks of a form or a page, by Slack
ACTIONS_LIMIT = 25  # elements of a block, by Slack
WORDS_LIMIT = 13_000  # UTF-16 units in the sections of a message; Slack refused one of 13,200
# Buttons that are shown as such: more in a question are easier to find in a list, while a page has room.
BUTTONS_IN_MESSAGE = 8
BUTTONS_ON_PAGE = ACTIONS_LIMIT

_ANSWERS = frozenset({"actions", "input"})


def blocks(rendered: Rendered) -> list[Block]:
    """The blocks of a message, or of a HOME's page. Raises ValueError for what Slack would refuse."""
    made = sections(rendered.text)
    if not made:
        raise ValueError("nothing to say")
    return answerable(made, rendered)


def sections(text: str) -> list[Block]:
    """The text as sections. Raises ValueError if it is too long for one message."""
    texts = split([text])
    if sum(map(units, texts)) > WORDS_LIMIT:
        raise ValueError("too long a text for one message")
    # Verbatim: what looks like an address, a name or a channel is not made into one.
    return [{"type": "section", "text": {"type": "mrkdwn", "text": one, "verbatim": True}} for one in texts]


def answerable(made: Sequence[Block], rendered: Rendered) -> list[Block]:
    """The blocks with the buttons of ``rendered`` beneath. Raises ValueError for what Slack would refuse."""
    if rendered.act is Act.SETTLE and not rendered.buttons:
        # Whatever field the question had: it is answered.
        return list(made)
    numbers = count()

    def block_id() -> str:
        return pack(rendered.token, next(numbers))

    shown = list(made)
    options = [button for button in rendered.buttons if button.value not in CONTROLS]
    if rendered.several and options:
        shown = _with_picks(shown, options, block_id)
        elements = _presses([button for button in rendered.buttons if button.value in CONTROLS])
    else:
        elements = _elements(rendered, options)
    for at in range(0, len(elements), ACTIONS_LIMIT):
        shown.append(_actions(block_id(), elements[at : at + ACTIONS_LIMIT]))
    if len(shown) > (PAGE_LIMIT if rendered.act is Act.HOME else MESSAGE_LIMIT):
        raise ValueError("too many blocks")
    return shown


def settled(made: Sequence[Mapping[str, object]]) -> list[Block]:
    """The blocks of a message as Slack gave it, without anything to press or to pick.

    Without their ids too, one of which may be needed again.
    """
    return [
        {name: value for name, value in block.items() if name not in {"accessory", "block_id"}}
        for block in made
        if block.get("type") not in _ANSWERS
    ]


def pressable(made: Sequence[Mapping[str, object]]) -> bool:
    """Whether a message as Slack gave it has anything to press or to pick."""
    return any(block.get("type") in _ANSWERS or "accessory" in block for block in made)


def _elements(rendered: Rendered, options: list[Button]) -> list[Block]:
    """What answers a question with one value."""
    if rendered.entry in {Entry.DATE, Entry.TIME}:
        return [date_or_time(rendered.entry, "pick"), *_presses(rendered.buttons)]
    if len(options) > (BUTTONS_ON_PAGE if rendered.act is Act.HOME else BUTTONS_IN_MESSAGE):
        controls = [button for button in rendered.buttons if button.value in CONTROLS]
        return [menu(options, "pick"), *_presses(controls)]
    return _presses(rendered.buttons)


def _with_picks(shown: list[Block], options: list[Button], block_id: Callable[[], str]) -> list[Block]:
    """The blocks with a field for several options, which beyond ten Slack has only beside a text."""
    if len(options) <= CHECKBOX_LIMIT:
        return [*shown, _actions(block_id(), [checkboxes(options, PICKS)])]
    at = next((at for at in reversed(range(len(shown))) if shown[at].get("type") == "section"), None)
    if at is None:
        raise ValueError("many options need a text")
    beside = shown[at] | {"block_id": block_id(), "accessory": menu_of_several(options, PICKS)}
    return [*shown[:at], beside, *shown[at + 1 :]]


def _presses(buttons: Sequence[Button]) -> list[Block]:
    return [press(button, number) for number, button in enumerate(buttons)]


def _actions(block_id: str, elements: list[Block]) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": elements}
