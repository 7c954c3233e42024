"""Views: modals that are opened, pushed and updated, and everybody's Home."""

from __future__ import annotations

from playground.slack import shapes
from playground.slack.api.parameters import Call, Method, mapping, string
from playground.slack.api.reaching import known_person
from playground.slack.content import shown, view_body
from playground.slack.errors import SlackError
from playground.slack.views import View
from playground.slack.workspaces import Person
from playground.text import Json


async def open_view(call: Call) -> Json:
    body = _body(call, "modal")
    person = _who_acted(call)
    return _shown(call, person, call.world.views.open(person, body), "opened")


async def push(call: Call) -> Json:
    body = _body(call, "modal")
    person = _who_acted(call)
    if not person.modals:
        raise SlackError("not_found")
    return _shown(call, person, call.world.views.push(person, body), "pushed")


async def update(call: Call) -> Json:
    view = _named(call)
    body = _body(call, view.kind, same=view)
    person = call.workspace.people[view.user]
    changed = call.world.views.change(view, body, call.args.get("hash"))
    return _shown(call, person, changed, "home" if view.kind == "home" else "updated")


async def publish(call: Call) -> Json:
    person = known_person(call, "user_id")
    if person.deactivated:
        raise SlackError("user_disabled")
    home = call.world.views.known.get(person.home or "")
    body = _body(call, "home", same=home)
    return _shown(call, person, call.world.views.publish(person, body, call.args.get("hash")), "home")


def _body(call: Call, kind: str, same: View | None = None) -> Json:
    return view_body(call.world, call.workspace.id, call.args["view"], kind, same)


def _who_acted(call: Call) -> Person:
    trigger = call.world.triggers.redeem(call.args["trigger_id"], call.workspace.id)
    return call.workspace.people[trigger.user]


def _named(call: Call) -> View:
    """The view of `view_id` or `external_id`."""
    team, views = call.workspace.id, call.world.views
    if "view_id" in call.args:
        return views.find(team, call.args["view_id"])
    if "external_id" not in call.args:
        raise call.missing("view_id")
    found = views.named(team, call.args["external_id"])
    if found is None:
        raise SlackError("not_found")
    return found


def _shown(call: Call, person: Person, view: View, deed: str) -> Json:
    shown(call.world, person, view, deed)
    return {"view": shapes.view(call.world, view)}


METHODS = [
    Method("views.open", open_view, {"trigger_id": string, "view": mapping}),
    Method("views.push", push, {"trigger_id": string, "view": mapping}),
    Method(
        "views.update",
        update,
        {"view": mapping},
        {"view_id": string, "external_id": string, "hash": string},
    ),
    Method("views.publish", publish, {"user_id": string, "view": mapping}, {"hash": string}),
]
