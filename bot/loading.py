"""Loads the runs and facts of everybody who waits, in one go, and makes Facts of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import HOME_ZONE
from bot.rendering import HOME, Words
from conversations.engine import Engine
from conversations.facts import (
    Facts,
    Invitation,
    InvitationState,
    LinkCode,
    Programme,
    Role,
    Seek,
    Status,
)
from conversations.heard import Heard, Kind, Platform
from conversations.invitations import code_in
from conversations.nudging import QUIET, Quiet
from conversations.programme import NO_FRAMEWORK
from conversations.run import Run
from mentoring.cards import looked_up, roles_of
from mentoring.changes import GUESSES_COUNT_FOR, Who
from mentoring.programmes import framework
from storage import invitations, link_codes, people
from storage.invitations import InvitationRow
from storage.link_codes import LinkRow
from storage.people import Loaded

RULES = ("programme", "minimum_age", "maximum_age", "months", "meeting_minutes", "rules_version")
"""The columns of a programme's rules, in the order of Programme's fields."""

UNSEEN = (Kind.GROUP, Kind.OTHER, Kind.BLOCKED, Kind.UNBLOCKED)
"""Kinds that leave no account behind: groups, and what says nothing to us."""


@dataclass(slots=True)
class Party:
    """One account in a batch of turns: what is known of it, its run, and its facts.

    ``runs`` are those that the batch changes, by id. ``waits`` is set where the next turn is for the next
    batch: once an effect was carried out, as the facts may be old then, and where another account of the
    same person has its turns in this batch. ``seek`` is what was looked up for its flow.
    """

    loaded: Loaded | None
    facts: Facts
    run: Run | None = None
    who: Who | None = None
    runs: dict[str, Run] = field(default_factory=dict)
    waits: bool = False
    seek: Seek | None = None


async def load(
    conn: AsyncConnection,
    heard: Sequence[tuple[int, str, Heard]],
    words: Words,
    engine: Engine,
    now: datetime,
    *,
    feeds_on: bool = False,
    quiet: Quiet = QUIET,
) -> dict[str, Party]:
    """Return the party of each address; ``heard`` is (inbox id, address key, heard) in order.

    Accounts that were never seen are made, unless all that was heard of them leaves none behind.
    """
    keys = list(dict.fromkeys(key for _, key, _ in heard))
    rows = {row.address: row for row in await people.load(conn, keys, now - GUESSES_COUNT_FOR)}
    fresh = {key for _, key, one in heard if key not in rows and one.kind not in UNSEEN}
    if fresh:
        await people.make_accounts(conn, sorted(fresh), now)
        rows |= {row.address: row for row in await people.load(conn, fresh, now - GUESSES_COUNT_FOR)}
    codes = await _codes(conn, [(key, one) for _, key, one in heard if _may_try(one, rows.get(key))])
    links = await _links(conn, codes)
    coordinators = await _coordinators(conn, rows, codes)
    parties = {key: _party(rows.get(key), codes.get(key), coordinators, words, now) for key in keys}
    for key, link in links.items():
        parties[key].facts = replace(parties[key].facts, link=_link(link, now), invitation=None)
    _one_account_each(parties.values())
    for _, key, one in heard:
        await _look_up(conn, parties[key], engine, one, feeds_on=feeds_on, quiet=quiet)
    return parties


async def _look_up(
    conn: AsyncConnection, party: Party, engine: Engine, heard: Heard, *, feeds_on: bool, quiet: Quiet
) -> None:
    """Look up what the first thing that was heard of a party needs."""
    row = party.loaded
    if party.waits or party.seek is not None or row is None or not row.person_id or not row.organisation_id:
        return
    party.seek = engine.seek(party.run, heard)
    if party.seek is not None:
        whose = (row.organisation_id, row.person_id, party.facts.roles)
        seen = await looked_up(conn, party.seek, *whose, party.facts.now)
        party.facts = replace(party.facts, feeds_on=feeds_on, quiet=quiet, **seen)


async def _links(
    conn: AsyncConnection, codes: Mapping[str, tuple[str, InvitationRow | None]]
) -> Mapping[str, LinkRow]:
    """Return, by address, the one-time codes among those that no invitation has."""
    unknown = {key: code for key, (code, row) in codes.items() if row is None}
    found = await link_codes.find(conn, list(unknown.values())) if unknown else {}
    return {key: found[code] for key, code in unknown.items() if code in found}


def _link(row: LinkRow, now: datetime) -> LinkCode:
    state = InvitationState.GOOD
    if row.used_at is not None:
        state = InvitationState.USED_UP
    elif row.expires_at <= now or row.status in (Status.LEFT, Status.DECLINED):
        state = InvitationState.EXPIRED
    return LinkCode(row.code, state, row.first_name)


def _one_account_each(parties: Iterable[Party]) -> None:
    """Let only the first account of each person have its turns in this batch."""
    seen: set[int] = set()
    for party in parties:
        person = party.loaded.person_id if party.loaded else None
        if person is not None:
            party.waits = person in seen
            seen.add(person)


def who_of(party: Party, key: str, now: datetime) -> Who:
    """Return whom a change that this party's turn describes is for."""
    row = party.loaded
    return Who(
        address=key,
        account=row.account_id if row else 0,
        person=row.person_id if row else None,
        organisation=row.organisation_id if row else None,
        joined=bool(row and row.joined_at),
        guesses=row.guesses if row else 0,
        now=now,
    )


def _may_try(heard: Heard, row: Loaded | None) -> bool:
    """Tell whether a code is looked for: strangers may type one, whoever is known opens a link."""
    return row is not None and (row.person_id is None or heard.kind is Kind.COMMAND)


async def _codes(
    conn: AsyncConnection, heard: Sequence[tuple[str, Heard]]
) -> dict[str, tuple[str, InvitationRow | None]]:
    """Return the code that each account tries first, with its invitation where there is one."""
    tried: dict[str, str] = {}
    for key, one in heard:
        code = code_in(one)
        if code:
            tried.setdefault(key, code)
    found = await invitations.find(conn, list(tried.values())) if tried else {}
    return {key: (code, found.get(code)) for key, code in tried.items()}


async def _coordinators(
    conn: AsyncConnection,
    rows: Mapping[str, Loaded],
    codes: Mapping[str, tuple[str, InvitationRow | None]],
) -> Mapping[int, str]:
    wanted = {row.organisation_id for row in rows.values() if row.organisation_id is not None}
    wanted |= {row.organisation_id for _, row in codes.values() if row is not None}
    return await people.coordinators(conn, sorted(wanted)) if wanted else {}


def _party(
    row: Loaded | None,
    code: tuple[str, InvitationRow | None] | None,
    coordinators: Mapping[int, str],
    words: Words,
    now: datetime,
) -> Party:
    if row is None:
        return Party(None, Facts(now=now))
    invitation = _invitation(code[1], coordinators, now) if code else None
    if row.person_id is None:
        facts = Facts(
            now=now,
            platform=Platform(row.platform),
            labels=words.labels[HOME],
            invitation=invitation,
            wrong_guesses=row.guesses,
            held_until=row.held_until,
        )
        return Party(row, facts)
    state = row.run or row.aside
    facts = replace(_facts(row, coordinators, words, now), invitation=invitation)
    return Party(row, facts, Run.from_json(state) if state else None)


def _facts(row: Loaded, coordinators: Mapping[int, str], words: Words, now: datetime) -> Facts:
    language = row.language or HOME
    return Facts(
        now=now,
        platform=Platform(row.platform),
        zone=row.zone or HOME_ZONE,
        language=language,
        status=Status(row.status or Status.JOINING),
        roles=roles_of(row.roles),
        first_name=row.first_name or "",
        organisation=row.organisation or "",
        coordinator=coordinators.get(row.organisation_id or 0, ""),
        programme=_programme(row),
        framework=framework(row.framework) if row.framework else NO_FRAMEWORK,
        profile=row.fields or {},
        labels=words.labels[words.spoken(language)],
    )


def _programme(row: Loaded | InvitationRow) -> Programme:
    """Return the rules of a programme; where a person has none, the charity's usual ones."""
    if row.programme is None:
        return Programme()
    return Programme(*(getattr(row, rule) for rule in RULES))


def _invitation(row: InvitationRow | None, coordinators: Mapping[int, str], now: datetime) -> Invitation:
    if row is None:
        return Invitation(InvitationState.UNKNOWN)
    state = InvitationState.GOOD
    if row.expires_at is not None and row.expires_at <= now:
        state = InvitationState.EXPIRED
    elif row.used >= row.uses:
        state = InvitationState.USED_UP
    coordinator = coordinators.get(row.organisation_id, "")
    return Invitation(
        state,
        row.id,
        row.organisation_id,
        row.programme_id,
        Role(row.role),
        row.organisation,
        coordinator,
        _programme(row),
    )
