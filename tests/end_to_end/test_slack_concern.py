"""A concern reaches a person in Slack: without its words, one after another, until somebody has it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from conversations.facts import Role
from conversations.reply import Json
from storage.store import Store
from tests.end_to_end.clock import StillClock
from tests.end_to_end.colleague import Colleague, Message
from tests.end_to_end.joining import join, reach
from tests.end_to_end.process import invited, running, with_slack
from tests.end_to_end.rows import column, rows
from tests.end_to_end.stage import Stage
from tests.end_to_end.team import applies, joins_team
from tests.end_to_end.test_concern import HARM, is_helped, severity
from tests.end_to_end.words import label

PATIENCE = timedelta(minutes=15)
REPORTED = "a man keeps waiting for me at the gate"
EVENTS = "SELECT kind, first_name FROM concern_event JOIN person ON person.id = by ORDER BY concern_event.id"


async def is_told(person: Colleague, **values: Any) -> Message:
    """Hear of the first concern next."""
    given = {"number": 1, "severity": severity(HARM), "source": "words", "again": False, "minutes": 15}
    return await person.hears("concern_alert", **{**given, **values})


async def takes(person: Colleague, told: Message, words: str) -> None:
    """Say "I have it", and read the words and who it is."""
    await person.press("concern.take", told)
    card = (await person.heard()).text
    assert words in card
    while label("concern_next.leave") not in (person.newest.labels if person.newest else []):
        await person.heard()


async def test_the_lead_hears_at_once_without_words_or_name_and_reads_them_behind_the_button(
    priya: Colleague, stage: Stage, code: str, kept: Store
) -> None:
    ann = await stage.person("Ann")
    await reach(ann, code, "hopes", "Priya")
    await ann.say(HARM)
    told = await is_told(priya)
    await is_helped(ann)
    assert not [word for word in ("Ann", "cutting", "myself") if word in str(told)]
    assert await column(kept, "concern_event", "kind") == ["told"]

    await takes(priya, told, HARM)
    assert await rows(kept, EVENTS) == [("told", "Priya"), ("seen", "Priya"), ("acknowledged", "Priya")]
    await priya.looks_home(lambda text: "Nobody waits for you" in text)


@pytest.fixture
async def still(stage: Stage, sqlite_url: str, code: str, clock: StillClock) -> AsyncIterator[str]:
    """Run the bot with both edges on the clock that a test moves."""
    async with running(with_slack(stage, sqlite_url), clock) as address:
        yield address


async def test_nobody_takes_it_so_the_next_on_the_list_is_told_again_and_again(
    stage: Stage, still: str, sqlite_url: str, code: str, clock: StillClock, kept: Store
) -> None:
    lead, deputy, board = await listed(stage, sqlite_url)
    ann = await stage.person("Ann")
    await reach(ann, code, "hopes", "Priya")
    await ann.say(HARM)
    await is_told(lead)
    for following in (deputy, board, lead, deputy):
        clock.advance(PATIENCE.total_seconds())
        told = await is_told(following, again=True)
    await takes(deputy, told, HARM)
    for other in (lead, board):
        await other.hears("concern_taken", number=1, first_name="Lee")

    clock.advance(PATIENCE.total_seconds())
    await lead.command("help")
    assert "Concern" not in (await lead.heard()).text
    names = [name for kind, name in await rows(kept, EVENTS) if kind == "told"]
    assert names == ["Priya", "Lee", "Jo", "Priya", "Lee"]


async def test_the_next_is_not_told_before_the_time(
    stage: Stage, still: str, sqlite_url: str, code: str, clock: StillClock, kept: Store
) -> None:
    lead, *_ = await listed(stage, sqlite_url)
    ann = await stage.person("Ann")
    await reach(ann, code, "hopes", "Priya")
    await ann.say(HARM)
    told = await is_told(lead)
    clock.advance(PATIENCE.total_seconds() - 1)
    await takes(lead, told, HARM)
    assert [kind for kind, _ in await rows(kept, EVENTS)] == ["told", "seen", "acknowledged"]


async def listed(stage: Stage, url: str) -> tuple[Colleague, Colleague, Colleague]:
    """Let a lead, a deputy and a board lead join; whoever is on the list hears of each who comes to it."""
    lead, deputy, board = [await stage.colleague(name) for name in ("Priya", "Lee", "Jo")]
    await joins_team(lead, url)
    await joins_team(deputy, url, "deputy", Role.SAFEGUARDING_LEAD)
    await lead.hears("duty_taken", first_name="Lee", place=2)
    await joins_team(board, url, "board", Role.SAFEGUARDING_LEAD)
    for other in (lead, deputy):
        await other.hears("duty_taken", first_name="Jo", place=3)
    return lead, deputy, board


async def test_a_report_from_a_phone_reaches_the_lead_in_slack(
    priya: Colleague, stage: Stage, code: str, sqlite_url: str, kept: Store
) -> None:
    """Once it is called urgent, who was told hears so at once, and so does the next, who is on Telegram."""
    lee, ann = await stage.person("Lee"), await stage.person("Ann")
    await joins_team(lee, sqlite_url, "deputy", Role.SAFEGUARDING_LEAD)
    await priya.hears("duty_taken", first_name="Lee", place=2)
    await join(ann, code, "Priya")
    await ann.say("/report")
    await ann.hears("report", team=False)
    await ann.say(REPORTED)
    told = await is_told(priya, severity="high", source="report")
    await ann.hears("report_kept", "danger")
    await ann.press("danger.yes")
    urgent = await priya.hears("concern_urgent", number=1)
    next_told: dict[str, Json] = {"severity": "immediate", "source": "report", "again": True, "minutes": 15}
    await lee.hears("concern_alert", number=1, **next_told)
    await takes(priya, urgent, REPORTED)
    await lee.hears("concern_taken", number=1, first_name="Priya")
    kinds = [kind for kind, _ in await rows(kept, EVENTS)]
    assert kinds == ["told", "urgent", "told", "seen", "acknowledged"]
    assert told.labels == [label("concern.take")]


async def test_a_mentor_raises_a_concern_from_a_message(
    priya: Colleague, mo: Colleague, sqlite_url: str, kept: Store
) -> None:
    await applies(mo, await invited(sqlite_url, Role.MENTOR), "Priya")
    await priya.hears("applicant_for_team", first_name="Mo")
    about = (await mo.all_heard())[-1]
    await mo.raises_concern(about)
    told = await is_told(priya, severity="high", source="report")
    await takes(priya, told, about.text[:40])
