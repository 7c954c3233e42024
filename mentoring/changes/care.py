"""Changes about somebody's safety, and about people who ask for a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.concern import Category, Concern, Severity
from conversations.reply import Order
from mentoring.changes.who import Who
from mentoring.concerns.finder import find_concern
from mentoring.letters import APPLICATION, CONCERN, letter
from mentoring.news import News
from storage import alerts, concerns, help_requests, organisations, people, workspaces
from storage.people import finding

WORDS = "words"
"""Where a concern comes from that nobody reported: what somebody wrote in a talk."""

TOLD, SEEN, ACKNOWLEDGED, URGENT = "told", "seen", "acknowledged", "urgent"
NOTE, MORE, CLOSED = "note", "more", "closed"
"""What a concern's timeline holds, by kind."""

JUST_BEFORE = timedelta(hours=1)
"""How long after a word of crisis what is written next is taken to belong to it."""

IN_DANGER = Concern(Category.OTHER, Severity.IMMEDIATE)
"""What is raised where somebody calls a report urgent that is no longer there."""

TOLD_BY_A_PERSON = Concern(Category.OTHER, Severity.HIGH)
"""What a report is taken for whose words alone say nothing: a person found it worth a report."""


async def raise_concern(conn: AsyncConnection, effect: effects.RaiseConcern, who: Who) -> Who:
    """Record a concern; from this moment on somebody is told, again and again, until one has it."""
    concern = effect.concern or _reported(effect.words)
    number = await concerns.raise_(
        conn,
        organisation_id=who.organisation,
        person_id=who.person,
        address=who.address,
        source=effect.source,
        category=concern.category.value,
        severity=concern.severity.value,
        words=effect.words,
        inbox_id=who.heard[-1],
        at=who.now,
    )
    told = who.organisation if who.organisation is not None else await _whose_duty(conn, who.address)
    await alerts.raise_(conn, number, told, who.now)
    return who.touching(told)


async def _whose_duty(conn: AsyncConnection, address: str) -> int | None:
    """Return the organisation that hears of a stranger: their workspace's, or the only one there is."""
    platform, team, _ = address.split(":", 2)
    if platform == "slack":
        around = await workspaces.organisations_in(conn, team)
        if len(around) == 1:
            return around[0]
    return await organisations.sole_organisation(conn)


def _reported(words: str) -> Concern:
    """Return what a person's own report speaks of; that they raised it makes it no mere sign."""
    found = find_concern(words)
    if found is None:
        return TOLD_BY_A_PERSON
    return Concern(found.category, Severity.HIGH) if found.severity is Severity.WATCH else found


async def urgent(conn: AsyncConnection, effect: effects.Urgent, who: Who) -> Who:
    """Say of the newest concern of a source that somebody is in danger now.

    Whoever was told hears so, and the next.

    That somebody had the concern already is not enough now: it goes round again until somebody takes it.
    """
    number = await concerns.newest_by(conn, who.known, effect.source, datetime.min.replace(tzinfo=UTC))
    if number is None:
        return await raise_concern(conn, effects.RaiseConcern(IN_DANGER, "", effect.source), who)
    told = await _of_team(conn, who, await concerns.events(conn, number), TOLD, ACKNOWLEDGED)
    await concerns.note(conn, number, URGENT, who.now, by=who.known)
    await alerts.hurry(conn, number, who.now)
    letters = letter("concern_urgent", Order.SAFETY, CONCERN, number=number)
    return who.touching().with_news(News(letters, people=tuple(told), everywhere=True))


async def more_words(conn: AsyncConnection, effect: effects.MoreWords, who: Who) -> Who:
    """Keep what somebody wrote next with the concern that their words raised just before."""
    number = await concerns.newest_by(conn, who.known, WORDS, who.now - JUST_BEFORE)
    if number is not None:
        await concerns.note(conn, number, MORE, who.now, by=who.known, note=effect.words)
    return who


async def read_concern(conn: AsyncConnection, effect: effects.ReadConcern, who: Who) -> Who:
    """Record who saw the words; the first who does has the concern, and the others hear so."""
    if await concerns.card(conn, who.home, effect.concern) is None:
        return who
    await concerns.note(conn, effect.concern, SEEN, who.now, by=who.known)
    if not await alerts.settle(conn, effect.concern, who.known, who.now):
        return who
    await concerns.note(conn, effect.concern, ACKNOWLEDGED, who.now, by=who.known)
    events = await concerns.events(conn, effect.concern)
    told = await _of_team(conn, who, events, TOLD)
    others = tuple(person for person in told if person != who.known)
    name = next((event.first_name for event in events if event.by == who.known), "")
    taken = letter("concern_taken", Order.SAFETY, number=effect.concern, first_name=name)
    return who.touching().with_news(News(taken, people=others, everywhere=True))


async def note_concern(conn: AsyncConnection, effect: effects.NoteConcern, who: Who) -> Who:
    """Add to a concern's timeline."""
    if await concerns.card(conn, who.home, effect.concern) is None:
        return who
    kind = CLOSED if effect.closes else NOTE
    await concerns.note(conn, effect.concern, kind, who.now, by=who.known, note=effect.note)
    return who.touching()


async def ask_for_person(conn: AsyncConnection, effect: effects.AskForPerson, who: Who) -> Who:
    """Tell the team that somebody wants a person, unless they know it already."""
    if not await help_requests.add(conn, who.known, effect.question, who.now):
        return who
    told = letter(
        "help_for_team", Order.REMINDER, APPLICATION, first_name=effect.first_name, person=who.known
    )
    return who.touching().with_news(News(told, organisation=who.organisation, writer=who.address))


async def settle_help(conn: AsyncConnection, effect: effects.SettleHelp, who: Who) -> Who:
    """Somebody of the same organisation was helped."""
    if await finding.by_id(conn, who.home, effect.person) is None:
        return who
    await help_requests.settle_of(conn, effect.person, who.now)
    return who.touching()


async def _of_team(
    conn: AsyncConnection, who: Who, events: Sequence[concerns.EventRow], *kinds: str
) -> list[int]:
    """Return, each once and in order, whose events of these kinds are; those of the team only."""
    team = {member.person_id for member in await people.team(conn, [who.home])}
    named = dict.fromkeys(event.by for event in events if event.kind in kinds)
    return [person for person in named if person is not None and person in team]
