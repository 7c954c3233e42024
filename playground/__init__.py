"""A Telegram on this machine, on the wire, with a web page; it imports nothing of the bot."""
