"""Views: everybody's Home and their modals, up to three on top of each other."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Literal

from playground.slack.errors import SlackError
from playground.slack.workspaces import Person
from playground.text import Json

STACK_LIMIT = 3  # modals on top of each other: the first, and two that are pushed


@dataclass(slots=True, eq=False)
class View:
    """`body` is what the app gave, with the ids that Slack adds; `state` maps block to action to value.

    `hash` changes with every change of the view. `made` and `changed` are versions of the world.
    """

    id: str
    team: str
    user: str
    kind: Literal["home", "modal"]
    body: Json
    hash: str
    root: str
    previous: str | None = None
    state: dict[str, Json] = field(default_factory=dict)
    made: int = 0
    changed: int = 0

    @property
    def external_id(self) -> str:
        return str(self.body.get("external_id") or "")


class Views:
    """Every view by its id. A modal that was closed, and a Home that was replaced, are no longer here."""

    def __init__(self) -> None:
        self.known: dict[str, View] = {}
        self._ids = itertools.count(1)
        self._hashes = itertools.count(1)

    def find(self, team: str, view_id: str) -> View:
        """The open view with this id in this workspace; SlackError not_found."""
        view = self.known.get(view_id)
        if view is None or view.team != team:
            raise SlackError("not_found")
        return view

    def named(self, team: str, external_id: str) -> View | None:
        """The open view that the app gave this external id, if there is one."""
        mine = (view for view in self.known.values() if view.team == team and view.external_id)
        return next((view for view in mine if view.external_id == external_id), None)

    def top(self, person: Person) -> View | None:
        """The modal that the person sees."""
        return self.known[person.modals[-1]] if person.modals else None

    def open(self, person: Person, body: Json) -> View:
        """Shows a modal in place of all that were open."""
        self.clear(person)
        return self._stack(person, body)

    def push(self, person: Person, body: Json) -> View:
        """Shows a modal on top of the one that is open; SlackError push_limit_reached."""
        if len(person.modals) >= STACK_LIMIT:
            raise SlackError("push_limit_reached")
        return self._stack(person, body)

    def change(self, view: View, body: Json, given_hash: str | None) -> View:
        """Puts new content into a view; SlackError hash_conflict when it has changed since that hash."""
        if given_hash is not None and given_hash != view.hash:
            raise SlackError("hash_conflict")
        kept = {block.get("block_id") for block in body["blocks"]}
        view.state = {block: said for block, said in view.state.items() if block in kept}
        view.body, view.hash = body, self._hash()
        return view

    def publish(self, person: Person, body: Json, given_hash: str | None) -> View:
        """Puts content on the person's Home, whose id stays the same."""
        home = self.known.get(person.home or "")
        if home is not None:
            return self.change(home, body, given_hash)
        view = self._make(person, "home", body)
        person.home = view.id
        return view

    def close(self, person: Person) -> View | None:
        """Takes the top modal away, as its cross does; the one below is seen again."""
        return self.known.pop(person.modals.pop()) if person.modals else None

    def clear(self, person: Person) -> None:
        """Takes every modal of the person away."""
        while person.modals:
            self.close(person)

    def empty(self) -> None:
        self.known.clear()

    def _stack(self, person: Person, body: Json) -> View:
        below = self.top(person)
        view = self._make(person, "modal", body)
        if below is not None:
            view.root, view.previous = below.root, below.id
        person.modals.append(view.id)
        return view

    def _make(self, person: Person, kind: Literal["home", "modal"], body: Json) -> View:
        view_id = f"V{next(self._ids):04d}"
        view = View(view_id, person.team, person.id, kind, body, self._hash(), view_id)
        self.known[view_id] = view
        return view

    def _hash(self) -> str:
        number = next(self._hashes)
        return f"{number:010d}.{number * 2654435761 % 2**32:08x}"
