"""Logs: readable on a terminal, JSON elsewhere, and never a name, a text or a token."""

from __future__ import annotations

import asyncio
import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

log = structlog.get_logger()

QUIET = ("httpx", "httpcore", "aiohttp.access", "apscheduler", "telegram", "uvicorn", "alembic", "aiosqlite")
"""Loggers of libraries that would print addresses, texts or a line for each request."""


def set_up(level: str, style: str) -> None:
    """Send every log line to standard error, as text or as JSON; ``style`` is auto, text or json."""
    as_text = style == "text" or (style == "auto" and sys.stderr.isatty())
    last: structlog.types.Processor = structlog.processors.JSONRenderer()
    if as_text:
        last = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    stamp = structlog.processors.TimeStamper(fmt="%H:%M:%S" if as_text else "iso", utc=not as_text)
    shared: list[structlog.types.Processor] = [structlog.stdlib.add_log_level, stamp, without_words]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def without_words(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace an exception by its type and where it was raised: its message may hold what people wrote."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    elif isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = where(error)
    return event


def nobody_waited(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what an event loop caught by itself; its own way would cite the exception."""
    log.error("nobody waited for this", what=context.get("message"), exc_info=context.get("exception"))


def where(error: BaseException) -> str:
    """Return the last frames of ``error`` as "file:line function", the innermost first."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " < ".join(
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in reversed(frames)
    )
