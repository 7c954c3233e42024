"""The edge to Slack: its events and interactions become Heard, a Rendered becomes its requests."""

from handlers.slack.connection import Connection
from handlers.slack.markup import MARKUP
from handlers.slack.sending import Slack
from handlers.slack.settling_in import Me, who_am_i

__all__ = ["MARKUP", "Connection", "Me", "Slack", "who_am_i"]
