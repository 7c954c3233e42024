"""What a flow keeps at its beginning stays so; options can be picked already when a question is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.check import skippable
from conversations.checks import first_name, several_of
from conversations.effects import Amend
from conversations.flow import Flow
from conversations.replay import FlowError
from conversations.reply import DONE, SKIP
from conversations.talk import Talk
from tests.conversations.small_flows import ACTIVE, COLOURS, talk_of


def renaming(talk: Talk) -> None:
    """Say the name that was known when the talk began, whatever it is by now."""
    before = talk.keep("before", talk.look.first_name)
    name = talk.ask("name", first_name)
    talk.do("rename", Amend("first_name", name))
    talk.ask("again", first_name)
    talk.say("bye", before=before)


def test_what_is_kept_outlives_the_change_that_would_have_it_otherwise() -> None:
    talk = talk_of(Flow("renaming", renaming), facts=ACTIVE)
    talk.begin("renaming")
    talk.say("Zoe")
    talk.facts = replace(ACTIVE, first_name="Zoe")

    assert talk.say("Zoe") == ["bye"]
    assert talk.said[-1][-1].parts[0].values == {"before": "Ann"}


def test_what_is_kept_is_no_answer_that_can_be_taken_back() -> None:
    talk = talk_of(Flow("renaming", renaming), facts=ACTIVE)
    talk.begin("renaming")

    assert talk.say("/back") == ["back_at_start", "name"]


def test_a_key_is_kept_under_once() -> None:
    def twice(talk: Talk) -> None:
        talk.keep("it", 1)
        talk.keep("it", 2)

    with pytest.raises(FlowError, match="'it' is used twice"):
        talk_of(Flow("twice", twice), facts=ACTIVE).begin("twice")


def picking(talk: Talk) -> None:
    """Ask for colours, of which red is picked already."""
    colours = talk.ask("colours", skippable(several_of(COLOURS, least=1, most=2, picked=["red"])))
    talk.do("like", Amend("colours", None if colours is None else list(colours)))


@pytest.mark.parametrize(
    ("said", "colours"),
    [
        ([f"[{DONE}]"], ["red"]),
        (["[blue]", f"[{DONE}]"], ["red", "blue"]),
        (["[red]", "[blue]", f"[{DONE}]"], ["blue"]),
        (["green"], ["green"]),
        ([f"[{SKIP}]"], None),
    ],
    ids=["as it is", "more", "another", "typed", "skipped"],
)
def test_what_is_picked_already_is_taken_with_done(said: list[str], colours: list[str] | None) -> None:
    talk = talk_of(Flow("picking", picking), facts=ACTIVE)
    talk.begin("picking")
    assert [choice.value for choice in talk.said[-1][-1].choices if choice.marked] == ["red"]
    for text in said:
        talk.say(text)
    assert talk.effects == [Amend("colours", [*colours] if colours else None)]
