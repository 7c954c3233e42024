"""People of organisations over one store, made without any talk; the time stands until it is moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from conversations.concern import Category, Concern, Severity
from conversations.effects import Effect, RaiseConcern, TakeDuty
from conversations.facts import Place, Role, Seek
from mentoring import alerts as rules
from mentoring.cards import looked_up
from mentoring.changes import Who, carry_out
from mentoring.news import News
from storage import alerts, concerns, organisations, people
from storage.concerns import EventRow
from storage.organisations import OrganisationRow
from storage.people import homes
from storage.store import Store
from tests.clocks import MORNING

OAK, ELM = "Oak School", "Elm College"
STRANGER = "telegram::9999"
PATIENCE = timedelta(minutes=15)
WISH = Concern(Category.SUICIDE, Severity.IMMEDIATE)
WORDS = "words of a crisis"


class School:
    """Makes people and carries out what they do; a person is known by their id."""

    def __init__(self, store: Store, now: datetime = MORNING) -> None:
        self.store = store
        self.now = now
        self._users = count(1)

    def later(self, **much: float) -> None:
        """Move the time on, by as much as a timedelta is given."""
        self.now += timedelta(**much)

    async def organisation(self, name: str = OAK) -> OrganisationRow:
        """Return an organisation, made where it is not there."""
        async with self.store.write() as conn:
            made, _ = await organisations.add(conn, name, self.now)
            return await organisations.get(conn, made)

    async def person(
        self,
        first_name: str,
        *roles: Role,
        at: Iterable[str] = (),
        status: str = "active",
        of: str = OAK,
    ) -> int:
        """Make a person with these addresses, or else with one on Telegram, and return their id."""
        home = await self.organisation(of)
        async with self.store.write() as conn:
            person = await people.make_person(
                conn,
                organisation_id=home.id,
                programme_id=home.programme_id,
                status=status,
                roles=[role.value for role in roles],
                first_name=first_name,
                now=self.now,
            )
        for address in at or [f"telegram::{next(self._users)}"]:
            await self.account(address, person)
        return person

    async def account(self, address: str, person: int | None = None) -> int:
        """Make an account, of a person or of nobody, and return its id."""
        async with self.store.write() as conn:
            await people.make_accounts(conn, [address], self.now)
            [row] = await people.load(conn, [address], self.now)
            await people.attach(conn, row.account_id, person)
            return row.account_id

    async def coordinator(self, first_name: str, **more: Any) -> int:
        """Make a coordinator."""
        return await self.person(first_name, Role.COORDINATOR, **more)

    async def listed(self, *places: Place, **more: Any) -> list[int]:
        """Make a coordinator for each place on the list, and let them take it."""
        made = [await self.coordinator(place.name.title(), **more) for place in places]
        for person, place in zip(made, places, strict=True):
            await self.do(person, TakeDuty(place))
        return made

    async def state(self, address: str, state: str) -> None:
        """Set what became of an account."""
        async with self.store.write() as conn:
            await people.set_state(conn, address, state, self.now)

    async def who(self, person: int | None, address: str = "") -> Who:
        """Return whom a change is for: whoever writes from an address, or a person at their best account."""
        async with self.store.read() as conn:
            if person is not None and not address:
                address = (await people.accounts_of(conn, [person]))[0].address
            [row] = await people.load(conn, [address], self.now)
        joined = row.joined_at is not None
        of = (row.person_id, row.organisation_id)
        return Who(address, row.account_id, *of, joined, row.guesses, self.now, heard=(1,))

    async def do(self, person: int | None, *effects: Effect, address: str = "") -> Who:
        """Carry out what somebody does, in one transaction, and return what it has to tell."""
        if person is None:
            address = address or STRANGER
            await self._met(address)
        who = await self.who(person, address)
        async with self.store.write() as conn:
            for effect in effects:
                who = await carry_out(conn, effect, who)
        return who

    async def crisis(self, person: int | None = None, concern: Concern = WISH) -> int:
        """Let somebody, or a stranger, write words of a crisis, and return the concern's number."""
        await self.do(person, RaiseConcern(concern, WORDS))
        async with self.store.read() as conn:
            return (await concerns.listing(conn))[-1].id

    async def tell(self, patience: timedelta = PATIENCE) -> list[News | None]:
        """Tell whom it is time to tell now, of each concern."""
        async with self.store.write() as conn:
            due = await alerts.due(conn, self.now, 10)
            return [await rules.tell(conn, alert, patience, self.now) for alert in due]

    async def told(self) -> list[tuple[int, ...]]:
        """Tell whom it is time to tell, and return the people of each concern's news."""
        return [news.people if news else () for news in await self.tell()]

    async def round(self, waits: timedelta = PATIENCE) -> list[tuple[int, ...]]:
        """Wait, as long as one may take, and tell."""
        self.now += waits
        return await self.told()

    async def events(self, number: int) -> list[EventRow]:
        """Return a concern's timeline."""
        async with self.store.read() as conn:
            return await concerns.events(conn, number)

    async def timeline(self, number: int) -> list[tuple[str, int | None]]:
        """Return a concern's timeline as (kind, by whom)."""
        return [(event.kind, event.by) for event in await self.events(number)]

    async def sees(self, person: int, seek: Seek, *roles: Role, of: str = OAK) -> Any:
        """Return what somebody of these roles is shown."""
        home = await self.organisation(of)
        async with self.store.read() as conn:
            return await looked_up(conn, seek, home.id, person, frozenset(roles), self.now)

    async def stale(self) -> list[str]:
        """Return the addresses whose pages are out of date."""
        async with self.store.read() as conn:
            return sorted(row.address for row in await homes.stale(conn, self.now, 100))

    async def shown(self) -> None:
        """Let every page be up to date."""
        async with self.store.write() as conn:
            rows = await homes.stale(conn, self.now, 100)
            await homes.published(conn, [row.account_id for row in rows], self.now)

    async def rows(self, table: Any, **where: Any) -> list[Any]:
        """Return the rows of a table, in the order of its key."""
        found = select(table).order_by(*table.primary_key)
        for name, value in where.items():
            found = found.where(table.c[name] == value)
        async with self.store.read() as conn:
            return list((await conn.execute(found)).all())

    async def _met(self, address: str) -> None:
        async with self.store.write() as conn:
            await people.make_accounts(conn, [address], self.now)
