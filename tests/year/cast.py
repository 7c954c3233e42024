"""How the three of the story come in: a coordinator, a mentor and a young person, and who matches them."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.facts import Role
from tests.end_to_end.joining import answers
from tests.end_to_end.process import invited
from tests.end_to_end.team import FORMS
from tests.year.actors import Actor, InSlack, OnTelegram, in_slack, on_telegram
from tests.year.stage import YearStage

BORN = "14 March 2010"
"""Maya is sixteen when the story begins: an adult comes along when she meets her mentor."""

ADULT = "Mr Evans, tutor"
PLACE = "Northside Library"
ROOM = "https://rooms.example.org/{room}"


@dataclass(frozen=True, slots=True)
class Cast:
    """Maya on her phone, and in Slack her mentor Sam and the coordinator Priya."""

    stage: YearStage
    maya: OnTelegram
    sam: InSlack
    priya: InSlack


async def come_in(stage: YearStage) -> Cast:
    """Let all three join, and Priya approve Sam and put two places on the list."""
    cast = Cast(
        stage, await on_telegram(stage, "Maya"), await in_slack(stage, "Sam"), await in_slack(stage, "Priya")
    )
    await cast.priya.says(await invited(stage.url, Role.COORDINATOR))
    await cast.priya.says("Priya")
    await cast.priya.taps("team_duty.lead")
    await _place(cast.priya, "places_next.place", PLACE)
    await _place(cast.priya, "places_next.room", "Our online room", ROOM)
    await _applies(cast)
    await _joins(cast.maya, await invited(stage.url))
    return cast


async def _place(priya: InSlack, wish: str, *words: str) -> None:
    await priya.commands("places")
    await priya.taps(wish)
    for one in words:
        await priya.says(one)
    await priya.says("cancel")


async def _applies(cast: Cast) -> None:
    """Let Sam apply in chat, and Priya approve him once his checks are done."""
    await cast.sam.says(await invited(cast.stage.url, Role.MENTOR))
    await cast.sam.taps("yes_no.yes", "experience.five_years")
    for form in FORMS.values():
        for question, answer in form.items():
            await _answers(cast.sam, "Sam" if question == "first_name" else answer.typed, *answer.pressed)
    await cast.sam.taps("yes_no.yes", "summary.fine")
    await cast.priya.taps("see.open", "see_next.approve", "see_checks.approve")


async def _joins(maya: OnTelegram, code: str) -> None:
    await maya.opens(code)
    for question, answer in answers("Maya").items():
        await _answers(maya, BORN if question == "date_of_birth" else answer.typed, *answer.pressed)


async def _answers(actor: Actor, typed: str, *pressed: str) -> None:
    if typed:
        await actor.says(typed)
    else:
        await actor.taps(*pressed)
