"""What the process counts, for Prometheus; numbers only, no ids of people."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

HEARD = Counter("alongside_heard_total", "Things heard and kept, duplicates left out")
TURNS = Counter("alongside_turns_total", "Turns taken", ["outcome"])
TURN_SECONDS = Histogram(
    "alongside_turn_batch_seconds",
    "Time from loading a batch of turns to its commit",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
ANSWER_SECONDS = Histogram(
    "alongside_answer_seconds",
    "Time from the turn to having sent its answer",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
)
SENT = Counter("alongside_sent_total", "Attempts to send, by outcome", ["lane", "outcome"])
WAITING = Gauge("alongside_outbox_waiting", "Messages that wait to be sent", ["lane", "order"])
OLDEST = Gauge(
    "alongside_outbox_oldest_seconds", "How long the message has waited that waits longest", ["lane", "order"]
)
CONCERNS = Counter("alongside_concerns_total", "Concerns recorded", ["severity"])
NUDGES = Counter(
    "alongside_nudges_total", "Nudges that were due, by what became of them", ["kind", "outcome"]
)
TICK_SECONDS = Histogram(
    "alongside_tick_batch_seconds",
    "Time from claiming a batch of dues to its commit",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
LANE_STOPPED = Gauge("alongside_lane_stopped", "1 while a lane's token is refused", ["lane"])
