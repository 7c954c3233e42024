"""Yes and no in the words of people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.check import Rejected
from conversations.checks import yes_no
from conversations.reply import Json
from tests.conversations.checks.world import FACTS, refusal


@pytest.mark.parametrize(
    "text",
    [
        *(
            "yes",
            "Yes",
            "YES!",
            "y",
            "yeah",
            "yep",
            "yup",
            "yesss",
            "yeahhh",
            "ok",
            "OK",
            "okay",
            "sure",
            "aye",
        ),
        *(
            "yes please",
            "Yeah sure",
            "of course",
            "go on",
            "ok thanks",
            "1",
            "👍",
            "👍🏽",
            "👍👍",
            "✅",
            "✔️",
            "Yes 👍",
        ),
    ],
)
def test_yes(text: str) -> None:
    assert yes_no.parse(text, FACTS) is True


@pytest.mark.parametrize(
    "text",
    [
        *("no", "No.", "NO", "n", "nah", "nope", "nooo", "no thanks", "No thank you", "not really", "no way"),
        *("nah mate", "I don't", "2", "👎", "👎🏿", "❌"),
    ],
)
def test_no(text: str) -> None:
    assert yes_no.parse(text, FACTS) is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "maybe",
        "yes no",
        "yes and no",
        "👍👎",
        "not sure",
        "I don't know",
        "3",
        "😊",
        "know",
        "please",
        "okra",
    ],
)
def test_neither(text: str) -> None:
    assert refusal(yes_no, text) == "not_yes_or_no"


def test_the_labels_of_another_language_are_understood() -> None:
    welsh = replace(FACTS, labels={"yes_no.yes": "Iawn", "yes_no.no": "Dim diolch"})

    assert yes_no.parse("iawn", welsh) is True
    assert yes_no.parse("dim diolch", welsh) is False


@pytest.mark.parametrize("stored", [None, "yes", 1, 0], ids=repr)
def test_only_a_stored_truth_is_loaded(stored: Json) -> None:
    with pytest.raises(Rejected):
        yes_no.load(stored, FACTS)
