"""What the playground's Slack refuses, in Slack's words."""

from __future__ import annotations

from typing import Any

from playground.errors import PlaygroundError


class SlackError(PlaygroundError):
    """A refusal of the Web API: Slack's error code, and what else its answer says.

    `status` is the HTTP status: 200 for nearly every refusal, as Slack has it. `retry_after` is in whole
    seconds. `extras` are further fields of the answer, such as needed and provided.
    """

    def __init__(
        self, error: str, *, status: int = 200, retry_after: int | None = None, **extras: Any
    ) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.retry_after = retry_after
        self.extras = extras

    def answer(self) -> dict[str, Any]:
        """The body of the refusal."""
        return {"ok": False, "error": self.error, **self.extras}


def ratelimited(retry_after: int) -> SlackError:
    """Slack's flood refusal; `retry_after` in whole seconds."""
    return SlackError("ratelimited", status=429, retry_after=retry_after)


def invalid(error: str, *messages: str) -> SlackError:
    """A refusal that says what is wrong, such as invalid_blocks or invalid_arguments."""
    return SlackError(error, response_metadata={"messages": [f"[ERROR] {said}" for said in messages]})
