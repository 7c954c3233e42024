"""A Rendered becomes Slack's requests, and their answers one Outcome."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from conversations.reply import Act
from handlers.outcome import Bad, FailedError, Gone, Outcome, Retry, Scope, Sent, Unknown
from handlers.rendered import Rendered
from handlers.slack.blocks import answerable, blocks, pressable, settled
from handlers.slack.elements import Block
from handlers.slack.errors import asked, refusal, text_of
from handlers.slack.files import file_name, share, upload
from handlers.slack.history import Message, Place, fetch, look
from handlers.slack.markup import notice
from handlers.slack.packing import EVENT_TYPE
from handlers.slack.views import form_view, home_view

# Refusals of an update that mean: there is nothing left to settle.
_SETTLED = frozenset({"message_not_found", "channel_not_found", "cant_update_message", "edit_window_closed"})
# Refusals to leave that mean: the bot is not there.
_OUT_ALREADY = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
# Slack opens a form for one press once, and within three seconds.
_TOO_LATE = frozenset(
    {
        "exchanged_trigger_id",
        "expired_trigger_id",
        "invalid_trigger_id",
        "trigger_exchanged",
        "trigger_expired",
    }
)

T = TypeVar("T")


class Slack:
    """Sends through one workspace's client. It keeps nothing and never raises: every end is an Outcome."""

    def __init__(self, client: AsyncWebClient) -> None:
        if client.session is None:
            raise ValueError("a client of an open Connection is needed")
        self._client, self._session = client, client.session

    async def send(self, rendered: Rendered) -> Outcome:
        """Carry one Rendered out.

        Only a SAY can end as Unknown: all else does no harm twice, so it ends as Retry.
        """
        try:
            return await self._carried_out(rendered)
        except FailedError as failed:
            return failed.outcome
        except ValueError:
            return Bad("a text, a button or an id that Slack cannot have")

    async def _carried_out(self, rendered: Rendered) -> Outcome:
        """Raises ValueError for what is refused before it is sent, and FailedError."""
        match rendered.act:
            case Act.SAY:
                return await self._say(rendered)
            case Act.SETTLE:
                return await self._settle(rendered)
            case Act.FORM:
                return await self._open(rendered)
            case Act.HOME:
                view = home_view(rendered)
                await asked(self._client.views_publish(user_id=rendered.address.user, view=view))
                return Sent()
            case Act.LEAVE:
                return await self._leave(rendered.address.user)

    async def _say(self, rendered: Rendered) -> Outcome:
        """The text, and a file as a second message: Slack would show one of both only at its leisure.

        What is left to fail after the text is a single request, and the next attempt finds the text.
        """
        shown, place, file, uploaded = blocks(rendered), Place(""), rendered.file, ""
        if rendered.again and rendered.id:
            name = file_name(rendered.id, file) if file else ""
            place = await asked(look(self._client, rendered.address.user, rendered.id, name))
        if file and not place.file:
            uploaded = await asked(upload(self._client, self._session, rendered.id, file))
        if not place.ts:
            place = await asked(self._post(rendered, shown), repeatable=False)
        if file and uploaded:
            await _shared(share(self._client, uploaded, place.channel, file))
        return Sent(f"{place.channel}:{place.ts}")

    async def _post(self, rendered: Rendered, shown: list[Block]) -> Place:
        told = {"event_type": EVENT_TYPE, "event_payload": {"id": rendered.id}} if rendered.id else None
        answer = await self._client.chat_postMessage(
            channel=rendered.address.user,
            text=notice(rendered.text),
            blocks=shown,
            metadata=told,
            unfurl_links=False,
            unfurl_media=False,
        )
        return Place(text_of(answer, "channel"), text_of(answer, "ts"))

    async def _settle(self, rendered: Rendered) -> Outcome:
        """Change the message; a press needs no answer here, as reading it was acknowledged already."""
        if not rendered.message:
            return Sent()
        channel, _, ts = rendered.message.partition(":")
        if not (channel and ts):
            raise ValueError("no message of Slack's")
        if rendered.text:
            await self._update(channel, ts, blocks(rendered), notice(rendered.text))
            return Sent(rendered.message)
        message = await asked(_or_none(fetch(self._client, channel, ts), _SETTLED))
        if message is not None:
            await self._change_buttons(rendered, channel, message)
        return Sent(rendered.message)

    async def _change_buttons(self, rendered: Rendered, channel: str, message: Message) -> None:
        """Leave the words as they are, and only the buttons that ``rendered`` has."""
        shown = message.get("blocks") or []
        if rendered.buttons or pressable(shown):
            kept = answerable(settled(shown), rendered)
            await self._update(channel, str(message["ts"]), kept, str(message.get("text") or ""))

    async def _update(self, channel: str, ts: str, shown: list[Block], words: str) -> None:
        call = self._client.chat_update(channel=channel, ts=ts, text=words, blocks=shown)
        await asked(_or_none(call, _SETTLED))

    async def _open(self, rendered: Rendered) -> Outcome:
        if rendered.form is None or not rendered.press:
            raise ValueError("a form needs its fields and a press")
        view = form_view(rendered.form, rendered.token, rendered.message)
        call = self._client.views_open(trigger_id=rendered.press, view=view)
        if await asked(_or_none(call, _TOO_LATE)) is None:
            # The button is still there to be pressed again.
            return Sent(reason="too late to open")
        return Sent()

    async def _leave(self, channel: str) -> Outcome:
        try:
            await asked(_or_none(self._client.conversations_leave(channel=channel), _OUT_ALREADY))
        except FailedError as failed:
            if failed.outcome == Gone(Scope.LANE, "missing_scope"):
                # That it may not leave a channel says nothing of the messages to people.
                raise FailedError(Gone(Scope.ACCOUNT, "missing_scope")) from None
            raise
        return Sent()


async def _or_none(call: Awaitable[T], harmless: frozenset[str]) -> T | None:
    """The call's answer, or None where it was refused for a ``harmless`` reason."""
    try:
        return await call
    except SlackApiError as error:
        if refusal(error) in harmless or _says_out(error):
            return None
        raise


def _says_out(error: SlackApiError) -> bool:
    """A refusal to leave where the bot is not has no code, but a member of its own."""
    data = getattr(error.response, "data", None)
    return isinstance(data, Mapping) and data.get("not_in_channel") is True


async def _shared(call: Awaitable[None]) -> None:
    """The text is there: whatever went wrong with the file, the next attempt has to look first."""
    try:
        await asked(call, repeatable=False)
    except FailedError as failed:
        if isinstance(failed.outcome, Retry):
            raise FailedError(Unknown(f"the file: {failed.outcome.reason}")) from None
        raise
