"""Somebody's home page: where they stand, what waits for them, and the buttons to act on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from conversations.cards import Labels, fitted, named, on_clock, worded
from conversations.facts import Card, Place, Role, Status
from conversations.flows import FLOWS
from conversations.reply import COMMAND_MARK, Act, Choice, Json, Order, Part, Reply

TEAM = frozenset({Role.COORDINATOR, Role.SAFEGUARDING_LEAD})

MOST_CONCERNS = 10
"""Concerns on a page; the number above them counts them all."""

MOST_WAITING = 20
"""People on a page who wait for something."""

GO_ON = {Status.JOINING: "home.start", Status.LEFT: "home.back"}
"""The label of the button that goes on with joining, or comes back."""


@dataclass(frozen=True, slots=True)
class OpenConcern:
    """A concern that nobody has yet, and when the next person is told of it, in UTC."""

    id: int
    severity: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HomeView:
    """What a page shows; the numbers, who waits and the open concerns are for the team only.

    ``zone`` is the person's own; ``labels`` are the words of buttons in their language.
    """

    first_name: str
    roles: frozenset[Role]
    status: Status
    coordinator: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    waiting: tuple[Card, ...] = ()
    concerns: tuple[OpenConcern, ...] = ()
    referrals: int = 0
    place: Place = Place.NONE
    zone: str = "Europe/London"
    labels: Labels = field(default_factory=dict)


def home(view: HomeView) -> Reply:
    """Return the page of somebody of these roles."""
    if view.roles & TEAM and view.status is Status.ACTIVE:
        return _page("home_coordinator", _of_team(view), **_numbers(view))
    name: dict[str, Json] = {"first_name": view.first_name, "status": view.status.value}
    start = [Choice("/start", label=GO_ON[view.status])] if view.status in GO_ON else []
    if Role.MENTOR in view.roles:
        choices = (*start, *_buttons(view, "refer", "report", "link", "me"))
        return _page("home_mentor", choices, coordinator=view.coordinator, referrals=view.referrals, **name)
    return _page("home_young_person", (*start, *_buttons(view, "report", "me", "help")), **name)


def _page(prompt: str, choices: tuple[Choice, ...], **values: Json) -> Reply:
    return Reply(Act.HOME, (Part(prompt, values),), choices, order=Order.REMINDER)


def _numbers(view: HomeView) -> dict[str, Json]:
    concerns: list[Json] = [
        {"number": one.id, "severity": one.severity, **on_clock(one.at, view.zone)}
        for one in view.concerns[:MOST_CONCERNS]
    ]
    return {
        "counts": dict(view.counts),
        "concerns": concerns,
        "waiting": len(view.waiting),
        "place": int(view.place),
    }


def _of_team(view: HomeView) -> tuple[Choice, ...]:
    """Return the buttons of the team, what is most urgent first."""
    labels = view.labels
    concerns = [
        Choice(f"/concern {one.id}", words=fitted(*_concern_words(one, labels)))
        for one in view.concerns[:MOST_CONCERNS]
    ]
    people = [Choice(f"/see {card.id}", words=named(card, labels)) for card in view.waiting[:MOST_WAITING]]
    return (*concerns, *people, *_buttons(view, "invite", "see", "safeguarding", "help"))


def _concern_words(one: OpenConcern, labels: Labels) -> tuple[str, str]:
    noun = labels.get("home.concern", "concern")
    return f"{noun} {one.id}", worded(labels, "urgency", one.severity)


def _buttons(view: HomeView, *commands: str) -> tuple[Choice, ...]:
    """Return a button for each of the commands that are for somebody of these roles and this status."""
    return tuple(
        Choice(f"{COMMAND_MARK}{command}", label=f"home.{command}")
        for command in commands
        if _is_for(command, view)
    )


def _is_for(command: str, view: HomeView) -> bool:
    flow = next((flow for flow in FLOWS.values() if flow.command == command), None)
    if flow is None:
        return True
    return (not flow.roles or bool(flow.roles & view.roles)) and view.status in flow.statuses
