"""Blocks and views as Slack checks them: what is unknown, missing, too long or too many is refused."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from playground.slack.block_kit.compositions import (
    ID,
    ID_LIMIT,
    SLACK_FILE,
    TEXT_LIMIT,
    URL_LIMIT,
    any_text,
    plain,
    texts,
)
from playground.slack.block_kit.elements import ALT_TEXT_LIMIT, ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from playground.slack.block_kit.schema import (
    Check,
    Problems,
    any_of,
    array,
    exactly_one,
    flag,
    one_of,
    shape,
    string,
    typed,
)
from playground.slack.errors import SlackError, invalid
from playground.text import Json

MESSAGE_BLOCKS = 50  # blocks of a message
VIEW_BLOCKS = 100  # blocks of a modal or a Home
ALL_TEXT_LIMIT = 13_199  # characters in all blocks of a message: 13,200 were refused (bolt-js issue 2509)
FIELDS_LIMIT = 10  # fields of a section
FIELD_LIMIT = 2000  # characters of one field
HEADER_LIMIT = 150  # characters
CONTEXT_LIMIT = 10  # elements
ACTIONS_LIMIT = 25  # elements
LABEL_LIMIT = 2000  # characters of an input's label and of its hint, and of an image's title
MARKDOWN_LIMIT = 12_000  # characters
MODAL_TEXT_LIMIT = 24  # characters of a modal's title, submit and close
PRIVATE_LIMIT = 3000  # characters of private_metadata
VIEW_BYTES = 250_000  # bytes of a whole view: Slack's view_too_large says 250 kB


def _block(kind: str, required: dict[str, Check], optional: dict[str, Check], *rules: Check) -> Check:
    return shape({"type": one_of(kind), **required}, {"block_id": ID, **optional}, *rules)


BLOCKS: dict[str, Check] = {
    "section": _block(
        "section",
        {},
        {
            "text": any_text(TEXT_LIMIT),
            "fields": array(any_text(FIELD_LIMIT), FIELDS_LIMIT),
            "accessory": typed(ELEMENTS, IN_SECTION),
            "expand": flag,
        },
        any_of("text", "fields"),
    ),
    "header": _block("header", {"text": plain(HEADER_LIMIT)}, {}),
    "divider": _block("divider", {}, {}),
    "context": _block(
        "context",
        {"elements": array(typed({**texts(TEXT_LIMIT), "image": ELEMENTS["image"]}), CONTEXT_LIMIT)},
        {},
    ),
    "actions": _block("actions", {"elements": array(typed(ELEMENTS, IN_ACTIONS), ACTIONS_LIMIT)}, {}),
    "input": _block(
        "input",
        {"label": plain(LABEL_LIMIT), "element": typed(ELEMENTS, IN_INPUT)},
        {"hint": plain(LABEL_LIMIT), "optional": flag, "dispatch_action": flag},
    ),
    "image": _block(
        "image",
        {"alt_text": string(ALT_TEXT_LIMIT)},
        {"image_url": string(URL_LIMIT), "slack_file": SLACK_FILE, "title": plain(LABEL_LIMIT)},
        exactly_one("image_url", "slack_file"),
    ),
    "markdown": _block("markdown", {"text": string(MARKDOWN_LIMIT)}, {}),
}
_IN_VIEWS = tuple(kind for kind in BLOCKS if kind != "markdown")  # markdown blocks are for messages only

_VIEW: dict[str, Check] = {
    "private_metadata": string(PRIVATE_LIMIT, least=0),
    "callback_id": string(ID_LIMIT, least=0),
    "external_id": string(ID_LIMIT, least=0),
}
_IN_MODAL: dict[str, Check] = {
    "close": plain(MODAL_TEXT_LIMIT),
    "submit": plain(MODAL_TEXT_LIMIT),
    "clear_on_close": flag,
    "notify_on_close": flag,
    "submit_disabled": flag,
}


def _submit_for_inputs(value: Any, place: str, problems: Problems) -> None:
    if "submit" not in value and any(block["type"] == "input" for block in value["blocks"]):
        problems.add("submit is required when there is an input block", place)


_VIEW_BLOCKS = array(typed(BLOCKS, _IN_VIEWS), VIEW_BLOCKS)
VIEWS: dict[str, Check] = {
    "modal": shape(
        {"type": one_of("modal"), "title": plain(MODAL_TEXT_LIMIT), "blocks": _VIEW_BLOCKS},
        {**_VIEW, **_IN_MODAL},
        _submit_for_inputs,
    ),
    "home": shape({"type": one_of("home"), "blocks": _VIEW_BLOCKS}, _VIEW),
}


def check_blocks(blocks: Any) -> None:
    """Refuses a message's blocks: SlackError invalid_blocks or msg_blocks_too_long."""
    problems = Problems()
    array(typed(BLOCKS), MESSAGE_BLOCKS, least=0)(blocks, "/blocks", problems)
    if not problems.found:
        _check_ids(blocks, "/blocks", problems)
    if problems.found:
        raise _refusal("invalid_blocks", problems)
    if sum(map(len, _words(blocks))) > ALL_TEXT_LIMIT:
        raise SlackError("msg_blocks_too_long")


def check_view(view: Any, *kinds: str) -> None:
    """Refuses a view, or one of another kind than these: SlackError invalid_arguments or view_too_large."""
    problems = Problems()
    typed(VIEWS, kinds or None)(view, "/view", problems)
    if not problems.found:
        _check_ids(view["blocks"], "/view/blocks", problems)
    if problems.found:
        raise _refusal("invalid_arguments", problems)
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")


def filled(blocks: list[Json], new_id: Callable[[], str]) -> list[Json]:
    """The blocks with the ids that Slack adds where the app gave none."""
    return [_filled_block(block, new_id) for block in blocks]


def actionables(block: Json) -> Iterator[Json]:
    """Every element of a block that somebody can act on."""
    held = [block.get("accessory"), block.get("element"), *block.get("elements", ())]
    return (one for one in held if one and one["type"] not in {"image", "plain_text", "mrkdwn"})


def slack_files(blocks: Iterable[Json]) -> Iterator[str]:
    """The ids of all files that the blocks show."""
    for block in blocks:
        for one in (block, block.get("accessory") or {}, *block.get("elements", ())):
            if "id" in one.get("slack_file", {}):
                yield one["slack_file"]["id"]


def _filled_block(block: Json, new_id: Callable[[], str]) -> Json:
    full = {**block, "block_id": block.get("block_id") or new_id()}
    ours = {id(one) for one in actionables(block)}

    def with_action(one: Json) -> Json:
        return {**one, "action_id": one.get("action_id") or new_id()} if id(one) in ours else one

    for name in ("accessory", "element"):
        if name in full:
            full[name] = with_action(full[name])
    if "elements" in full:
        full["elements"] = [with_action(one) for one in full["elements"]]
    return full


def _check_ids(blocks: list[Json], place: str, problems: Problems) -> None:
    """Block ids are given once in the whole, action ids once in a block; only one element has the focus."""
    for block_id, times in Counter(b["block_id"] for b in blocks if "block_id" in b).items():
        if times > 1:
            problems.add(f"block_id {block_id} already exists", place)
    for number, block in enumerate(blocks):
        given = Counter(one["action_id"] for one in actionables(block) if "action_id" in one)
        for action_id, times in given.items():
            if times > 1:
                problems.add(f"action_id {action_id} already exists for another element", f"{place}/{number}")
    every = itertools.chain.from_iterable(map(actionables, blocks))
    if sum(bool(one.get("focus_on_load")) for one in every) > 1:
        problems.add("only one element may have focus_on_load", place)


def _words(part: Any) -> Iterator[str]:
    """Every text that people read in the blocks."""
    if isinstance(part, list):
        for one in part:
            yield from _words(one)
    elif isinstance(part, dict):
        for name, one in part.items():
            if name == "text" and isinstance(one, str):
                yield one
            else:
                yield from _words(one)


def _refusal(error: str, problems: Problems) -> SlackError:
    return invalid(error, *problems.found)
