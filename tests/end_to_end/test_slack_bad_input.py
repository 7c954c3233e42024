"""Who is not invited, not allowed, too wordy or up to no good in Slack: a clear answer, and nothing else."""

from __future__ import annotations

from typing import Any

from conversations.checks.texts import LONGEST_TEXT
from conversations.facts import Role
from storage.store import Store
from tests.end_to_end.colleague import Colleague
from tests.end_to_end.process import invited
from tests.end_to_end.rows import count, rows
from tests.end_to_end.stage import Stage
from tests.end_to_end.team import applies, begins, goes_on, joins_team
from tests.end_to_end.words import label

EVIL = "<!channel> <https://evil.example|here>"
TOO_LONG = "a" * 3001


async def test_who_is_not_invited_is_told_how_to_get_in(mo: Colleague, kept: Store) -> None:
    await mo.looks_home()
    await mo.home(lambda text: text == mo.reads("home_stranger"))
    await mo.say("hello")
    await mo.hears("stranger")
    await mo.say("ABCD-EFGH")
    assert (await mo.heard()).text == mo.reads("code_unknown")
    await mo.command("invite")
    await mo.hears("stranger")
    assert await count(kept, "person") == 0


async def test_a_mentor_cannot_do_what_is_a_coordinators(
    priya: Colleague, mo: Colleague, sqlite_url: str, kept: Store
) -> None:
    """Neither by typing the command nor by pressing a coordinator's button that was forwarded."""
    await applies(mo, await invited(sqlite_url, Role.MENTOR), "Priya")
    told = await priya.hears("applicant_for_team", first_name="Mo")
    [button] = told.buttons
    assert str(button["value"]).startswith("/see ")
    for command in ("see 1", "invite", "concern 1", "safeguarding"):
        await mo.command(command)
        await mo.hears("not_for_you")
    mine = (await mo.all_heard())[0]
    for value in ("/see 1", str(button["value"]), "/invite"):
        await mo.press_old(value, mine)
        await mo.hears("not_for_you")
    assert await rows(kept, "SELECT status FROM person WHERE first_name = 'Mo'") == [("waiting",)]
    assert await count(kept, "run", "flow IN ('see', 'invite')") == 0


async def test_3001_characters_in_a_form_are_refused_kindly_and_the_rest_is_kept(
    priya: Colleague, mo: Colleague, sqlite_url: str
) -> None:
    await begins(mo, await invited(sqlite_url, Role.MENTOR), "Priya")
    await goes_on(mo, "first_name", "industries")
    await mo.press("form.open")
    await mo.fills(
        force=True,
        industries=["engineering"],
        can_help_with=["cv", "interviews"],
        languages=["english"],
        why=TOO_LONG,
    )
    await mo.hears("too_long", "why", count=len(TOO_LONG), limit=LONGEST_TEXT)
    await mo.say("Somebody once did it for me")
    await mo.hears("free_times")


async def test_a_name_that_mentions_and_links_is_shown_as_typed_and_does_neither(
    priya: Colleague, stage: Stage, sqlite_url: str, kept: Store
) -> None:
    """Whatever a name may hold is shown as it was typed: to its owner, on a card and on a page."""
    await typed_as_a_name(await stage.colleague("Lee"), stage, sqlite_url, kept)
    assert await mentions(stage) == []


async def typed_as_a_name(lee: Colleague, stage: Stage, url: str, kept: Store) -> None:
    """Give a name that Slack would act upon."""
    await lee.open(await invited(url, Role.SAFEGUARDING_LEAD))
    await lee.hears("team_welcome", "team_name")
    await lee.say(EVIL)
    assert await rows(kept, "SELECT text FROM inbox ORDER BY id DESC LIMIT 1") == [(EVIL,)]


async def mentions(stage: Stage) -> list[Any]:
    """Return what the bot sent that would call somebody or hide where a link leads."""
    log = (await stage.get("slack/requests"))["requests"]
    return [one for one in log if "<!" in str(one["parameters"]) or "|here>" in str(one["parameters"])]
