"""A pair whose young person is asked what they think of themselves: their dues, and what becomes of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from conversations.effects import AnswerSurvey
from conversations.facts import Role, Seek
from conversations.programme import Wave
from conversations.surveys import SurveyCard
from mentoring.changes import Who
from mentoring.nudges.kinds.impact import SURVEY
from mentoring.nudges.nudge import Answer, Event
from mentoring.nudges.planning import add, happened
from mentoring.programmes import framework
from mentoring.surveys import ask_end_survey
from storage import dues, matches
from storage.dues import DueSettlement
from storage.matches import USUAL_FRAMEWORK
from tests.mentoring.school import School
from tests.storage.matched import matched

QUESTIONS = framework(USUAL_FRAMEWORK).survey
ANSWERS = {question.key: number % 5 + 1 for number, question in enumerate(QUESTIONS)}


class Surveyed:
    """Ann, who is matched with Sam now."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.ann = self.sam = self.match = 0

    async def begin(self) -> None:
        """Match them, and plan what this brings."""
        self.ann = await self.school.person("Ann", Role.YOUNG_PERSON)
        self.sam = await self.school.person("Sam", Role.MENTOR)
        async with self.school.store.write() as conn:
            self.match = await matched(conn, self.sam, self.ann, since=self.school.now)
            await happened(conn, Event.MATCH_STARTED, self.match, self.school.now)

    async def close(self) -> None:
        """End the match, as a coordinator does."""
        async with self.school.store.write() as conn:
            await matches.close(conn, self.match, "moved", None, self.school.now)
            await ask_end_survey(conn, self.match, self.school.now)

    async def answer(self, wave: Wave, **answers: int) -> Who:
        """Let Ann answer a wave."""
        return await self.school.do(self.ann, AnswerSurvey(self.match, wave, answers or ANSWERS))

    async def card(self, person: int = 0) -> SurveyCard | None:
        """Return the survey that is open for Ann, or for somebody else."""
        seen: SurveyCard | None = (await self.school.sees(person or self.ann, Seek(survey=True)))["survey"]
        return seen

    async def waiting(self) -> list[tuple[str, datetime]]:
        """Return (occurrence, when) of the dues that wait."""
        async with self.school.store.read() as conn:
            rows = await dues.claim(conn, self.school.now + timedelta(days=1000), 50)
        return [(row.occurrence, row.at) for row in rows if row.purpose == SURVEY.purpose]

    async def tick(self) -> list[Answer]:
        """Answer the dues whose time has come, as the tick does, and settle them."""
        now = self.school.now
        async with self.school.store.write() as conn:
            rows = [row for row in await dues.claim(conn, now, 50) if row.purpose == SURVEY.purpose]
            said = await SURVEY.answers(conn, rows, now)
            await dues.settle(conn, [DueSettlement(row.id, "done", now) for row in rows])
            for row in rows:
                await add(conn, SURVEY, said[row.id].then, now)
        return [said[row.id] for row in rows]

    async def at(self, moment: datetime) -> list[str]:
        """Move the time to a moment, and return what is sent by then, or why it is not."""
        self.school.now = moment
        return [_told(answer) for answer in await self.tick()]


def _told(answer: Answer) -> str:
    if answer.reply is None:
        return answer.reason
    [part] = answer.reply.parts
    assert part.prompt == "survey_offer"
    again, over = (part.values[name] for name in ("again", "over"))
    return f"{part.values['wave']}{' again' if again else ''}{', over' if over else ''}"
