"""What each of Slack's errors means for the message, its account and the workspace's lane."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Mapping
from http import HTTPStatus
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.outcome import Bad, FailedError, Gone, Outcome, Retry, Scope, Unknown

# Seconds; delivery lengthens them with each attempt.
AFTER_NETWORK = 2.0
AFTER_SERVER = 5.0
AFTER_MIGRATION = 60.0

# The token, the app or the workspace: nothing goes out before somebody puts it right.
_LANE_GONE = frozenset(
    {
        "access_denied",
        "accesslimited",
        "account_inactive",
        "app_not_installed",
        "bot_not_found",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "messages_tab_disabled",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "team_access_not_granted",
        "team_disabled",
        "team_not_found",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
# The person, or the channel: it cannot be written to.
_ACCOUNT_GONE = frozenset(
    {
        "cannot_dm",
        "cannot_dm_bot",
        "cannot_find_channel",
        "cant_dm_bot",
        "cant_leave_general",
        "channel_is_limited_access",
        "channel_not_found",
        "invalid_user_id",
        "is_archived",
        "last_member",
        "no_user",
        "not_in_channel",
        "recipient_not_found",
        "restricted_action",
        "user_disabled",
        "user_is_bot",
        "user_is_restricted",
        "user_is_ultra_restricted",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)
# The whole workspace has to wait; nothing was carried out.
_LANE_BUSY = frozenset({"message_limit_exceeded", "org_login_required", "team_added_to_org"})
_FLOOD = frozenset({"ratelimited", "rate_limited", "rate_limit_exceeded"})
_NOT_READ = frozenset({"request_timeout", "external_channel_migrating"})
_BROKEN = frozenset({"internal_error", "fatal_error", "service_unavailable"})
# A 4xx that is not Slack's own comes from a proxy or a gateway, and passes; 413 and the like do not.
_PASSING = frozenset({400, 401, 403, 404, 407, 408, 409, 425, 429})
# Slack's own words for an error: anything else could cite what was sent.
_CODE = re.compile(r"[a-z0-9_]{1,60}")

T = TypeVar("T")


async def asked(call: Awaitable[T], *, repeatable: bool = True) -> T:
    """The call's answer. Raises FailedError, in which a ``repeatable`` call never ends as Unknown."""
    try:
        return await call
    except FailedError as failed:
        outcome = failed.outcome
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as error:
        outcome = outcome_of(error)
    except (ValueError, TypeError, LookupError, AttributeError):
        # An answer that has not Slack's shape; these errors may cite it.
        outcome = Unknown("the answer made no sense")
    if repeatable and isinstance(outcome, Unknown):
        outcome = Retry(AFTER_NETWORK, Scope.ACCOUNT, outcome.reason)
    # Without its cause: the library's errors cite whole answers.
    raise FailedError(outcome) from None


def outcome_of(error: Exception) -> Outcome:
    """What became of a request that ended in ``error``."""
    match error:
        case SlackApiError():
            return _answered(error)
        case aiohttp.ConnectionTimeoutError() | aiohttp.ClientConnectorError() | aiohttp.InvalidURL():
            return Retry(AFTER_NETWORK, Scope.LANE, "no connection")
        case aiohttp.ClientError() | OSError() | TimeoutError():
            return Unknown("no answer")
        case _:
            return Unknown(type(error).__name__)


def refusal(error: SlackApiError) -> str:
    """Slack's code for why it carried nothing out, such as "is_archived"; empty where it gave none."""
    data = error.response.data if isinstance(error.response, AsyncSlackResponse) else None
    code = data.get("error") if isinstance(data, Mapping) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""


def answered(status: int) -> Outcome:
    """What an HTTP status means without words of Slack's own: it may fail after it took a request."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Unknown(f"HTTP {status}")
    if status >= HTTPStatus.BAD_REQUEST and status not in _PASSING:
        return Bad(f"HTTP {status}")
    if status == HTTPStatus.OK:
        return Unknown("the answer made no sense")
    return Retry(AFTER_SERVER, Scope.LANE, f"HTTP {status}")


def text_of(answer: AsyncSlackResponse, name: str) -> str:
    """A member of an answer that is always there. Raises LookupError if it is not."""
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise LookupError(name)
    return value


def _answered(error: SlackApiError) -> Outcome:
    answer = error.response
    if not isinstance(answer, AsyncSlackResponse):
        # No JSON in what claimed to be: the library hands out the raw HTTP response instead.
        status = getattr(answer, "status", HTTPStatus.OK)
        return answered(status if isinstance(status, int) else HTTPStatus.OK)
    code = refusal(error)
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS or code in _FLOOD:
        return _flood(answer, code)
    if not code or answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return answered(answer.status_code)
    return _refused(code)


def _flood(answer: AsyncSlackResponse, code: str) -> Outcome:
    """Slack counts by channel or by workspace and does not say which; delivery learns it."""
    seconds = answer.headers.get("Retry-After", "")
    if seconds.isascii() and seconds.isdigit():
        return Retry(float(seconds), Scope.ACCOUNT, "too many requests")
    return Retry(AFTER_SERVER, Scope.ACCOUNT if code else Scope.LANE, "too many requests")


def _refused(code: str) -> Outcome:
    if code in _LANE_GONE:
        return Gone(Scope.LANE, code)
    if code in _ACCOUNT_GONE or code.startswith("restricted_action_"):
        return Gone(Scope.ACCOUNT, code)
    if code in _LANE_BUSY:
        return Retry(AFTER_MIGRATION, Scope.LANE, code)
    if code in _NOT_READ:
        return Retry(AFTER_SERVER, Scope.ACCOUNT, code)
    if code in _BROKEN:
        return Unknown(code)
    return Bad(code)
