"""A Rendered becomes Telegram's requests, and their answers one Outcome."""

from __future__ import annotations

from collections.abc import Awaitable
from contextlib import suppress

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from conversations.reply import Act
from handlers.outcome import Bad, FailedError, Outcome, Sent
from handlers.rendered import File, Rendered
from handlers.telegram.buttons import keyboard
from handlers.telegram.connection import Connection
from handlers.telegram.errors import asked

TOAST_LIMIT = 200  # characters, by the Bot API
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

# Refusals of an edit that mean: there is nothing left to settle.
_SETTLED = (
    "message is not modified",
    "message can't be edited",
    "message to edit not found",
    "message_id_invalid",
)
# Refusals to leave that mean: the bot is not there.
_OUT_ALREADY = ("chat not found", "not a member", "kicked", "group chat was", "user_not_participant")


class Telegram:
    """Sends through one open connection. It keeps nothing and never raises: every end is an Outcome."""

    def __init__(self, connection: Connection) -> None:
        self._bot = connection.bot

    async def send(self, rendered: Rendered) -> Outcome:
        """Carry one Rendered out.

        Only a SAY can end as Unknown: settling or leaving twice does no harm, so those end as Retry.
        """
        try:
            chat, message = int(rendered.address.user), int(rendered.message or 0)
            keys = keyboard(rendered.buttons, rendered.token)
        except ValueError:
            return Bad("an address, a message id or a button that Telegram cannot have")
        match rendered.act:
            case Act.SAY | Act.HOME:
                return await _ended(self._say(chat, rendered, keys), repeatable=False)
            case Act.SETTLE:
                return await self._settle(chat, message, rendered, keys)
            case Act.LEAVE:
                return await _ended(self._leave(chat), repeatable=True)
            case Act.FORM:
                return Bad("Telegram has no forms")

    async def _say(self, chat: int, rendered: Rendered, keys: InlineKeyboardMarkup | None) -> Outcome:
        if rendered.file is not None:
            shown = await self._show(chat, rendered.file, rendered.text or None, keys)
            return Sent(str(shown.message_id))
        message = await self._bot.send_message(
            chat,
            rendered.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keys,
        )
        return Sent(str(message.message_id))

    async def _show(
        self, chat: int, file: File, caption: str | None, keys: InlineKeyboardMarkup | None
    ) -> Message:
        """A picture as it is, any other file as one that can be opened or saved."""
        send = self._bot.send_photo if file.is_picture else self._bot.send_document
        return await send(
            chat, file.data, caption, filename=file.name, parse_mode=ParseMode.HTML, reply_markup=keys
        )

    async def _settle(
        self, chat: int, message: int, rendered: Rendered, keys: InlineKeyboardMarkup | None
    ) -> Outcome:
        """First the press, which spins on the person's screen until it is answered; then the message."""
        done: Outcome = Sent(rendered.message)
        if rendered.press:
            done = await _ended(self._answer(rendered), repeatable=True)
        if isinstance(done, Sent) and message:
            done = await _ended(self._edit(chat, message, rendered, keys), repeatable=True)
        return done

    async def _answer(self, rendered: Rendered) -> Outcome:
        toast = rendered.toast
        if len(toast) > TOAST_LIMIT:
            toast = f"{toast[: TOAST_LIMIT - 1]}…"
        # Too old, or answered already: whatever it is, the message must still be settled.
        with suppress(BadRequest):
            await self._bot.answer_callback_query(rendered.press, text=toast or None)
        return Sent(rendered.message)

    async def _edit(
        self, chat: int, message: int, rendered: Rendered, keys: InlineKeyboardMarkup | None
    ) -> Outcome:
        try:
            if rendered.text:
                await self._bot.edit_message_text(
                    rendered.text,
                    chat,
                    message,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=keys,
                )
            else:
                await self._bot.edit_message_reply_markup(chat, message, reply_markup=keys)
        except BadRequest as error:
            if not _says(error, _SETTLED):
                raise
        return Sent(rendered.message)

    async def _leave(self, chat: int) -> Outcome:
        try:
            await self._bot.leave_chat(chat)
        except (BadRequest, Forbidden) as error:
            if not _says(error, _OUT_ALREADY):
                raise
        return Sent()


async def _ended(attempt: Awaitable[Outcome], *, repeatable: bool) -> Outcome:
    """The attempt's outcome, or what its error means."""
    try:
        return await asked(attempt, repeatable=repeatable)
    except FailedError as failed:
        return failed.outcome


def _says(error: TelegramError, signs: tuple[str, ...]) -> bool:
    message = error.message.lower()
    return any(sign in message for sign in signs)
