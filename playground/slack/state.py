"""Slack as the page and tests see it: workspaces, people, messages, Homes and modals."""

from __future__ import annotations

from playground.clock import iso
from playground.slack.elements import BUTTON, MENU, Element, elements, first_value, held, words_of
from playground.slack.hub import Slack
from playground.slack.marks import Values, key
from playground.slack.rendering import FILES_AT, Reader
from playground.slack.views import View
from playground.slack.wire.payloads import domain
from playground.slack.workspaces import Conversation, Message, Person, Workspace
from playground.text import Json

SHOWN = 200  # newest messages of a conversation in the state; older ones are asked for by themselves


def state(slack: Slack) -> Json:
    world = slack.world
    spaces = list(world.workspaces.values())
    return {
        "version": world.version,
        "now": iso(world.clock.now()),
        "outage": slack.wire.outage,
        "limits": world.limits.enabled,
        "delivery": delivery_mode(slack),
        "sockets": sockets(slack),
        "app": app(slack),
        "faults": [fault.shape() for fault in world.faults.waiting],
        "workspaces": [workspace(space) for space in spaces],
        "channels": [_channel(slack, c) for w in spaces for c in w.conversations.values() if c.kind != "im"],
        "people": [_person(slack, w, p) for w in spaces for p in w.people.values()],
    }


def workspace(of: Workspace) -> Json:
    return {
        "team": of.id,
        "name": of.name,
        "domain": domain(of),
        "installed": of.installed,
        "revoked": of.revoked,
        "bot_token": of.bot_token,
        "bot_user": of.bot_user_id,
        "scopes": sorted(of.scopes),
        "people": list(of.people),
        "channels": [c.id for c in of.conversations.values() if c.kind == "channel"],
    }


def person(of: Person) -> Json:
    """A person without what was said, as the answer to whoever added or changed them."""
    return {"user": of.id, "name": of.first_name, "team": of.team, "deactivated": of.deactivated}


def channel(slack: Slack, of: Conversation) -> Json:
    bot = slack.world.workspaces[of.team].bot_user_id
    return {
        "channel": of.id,
        "team": of.team,
        "name": of.name,
        "people": sorted(of.members - {bot}),
        "bot_is_member": bot in of.members,
        "archived": of.archived,
    }


def app(slack: Slack) -> Json:
    made, settings = slack.world.app, slack.settings
    return {
        "id": made.id,
        "name": made.name,
        "scopes": settings.scopes,
        "events": settings.events,
        "commands": settings.commands,
        "shortcuts": settings.shortcuts,
    }


def delivery_mode(slack: Slack) -> Json:
    places = slack.wire.addresses
    return {
        "mode": slack.wire.mode,
        "events_url": places.events_url if places else None,
        "interactive_url": places.interactive_url if places else None,
        "commands_url": places.commands_url if places else None,
    }


def sockets(slack: Slack) -> list[Json]:
    return [socket.shape() for socket in slack.wire.sockets.open]


def message(slack: Slack, of: Message) -> Json:
    reader = Reader(slack, of.conversation.team)
    blocks = [] if of.deleted else of.blocks
    return {
        "ts": of.ts,
        "channel": of.conversation.id,
        "from": "person" if of.sender else "bot",
        "user": of.sender.id if of.sender else None,
        "kind": "file" if of.files else "text",
        "text": reader.text(of),
        "html": reader.html(of),
        "fallback": of.text,
        "date": iso(float(of.ts)),
        "edited": of.edited is not None,
        "deleted": of.deleted,
        "ephemeral": of.only_for is not None,
        "only_for": of.only_for,
        "thread": of.thread_ts,
        "error": slack.marks.error(of),
        "files": _files(slack, of),
        "blocks": reader.with_html(blocks),
        "metadata": of.metadata,
        **_controls(blocks, slack.marks.picked.get(key(of), {})),
    }


def messages_of(slack: Slack, of: Person) -> list[Message]:
    """The direct message with the app, as this person sees it."""
    conversation = slack.world.workspaces[of.team].direct(of)
    return conversation.messages if conversation else []


def view(slack: Slack, of: View | None) -> Json | None:
    if of is None:
        return None
    reader, blocks = Reader(slack, of.team), of.body["blocks"]
    return {
        "view_id": of.id,
        "type": of.kind,
        "title": words_of(of.body.get("title")),
        "submit": words_of(of.body.get("submit")),
        "close": words_of(of.body.get("close")),
        "callback_id": of.body.get("callback_id", ""),
        "private_metadata": of.body.get("private_metadata", ""),
        "hash": of.hash,
        "text": reader.words(blocks),
        "html": reader.marked(blocks),
        "blocks": reader.with_html(blocks),
        **_controls(blocks, of.state),
    }


def home(slack: Slack, of: Person) -> Json | None:
    return view(slack, slack.world.views.known.get(of.home or ""))


def modal(slack: Slack, of: Person) -> Json:
    """The modal on top, how many there are, and what was wrong with the last submission."""
    top = slack.world.views.top(of)
    return {
        "modal": view(slack, top),
        "stack": len(of.modals),
        "errors": slack.marks.refused.get(top.id, {}) if top else {},
    }


def _person(slack: Slack, space: Workspace, of: Person) -> Json:
    conversation = space.direct(of)
    shown = modal(slack, of)
    return person(of) | {
        "dm": conversation.id if conversation else None,
        "messages": [message(slack, said) for said in messages_of(slack, of)[-SHOWN:]],
        "home": home(slack, of),
        "modal": shown["modal"],
        "stack": shown["stack"],
        "modal_errors": shown["errors"],
        "errors": [note.shape() for note in slack.marks.notes.get(of.id, [])],
    }


def _channel(slack: Slack, of: Conversation) -> Json:
    return channel(slack, of) | {"messages": [message(slack, said) for said in of.messages[-SHOWN:]]}


def _files(slack: Slack, of: Message) -> list[Json]:
    found = [file for file in map(slack.world.uploads.find, of.files) if file is not None]
    return [
        {"name": f.name, "mimetype": f.content_type, "title": f.title, "url": f"{FILES_AT}/{f.id}"}
        for f in found
    ]


def _controls(blocks: list[Json], picked: Values) -> Json:
    """Buttons in rows, one row for each block, and everything that can be filled in."""
    rows: dict[str, list[Json]] = {}
    inputs = []
    for element in elements(blocks):
        if element.kind == BUTTON:
            rows.setdefault(element.block_id, []).append(_button(element))
        else:
            inputs.append(_input(element, picked))
    return {"buttons": list(rows.values()), "inputs": inputs}


def _button(of: Element) -> Json:
    shown = {name: of.body.get(name) for name in ("value", "url", "style", "confirm")}
    text = words_of(of.body.get("text"))
    return {"text": text, "action_id": of.action_id, "block_id": of.block_id, **shown}


def _input(of: Element, picked: Values) -> Json:
    body = of.body
    options = [
        {
            "text": words_of(option.get("text")),
            "value": option.get("value"),
            "description": words_of(option.get("description")),
        }
        for option in of.options
    ]
    kept = picked.get(of.block_id, {}).get(of.action_id)
    return {
        "type": of.kind,
        "block_id": of.block_id,
        "action_id": of.action_id,
        "label": of.label,
        "hint": words_of(of.block.get("hint")),
        "optional": bool(of.block.get("optional")),
        "multiline": bool(body.get("multiline")),
        "min_length": body.get("min_length"),
        "max_length": body.get("max_length"),
        "placeholder": words_of(body.get("placeholder")),
        "options": options,
        "value": "" if of.kind == MENU else held(kept or first_value(of)),
    }
