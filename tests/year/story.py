"""One pair's year, month by month: it begins with an invitation and ends with a thank-you."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from conversations.clock import in_utc, on_wall
from tests.end_to_end.words import WORDS
from tests.year.actors import Actor
from tests.year.cast import ADULT, PLACE, Cast, come_in
from tests.year.habits import answer_all
from tests.year.stage import YearStage

ZONE = "Europe/London"


def on_clock(year: int, month: int, day: int, hour: int) -> datetime:
    """Return the moment at which the clocks of London show this."""
    return in_utc(datetime.combine(date(year, month, day), time(hour)), ZONE)


BEGINS = on_clock(2026, 9, 1, 9)
"""The last day of the schools' holidays."""
NO_TIMES = {WORDS.labels["en"][name] for name in ("done", "meet_when.more")}
"""Buttons beside the times that are offered."""

EVENING = timedelta(hours=20, minutes=30)
"""When both look at what was asked of them in the day."""


async def play(stage: YearStage) -> Cast:
    """Play the whole year."""
    cast = await come_in(stage)
    for chapter in (september, october, november, december, january, march, june, summer):
        await chapter(cast)
    return cast


async def until(cast: Cast, month: int, day: int, hour: int = 9, year: int = 2027) -> None:
    """Let the days go by; each evening both answer what was asked of them."""
    moment = on_clock(year, month, day, hour)
    while True:
        today = datetime.combine(on_wall(cast.stage.now, ZONE).date(), time.min) + EVENING
        evening = in_utc(today, ZONE)
        if evening <= cast.stage.now:
            evening = in_utc(today + timedelta(days=1), ZONE)
        if evening >= moment:
            break
        await cast.stage.until(evening)
        await answer_all(cast)
    await cast.stage.until(moment)


async def september(cast: Cast) -> None:
    """They are matched, find a time, an adult is named, and they set a first goal."""
    priya, maya, sam = cast.priya, cast.maya, cast.sam
    await priya.commands("match")
    await priya.taps((await priya.offered())[0])
    await priya.taps((await priya.offered())[0], "skip", "match_sure.make")
    await maya.taps("meet.first")
    await picks(maya, 2)
    await sends(maya)
    await sam.taps("meeting.take_2")
    await priya.taps("meeting.adult")
    await priya.says(ADULT)
    await until(cast, 9, 12, year=2026)
    await maya.says("/goals")
    await maya.taps("goals.new", "goal_title.cv", "goal_by.quarter")
    await maya.taps("step_title.cv_list", "step_by.fortnight")
    await maya.taps("step_title.cv_draft", "skip", "step_title.enough")


async def october(cast: Cast) -> None:
    """Sam suggests times, Maya others, and Sam takes one."""
    await until(cast, 10, 5, year=2026)
    await cast.sam.commands("meet")
    await picks(cast.sam, 1)
    await sends(cast.sam)
    await cast.maya.taps("meeting.other")
    await cast.maya.says("thursday after 5")
    await picks(cast.maya, 2)
    await sends(cast.maya)
    await takes_first(cast.sam)


async def november(cast: Cast) -> None:
    """They agree, and Maya needs another day."""
    await until(cast, 11, 2, year=2026)
    await cast.maya.says("/meet")
    await picks(cast.maya, 1)
    await sends(cast.maya)
    await takes_first(cast.sam)
    await until(cast, 11, 3, year=2026)
    await cast.maya.says("/meet")
    await cast.maya.taps("meet_next.move")
    await picks(cast.maya, 1, skip=2)
    await sends(cast.maya)
    await takes_first(cast.sam)


async def december(cast: Cast) -> None:
    """Maya is ill, calls it off, and they find another day."""
    await until(cast, 12, 1, year=2026)
    await suggests(cast.sam, cast.maya, skip=3)
    await until(cast, 12, 3, year=2026)
    await cast.maya.says("I can't make it")
    await cast.maya.taps("meet_next.cannot", "meet_reason.ill", "meet_sure.off")
    await until(cast, 12, 7, year=2026)
    await suggests(cast.sam, cast.maya, skip=2)


async def january(cast: Cast) -> None:
    """They promise each other the second Tuesday of every month, and it comes by itself."""
    await until(cast, 1, 4)
    await cast.sam.commands("meet")
    await cast.sam.says("tuesday 12 january at 5pm")
    await sends(cast.sam, "meet_summary.monthly")
    await takes_first(cast.maya)
    await until(cast, 2, 1)
    await cast.maya.says("/free")
    await until(cast, 3, 9, 19)


async def march(cast: Cast) -> None:
    """One is missed; the coordinator sees it, and they find another day in the same month."""
    await cast.sam.taps("log_held.missed", "log_why.no_show")
    await cast.maya.taps("check_in_how.no_meeting", "check_in_no_meeting.could_not", "yes_no.no")
    await passes_over(cast)
    await until(cast, 3, 10)
    await suggests(cast.sam, cast.maya, skip=2)
    await until(cast, 4, 20)
    await reaches_goal(cast)


async def reaches_goal(cast: Cast) -> None:
    """Tick the last step, and celebrate."""
    await cast.maya.says("/goals")
    await cast.maya.taps("Write a CV", "goal.reach")


async def passes_over(cast: Cast) -> None:
    """Let what was asked until now count as answered."""
    for actor in (cast.maya, cast.sam):
        await actor.news(())


async def june(cast: Cast) -> None:
    """Maya is not sure that she feels safe; Priya has it the same hour, and writes down what was done."""
    await until(cast, 6, 1, 18)
    await cast.maya.taps("catch_up_activities.talked", "catch_up_outcomes.yes", "catch_up_safe.not_sure")
    await cast.maya.taps("danger.no")
    await passes_over(cast)
    await cast.priya.taps("concern.take", "concern_next.note")
    await cast.priya.says("I rang Maya. The room was dark and empty after five.")
    await cast.priya.taps("concern_next.close")
    await cast.priya.says("They meet upstairs from now on. Maya is fine with that.")
    await until(cast, 6, 7, 10)
    await cast.priya.home()


async def summer(cast: Cast) -> None:
    """The year ends as it was meant to."""
    await until(cast, 9, 2)
    sheet = await cast.priya.commands("pair 1")
    assert "12 held, 1 missed" in sheet, sheet
    assert "1 reached" in sheet, sheet
    await cast.priya.taps("pair_next.end", "pair_reason.year_done", "skip", "pair_sure.end")
    await until(cast, 9, 10)
    await cast.maya.says("/goals")
    await cast.priya.commands("impact")


async def suggests(one: Actor, other: Actor, skip: int = 0) -> None:
    """Let one suggest a time, and the other take it."""
    await one.says("when can we meet") if one.name == "Maya" else await one.says("arrange a session")
    await picks(one, 1, skip)
    await sends(one)
    await takes_first(other)


async def picks(actor: Actor, how_many: int, skip: int = 0) -> None:
    """Pick so many of the times that are offered."""
    times = [words for words in await actor.offered() if words not in NO_TIMES]
    await actor.taps(*times[skip : skip + how_many])
    await actor.taps("done")


async def sends(actor: Actor, how: str = "meet_summary.send") -> None:
    """Say where, if that is asked, and send the times."""
    if PLACE in await actor.offered():
        await actor.taps(PLACE)
    await actor.taps(how)


async def takes_first(actor: Actor) -> None:
    """Take the time that the other suggests."""
    await actor.taps("meeting.yes" if await actor.can("meeting.yes") else "meeting.take_1")
