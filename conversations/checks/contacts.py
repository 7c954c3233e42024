"""The check for how somebody can be reached: an e-mail address or a telephone number."""

from __future__ import annotations

import re

from conversations.check import Check, Rejected
from conversations.checks.words import tidy
from conversations.facts import Facts
from conversations.reply import Json

LONGEST_CONTACT = 120
"""Characters; an e-mail address may have 254, but hardly one that people give does."""

FEWEST_DIGITS, MOST_DIGITS = 7, 15
"""Of a telephone number: a local one has at least seven, E.164 allows fifteen."""

_MAIL = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;<>().]{2,}")
_NUMBER = re.compile(r"\+?[\d\s().\-/]+")
_BEFORE = re.compile(r"^(?:e-?mail|mail|mailto|tel|telephone|phone|mobile|mob|call)[\s:]+", re.IGNORECASE)


class Contact(Check[str]):
    """An e-mail address or a telephone number, as it was typed, that is not ``taken`` already."""

    def __init__(self, taken: str = "") -> None:
        self._taken = _same(taken)

    def parse(self, text: str, facts: Facts) -> str:
        """Return the contact; reject what is none ("not_a_contact") or was given before ("contact_twice")."""
        contact = _BEFORE.sub("", tidy(text)).strip(" .,;<>")
        if len(contact) > LONGEST_CONTACT or not (_MAIL.fullmatch(contact) or _is_number(contact)):
            raise Rejected("not_a_contact")
        if self._taken and _same(contact) == self._taken:
            raise Rejected("contact_twice")
        return contact

    def dump(self, value: str) -> Json:
        """Return the contact."""
        return value

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored contact."""
        if not isinstance(stored, str) or not stored:
            raise Rejected("not_a_contact")
        return stored


def _is_number(contact: str) -> bool:
    return bool(_NUMBER.fullmatch(contact)) and FEWEST_DIGITS <= len(_digits(contact)) <= MOST_DIGITS


def _digits(contact: str) -> str:
    return "".join(character for character in contact if character.isdecimal())


def _same(contact: str) -> str:
    """Return what two ways to write one contact have in common: +44 (0)20 7946 0000 is 020 7946 0000."""
    if "@" in contact:
        return contact.casefold()
    national = re.sub(r"^\s*(?:\+|00)44\s*(?:\(0\))?", "0", contact)
    return _digits(national)


def contact(taken: str = "") -> Check[str]:
    """Return a check for an e-mail address or a telephone number other than ``taken``."""
    return Contact(taken)
