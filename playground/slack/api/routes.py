"""Every address of the Web API and of what belongs to it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.routing import BaseRoute, Route
from starlette.types import Scope

from playground.slack.api.consent import CONSENT_PATH, shower, taker
from playground.slack.api.endpoint import WebApi
from playground.slack.api.files import UPLOAD_PATH, giver, receiver
from playground.slack.world import SlackWorld


def api_routes(world: SlackWorld, hang_up: Callable[[Scope], None]) -> list[BaseRoute]:
    """The routes that a server serves; `hang_up` breaks the connection of a request off."""
    return [
        Route("/slack/api/{method}", WebApi(world, hang_up)),
        Route(f"{UPLOAD_PATH}/{{ticket}}", receiver(world), methods=["POST"]),
        Route("/slack/files/{id}", giver(world), methods=["GET"]),
        Route(CONSENT_PATH, shower(world), methods=["GET"]),
        Route(CONSENT_PATH, taker(world), methods=["POST"]),
    ]
