"""The Bot API over HTTP: reads requests, refuses what Telegram refuses, answers in its shapes."""
