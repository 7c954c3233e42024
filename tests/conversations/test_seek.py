"""What a turn needs to have looked up, the home page, and options that a platform picks by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from conversations.checks import short_text
from conversations.effects import ShowHome
from conversations.engine import Engine
from conversations.facts import Facts, Seek
from conversations.flow import Flow
from conversations.heard import PICKED, Heard, Kind, TurnToken
from conversations.reply import DONE, Act, Json
from conversations.run import Pending, Progress, Run
from conversations.talk import Talk
from conversations.turn import said
from tests.conversations.small_flows import ACTIVE, SMALL, talk_of
from tests.dialogues.dialogue import ADDRESS, NOON, Conversation


def find(talk: Talk) -> None:
    talk.ask("who", short_text(50))
    talk.ask("what", short_text(50))


def sought(given: str, answers: Mapping[str, Json]) -> Seek | None:
    """Look for whoever was given or named, and for the words of every other answer."""
    return Seek(name=f"{given}/{answers.get('who', '')}/{answers.get('what', '')}")


FIND = Flow("find", find, command="find", seeks=sought)
ENGINE = Engine({"find": FIND, "small": SMALL}, {"en": {}, "cy": {"chwilio": "find"}}, lambda _: None)
TOKEN = TurnToken("r", 3)


def in_find(pending: str = "who", **answers: Json) -> Run:
    part = said("who").parts[0]
    return Run("r", "find", 3, answers=dict(answers), pending=Pending(pending, 3, part), given="Ann")


def heard(kind: Kind, **values: Any) -> Heard:
    return replace(Heard(ADDRESS, kind, "1:1", NOON), **values)


@pytest.mark.parametrize(
    ("run", "one", "name"),
    [
        pytest.param(None, heard(Kind.COMMAND, command="find", text="Bea"), "Bea//", id="begins"),
        pytest.param(None, heard(Kind.CHOICE, choice="/find 12"), "12//", id="begins by a button"),
        pytest.param(None, heard(Kind.TEXT, text="Chwilio!"), "//", id="begins in words of any language"),
        pytest.param(in_find(), heard(Kind.COMMAND, command="find", text="Bea"), "Bea//", id="begins anew"),
        pytest.param(in_find(), heard(Kind.TEXT, text="Bea"), "Ann/Bea/", id="typed"),
        pytest.param(in_find(), heard(Kind.CHOICE, choice="12", token=TOKEN), "Ann/12/", id="pressed"),
        pytest.param(in_find(), heard(Kind.CHOICE, choice="12"), "Ann//", id="an old button"),
        pytest.param(
            in_find("what", who="Bea"),
            heard(Kind.CHOICE, choice="12", token=TurnToken("r", 2)),
            "Ann/Bea/",
            id="the button before",
        ),
        pytest.param(in_find("what", who="Bea"), heard(Kind.TEXT, text="x"), "Ann/Bea/x", id="the next"),
        pytest.param(in_find(), heard(Kind.COMMAND, command="help"), "Ann//", id="an interrupt"),
        pytest.param(
            in_find(),
            heard(Kind.FORM, token=TOKEN, fields={"who": "Bea", "what": "x"}),
            "Ann/Bea/x",
            id="a form",
        ),
        pytest.param(in_find(), heard(Kind.FORM, fields={"who": "Bea"}), "Ann//", id="an old form"),
    ],
)
def test_a_flow_seeks_by_what_is_known_and_what_was_just_heard(
    run: Run | None, one: Heard, name: str
) -> None:
    assert ENGINE.seek(run, one) == Seek(name=name)


def test_a_talk_that_was_set_aside_is_looked_up_for_too() -> None:
    run = in_find()
    run.progress = Progress.ASIDE

    assert ENGINE.seek(run, heard(Kind.COMMAND, command="start")) == Seek(name="Ann//")


@pytest.mark.parametrize(
    ("run", "one"),
    [
        pytest.param(None, heard(Kind.TEXT, text="hello"), id="nobody in a flow"),
        pytest.param(Run("r", "small"), heard(Kind.TEXT, text="hello"), id="a flow that seeks nothing"),
        pytest.param(Run("r", "gone"), heard(Kind.TEXT, text="hello"), id="a flow that is no more"),
        pytest.param(None, heard(Kind.COMMAND, command="small"), id="no command of a flow"),
    ],
)
def test_otherwise_nothing_is_sought(run: Run | None, one: Heard) -> None:
    assert ENGINE.seek(run, one) is None


def test_a_page_that_was_opened_is_published_and_the_question_stays() -> None:
    talk = talk_of(SMALL, facts=ACTIVE)
    talk.begin("small")

    assert talk.hear(Kind.HOME) == []
    assert talk.effects == [ShowHome()]
    assert talk.say("/home") == []
    assert talk.effects == [ShowHome(), ShowHome()]
    assert talk.say("Ann") == ["colours"]


def test_the_page_of_a_stranger_says_how_to_get_in() -> None:
    talk = Conversation(facts=Facts(now=NOON))
    talk.hear(Kind.HOME)

    [page] = talk.said[-1]
    assert (page.act, [part.prompt for part in page.parts]) == (Act.HOME, ["home_stranger"])
    assert talk.effects == []


def at_colours() -> tuple[Conversation, TurnToken]:
    talk = talk_of(SMALL)
    talk.begin("small")
    talk.say("Ann")
    token = talk.said[-1][-1].token
    assert token is not None
    return talk, token


def done(talk: Conversation, token: TurnToken, picked: str) -> list[str]:
    fields = {PICKED: picked}
    return talk.hear(Kind.CHOICE, choice=DONE, token=token, message="77", press="p1", fields=fields)


def test_options_that_a_platform_picks_come_with_the_press_of_done() -> None:
    talk, token = at_colours()

    assert done(talk, token, "red\nblue") == ["wish"]
    assert talk.run is not None
    assert talk.run.answers["colours"] == ["red", "blue"]
    assert [choice.value for choice in talk.said[-1][0].picked] == ["red", "blue"]


@pytest.mark.parametrize(
    ("picked", "answer"),
    [
        pytest.param("", ["too_few_choices", "colours"], id="nothing"),
        pytest.param("red\ngreen\nblue", ["too_many_choices", "colours"], id="too many"),
        pytest.param("pink", ["too_few_choices", "colours"], id="what was never offered"),
    ],
)
def test_what_cannot_be_picked_is_refused(picked: str, answer: list[str]) -> None:
    talk, token = at_colours()

    assert done(talk, token, picked) == answer


def test_what_was_picked_stays_picked_where_it_is_refused() -> None:
    talk, token = at_colours()
    done(talk, token, "red\ngreen\nblue")

    assert [c.value for c in talk.said[-1][-1].choices if c.marked] == ["red", "green", "blue"]


def test_an_old_press_of_done_picks_nothing() -> None:
    talk, token = at_colours()
    talk.say("red")

    assert done(talk, token, "blue") == ["stale_button", "wish"]
    assert talk.run is not None
    assert talk.run.answers["colours"] == ["red"]
