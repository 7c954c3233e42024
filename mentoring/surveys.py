"""The survey that is open for somebody, and the one that an early end brings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.clock import on_wall
from conversations.programme import Wave
from conversations.surveys import SurveyCard
from mentoring.nudges.kinds.impact import DAY, SURVEY, Occasion, closed_early, offered
from mentoring.nudges.planning import add
from mentoring.programmes import framework
from mentoring.waves import open_wave
from storage import matches, surveys
from storage.matches import PairRow
from storage.surveys import Answered


async def survey_of(conn: AsyncConnection, person: int, now: datetime) -> SurveyCard | None:
    """Return the survey that is open for a young person, of their newest match that has one; or None."""
    for pair in reversed(await matches.of_person(conn, person)):
        card = await _card(conn, pair, now) if pair.young_person_id == person else None
        if card is not None:
            return card
    return None


async def _card(conn: AsyncConnection, pair: PairRow, now: datetime) -> SurveyCard | None:
    programme = framework(pair.framework)
    wave = open_wave(pair, programme, on_wall(now, pair.zone).date())
    if wave is None or not programme.survey or pair.young_person_id is None:
        return None
    answered = Answered(pair.young_person_id, pair.id, wave.value) in await surveys.answered(conn, [pair.id])
    return SurveyCard(pair.id, wave, pair.mentor or "", programme.survey, answered)


async def ask_end_survey(conn: AsyncConnection, match_id: int, now: datetime) -> None:
    """Offer the survey of the end on the day after a match closed; call it once it is closed.

    Where its last month had begun, that survey has been offered already, and nothing is added.
    """
    pair = (await matches.by_ids(conn, [match_id])).get(match_id)
    if pair is None or not closed_early(pair) or not framework(pair.framework).survey:
        return
    tomorrow = on_wall(now, pair.young_person_zone or pair.zone).date() + DAY
    if open_wave(pair, framework(pair.framework), tomorrow) is not Wave.END:
        return
    planned = offered(pair, Occasion(match_id, Wave.END, early=True), tomorrow)
    await add(conn, SURVEY, [planned] if planned else [], now)
