"""Whom a change is for, and what it has to tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from conversations.reply import Reply
from mentoring.news import News

GUESSES_COUNT_FOR = timedelta(hours=1)
"""How long a wrong guess counts."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a change is for: ``person`` is None until they redeem an invitation.

    ``heard`` are the ids of the inbox rows that this transaction takes of theirs, this turn's last.
    ``forgotten`` is True once nothing of them is kept. ``answers`` is what a change itself says to them,
    ``news`` what others should hear of, and ``touched`` the organisations whose pages are out of date.
    """

    address: str
    account: int
    person: int | None
    organisation: int | None
    joined: bool
    guesses: int
    now: datetime
    heard: tuple[int, ...] = ()
    forgotten: bool = False
    answers: tuple[Reply, ...] = ()
    news: tuple[News, ...] = ()
    touched: frozenset[int] = frozenset()

    @property
    def known(self) -> int:
        """The person's id; raises LookupError where the account belongs to nobody."""
        if self.person is None:
            raise LookupError("this change needs a person, and the account belongs to nobody")
        return self.person

    @property
    def home(self) -> int:
        """The organisation's id; raises LookupError where the account belongs to nobody."""
        if self.organisation is None:
            raise LookupError("this change needs an organisation, and the account belongs to nobody")
        return self.organisation

    def answered(self, reply: Reply) -> Who:
        """Return the same with one more answer to them."""
        return replace(self, answers=(*self.answers, reply))

    def with_news(self, *news: News) -> Who:
        """Return the same with more news."""
        return replace(self, news=(*self.news, *news))

    def touching(self, organisation: int | None = None) -> Who:
        """Return the same, with the pages of this organisation, or else of their own, out of date."""
        which = self.organisation if organisation is None else organisation
        return self if which is None else replace(self, touched=self.touched | {which})

    def told(self) -> Who:
        """Return the same with nothing left to tell."""
        return replace(self, answers=(), news=(), touched=frozenset())


class PlaceGone(Exception):
    """The last place of an invitation went to somebody else in this moment; take the turn again."""
