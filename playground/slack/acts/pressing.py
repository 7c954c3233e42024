"""Presses and picks, in messages, on the Home and in modals."""

from __future__ import annotations

from dataclasses import dataclass

from playground.errors import ControlError
from playground.slack.acts.finding import acting
from playground.slack.elements import (
    BUTTON,
    FIELDS,
    MENU,
    Element,
    action,
    elements,
    held,
    new_value,
    values,
    words_of,
)
from playground.slack.hub import Slack
from playground.slack.views import View
from playground.slack.wire.deliveries import Parcel
from playground.slack.wire.payloads import block_actions
from playground.slack.workspaces import Conversation, Message, Person
from playground.text import Json

NO_ANSWER = "The app did not respond. Try again."
Place = Message | View


@dataclass(frozen=True, slots=True)
class Named:
    """How an element is named; what is None does not matter."""

    value: str | None = None
    label: str | None = None
    action_id: str | None = None
    block_id: str | None = None

    def fits(self, element: Element) -> bool:
        body = element.body
        shown = words_of(body.get("text")) or element.label
        wanted = (
            (self.value, body.get("value")),
            (self.label, shown),
            (self.action_id, element.action_id),
            (self.block_id, element.block_id),
        )
        return all(given is None or given == found for given, found in wanted)


@dataclass(frozen=True, slots=True)
class Acted:
    """An interaction; both are None when the app is told nothing yet."""

    trigger_id: str | None
    delivery: int | None


def blocks_of(place: Place) -> list[Json]:
    """What is shown there now; nothing of a message that was deleted."""
    if isinstance(place, View):
        return list(place.body["blocks"])
    return [] if place.deleted else place.blocks


def picked_in(slack: Slack, place: Place) -> dict[str, Json]:
    """What has been picked there; may be changed in place."""
    return place.state if isinstance(place, View) else slack.marks.values(place)


def button_in(place: Place, named: Named) -> Element:
    for element in elements(blocks_of(place)):
        if element.kind == BUTTON and named.fits(element):
            return element
    raise ControlError(409, "there is no such button here now")


def old_button(named: Named) -> Element:
    """A button as it once was, for somebody whose screen has not caught up."""
    if named.value is None:
        raise ControlError(400, "a stale press needs value")
    text = {"type": "plain_text", "text": named.label or "an old button", "emoji": True}
    body = {"type": "button", "text": text, "value": named.value, "action_id": named.action_id or "stale"}
    return Element(body, {"type": "actions", "block_id": named.block_id or "stale"})


def field_in(place: Place, named: Named) -> Element:
    kinds = FIELDS | {MENU}
    found = [e for e in elements(blocks_of(place)) if e.kind in kinds and named.fits(e)]
    if not found:
        raise ControlError(409, "there is no such field here now")
    if len(found) > 1:
        raise ControlError(400, "there are several fields here: give block_id, action_id or label")
    return found[0]


def press(slack: Slack, person: Person, place: Place, button: Element) -> Acted:
    slack.world.note(person.id, "pressed", _where(person, place), words_of(button.body.get("text")))
    return _act(slack, person, place, action(button, None, slack.world.ts()))


def pick(slack: Slack, person: Person, place: Place, field: Element, given: list[str]) -> Acted:
    """Changes a field, of which the app is told at once unless it waits for a submission."""
    acting(slack, person)
    value = new_value(field, given)
    if field.kind != MENU:
        picked_in(slack, place).setdefault(field.block_id, {})[field.action_id] = value
    now = held(value)
    shown = now if isinstance(now, str) else ", ".join(now)
    slack.world.note(person.id, "picked", _where(person, place), shown)
    if isinstance(place, View) and not field.tells_at_once:
        slack.world.touch()
        return Acted(None, None)
    return _act(slack, person, place, action(field, value, slack.world.ts()))


def _act(slack: Slack, person: Person, place: Place, told: Json) -> Acted:
    workspace = acting(slack, person)
    picked = values(blocks_of(place), picked_in(slack, place))
    response_url = None
    if isinstance(place, View):
        place.state = picked
    else:
        slack.marks.set_error(place, None)
        path = slack.response_urls.make(workspace.id, place.conversation.id, person.id, place.ts)
        response_url = slack.address + path
    payload = block_actions(slack.world, workspace, person, place, told, picked, response_url)
    parcel = Parcel("interactive", "block_actions", workspace.id, person.id, payload)
    parcel.failed = lambda: _unanswered(slack, person, place)
    return Acted(payload["trigger_id"], slack.send(parcel).n)


def _unanswered(slack: Slack, person: Person, place: Place) -> None:
    if isinstance(place, View):
        slack.marks.tell(person.id, NO_ANSWER, slack.world.clock.now())
    else:
        slack.marks.set_error(place, NO_ANSWER)
    slack.world.touch()


def _where(person: Person, place: Place) -> Conversation | Person:
    return person if isinstance(place, View) else place.conversation
