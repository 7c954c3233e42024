"""What the process needs of a platform's edge, whichever platform it is."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol

from starlette.routing import BaseRoute


class Edge(Protocol):
    """One platform, as this process runs it; made open, and closed by whoever made it."""

    def routes(self) -> list[BaseRoute]:
        """Return what is served over HTTP for the platform."""

    def reads(self) -> bool:
        """Tell whether what people say comes in now."""

    async def listen(self, stop: asyncio.Event) -> None:
        """Open the platform's lanes and read until ``stop``; what was fetched by then is kept first."""

    def sides(self) -> list[Coroutine[Any, Any, None]]:
        """Return what runs beside the message's way and may be cut off at any moment."""
