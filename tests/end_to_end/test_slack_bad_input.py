"""Who is not invited, not allowed, too wordy or up to no good in Slack: a clear answer, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from conversations.checks.texts import FREE_TEXT_LIMIT
from conversations.facts import Role
from storage.store import Store
from tests.end_to_end.colleague import Colleague
from tests.end_to_end.process import invited
from tests.end_to_end.rows import count, rows
from tests.end_to_end.stage import Stage
from tests.end_to_end.team import PROFILE, applies, begins, goes_on

EVIL = "<!channel> <https://evil.example|here>"
TOO_LONG = "a" * 3001
JOINER = "\u2060"
"""What keeps signs apart that would do something together; nobody sees it."""


async def test_who_is_not_invited_is_told_how_to_get_in(mo: Colleague, kept: Store) -> None:
    await mo.looks_home()
    await mo.home(lambda text: text == mo.reads("home_stranger"))
    await mo.say("hello")
    await mo.hears("stranger")
    await mo.say("ABCD-EFGH")
    await mo.hears("code_unknown")
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
    await mo.hears("too_long", "why", count=len(TOO_LONG), limit=FREE_TEXT_LIMIT)
    await mo.say("Somebody once did it for me")
    await mo.hears("free_times")


async def test_what_mentions_and_links_is_no_first_name(
    mo: Colleague, both: str, stage: Stage, sqlite_url: str
) -> None:
    await mo.open(await invited(sqlite_url, Role.SAFEGUARDING_LEAD))
    await mo.hears("team_welcome", "team_name")
    await mo.say(EVIL)
    await mo.hears("not_a_name", "team_name")
    assert await bait(stage) == []


@pytest.mark.parametrize("by_form", [True, False], ids=["form", "chat"])
async def test_what_mentions_and_links_is_shown_as_typed_and_does_neither(
    priya: Colleague, mo: Colleague, stage: Stage, sqlite_url: str, by_form: bool
) -> None:
    """As an employer, which may be called anything: to its owner, and to the coordinator on the card."""
    await begins(mo, await invited(sqlite_url, Role.MENTOR), "Priya")
    if by_form:
        await mo.press("form.open")
        await mo.fills(first_name="Mo", employer=EVIL, job="Engineer", region="london")
    else:
        await goes_on(mo, "first_name", "employer")
        await mo.say(EVIL)
    following = "industries" if by_form else "job"
    await mo.hears(following)
    await goes_on(mo, following)
    await mo.press("yes_no.yes")
    await mo.hears("summary", profile={**PROFILE, "employer": EVIL})
    await mo.press("summary.fine")
    await mo.hears("mentor_waiting", first_name="Mo", coordinator="Priya")
    await priya.press("see.open", await priya.hears("applicant_for_team", first_name="Mo"))
    assert EVIL in (await priya.heard()).text.replace(JOINER, "")
    assert await bait(stage) == []


async def test_what_is_sought_is_shown_as_typed(priya: Colleague, stage: Stage) -> None:
    await priya.command(f"see {EVIL}")
    await priya.hears("see_none", "see_whom", whom=EVIL)
    assert await bait(stage) == []


async def bait(stage: Stage) -> list[Any]:
    """Return what the bot sent that would call somebody, or hide where a link leads."""
    log = (await stage.get("slack/requests"))["requests"]
    assert log
    return [one for one in log if any(form in str(one["parameters"]) for form in ("<!", "<https://evil"))]
