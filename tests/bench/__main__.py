"""Runs the benchmarks: python -m tests.bench [replies] [start] [slack] [times] [dues] [announcing]."""

from __future__ import annotations

import sys

import uvloop

from bot import logs
from tests.bench import announcing, dues, replies, slack, start, times
from tests.bench.world import machine

BENCHES = {
    "replies": replies.report,
    "start": start.report,
    "slack": slack.report,
    "times": times.report,
    "dues": dues.report,
    "announcing": announcing.report,
}


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Run the benchmarks that were named, or all."""
    logs.set_up("error", "text")
    say(f"machine: {machine()}")
    for name in sys.argv[1:] or BENCHES:
        uvloop.run(BENCHES[name](say))


if __name__ == "__main__":
    main()
