"""What a machine asks: is the process alive, is it ready, what does it count."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot import metrics
from bot.clock import Clock
from conversations.reply import Order
from storage import outbox
from storage.errors import StoreError
from storage.store import Store


def health_routes(store: Store, reading: Callable[[], bool], clock: Clock) -> list[Route]:
    """Return /health/live, /health/ready and /metrics; ``reading`` tells whether updates come in."""

    async def live(_: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def ready(_: Request) -> Response:
        parts = {"store": await _answers(store), "reading": reading()}
        return JSONResponse(parts, status_code=200 if all(parts.values()) else 503)

    async def counted(_: Request) -> Response:
        await _count_waiting(store, clock)
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [
        Route("/health/live", live),
        Route("/health/ready", ready),
        Route("/metrics", counted),
    ]


async def _answers(store: Store) -> bool:
    try:
        async with store.read() as conn:
            await conn.execute(text("SELECT 1"))
    except StoreError:
        return False
    return True


async def _count_waiting(store: Store, clock: Clock) -> None:
    try:
        async with store.read() as conn:
            counts = await outbox.counts(conn)
            oldest = await outbox.oldest_waiting(conn)
    except StoreError:
        return
    metrics.OLDEST.clear()
    for (lane, rank), since in oldest.items():
        waited = max(0.0, (clock.now() - since).total_seconds())
        metrics.OLDEST.labels(lane, Order(rank).name.lower()).set(waited)
    metrics.WAITING.clear()
    for count in counts:
        metrics.WAITING.labels(count.lane, Order(count.rank).name.lower()).inc(count.rows)
