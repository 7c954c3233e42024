"""Pushes updates to the bot's webhook: in order within a chat, with the secret, again after a failure."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import aiohttp

from playground.text import Json
from playground.updates import Webhook
from playground.world import CHANGED, UPDATED, World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header, not a secret
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # playground seconds between tries, doubling
ANSWER_SECONDS = 10.0  # how long the bot may take to answer a push; Telegram waits a little longer


class Pusher:
    """One for each world, for as long as its server runs; idle while the bot polls."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._failures = 0
        self._not_before = 0.0  # playground time

    async def run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
            while not self._world.bells.closed:
                webhook = self._world.updates.webhook
                if webhook is None or not len(self._world.updates):
                    self._failures = 0
                    await self._world.bells.wait(UPDATED, None)
                elif (wait := self._not_before - self._world.clock.now()) > 0:
                    # A new webhook, and a clock that is moved on, end the wait: both ring at once.
                    await self._wait_for_change(wait)
                else:
                    await self._push_batch(session, webhook)

    async def _wait_for_change(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        webhook = self._world.updates.webhook
        while not self._world.bells.closed and (left := end - time.monotonic()) > 0:
            await self._world.bells.wait(CHANGED, left)
            if self._world.updates.webhook is not webhook:
                self._not_before = 0.0
                return
            if self._world.clock.now() >= self._not_before:
                return

    async def _push_batch(self, session: aiohttp.ClientSession, webhook: Webhook) -> None:
        batch = list(self._next_of_each_chat(webhook.max_connections))
        outcomes = await asyncio.gather(*(self._push(session, webhook, update) for update in batch))
        for update, problem in zip(batch, outcomes, strict=True):
            if problem is None:
                self._world.updates.drop(update)
            else:
                webhook.last_error_date = int(self._world.clock.now())
                webhook.last_error_message = problem
        if any(outcomes):
            self._failures += 1
            wait = min(FIRST_WAIT * 2 ** (self._failures - 1), LONGEST_WAIT)
            self._not_before = self._world.clock.now() + wait
        else:
            self._failures = 0
        self._world.touch()

    def _next_of_each_chat(self, most: int) -> Iterator[Json]:
        """The oldest update of each chat, so that two of one chat are never on their way together."""
        queues = self._world.updates
        seen: set[object] = set()
        for update in [*queues.again, *queues.waiting]:
            chat = _chat_of(update)
            if chat not in seen:
                seen.add(chat)
                yield update
            if len(seen) >= most:
                return

    async def _push(self, session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> str | None:
        """None when the bot has taken the update, or else what went wrong."""
        headers = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
        try:
            async with session.post(
                webhook.url, json=update, headers=headers, allow_redirects=False
            ) as answer:
                await answer.read()
                if answer.ok:
                    return None
                return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientError:
            return "Connection failed"


def _chat_of(update: Json) -> object:
    """The id of the chat that an update belongs to, or the update's own id, also for a raw and odd one."""
    for content in update.values():
        if isinstance(content, dict):
            message = content.get("message", content)
            chat = message.get("chat") if isinstance(message, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return chat["id"]
    return f"update {update['update_id']}"
