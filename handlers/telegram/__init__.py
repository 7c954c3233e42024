"""The edge to Telegram: its updates become Heard, a Rendered becomes its requests."""

from handlers.telegram.connection import Connection
from handlers.telegram.markup import MARKUP
from handlers.telegram.polling import get_updates
from handlers.telegram.reading import read, update_number
from handlers.telegram.sending import Telegram
from handlers.telegram.settling_in import (
    Introduction,
    Me,
    introduce,
    link,
    listen_by_polling,
    listen_by_webhook,
    who_am_i,
)
from handlers.telegram.webhook import webhook

__all__ = [
    "MARKUP",
    "Connection",
    "Introduction",
    "Me",
    "Telegram",
    "get_updates",
    "introduce",
    "link",
    "listen_by_polling",
    "listen_by_webhook",
    "read",
    "update_number",
    "webhook",
    "who_am_i",
]
