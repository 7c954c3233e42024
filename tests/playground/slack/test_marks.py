from __future__ import annotations

from playground.slack import marks
from playground.slack.marks import Marks
from playground.slack.workspaces import Conversation, Message


def test_an_error_is_shown_until_it_is_taken_away() -> None:
    kept, message = Marks(), Message("1.1", Conversation("D0001", "T0001", "im"), None, "hello")
    kept.set_error(message, "no answer")
    assert kept.error(message) == "no answer"
    kept.set_error(message, None)
    assert kept.error(message) is None
    kept.values(message)["b1"] = {"a": {}}
    assert kept.values(message) == {"b1": {"a": {}}}


def test_only_the_newest_notes_are_kept() -> None:
    kept = Marks()
    for number in range(marks.NOTES + 1):
        kept.tell("U0001", str(number), 0.0)
    assert kept.notes["U0001"][0].text == "1"
    assert len(kept.notes["U0001"]) == marks.NOTES
    kept.empty()
    assert kept.notes == {}
