"""How hard a text is to read: the Flesch-Kincaid grade, with syllables counted by rule, not by dictionary."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$|[)”])|\n+")
_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SPLIT_VOWELS = re.compile(
    r"ia(?!n\b|r)|io(?!n|us)|(?<=v)iou|iu|eo(?!p)|ua(?!r)|uou"
    r"|[aeou](?=ing)|yin|yon|ea$|crea|ienc|iet$|oor(?=d)"
)
_SILENT = re.compile(
    r"(?<![aeiouylr])e$|(?<=[aeiouy][lr])e$|(?<=[aeiouy])e$|(?<![td])ed$|(?<![cgsxz])(?<!sh)(?<!ch)es$"
)
_SILENT_INSIDE = re.compile(
    r"(?<=[bcdfgklmnprstvz])e(?=ly$|ful$|ment|less|ness|thing|times|one$|where|guard)"
)


def syllables(word: str) -> int:
    """Return about how many syllables an English word has, at least 1."""
    word = re.sub(r"['’]", "", word.lower())
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    spoken = _SILENT_INSIDE.sub("", _SILENT.sub("", word))
    count = len(_VOWELS.findall(spoken)) + len(_SPLIT_VOWELS.findall(spoken))
    return max(count, 1)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of ``text``; 6 is read with ease at eleven. A line is a sentence."""
    sentences = [words for part in _SENTENCE_END.split(text) if (words := _WORD.findall(part.lower()))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59
