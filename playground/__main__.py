"""Runs the playground by itself: python -m playground --port 8080."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from playground.server import running
from playground.world import DEFAULT_TOKEN, DEFAULT_USERNAME

if sys.platform == "win32":
    new_event_loop = asyncio.new_event_loop
else:
    from uvloop import new_event_loop  # twice as many requests a second as asyncio's own

PORT = 8080


def main(arguments: list[str] | None = None) -> int:
    """Runs until SIGTERM or SIGINT; 1 when the port is taken."""
    options = _options(arguments)
    try:
        with asyncio.Runner(loop_factory=new_event_loop) as runner:
            runner.run(_run(options))
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        sys.stderr.write(f"The playground cannot use port {options.port}: {reason}. Try --port 0.\n")
        return 1
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="playground", description="A Telegram and a Slack on this machine, with a web page."
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=PORT, help="0 takes any free port (%(default)s)")
    parser.add_argument(
        "--token", default=DEFAULT_TOKEN, help="the bot's token (one that opens nothing else)"
    )
    parser.add_argument("--username", default=DEFAULT_USERNAME, help="the bot's username (%(default)s)")
    parser.add_argument("--no-limits", action="store_true", help="no speed limits")
    return parser.parse_args(arguments)


async def _run(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: loop.call_soon_threadsafe(stopped.set))
    where = {"host": options.host, "port": options.port}
    async with running(
        token=options.token, username=options.username, limits=not options.no_limits, **where
    ) as address:
        sys.stdout.write(f"The playground is at {address}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    sys.exit(main())
