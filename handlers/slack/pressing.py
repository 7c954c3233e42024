"""A press, a pick or a form that was handed in becomes a Heard."""

from __future__ import annotations

from datetime import datetime

from conversations.heard import PICKED, Address, Heard, Kind, Platform, TurnToken
from conversations.reply import COMMAND_MARK, DONE, MORE
from handlers.slack.packing import ANSWER, PICKS, unpack, unpack_form
from handlers.slack.payload import Json, clean, items, message_id, obj, text

# Fields whose changes say nothing by themselves: the button beside them does.
_SILENT = frozenset({PICKS, ANSWER})
_PICKED_ONE = ("selected_date", "selected_time", "value")


def pressed(payload: Json, team: str, now: datetime) -> Heard | None:
    """The press that a block_actions tells of; None where it says nothing yet, as a pick among several."""
    actions = items(payload, "actions")
    action = actions[0] if actions else None
    user, trigger = text(obj(payload, "user"), "id"), text(payload, "trigger_id")
    choice = _answer(action)
    if not user or not trigger or not choice or text(action, "action_id") in _SILENT:
        return None
    origin = unpack(text(action, "block_id"))
    token = origin.token if origin and not choice.startswith(COMMAND_MARK) else None
    container = obj(payload, "container")
    return Heard(
        Address(Platform.SLACK, user, team),
        Kind.CHOICE,
        f"{team}:{trigger}",
        now,
        choice=choice,
        token=token,
        message=message_id(text(container, "channel_id"), text(container, "message_ts")),
        press=trigger,
        fields=_picks(payload, token) if choice in (DONE, MORE) else {},
    )


def handed_in(payload: Json, team: str, now: datetime) -> Heard | None:
    """The form that a view_submission hands in; None for a view that is not ours."""
    view = obj(payload, "view")
    user, view_id, version = text(obj(payload, "user"), "id"), text(view, "id"), text(view, "hash")
    origin = unpack_form(text(view, "private_metadata"))
    if not user or not view_id or origin is None:
        return None
    given = {key: _answer(inputs.get(ANSWER)) for key, inputs in _state(view).items()}
    return Heard(
        Address(Platform.SLACK, user, team),
        Kind.FORM,
        f"{team}:{view_id}:{version}",
        now,
        token=origin.token,
        message=origin.message,
        press=text(payload, "trigger_id"),
        fields={key: answer for key, answer in given.items() if answer.strip()},
    )


def _picks(payload: Json, token: TurnToken | None) -> dict[str, str]:
    """What is picked in the question of ``token``; nothing where Slack shows its options as buttons."""
    for block_id, inputs in _state(payload).items():
        origin = unpack(block_id)
        if PICKS in inputs and origin is not None and origin.token == token:
            return {PICKED: _answer(inputs[PICKS])}
    return {}


def _state(holder: Json) -> dict[str, Json]:
    """The fields of a message or a view: by block id, by action id."""
    values = obj(obj(holder, "state"), "values")
    return {clean(block_id): inputs for block_id, inputs in values.items() if isinstance(inputs, dict)}


def _answer(field: object) -> str:
    """What a button or a field holds: values of options one a line, an ISO date, HH:MM or text."""
    options = items(field, "selected_options") or [obj(field, "selected_option")]
    values = [value for value in (text(option, "value") for option in options) if value]
    if values:
        return "\n".join(values)
    return next((found for found in (text(field, name) for name in _PICKED_ONE) if found), "")
