"""Words that the other of a pair will read: nothing in them leads around the programme."""

from __future__ import annotations

import re

from conversations.check import Check, Rejected, T
from conversations.facts import Facts
from conversations.reply import Json

_MAIL = r"[^\s@]+@[^\s@]+\.[^\s@.]{2,}"
_SPELT_MAIL = r"\w\s*(?:\bat\b|[(\[]\s*at\s*[)\]])\s*\w+\s*(?:\bdot\b|[(\[]\s*dot\s*[)\]])\s*[a-z]{2,}\b"
_ACCOUNT = r"(?<![\w@])@[\w.]{2,}"
_APPS = (
    r"(?:insta(?:gram)?|snap(?:chat)?|discord|tik ?tok|whats ?app|telegram|signal|facebook|fb|messenger|"
    r"linkedin|skype|zoom|teams)"
)
_ACCOUNT_OF_APP = rf"\b{_APPS}\b(?:\s+(?:is|name|user|username|id|handle))*(?:\s*[:=]\s*\S|\s+\S*[\d_#]\S*)"
_LINK = r"https?:|\bwww\.|\b[\w-]+\.[a-z]{2,}/\S"
_NUMBER = r"(?<!\d)(?:\+\s?\d|\(?0)(?:[\s().\-]*\d){8,14}(?!\d)"
"""A telephone number: from abroad, or with the 0 of an area or a mobile; dates and amounts are none."""
_BARE_NUMBER = r"(?<![\d.,/:-])(?:\d{10,15}|\d{4,5}[ .-]\d{6}|\d{3,4}[ .-]\d{3}[ .-]\d{3,4})(?![\d/:-])"
"""And one without what it should begin with."""

_CONTACT = re.compile(
    "|".join((_MAIL, _SPELT_MAIL, _ACCOUNT, _ACCOUNT_OF_APP, _LINK, _NUMBER, _BARE_NUMBER)), re.IGNORECASE
)


class PassedOn(Check[T]):
    """Another check's answer, without a way to reach somebody outside of the programme."""

    def __init__(self, check: Check[T]) -> None:
        self._check = check
        self.choices, self.entry = check.choices, check.entry

    def parse(self, text: str, facts: Facts) -> T:
        """Return what the check makes of ``text``; reject contact details ("contact_in_words")."""
        if _CONTACT.search(text):
            raise Rejected("contact_in_words")
        return self._check.parse(text, facts)

    def dump(self, value: T) -> Json:
        """Return what the check makes of ``value``."""
        return self._check.dump(value)

    def load(self, stored: Json, facts: Facts) -> T:
        """Return what the check makes of ``stored``."""
        return self._check.load(stored, facts)


def passed_on(check: Check[T]) -> Check[T]:
    """Keep e-mail addresses, telephone numbers and account names out of what the other of a pair reads."""
    return PassedOn(check)
