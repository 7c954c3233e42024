"""What is to be sent, from the turn that adds it to the outcome and the end of its retention."""

from storage.outbox.care import (
    Count,
    Released,
    counts,
    expire,
    forget,
    mark_stale,
    oldest_waiting,
    prune,
    release,
    renew,
)
from storage.outbox.sending import (
    Claim,
    OutboxRow,
    Retry,
    Settlement,
    add,
    add_claimed,
    claim,
    put_off,
    retry,
    settle,
)

__all__ = [
    "Claim",
    "Count",
    "OutboxRow",
    "Released",
    "Retry",
    "Settlement",
    "add",
    "add_claimed",
    "claim",
    "counts",
    "expire",
    "forget",
    "mark_stale",
    "oldest_waiting",
    "prune",
    "put_off",
    "release",
    "renew",
    "retry",
    "settle",
]
