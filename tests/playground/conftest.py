"""The playground under test, asked without a port."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.types import Scope

from playground.server import create_app
from playground.world import World
from tests.playground.support import Bench, still_world


@pytest.fixture
def world() -> World:
    return still_world()


@pytest.fixture
async def bench(world: World) -> AsyncIterator[Bench]:
    def hang_up(_scope: Scope) -> None:
        raise AssertionError("only a real connection can be broken off")

    transport = httpx.ASGITransport(app=create_app(world, hang_up))
    async with httpx.AsyncClient(transport=transport, base_url="http://playground") as client:
        yield Bench(client, world)
    world.close()
