"""Takes apart what suits somebody and what does not: "mondays after 4 or tuesdays, but not mornings"."""

from __future__ import annotations

import re
from typing import NamedTuple

from conversations.checks.hours import Hours, find_hours
from conversations.checks.words import listed

MOST = 14
"""Alternatives; twice a week's days, and more are a story."""

_FILLER = frozenset(
    listed(
        "i im id ill we me us my it that so if do be is are am was can could will would hi hello hey yes "
        "yeah ok okay please thanks thank you free works work good best fine great better ideally prefer "
        "preferably like love meet meeting lets let how what maybe perhaps possibly possible sure only just "
        "also some something sometime time times slot slots available well really usually then there suits"
    )
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?:\b{_NTH} (?:of )?{_MONTH}|\b{_MONTH} {_NTH})"
_HOUR = r"\d{1,2}(?:[:.]\d\d)?"
_SPELLINGS = {
    r"^(.*?)\b(?:(?:is|are|do|does|will) )?(?:not|no|dont|doesnt|isnt|arent|wont) "
    r"(?:good|great|work|working|possible|suit|ok|okay|available)\b": r"not \1",
    r"\blunch time\b": "lunchtime",
    r"\bday time\b": "daytime",
    r"\b(how|what) about\b": "",
    r"\b(after|before) work\b": r"\1_work",
    r"\bany ?(?:time|thing)\b": "any",
    r"\bor (?:later|after)\b": "onwards",
    r"\bor (?:earlier|before|sooner)\b": "latest",
    r"\bbetween (.+?) and\b": r"from \1 to",
    r"\b(?:(?:any|every|all) ?(?:day|days|time|thing)|all) (?:but|except)\b": "any not",
    rf"({_DATE}),? ({_HOUR}) ?(?:or|and|&|,|/) ?({_HOUR}) ?([ap]m)\b": r"\1 \2\4 or \3\4",
    r"(\d{1,2})(?:st|nd|rd|th)? ?(or|and|&|,) ?(\d{1,2})(?:st|nd|rd|th)?( (?:of )?"
    rf"{_MONTH})": r"\1\4 or \3\4",
}
_NOT = re.compile(
    r"\b(?:but )?(?:not|except(?: for| on)?|apart from|other than|never|cannot|cant|no|avoid|without)\b"
)
_BUT = re.compile(r"\bbut\b(?! not\b)|;")
_OR = re.compile(r"\s*(?:,|;|&|(?<!\d)/|/(?!\d)|\bor\b|\band\b|\bplus\b)\s*")


class Piece(NamedTuple):
    """One alternative: the words of its days, and its hours; both may be open."""

    days: str
    hours: Hours | None
    leads: bool = False


class Alternatives(NamedTuple):
    """What suits, what does not, and the bounds of hours that hold for all, as in "not before 5"."""

    suit: tuple[Piece, ...]
    unfit: tuple[Piece, ...]
    bounds: Hours


def taken_apart(text: str) -> Alternatives | None:
    """Return the alternatives of a phrase; None where there are none, or too many.

    What one leaves open is taken from its neighbours: "mondays or tuesdays after 4", "thursday 4 or 5pm".
    """
    suit: list[Piece] = []
    unfit: list[Piece] = []
    bounds = Hours()
    for clause in _BUT.split(without_filler(text)):
        first, *rest = _NOT.split(clause)
        suit += _pieces(first)
        for negated in rest:
            without, further = _negated(negated)
            suit += further
            for piece in without:
                turned = _turned(piece)
                bounds = bounds.within(turned) if turned else bounds
                unfit += [] if turned else [piece]
    if not (suit or unfit or bounds != Hours()) or len(suit) + len(unfit) > MOST:
        return None
    return Alternatives(tuple(_filled(suit)), tuple(unfit), bounds)


def without_filler(text: str) -> str:
    """Return a phrase in fewer spellings, and without words that say neither a day nor an hour."""
    for spelling, instead in _SPELLINGS.items():
        text = re.sub(spelling, instead, text)
    words = (word for word in re.sub(r"[.!?]+(?=\s|$)", " ", text).split() if word not in _FILLER)
    return " ".join(words).replace("_work", " work")


def _pieces(text: str) -> list[Piece]:
    found = (find_hours(words) for words in _OR.split(text) if words.strip())
    return [Piece(said.rest.strip(), said.hours, said.leads) for said in found]


def _negated(text: str) -> tuple[list[Piece], list[Piece]]:
    """Return what a "not" stands before, and what only comes after it: "not fri, sat after 10"."""
    first, *rest = (_pieces(part) for part in text.split(","))
    without, further = [*first], list[Piece]()
    for pieces in rest:
        affirms = all(piece.hours for piece in pieces) and not any(piece.hours for piece in first)
        (further if affirms else without).extend(pieces)
    return without, further


def _turned(piece: Piece) -> Hours | None:
    """Return what "not before 5" or "not after 6" leaves of every day, or None where it is no such bound."""
    hours = piece.hours
    if hours is None or piece.days or hours.starts or (hours.begins and hours.ends < Hours().ends):
        return None
    return Hours(begins=hours.ends) if not hours.begins else Hours(ends=hours.begins)


def _filled(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with what each leaves open: days of the one before, hours of the one after."""
    filled: list[Piece] = []
    for number, piece in enumerate(pieces):
        before, after = filled[::-1], pieces[number + 1 :]
        days = piece.days or next((one.days for one in (*before, *after) if one.days), "")
        hours = piece.hours or next((one.hours for one in after if one.hours), None)
        hours = hours or next((one.hours for one in before if one.hours and one.leads), None)
        filled.append(Piece(days, hours, piece.leads))
    return filled
