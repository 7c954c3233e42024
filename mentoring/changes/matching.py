"""Changes to who is matched with whom: a match begins, an adult is named for it, it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.facts import Role, Status
from conversations.reply import COMMAND_MARK, Choice, Json, Order, Part, Reply
from mentoring.changes.meetings import call_off
from mentoring.changes.who import Who
from mentoring.introductions import Beginning, goodbye, introduced
from mentoring.matching import needs_adult
from mentoring.meetings.agreeing import confirm_waiting
from mentoring.meetings.words import for_both
from mentoring.news import News
from mentoring.nudges.nudge import Event
from mentoring.nudges.planning import happened
from mentoring.surveys import ask_end_survey
from storage import matches, matching, meetings, people
from storage.matches import PairRow
from storage.matching import StandingRow
from storage.meetings import NO_MEETINGS
from storage.people import homes

TAKEN, FULL, GONE = "taken", "full", "gone"
"""Why two are not matched: the young person has a mentor, the mentor has no room, one takes no part."""


LEFT = "left"
"""Why a match ends one of whose people leaves."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a change came to: what is said to whoever made it, and what others hear.

    ``match`` is the match that it changed, 0 where it changed none.
    """

    answer: Reply
    match: int = 0
    news: tuple[News, ...] = ()


async def make_match(conn: AsyncConnection, effect: effects.MakeMatch, who: Who) -> Who:
    """Match two people, unless one of them is not free for it any more."""
    return _told(await begin(conn, effect, who.home, who.known, who.now), who)


async def close_match(conn: AsyncConnection, effect: effects.CloseMatch, who: Who) -> Who:
    """End a match, and tell both kindly."""
    return _told(await end(conn, effect, who.home, who.known, who.now), who)


def _told(done: Done, who: Who) -> Who:
    who = who.answered(done.answer).with_news(*done.news)
    return who.touching() if done.match else who


async def name_adult(conn: AsyncConnection, effect: effects.NameAdult, who: Who) -> Who:
    """Say who comes along with a pair; a meeting that waited for it is confirmed.

    The same name once more changes nothing, and nobody hears of it.
    """
    pair = await _of_organisation(conn, effect.match, who.home)
    if pair is None or not pair.is_active:
        return who.answered(_said("pair_over", pair))
    if pair.adult == effect.adult:
        return who
    await matches.name_adult(conn, pair.id, effect.adult)
    await homes.mark(conn, who.now, persons=pair.people)
    return who.touching().with_news(*await confirm_waiting(conn, pair.id, who.now))


async def begin(
    conn: AsyncConnection, effect: effects.MakeMatch, organisation: int, by: int | None, now: datetime
) -> Done:
    """Match two people of an organisation; ``by`` is the person who decides, None on the command line."""
    standing = await matching.standing(conn, organisation, (effect.mentor, effect.young_person))
    mentor, young = standing.get(effect.mentor), standing.get(effect.young_person)
    reason = refusal(mentor, young)
    if mentor is None or young is None or reason:
        return Done(_not_made(mentor, young, reason))
    row = {
        "organisation_id": organisation,
        "programme_id": young.programme_id,
        "mentor_id": mentor.id,
        "young_person_id": young.id,
        "adult": effect.adult,
        "zone": young.zone,
        "started_at": now,
        "made_by": by,
    }
    match = await matches.start(conn, row)
    await happened(conn, Event.MATCH_STARTED, match, now)
    await homes.mark(conn, now, persons=(mentor.id, young.id))
    adult = needs_adult(young.fields.get("date_of_birth"), young.framework, young.zone, now)
    coordinator = await _coordinator(conn, organisation)
    new = Beginning(match, mentor, young, effect.adult, adult, coordinator)
    return Done(_made(new), match, introduced(new))


def refusal(mentor: StandingRow | None, young: StandingRow | None) -> str:
    """Return why two people cannot be matched, or nothing where they can."""
    if mentor is None or young is None or mentor.id == young.id:
        return GONE
    takes_part = all(one.status == Status.ACTIVE for one in (mentor, young))
    roles = (Role.MENTOR in mentor.roles.split(","), Role.YOUNG_PERSON in young.roles.split(","))
    if not takes_part or not all(roles):
        return GONE
    if young.matches:
        return TAKEN
    return FULL if mentor.matches >= mentor.capacity else ""


async def end(
    conn: AsyncConnection, effect: effects.CloseMatch, organisation: int, by: int | None, now: datetime
) -> Done:
    """End a match of an organisation; ``by`` is the person who decides, None on the command line."""
    pair = await _of_organisation(conn, effect.match, organisation)
    why = f"{effect.reason}: {effect.more}" if effect.more else effect.reason
    off = await _called_off(conn, pair, now) if pair is not None else []
    if pair is None or not await matches.close(conn, pair.id, why, by, now):
        return Done(_said("pair_over", pair))
    await ask_end_survey(conn, pair.id, now)
    totals = (await meetings.totals(conn, [pair.id])).get(pair.id, NO_MEETINGS)
    await homes.mark(conn, now, persons=pair.people)
    told = goodbye(pair, effect.reason, await _coordinator(conn, organisation), totals)
    return Done(_said("pair_ended", pair), pair.id, (*told, *off))


async def _called_off(conn: AsyncConnection, pair: PairRow, now: datetime) -> list[News]:
    """Cancel what a pair that ends has arranged, and return what both hear of it."""
    await meetings.lock(conn, pair.id)
    row = (await meetings.open_of(conn, [pair.id], now)).get(pair.id)
    if row is None or not pair.is_active:
        return []
    told = await call_off(conn, pair, row, "", None, now)
    return for_both(pair, told, None) if row.starts_at is not None else []


async def end_all(conn: AsyncConnection, person: int, now: datetime) -> list[News]:
    """End every match of somebody who leaves; the others in them and the team hear so, without a reason."""
    news: list[News] = []
    for pair in await matches.of_person(conn, person):
        if pair.is_active:
            done = await end(conn, effects.CloseMatch(pair.id, LEFT), pair.organisation_id, person, now)
            news += [one for one in done.news if person not in one.people]
            news.append(_told_team(pair, person))
    return news


def _told_team(pair: PairRow, person: int) -> News:
    left, other = (pair.mentor, pair.young_person)
    if person == pair.young_person_id:
        left, other = other, left
    part = Part("match_left_for_team", {"first_name": left or "", "other": other or ""})
    see = Choice(f"{COMMAND_MARK}pair {pair.id}", label="pair.open")
    return News(Reply(parts=(part,), choices=(see,), order=Order.REMINDER), organisation=pair.organisation_id)


async def _of_organisation(conn: AsyncConnection, match: int, organisation: int) -> PairRow | None:
    pair = (await matches.by_ids(conn, [match])).get(match)
    return pair if pair is not None and pair.organisation_id == organisation else None


async def _coordinator(conn: AsyncConnection, organisation: int) -> str:
    return (await people.coordinators(conn, [organisation])).get(organisation, "")


def _made(new: Beginning) -> Reply:
    values: dict[str, Json] = {
        "mentor": new.mentor.first_name,
        "young_person": new.young_person.first_name,
        "number": new.match,
        "adult": new.adult,
        "needs_adult": new.needs_adult,
    }
    see = Choice(f"{COMMAND_MARK}pair {new.match}", label="pair.open")
    return Reply(parts=(Part("match_made", values),), choices=(see,))


def _not_made(mentor: StandingRow | None, young: StandingRow | None, reason: str) -> Reply:
    values: dict[str, Json] = {
        "reason": reason,
        "mentor": mentor.first_name if mentor else "",
        "young_person": young.first_name if young else "",
    }
    return Reply(parts=(Part("match_not_made", values),))


def _said(prompt: str, pair: PairRow | None, **more: Json) -> Reply:
    mentor, young = (pair.mentor, pair.young_person) if pair else (None, None)
    values: dict[str, Json] = {"mentor": mentor or "", "young_person": young or "", **more}
    return Reply(parts=(Part(prompt, values),))
