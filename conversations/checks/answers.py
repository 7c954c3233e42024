"""The check for yes or no, in the words and signs that people use for them."""

from __future__ import annotations

import re

from conversations.check import Check, Rejected
from conversations.checks.choices import one_of
from conversations.checks.words import folded, listed, tidy
from conversations.facts import Facts
from conversations.reply import Choice, Json

YES, NO = "yes", "no"

_YES = frozenset(
    listed(
        "y ya yh ye yea yeah yeh yep yup yes aye ok okay k kk okey sure fine alright definitely absolutely "
        "certainly agreed deal correct right true ofcourse"
    )
)
_NO = frozenset(listed("n no nah na naw nope nay never false wrong"))
_PHRASES = {"of course": YES, "go on": YES, "sounds good": YES, "i do": YES, "i am": YES, "go for it": YES}
_PHRASES |= {"not really": NO, "no way": NO, "i dont": NO, "im not": NO, "i am not": NO, "not now": NO}
_SIGNS = {
    "👍": YES,
    "👌": YES,
    "✅": YES,
    "✔": YES,
    "☑": YES,
    "👎": NO,
    "❌": NO,
    "✖": NO,
    "🚫": NO,
    "🙅": NO,
}
_POLITE = frozenset(listed("please pls plz thanks thank you thx ta cheers mate lol haha"))
_SKIN_AND_STYLE = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")
_REPEATED = re.compile(r"(.)\1+")


class YesNo(Check[bool]):
    """Yes (True) or no (False)."""

    choices = (Choice(YES, label="yes_no.yes"), Choice(NO, label="yes_no.no"))

    def __init__(self) -> None:
        self._labels = one_of(self.choices)

    def parse(self, text: str, facts: Facts) -> bool:
        """Return True for yes and False for no; reject anything else ("not_yes_or_no")."""
        meant = _by_sign(text) or _by_words(text)
        if meant is None:
            meant = self._by_label(text, facts)
        return meant == YES

    def _by_label(self, text: str, facts: Facts) -> str:
        try:
            return self._labels.parse(text, facts)
        except Rejected:
            raise Rejected("not_yes_or_no") from None

    def dump(self, value: bool) -> Json:
        """Return the truth."""
        return value

    def load(self, stored: Json, facts: Facts) -> bool:
        """Return a stored truth."""
        if not isinstance(stored, bool):
            raise Rejected("not_yes_or_no")
        return stored


def _by_sign(text: str) -> str | None:
    signs = set(_SKIN_AND_STYLE.sub("", tidy(text)).replace(" ", ""))
    meant = {_SIGNS.get(sign, "") for sign in signs}
    return meant.pop() or None if len(meant) == 1 else None


def _by_words(text: str) -> str | None:
    words = folded(text).split()
    said = [word for word in words if word not in _POLITE]
    if found := _PHRASES.get(" ".join(said)):
        return found
    meant = {_meaning(word) for word in said}
    return meant.pop() if len(meant) == 1 else None


def _meaning(word: str) -> str | None:
    once = _REPEATED.sub(r"\1", word)
    if word in _YES or once in _YES:
        return YES
    return NO if word in _NO or once in _NO else None


yes_no: Check[bool] = YesNo()
