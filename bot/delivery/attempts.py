"""What became of the attempts to send, as changes to the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.reply import Order
from handlers.outcome import Bad, Gone, Moved, Outcome, Retry, Scope, Sent, Unknown
from storage import outbox, people, recipients
from storage.outbox import OutboxRow, Settlement

FIRST_PAUSE = timedelta(seconds=0.5)
LONGEST_PAUSE = timedelta(seconds=15)
"""Between two attempts; short, as somebody waits for the answer when the platform is back."""

MOST_DOUBLINGS = 5
"""Of the first pause: by then it is longer than the longest."""

ATTEMPTS_IN_QUICK_ORDER = 40
"""About ten minutes of them; a platform that is away for longer is asked less often."""

STEADY_PAUSE = timedelta(minutes=2)
"""Between two attempts from then on."""

REFUSED_TOKEN_PAUSE = timedelta(seconds=60)
"""Before a lane is tried again whose token the platform refused."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt on a row, from ``began`` to ``at``; ``chunks`` of its messages have been sent in all."""

    row: OutboxRow
    outcome: Outcome
    chunks: int
    at: datetime
    began: datetime

    @property
    def next_at(self) -> datetime | None:
        """When to try again, or None where this was the last attempt."""
        outcome = self.outcome
        if isinstance(outcome, Gone) and outcome.scope is Scope.LANE:
            return self.at + REFUSED_TOKEN_PAUSE
        if isinstance(outcome, Moved) or not outcome.again(Order(self.row.rank)):
            return None
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(self.row.attempts, MOST_DOUBLINGS))
        if self.row.attempts >= ATTEMPTS_IN_QUICK_ORDER:
            pause = STEADY_PAUSE
        asked = timedelta(seconds=outcome.after) if isinstance(outcome, Retry) else timedelta(0)
        return self.at + max(pause, asked)


async def record(conn: AsyncConnection, attempts: Sequence[Attempt]) -> None:
    """Settle what ended for good, put back what is to be tried again, and mark accounts that are gone."""
    settled, again = [], []
    for attempt in attempts:
        next_at = attempt.next_at
        if next_at is not None:
            again.append(outbox.Retry(attempt.row.id, next_at, attempt.outcome.reason, attempt.chunks))
            continue
        settled.append(_settlement(attempt))
        if isinstance(attempt.outcome, Gone):
            state = "blocked" if attempt.outcome.blocked else "gone"
            # Unless they opened it again since the attempt began.
            await people.set_state(conn, attempt.row.address, state, attempt.at, unless_after=attempt.began)
    if settled:
        await outbox.settle(conn, settled)
    if again:
        await outbox.retry(conn, again)
    if any(attempt.row.recipient_id for attempt in attempts):
        await recipients.collect(conn)


def _settlement(attempt: Attempt) -> Settlement:
    outcome = attempt.outcome
    message = outcome.message if isinstance(outcome, Sent) else ""
    return Settlement(attempt.row.id, _status(outcome), attempt.at, message, outcome.reason, attempt.chunks)


def _status(outcome: Outcome) -> str:
    match outcome:
        case Sent():
            return "sent"
        case Gone() | Moved():
            return "gone"
        case Bad():
            return "bad"
        case Unknown() | Retry():
            return "unknown"
