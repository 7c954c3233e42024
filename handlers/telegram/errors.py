"""What each of Telegram's errors means for the message, its account and the lane."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from typing import TypeVar

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from conversations.heard import Address, Platform
from handlers.outcome import Bad, FailedError, Gone, Moved, Outcome, Retry, Scope, Unknown
from handlers.telegram.transport import FloodError, NotSentError, RefusedError

# Seconds; delivery lengthens them with each attempt. A dead line or gateway is often back within seconds,
# and a second poller needs one long poll to notice that it is alone again.
AFTER_NETWORK = 2.0
AFTER_SERVER = 5.0
AFTER_CONFLICT = 10.0
REASON_LIMIT = 60  # characters

# What a 400 says of an account that cannot be written to; everything else in a 400 is our mistake.
_NO_SUCH_ACCOUNT = (
    "chat not found",
    "user not found",
    "user_is_deactivated",
    "user is deactivated",
    "peer_id_invalid",
    "chat_write_forbidden",
    "have no rights to send",
    "group chat was deleted",
    "group chat was deactivated",
    "upgraded to a supergroup",
)
# A 4xx that is not the Bot API's own comes from a proxy or a gateway, and passes; 413 and the like do not.
_PASSING = frozenset({400, 401, 403, 404, 407, 408, 409, 425, 429})
_BLOCKED = "blocked by the user"
# What could open a citation: anything but words; an apostrophe is part of one only after a letter.
_QUOTES = re.compile(r"[^A-Za-z _'-]|(?<![A-Za-z])'")

T = TypeVar("T")


async def asked(call: Awaitable[T], *, repeatable: bool = True) -> T:
    """The call's answer. Raises FailedError, in which a ``repeatable`` call never ends as Unknown."""
    try:
        return await call
    except TelegramError as error:
        outcome, cause = outcome_of(error), error.__cause__
    except (ValueError, TypeError, LookupError, AttributeError):
        # The library trusts that an answer has Telegram's shape; these errors may cite the answer.
        outcome, cause = Unknown("the answer made no sense"), None
    if repeatable and isinstance(outcome, Unknown):
        outcome = Retry(AFTER_NETWORK, Scope.ACCOUNT, outcome.reason)
    raise FailedError(outcome) from cause


def outcome_of(error: TelegramError) -> Outcome:
    """What became of a request that ended in ``error``."""
    match error:
        case FloodError(seconds=seconds):
            return Retry(seconds, Scope.ACCOUNT, "too many requests")
        case ChatMigrated():
            return Moved(Address(Platform.TELEGRAM, str(error.new_chat_id)))
        case Forbidden():
            return Gone(Scope.ACCOUNT, reason(error), blocked=_BLOCKED in error.message.lower())
        case InvalidToken():
            return Gone(Scope.LANE, "the bot's token is not valid")
        case BadRequest():
            return _refused(error)
        case Conflict():
            return Retry(AFTER_CONFLICT, Scope.LANE, "another process polls, or a webhook is set")
        case NetworkError():
            return _lost(error)
        case _:
            return Unknown(type(error).__name__)


def reason(error: TelegramError) -> str:
    """Telegram's words for an operator, up to the first sign that could begin a citation of a message."""
    return _QUOTES.split(error.message.removeprefix("Forbidden: "))[0].strip()[:REASON_LIMIT] or "refused"


def _refused(error: BadRequest) -> Outcome:
    message = error.message.lower()
    if any(sign in message for sign in _NO_SUCH_ACCOUNT):
        return Gone(Scope.ACCOUNT, reason(error))
    return Bad(reason(error))


def _lost(error: NetworkError) -> Outcome:
    match error:
        case NotSentError():
            return Retry(AFTER_NETWORK, Scope.LANE, "no connection")
        case TimedOut():
            return Unknown("no answer")
        case RefusedError(status=status):
            return _unexpected(status)
        case _:
            return Unknown(type(error).__name__)


def _unexpected(status: int) -> Outcome:
    """A gateway may fail after it passed a request on, and Telegram itself after it took it."""
    if status >= 500:
        return Unknown(f"HTTP {status}")
    if status >= 400 and status not in _PASSING:
        return Bad(f"HTTP {status}")
    return Retry(AFTER_SERVER, Scope.LANE, f"HTTP {status}")
