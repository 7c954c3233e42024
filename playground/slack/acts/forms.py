"""Modals as people fill them in: Slack's own checks, the submission, and what the app makes of it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playground.errors import ControlError
from playground.slack.acts.finding import acting
from playground.slack.acts.pressing import Acted
from playground.slack.content import shown, view_body
from playground.slack.elements import Element, fields, held, new_value, values
from playground.slack.errors import SlackError
from playground.slack.hub import Slack
from playground.slack.views import View
from playground.slack.wire.deliveries import Parcel
from playground.slack.wire.payloads import view_closed, view_submission
from playground.slack.workspaces import Person, Workspace
from playground.text import Json

TROUBLE = "We had some trouble connecting. Try again?"  # what Slack says under a form that got no answer
WHOLE_FORM = ""  # the place of an error that belongs to no one block
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def open_modal(slack: Slack, person: Person) -> View:
    view = slack.world.views.top(person)
    if view is None:
        raise ControlError(409, f"{person.first_name} has no modal open")
    return view


def submit(slack: Slack, person: Person, given: dict[str, list[str]], *, force: bool) -> Acted:
    """Fills in what is given, by block_id or label, and presses the modal's button."""
    workspace = acting(slack, person)
    view = open_modal(slack, person)
    if not view.body.get("submit"):
        raise ControlError(409, "this modal has nothing to submit")
    _fill_in(view, given)
    for field in fields(view.body["blocks"]):
        if field.is_input:
            _check(field, held(view.state[field.block_id][field.action_id]), force=force)
    slack.marks.refused.pop(view.id, None)
    title = view.body["title"]["text"]
    slack.world.note(person.id, "submitted", person, title)
    payload = view_submission(slack.world, workspace, person, view)
    parcel = Parcel("interactive", "view_submission", workspace.id, person.id, payload)
    parcel.answered = lambda said: _answered(slack, workspace, person, view, said)
    parcel.failed = lambda: _refuse(slack, view, {WHOLE_FORM: TROUBLE})
    return Acted(payload["trigger_id"], slack.send(parcel).n)


def close(slack: Slack, person: Person, *, everything: bool) -> int | None:
    """Closes the modal on top, or all; the number of view_closed if the app wants to hear of it."""
    workspace = acting(slack, person)
    view = open_modal(slack, person)
    everything = everything or bool(view.body.get("clear_on_close"))
    payload = view_closed(slack.world, workspace, person, view, is_cleared=everything)
    slack.marks.refused.pop(view.id, None)
    if everything:
        slack.world.views.clear(person)
    else:
        slack.world.views.close(person)
    slack.world.note(person.id, "closed", person, view.body["title"]["text"])
    _form(slack, person.id)
    if not view.body.get("notify_on_close"):
        return None
    return slack.send(Parcel("interactive", "view_closed", workspace.id, person.id, payload)).n


def _fill_in(view: View, given: dict[str, list[str]]) -> None:
    blocks = view.body["blocks"]
    known = fields(blocks)
    view.state = values(blocks, view.state)
    for name, content in given.items():
        field = next((f for f in known if name == f.block_id), None)
        field = field or next((f for f in known if name == f.label), None)
        if field is None:
            raise ControlError(409, f"there is no field {name} in this modal")
        view.state[field.block_id][field.action_id] = new_value(field, content)


def _check(field: Element, content: str | list[str], *, force: bool) -> None:
    """What Slack's own client refuses; ControlError 400."""
    name = field.label or field.block_id
    if not content:
        if not field.block.get("optional"):
            raise ControlError(400, f"{name}: please complete this required field")
        return
    if isinstance(content, list):
        most = field.body.get("max_selected_items")
        if most is not None and len(content) > most:
            raise ControlError(400, f"{name}: at most {most} can be picked")
        return
    if not force:
        _check_length(field, name, content)
    if not _is_well_formed(field, content):
        raise ControlError(400, f"{name}: this is not what a {field.kind} takes")


def _check_length(field: Element, name: str, content: str) -> None:
    longest = field.body.get("max_length", 3000 if field.kind == "plain_text_input" else None)
    if longest is not None and len(content) > longest:
        raise ControlError(400, f"{name}: at most {longest} characters")
    if len(content) < field.body.get("min_length", 0):
        raise ControlError(400, f"{name}: at least {field.body['min_length']} characters")


def _is_well_formed(field: Element, content: str) -> bool:
    if field.kind == "email_text_input":
        return bool(_EMAIL.fullmatch(content))
    if field.kind == "url_text_input":
        return urlsplit(content).scheme in ("http", "https")
    if field.kind != "number_input":
        return True
    if not _NUMBER.fullmatch(content) or ("." in content and not field.body.get("is_decimal_allowed")):
        return False
    least, most = field.body.get("min_value", content), field.body.get("max_value", content)
    return float(least) <= float(content) <= float(most)


def _answered(slack: Slack, workspace: Workspace, person: Person, view: View, said: Json) -> None:
    """Does with the modal what the app's answer says; nothing if it is no longer there."""
    if slack.world.views.known.get(view.id) is not view:
        return
    try:
        _respond(slack, workspace, person, view, said)
    except SlackError:
        _refuse(slack, view, {WHOLE_FORM: TROUBLE})
    _form(slack, person.id)


def _respond(slack: Slack, workspace: Workspace, person: Person, view: View, said: Json) -> None:
    views = slack.world.views
    match said.get("response_action"):
        case None:
            person.modals.remove(view.id)
            del views.known[view.id]
        case "clear":
            views.clear(person)
        case "errors" if _names_blocks(view, said.get("errors")):
            _refuse(slack, view, said["errors"])
        case "update":
            body = view_body(slack.world, workspace.id, said.get("view") or {}, "modal", view)
            shown(slack.world, person, views.change(view, body, None), "updated")
        case "push":
            body = view_body(slack.world, workspace.id, said.get("view") or {}, "modal")
            shown(slack.world, person, views.push(person, body), "pushed")
        case _:
            raise SlackError("invalid_response")


def _names_blocks(view: View, errors: object) -> bool:
    """Whether these are errors, each under an input block of this view."""
    blocks = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    return isinstance(errors, dict) and bool(errors) and errors.keys() <= blocks


def _refuse(slack: Slack, view: View, errors: dict[str, str]) -> None:
    if view.id in slack.world.views.known:
        slack.marks.refused[view.id] = errors
        _form(slack, view.user)


def _form(slack: Slack, user: str) -> None:
    """Tells those who watch that this person's modal is another one now, or says something else."""
    slack.world.touch()
    slack.marks.formed[user] = slack.version
