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
    OutboxRow,
    Retry,
    Settlement,
    add,
    claim,
    put_off,
    retry,
    settle,
)

__all__ = [
    "Count",
    "OutboxRow",
    "Released",
    "Retry",
    "Settlement",
    "add",
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
