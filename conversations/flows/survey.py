"""A young person says how far they agree with a few statements, at the start of a match and later."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.effects import AnswerSurvey
from conversations.facts import Role, Seek
from conversations.flow import Flow
from conversations.reply import Json
from conversations.surveys import LEAST_PEOPLE, LIKERT
from conversations.talk import Talk

MOST_TAPS = 8
"""Statements that are asked: what somebody answers in two minutes."""


def survey(talk: Talk) -> None:
    """Ask each statement, and keep all answers at once; a wave that was answered is not asked again."""
    card = talk.look.survey
    if card is None or not card.questions:
        talk.say("survey_none")
        return
    if card.answered:
        talk.say("survey_known")
        return
    asked = card.questions[:MOST_TAPS]
    wave = card.wave.value
    talk.say("survey_why", f"survey_why:{wave}", wave=wave, many=len(asked), fewest=LEAST_PEOPLE)
    answers: dict[str, int] = {}
    for number, question in enumerate(asked, start=1):
        # The key names the wave and the statement: one may be over, the other changed, before all is said.
        answer = talk.choose(
            f"survey_item:{wave}:{question.key}",
            [str(value) for value in LIKERT],
            statement=question.words,
            number=number,
            many=len(asked),
        )
        answers[question.key] = int(answer)
    # What becomes of it is said by the change: it alone knows whether this is the first time.
    talk.do("answer", AnswerSurvey(card.match, card.wave, answers))


def seeks_survey(given: str, answers: Mapping[str, Json]) -> Seek:
    """Look up the survey that is open for the person, in every turn."""
    return Seek(survey=True)


SURVEY = Flow(
    "survey",
    survey,
    command="survey",
    roles=frozenset({Role.YOUNG_PERSON}),
    seeks=seeks_survey,
)
