"""Changes about surveys: a wave is answered once. And what the organisation's mentoring has come to."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations import effects
from conversations.clock import on_wall
from conversations.programme import Framework
from conversations.surveys import LIKERT
from conversations.turn import said
from mentoring.changes.who import Who
from mentoring.impact import impacts, in_chat
from mentoring.programmes import framework
from mentoring.waves import open_wave
from storage import matches, organisations, surveys


async def answer_survey(conn: AsyncConnection, effect: effects.AnswerSurvey, who: Who) -> Who:
    """Keep a wave that is open and theirs, and thank them; a second time changes nothing."""
    pair = (await matches.by_ids(conn, [effect.match])).get(effect.match)
    if pair is None or pair.young_person_id != who.known:
        return who.answered(said("survey_none"))
    programme = framework(pair.framework)
    if open_wave(pair, programme, on_wall(who.now, pair.zone).date()) is not effect.wave:
        return who.answered(said("survey_none"))
    home = await organisations.get(conn, pair.organisation_id)
    kept = await surveys.add(
        conn,
        person_id=who.known,
        match_id=pair.id,
        programme_id=pair.programme_id or home.programme_id,
        wave=effect.wave.value,
        answers=_answers(programme, effect.answers),
        now=who.now,
    )
    return who.answered(said("survey_thanks" if kept else "survey_known"))


def _answers(programme: Framework, given: Mapping[str, int]) -> dict[str, int]:
    """Return the answers to the programme's own statements, each from 1 to 5."""
    asked = (question.key for question in programme.survey)
    return {key: given[key] for key in asked if given.get(key, 0) in LIKERT}


async def show_impact(conn: AsyncConnection, _: effects.ShowImpact, who: Who) -> Who:
    """Send a coordinator the numbers of each programme of their organisation, with its picture."""
    for impact in await impacts(conn, who.home):
        who = who.answered(in_chat(impact))
    return who
