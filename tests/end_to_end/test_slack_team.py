"""The team and its mentors on the wire: they join in Slack, see their page, and act beside the phones."""

from __future__ import annotations

import re

from conversations.facts import Role
from storage.store import Store
from tests.end_to_end.colleague import Colleague
from tests.end_to_end.joining import join
from tests.end_to_end.process import invited
from tests.end_to_end.rows import rows
from tests.end_to_end.stage import Stage
from tests.end_to_end.team import applies, begins, ends, goes_on, hearing, joins_team
from tests.end_to_end.words import ORGANISATION, label

PNG = b"\x89PNG\r\n\x1a\n"


async def test_a_coordinator_joins_as_the_lead_and_has_a_page_with_numbers(priya: Colleague) -> None:
    page = await priya.looks_home(lambda text: "coordinators" in text)
    assert "0 open concerns" in page["text"]
    assert "coordinators 1" in page["text"]
    assert "You are on the safeguarding list, as lead." in page["text"]
    shown = [button["text"] for row in page["buttons"] for button in row]
    desk, people = ("match", "pair", "impact", "places"), ("invite", "see", "safeguarding", "help")
    assert shown == [label(f"home.{name}") for name in (*desk, *people)]


async def test_a_coordinator_invites_and_gets_a_code_and_a_picture(priya: Colleague, stage: Stage) -> None:
    await priya.command("invite")
    await priya.hears("invite_role")
    await priya.press("invite_role.young_person")
    await priya.hears("invite_uses", role="young_person")
    await priya.press("invite_uses.30")
    await priya.hears("invite_made", role="young_person", uses=30)
    text = (await priya.heard()).text
    code = re.search(r"\b([A-Z0-9]{4}-?[A-Z0-9]{4})\b", text)
    assert code is not None
    link = f"https://t.me/{stage.world.bot.username}?start={code[1].replace('-', '')}"
    assert f"Link: {link}" in text
    [picture] = (await priya.heard()).files
    async with stage.http.get(f"{stage.address}{picture['url']}") as answer:
        assert (await answer.read()).startswith(PNG)

    await join(await stage.person("Ann"), code[1], "Priya")


async def test_a_mentor_applies_with_forms_and_buttons_and_is_approved(
    priya: Colleague, mo: Colleague, sqlite_url: str, kept: Store
) -> None:
    await priya.looks_home(lambda text: "Nobody waits for you" in text)
    await begins(mo, await invited(sqlite_url, Role.MENTOR), "Priya")
    await mo.press("form.open")
    asked = {field["block_id"] for field in (await mo.form())["inputs"]}
    assert asked == {"first_name", "employer", "job", "region"}
    await mo.fills(first_name="Mo", employer="Halden Ltd", job="Engineer", region="london")
    await mo.hears("industries")
    await goes_on(mo, "industries", "referee_name")
    await mo.press("form.open")
    await mo.fills(referee_name="Jo Bell", referee_contact="jo@example.org", referee_known="My last manager")
    await mo.hears(*hearing("referee_2_name"))
    await goes_on(mo, "referee_2_name")
    await ends(mo, "Priya")
    assert await rows(kept, "SELECT status FROM person WHERE first_name = 'Mo'") == [("waiting",)]

    number = await is_approved(priya, mo)
    assert await rows(kept, "SELECT status FROM person WHERE id = :id", id=number) == [("active",)]


async def is_approved(priya: Colleague, mo: Colleague) -> int:
    """See who has applied, approve them, and return their number; both pages change by themselves."""
    await mo.looks_home(lambda text: "Now: references" in text)
    told = await priya.hears("applicant_for_team", first_name="Mo")
    page = await priya.home(lambda text: "One person waits for you" in text)
    assert f"Mo · mentor · {label('card.checks')}" in [b["text"] for row in page["buttons"] for b in row]
    await priya.press("see.open", told)
    card = (await priya.heard()).text
    assert "Halden Ltd" in card
    if label("see_next.approve") not in (priya.newest.labels if priya.newest else []):
        await priya.hears("see_next", first_name="Mo")
    await priya.press("see_next.approve")
    await priya.hears("see_checks", first_name="Mo")
    await priya.press("see_checks.approve")
    await priya.hears("see_approved", first_name="Mo")
    await mo.hears("approved", first_name="Mo", coordinator="Priya")
    await mo.home(lambda text: "You were approved." in text)
    await priya.home(lambda text: "Nobody waits for you" in text)
    number = re.search(r"number (\d+)", card)
    assert number is not None
    return int(number[1])


async def test_a_young_person_joins_in_slack_and_the_team_on_telegram(
    stage: Stage, both: str, sqlite_url: str, code: str, kept: Store
) -> None:
    await joins_team(await stage.person("Lee"), sqlite_url)
    mentor = await stage.person("Mo")
    await applies(mentor, await invited(sqlite_url, Role.MENTOR), "Lee")
    await join(await stage.colleague("Sam"), code, "Lee")

    found = await rows(kept, "SELECT first_name, status FROM person ORDER BY id")
    assert found == [("Lee", "active"), ("Mo", "waiting"), ("Sam", "active")]


async def test_a_coordinator_of_slack_links_their_phone(priya: Colleague, stage: Stage, kept: Store) -> None:
    await priya.command("link")
    await priya.hears("link")
    text = (await priya.heard()).text
    code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", text)
    assert code is not None
    phone = await stage.person("Priya")
    await phone.say(code[0])
    await phone.hears("linked", first_name="Priya")
    await phone.say("/invite")
    await phone.hears("invite_role")

    owners = await rows(kept, "SELECT person_id, address FROM account ORDER BY id")
    assert len({person for person, _ in owners}) == 1
    assert len(owners) == 2
    assert await rows(kept, "SELECT name FROM organisation") == [(ORGANISATION,)]
