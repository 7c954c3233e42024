"""The world changes between two turns: what was heard is dropped, and later ones of several are asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.check import Check
from conversations.checks import several_of, short_text
from conversations.facts import Facts
from conversations.flow import Flow
from conversations.reply import DONE, MORE, Act, Choice
from conversations.talk import Talk
from tests.conversations.small_flows import ACTIVE, COLOURS, talk_of
from tests.dialogues.dialogue import Conversation


def visit(talk: Talk) -> None:
    """Ask for a word about where somebody is, and anew where that has changed."""
    times = talk.changes("where", talk.look.zone)
    if times:
        talk.anew(f"moved:{times}", "moved")
    talk.ask(f"first:{times}", short_text(20))
    talk.ask(f"second:{times}", several_of(COLOURS, least=1, most=2))


VISIT = Flow("visit", visit)


def away(talk: Conversation, zone: str) -> None:
    talk.facts = replace(talk.facts, zone=zone)


def visiting() -> Conversation:
    talk = talk_of(VISIT, facts=ACTIVE)
    assert talk.begin("visit") == ["first"]
    return talk


def test_without_a_change_nothing_is_said_of_one() -> None:
    talk = visiting()

    assert talk.say("sunny") == ["second"]
    assert talk.say("red") == []
    assert talk.run is None


def test_an_answer_to_how_things_were_is_dropped_once() -> None:
    talk = visiting()
    away(talk, "Europe/Paris")

    assert talk.say("sunny") == ["moved", "first"]
    assert talk.run is not None
    assert talk.run.early == {}
    assert talk.say("rainy") == ["second"]


def test_what_changes_back_has_changed_twice() -> None:
    talk = visiting()
    talk.say("sunny")
    away(talk, "Europe/Paris")
    assert talk.say("red") == ["moved", "first"]
    away(talk, "Europe/London")

    assert talk.say("cold") == ["moved", "first"]
    assert talk.say("mild") == ["second"]


def test_a_press_that_came_too_late_is_not_shown_as_taken() -> None:
    talk = visiting()
    talk.say("sunny")
    talk.say("[red]")
    away(talk, "Europe/Paris")

    assert talk.say("[done]") == ["moved", "first"]
    assert talk.said[-1][0].act is Act.SETTLE
    assert talk.said[-1][0].parts == ()


def test_a_change_that_help_brings_to_light_is_said_too() -> None:
    talk = visiting()
    away(talk, "Europe/Paris")

    assert talk.say("/help") == ["help", "moved", "first"]
    assert talk.say("/help") == ["help", "first"]


def test_what_ends_a_talk_drops_what_was_heard() -> None:
    def gone(talk: Talk) -> None:
        if talk.changes("where", talk.look.zone):
            talk.anew("over", "over")
            return
        talk.ask("first", short_text(20))

    talk = talk_of(Flow("gone", gone), facts=ACTIVE)
    talk.begin("gone")
    away(talk, "Europe/Paris")
    assert talk.say("sunny") == ["over"]
    assert talk.run is None


class Paged(Check[str]):
    """Colours of which some are picked, and more of them asked for."""

    several = True

    def __init__(self, choices: list[Choice]) -> None:
        self.choices = (*choices, Choice(MORE, words="More colours"))

    def parse(self, text: str, facts: Facts) -> str:
        return text

    def dump(self, value: str) -> str:
        return value

    def load(self, stored: object, facts: Facts) -> str:
        return str(stored)


def paged(talk: Talk) -> None:
    picked = talk.ask("page:1", Paged(COLOURS))
    talk.say("seen", picked=picked)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (("[red]", "[more]"), "red\nmore"),
        (("[more]",), "more"),
        (("[red]", "[green]", "[red]", "more colours"), "green\nmore"),
        (("[red]", "MORE"), "red\nmore"),
        (("[red]", f"[{DONE}]"), "red"),
    ],
)
def test_more_comes_with_what_is_picked_so_far(said: tuple[str, ...], answer: str) -> None:
    talk = talk_of(Flow("paged", paged), facts=ACTIVE)
    talk.begin("paged")
    for text in said:
        talk.say(text)

    assert talk.said[-1][-1].parts[0].values == {"picked": answer}


def test_a_pick_that_is_offered_no_longer_can_be_left_behind() -> None:
    def offers(talk: Talk) -> None:
        left = [colour for colour in COLOURS if colour.value != talk.look.zone]
        talk.ask("colours", several_of(left, least=3, most=3))

    talk = talk_of(Flow("offers", offers), facts=ACTIVE)
    talk.begin("offers")
    talk.say("[red]")
    talk.say("[green]")
    away(talk, "red")
    talk.say("[done]")
    assert talk.run is not None
    assert talk.run.pending is not None
    assert talk.run.pending.picked == ("green",)
