"""Commands that run the process, try it out, and look after its store."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from bot import logs
from bot.cli.context import one_line, prepared, problem, settings
from bot.settings import Settings
from bot.troubles import STORE_TROUBLES, in_words
from storage import migrate as migrations


@click.command()
def serve() -> None:
    """Run the bot until it is told to stop."""
    chosen = settings()
    if chosen.telegram_token is None and not chosen.on_slack:
        raise problem("TELEGRAM_TOKEN is not set: get one from @BotFather, or run: alongside demo. For Slack "
                      "alone, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN")  # fmt: skip
    if not chosen.polls and chosen.telegram_webhook_secret is None:
        raise problem("TELEGRAM_WEBHOOK_SECRET is not set: a webhook needs a long random word")
    logs.set_up(chosen.log_level, chosen.log_format)
    _until_told(lambda stop: _serve(chosen, stop))


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Keep what is said there.")
def demo(port: int, folder: Path | None) -> None:
    """Try it out: the bot, with a Telegram on this machine to talk to it."""
    from bot.demo import demonstrate  # noqa: PLC0415 - only this command needs it, and a start should be quick

    logs.set_up("warning", "auto")
    _until_told(lambda stop: demonstrate(port, folder, stop))


@click.command()
def doctor() -> None:
    """Check settings, store, tables, token and clock, and say what to do."""
    from bot.doctor import examine  # noqa: PLC0415 - as above

    findings = asyncio.run(examine(settings()))
    for finding in findings:
        click.echo(finding.line())
    if any(not finding.good for finding in findings):
        raise problem("something needs attention: see the lines marked ✗")


@click.command()
def migrate() -> None:
    """Bring the store's tables up to this version."""
    url = settings().database_url
    try:
        before = migrations.current(url)
        migrations.upgrade(url)
    except STORE_TROUBLES as error:
        raise problem(f"DATABASE_URL: {in_words(error)}") from None
    head = migrations.head()
    click.echo(f"The tables are up to date ({head})." if before == head else f"The tables are now at {head}.")


async def _serve(chosen: Settings, stop: asyncio.Event) -> None:
    from bot.serving import serve as run  # noqa: PLC0415 - as above

    await prepared(chosen)
    await run(chosen, stop)


def _until_told(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Run ``work`` until SIGTERM or Ctrl-C; what keeps it from starting becomes one line."""

    async def told() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(logs.nobody_waited)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        await work(stop)

    with one_line(), asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(told())


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    """Return uvloop's loop where there is one: twice as many requests a second as asyncio's own."""
    try:
        import uvloop  # noqa: PLC0415 - it does not exist everywhere
    except ImportError:
        return asyncio.new_event_loop
    return uvloop.new_event_loop
