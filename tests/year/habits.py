"""What Maya and Sam do by themselves when something is asked of them, in whatever month."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from tests.year.actors import Actor, InSlack
from tests.year.cast import Cast

Habit = Callable[[Actor], Awaitable[None]]

MOST_ASKED = 6
"""Things that are asked of somebody on one day; more would be a loop."""


async def _meeting_was_great(maya: Actor) -> None:
    await maya.taps("check_in_how.great", "check_in_talked.yes", "skip", "yes_no.yes")


async def _catches_up(maya: Actor) -> None:
    await maya.taps("catch_up_activities.goals", "catch_up_outcomes.yes", "catch_up_safe.yes")
    await maya.taps("catch_up_relationship.5", "catch_up_impact.4")


async def _answers_survey(maya: Actor) -> None:
    await maya.taps("survey.begin")
    number = "survey_item.2" if maya.stage.now.year == 2026 else "survey_item.5"
    while await maya.can("survey_item.1"):
        await maya.taps(number)


async def _ticks_step(maya: Actor) -> None:
    await maya.taps("goal_nudge.step_done")
    await maya.says("cancel")


async def _logs(sam: Actor) -> None:
    await sam.taps("log_held.held", "60 minutes", "done")
    assert isinstance(sam, InSlack)
    await sam.fills(log_notes="A good hour.", log_actions="Look at one example")


async def _fills_catch_up(sam: Actor) -> None:
    await sam.taps("follow.start")
    assert isinstance(sam, InSlack)
    await sam.fills(
        mentor_activities="We worked on her CV.",
        mentor_outcomes="She asks more questions.",
        mentor_relationship="5",
        mentor_impact="4",
        mentor_safe="yes",
    )


OF_MAYA: Mapping[str, Habit] = {
    "check_in_how.great": _meeting_was_great,
    "catch_up_activities.goals": _catches_up,
    "survey.begin": _answers_survey,
    "goal_nudge.step_done": _ticks_step,
}
OF_SAM: Mapping[str, Habit] = {"log_held.held": _logs, "follow.start": _fills_catch_up}
"""What each does when a button with this label comes."""


async def answer_all(cast: Cast) -> None:
    """Let both do what was asked of them since they last looked."""
    for actor, habits in ((cast.maya, OF_MAYA), (cast.sam, OF_SAM)):
        asked = await actor.news(habits)
        assert len(asked) <= MOST_ASKED
        for name in asked:
            await habits[name](actor)
        await actor.news(habits)
