"""What Telegram demands of keyboards beyond the types of their fields."""

from __future__ import annotations

from urllib.parse import urlsplit

from playground.errors import bad_request
from playground.text import Json

BUTTONS_LIMIT = 100  # buttons of one inline keyboard
ROW_LIMIT = 8  # buttons in a row of an inline keyboard
DATA_LIMIT = 64  # bytes of callback_data in UTF-8
COPY_LIMIT = 256  # characters of a text to copy
STYLES = frozenset({"danger", "success", "primary"})
_ACTIONS = ("url", "callback_data", "copy_text")
_URL_SCHEMES = frozenset({"http", "https", "tg"})


def checked_markup(markup: Json | None) -> Json | None:
    """The keyboard itself, or None for an empty one; ApiError 400 for one that Telegram refuses."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup)
    if "keyboard" in markup:
        _reply(markup)
    elif not markup.get("remove_keyboard", markup.get("force_reply")):
        raise bad_request("object expected as reply markup")
    return markup


def _inline(markup: Json) -> Json | None:
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > BUTTONS_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _inline_button(button)
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: Json) -> None:
    actions = [action for action in _ACTIONS if action in button]
    if not button["text"].strip():
        raise _unreadable('field "text" must not be empty')
    if not actions:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unreadable(f"only one of {' and '.join(actions)} can be used")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _url(button["url"])
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= COPY_LIMIT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    _style(button)


def _reply(markup: Json) -> None:
    if not any(markup["keyboard"]):
        raise bad_request("keyboard must have at least one button")
    for row in markup["keyboard"]:
        for button in row:
            if not button["text"].strip():
                raise bad_request("keyboard button text must be non-empty")
            _style(button)


def _style(button: Json) -> None:
    if button.get("style", "primary") not in STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")


def _url(url: str) -> None:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host = parts.hostname or ""
        is_good = bool(host) and parts.scheme in _URL_SCHEMES and parts.username is None and " " not in url
        is_good = is_good and (parts.scheme == "tg" or "." in host)  # Telegram refuses http://localhost too
    except ValueError:
        is_good = False
    if not is_good:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _unreadable(reason: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {reason}")
