"""A pair over a store that arranges to meet: what each does, and what both are told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from conversations.effects import AcceptProposal, Effect, ProposeMeeting
from conversations.facts import Role, Seek
from conversations.pairs import MeetingCard, Pair, Proposal
from conversations.reply import Reply
from mentoring.changes import Who
from storage import people
from storage.tables import meeting
from tests.mentoring.school import School
from tests.storage.matched import matched

ADULT_BORN, CHILD_BORN = "2005-03-14", "2010-03-14"
FIRST = datetime(2026, 12, 8, 17, 0, tzinfo=UTC)
SECOND = datetime(2026, 12, 10, 17, 30, tzinfo=UTC)
THIRD = datetime(2026, 12, 12, 11, 0, tzinfo=UTC)


@dataclass
class Two:
    """Maya and her mentor Sam, who can meet at any time that their programme does."""

    school: School
    maya: int
    sam: int
    match: int

    @classmethod
    async def matched(cls, school: School, born: str = ADULT_BORN, adult: str = "") -> Two:
        """Match the two; ``born`` is Maya's birthday, ``adult`` who comes along."""
        maya = await school.person("Maya", Role.YOUNG_PERSON)
        sam = await school.person("Sam", Role.MENTOR)
        async with school.store.write() as conn:
            await people.set_profile(conn, maya, {"first_name": "Maya", "date_of_birth": born})
            match = await matched(conn, sam, maya, since=school.now, adult=adult)
        return cls(school, maya, sam, match)

    async def seen(self, person: int) -> Pair:
        """Return the match as one of them sees it."""
        facts = await self.school.sees(person, Seek(pairs=True, offers=self.match))
        [pair] = facts["pairs"]
        assert isinstance(pair, Pair)
        return pair

    async def card(self, person: int) -> MeetingCard:
        """Return the meeting that is arranged, or is being arranged."""
        card = (await self.seen(person)).meeting
        assert card is not None
        return card

    async def offered(self, person: int) -> Proposal:
        """Return the times that wait for an answer."""
        proposal = (await self.card(person)).proposal
        assert proposal is not None
        return proposal

    async def does(self, person: int, effect: Effect) -> dict[int, list[Reply]]:
        """Carry out what one of them does, and return what each is told of it."""
        who: Who = await self.school.do(person, effect)
        told: dict[int, list[Reply]] = {self.maya: [], self.sam: []}
        told[person] += who.answers
        for news in who.news:
            for one in news.people:
                told[one].append(news.reply)
        return told

    async def proposes(
        self, person: int, *starts: datetime, fresh: bool = True, rhythm: str = "", minutes: int = 60
    ) -> dict[int, list[Reply]]:
        """Propose, having seen how things are now or, not ``fresh``, that nothing is arranged."""
        meeting = (await self.seen(person)).meeting if fresh else None
        seen = meeting.proposal.id if meeting and meeting.proposal else 0
        effect = ProposeMeeting(
            self.match,
            starts,
            minutes,
            meeting=meeting.id if meeting else 0,
            sequence=meeting.sequence if meeting else 0,
            seen=seen,
            rhythm=rhythm,
        )
        return await self.does(person, effect)

    async def agree(self, start: datetime = FIRST, rhythm: str = "") -> dict[int, list[Reply]]:
        """Let Maya propose one time, and Sam accept it."""
        await self.proposes(self.maya, start, rhythm=rhythm)
        return await self.does(self.sam, AcceptProposal((await self.offered(self.sam)).id, start))

    async def statuses(self) -> list[str]:
        """Return how far each meeting of theirs is."""
        return [row.status for row in await self.school.rows(meeting)]


def prompts(told: dict[int, list[Reply]]) -> dict[int, list[str]]:
    """Return the names of the prompts that each is told."""
    return {
        person: [part.prompt for one in replies for part in one.parts] for person, replies in told.items()
    }


def starts_of(replies: Sequence[Reply]) -> str:
    """Return the start that the last of ``replies`` tells."""
    return str(replies[-1].parts[0].values["starts"])


def later(moment: datetime, **much: float) -> datetime:
    """Return a moment later than another."""
    return moment + timedelta(**much)
