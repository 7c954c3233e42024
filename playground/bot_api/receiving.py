"""How updates reach the bot: long polling, or a webhook that it registers."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

from playground.bot_api.parameters import Method
from playground.errors import ApiError, bad_request
from playground.text import Json
from playground.updates import BATCH, Webhook
from playground.world import UPDATED, World

LONGEST_POLL = 50  # seconds, Telegram's own limit
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


async def get_updates(world: World, args: Json) -> list[Json]:
    """Confirms what is before `offset`, then gives what waits, or what comes in `timeout` real seconds."""
    updates = world.updates
    _no_webhook(world)
    updates.polls += 1
    poll = updates.polls
    world.bells.ring(UPDATED)  # a poll that waits is taken over by this one
    updates.confirm(args.get("offset", 0))
    limit = min(max(args.get("limit", BATCH), 1), BATCH)
    if "allowed_updates" in args:
        updates.allowed = frozenset(args["allowed_updates"])
    loop = asyncio.get_running_loop()
    end = loop.time() + min(max(args.get("timeout", 0), 0), LONGEST_POLL)
    while not updates and not world.bells.closed and (left := end - loop.time()) > 0:
        await world.bells.wait(UPDATED, left)
        if updates.polls != poll:
            raise ApiError(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        _no_webhook(world)
    return updates.take(limit)


def _no_webhook(world: World) -> None:
    if world.updates.webhook:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )


async def set_webhook(world: World, args: Json) -> bool:
    secret = args.get("secret_token")
    if secret is not None and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = args.get("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be from 1 to 100")
    url = args.get("url", "")
    if url:
        _check_url(url)
    if "allowed_updates" in args:
        world.updates.allowed = frozenset(args["allowed_updates"])
    _drop_if_asked(world, args)
    world.updates.webhook = Webhook(url, secret, connections) if url else None
    world.bells.ring(UPDATED)
    world.touch()
    return True


def _check_url(url: str) -> None:
    """Telegram demands https; the playground also takes http to this machine and to its named neighbours."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host:
        raise bad_request("bad webhook: invalid webhook URL specified")
    is_near = host in _LOCAL or "." not in host
    if parts.scheme != "https" and not (parts.scheme == "http" and is_near):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


async def delete_webhook(world: World, args: Json) -> bool:
    _drop_if_asked(world, args)
    world.updates.webhook = None
    world.bells.ring(UPDATED)
    world.touch()
    return True


def _drop_if_asked(world: World, args: Json) -> None:
    if args.get("drop_pending_updates"):
        world.updates.waiting.clear()
        world.updates.again.clear()


async def get_webhook_info(world: World, _args: Json) -> Json:
    webhook = world.updates.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if webhook:
        info["max_connections"] = webhook.max_connections
        info["ip_address"] = "127.0.0.1"
        if webhook.last_error_date is not None:
            info["last_error_date"] = webhook.last_error_date
            info["last_error_message"] = webhook.last_error_message
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


METHODS = [
    Method(
        "getUpdates",
        get_updates,
        {},
        {"offset": "Integer", "limit": "Integer", "timeout": "Integer", "allowed_updates": "Array of String"},
        waits=True,
    ),
    Method(
        "setWebhook",
        set_webhook,
        {},
        {
            "url": "String",
            "max_connections": "Integer",
            "allowed_updates": "Array of String",
            "drop_pending_updates": "Boolean",
            "secret_token": "String",
        },
    ),
    Method("deleteWebhook", delete_webhook, {}, {"drop_pending_updates": "Boolean"}),
    Method("getWebhookInfo", get_webhook_info, {}, {}),
]
