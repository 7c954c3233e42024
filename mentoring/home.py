"""What somebody's home page shows: where they stand, and for the team what waits for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.facts import Place, Role, Seek, Status
from conversations.flow import MEMBERS
from conversations.health import Colour
from conversations.home import MOST_CONCERNS, MOST_NEEDY, MOST_WAITING, TEAM, HomeView, OpenConcern, home
from conversations.reply import Reply
from mentoring.cards import card_of, may_see, roles_of
from mentoring.overview import numbers, seen
from mentoring.pairs import pairs_of
from storage import alerts, concerns, duties, invitations, people
from storage.people import finding
from storage.people.homes import HomeRow


async def page(conn: AsyncConnection, row: HomeRow, labels: Mapping[str, str], now: datetime) -> Reply:
    """Return the page of one account, as things are now; ``labels`` are words in the person's language."""
    roles = roles_of(row.roles)
    coordinators = await people.coordinators(conn, [row.organisation_id])
    referral = await invitations.referral(conn, row.person_id)
    view = HomeView(
        first_name=row.first_name,
        roles=roles,
        status=Status(row.status),
        coordinator=coordinators.get(row.organisation_id, ""),
        referrals=referral[1] if referral else 0,
        now=now,
        zone=row.zone,
        labels=labels,
    )
    if view.status not in MEMBERS:
        return home(view)
    if not roles & TEAM or view.status is not Status.ACTIVE:
        seek = Seek(pairs=True)
        return home(replace(view, pairs=await pairs_of(conn, row.person_id, row.organisation_id, seek, now)))
    view = await _of_team(conn, row, view)
    return home(await _with_matches(conn, row, view) if Role.COORDINATOR in roles else view)


async def _of_team(conn: AsyncConnection, row: HomeRow, view: HomeView) -> HomeView:
    """Return the page of somebody of the team, with what waits in their organisation."""
    organisation = row.organisation_id
    counts = await finding.counts(conn, organisation)
    waiting = await finding.waiting(conn, organisation, MOST_WAITING)
    listed = await duties.listing(conn, organisation)
    place = next((Place(duty.place) for duty in listed if duty.person_id == row.person_id), Place.NONE)
    return replace(
        view,
        counts=counts._asdict(),
        waiting=tuple(map(card_of, waiting)),
        concerns=await _open_concerns(conn, row, view.roles),
        place=place,
    )


async def _with_matches(conn: AsyncConnection, row: HomeRow, view: HomeView) -> HomeView:
    """Return the same with how the organisation's matches go, those first that need somebody most."""
    every = await seen(conn, [row.organisation_id], view.now, view.zone)
    needy = (one.health for one in every if one.health.colour is not Colour.GREEN)
    return replace(view, numbers=numbers(every), needy=tuple(islice(needy, MOST_NEEDY)))


async def _open_concerns(
    conn: AsyncConnection, row: HomeRow, roles: frozenset[Role]
) -> tuple[OpenConcern, ...]:
    """Return the concerns that nobody has yet and that this person may see, at most MOST_CONCERNS."""
    shown: list[OpenConcern] = []
    for alert in await alerts.open_(conn, row.organisation_id):
        card = await concerns.card(conn, row.organisation_id, alert.concern_id)
        if card and await may_see(conn, card, row.organisation_id, row.person_id, roles):
            shown.append(OpenConcern(alert.concern_id, alert.severity, alert.next_at))
        if len(shown) == MOST_CONCERNS:
            break
    return tuple(shown)
