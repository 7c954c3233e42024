"""What became of one attempt to deliver: again or not, whose fault, and what an operator sees.

    Outcome
        Sent      it arrived, or what it was to bring about is already so
        Retry     nothing arrived; the same thing may be sent again after some seconds
        Gone      the account or the whole lane can no longer be written to
        Moved     the account has a new address; send there, once
        Bad       the platform will never take this; our mistake
        Unknown   it may have arrived

``reason`` is a few plain words for operators; it never holds a name, a text or a token.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from conversations.heard import Address
from conversations.reply import Order


class Scope(StrEnum):
    """What an outcome speaks for: one account, or everything that goes out through the same lane."""

    ACCOUNT = "account"
    LANE = "lane"


class Fault(StrEnum):
    """Who has to change something before the next attempt can go well."""

    NOBODY = "nobody"
    OURS = "ours"
    THEIRS = "theirs"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived; ``message`` is the platform's id of the message, empty where there is none."""

    message: str = ""
    reason: str = "sent"
    fault: ClassVar[Fault] = Fault.NOBODY

    def again(self, order: Order) -> bool:
        """Never: it is done."""
        return False


@dataclass(frozen=True, slots=True)
class Retry:
    """Nothing arrived; hold ``scope`` back for at least ``after`` seconds, then try again."""

    after: float
    scope: Scope
    reason: str
    fault: ClassVar[Fault] = Fault.PLATFORM

    def again(self, order: Order) -> bool:
        """Always: nothing arrived, so nothing can arrive twice."""
        return True


@dataclass(frozen=True, slots=True)
class Gone:
    """No more attempts to this account, or through this lane; ``blocked`` is True where a person chose so."""

    scope: Scope
    reason: str
    blocked: bool = False

    @property
    def fault(self) -> Fault:
        """An account's own doing; a lane's token is ours to put right."""
        return Fault.OURS if self.scope is Scope.LANE else Fault.THEIRS

    def again(self, order: Order) -> bool:
        """Never while it is gone: an account comes back by writing to us, a lane by an operator."""
        return False


@dataclass(frozen=True, slots=True)
class Moved:
    """Nothing arrived, because the account now lives at ``address``."""

    address: Address
    reason: str = "moved"
    fault: ClassVar[Fault] = Fault.NOBODY

    def again(self, order: Order) -> bool:
        """Always, to the new address."""
        return True


@dataclass(frozen=True, slots=True)
class Bad:
    """The platform refused what we sent and would refuse it again: an alarm for whoever runs this."""

    reason: str
    fault: ClassVar[Fault] = Fault.OURS

    def again(self, order: Order) -> bool:
        """Never: it would be refused again."""
        return False


@dataclass(frozen=True, slots=True)
class Unknown:
    """It was on its way when the answer was lost."""

    reason: str
    fault: ClassVar[Fault] = Fault.PLATFORM

    def again(self, order: Order) -> bool:
        """Where somebody waits, twice is better than never; nobody needs a nudge or an announcement twice."""
        return order <= Order.REPLY


Outcome = Sent | Retry | Gone | Moved | Bad | Unknown


class FailedError(Exception):
    """A call that carries no message of anybody's went wrong; ``outcome`` says what to do about it."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome
