"""Everything the playground refuses, as one small tree.

PlaygroundError
    ApiError      the Bot API refuses a bot's request
    ControlError  the control API refuses a test's or the page's request
    GoneError     the client has hung up before it could be answered
"""

from __future__ import annotations


class PlaygroundError(Exception):
    """The root of all that the playground raises on purpose."""


class ApiError(PlaygroundError):
    """A refusal in Telegram's shape: HTTP status, description, and seconds to wait after a 429."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


class ControlError(PlaygroundError):
    """A refusal of the control API: HTTP status and a sentence for whoever asked."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


class GoneError(PlaygroundError):
    """Nobody is left to answer."""


def bad_request(reason: str) -> ApiError:
    """Telegram's commonest refusal, with its usual opening words."""
    return ApiError(400, f"Bad Request: {reason}")
