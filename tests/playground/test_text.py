from __future__ import annotations

import pytest

from playground.text import found, is_utf8, split_long, trimmed, utf16, with_found

FOUND = {
    "command at the start": ("/start now", [("bot_command", 0, 6)]),
    "command to this bot": ("go /help@AlongsideBot", [("bot_command", 3, 18)]),
    "a path is no command": ("see /usr/bin or and/or", []),
    "too long for a command": ("/" + "a" * 33, []),
    "link without its full stop": ("Look: https://example.org/a.", [("url", 6, 21)]),
    "address": ("write to ann.b@example.org now", [("email", 9, 17)]),
    "name": ("ask @alongside", [("mention", 4, 10)]),
    "tag": ("#week1 👋 #two", [("hashtag", 0, 6), ("hashtag", 10, 4)]),
    "nothing": ("See you at 10", []),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND)
def test_what_telegram_marks_by_itself(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert [(e["type"], e["offset"], e["length"]) for e in found(text)] == expected


@pytest.mark.parametrize(("text", "units"), [("abc", 3), ("é", 1), ("👋", 2), ("👨‍👩‍👧", 8)])
def test_lengths_are_utf16_units(text: str, units: int) -> None:
    assert utf16(text) == units


def test_trimming_moves_and_clips_entities() -> None:
    bold = {"type": "bold", "offset": 1, "length": 4}
    space = {"type": "italic", "offset": 0, "length": 2}
    assert trimmed("  hi  ", [bold, space]) == ("hi", [{"type": "bold", "offset": 0, "length": 2}])


def test_a_command_inside_code_is_not_marked() -> None:
    code = {"type": "code", "offset": 0, "length": 5}
    assert with_found("/help or /stop", [code]) == [code, {"type": "bot_command", "offset": 9, "length": 5}]


def test_at_most_a_hundred_entities_are_kept() -> None:
    assert len(with_found("#a " * 150, [])) == 100


def test_a_long_text_is_cut_at_white_space() -> None:
    text = "word " * 1000
    parts = split_long(text)
    assert [len(part) <= 4096 for part in parts] == [True, True]
    assert " ".join(parts) == text.strip()


def test_a_long_word_is_cut_between_characters() -> None:
    parts = split_long("👋" * 3000)
    assert [utf16(part) for part in parts] == [4096, 1904]


@pytest.mark.parametrize(("text", "good"), [("a", True), ("é", True), ("\ud800", False)])
def test_half_a_character_is_seen(text: str, good: bool) -> None:
    assert is_utf8(text) is good
