"""Leaving, coming back, being blocked, looking at oneself, and what is kept of whoever does not join."""

from __future__ import annotations

from storage.store import Store
from tests.end_to_end.joining import BORN_YEAR, join, profile, reach
from tests.end_to_end.person import Person
from tests.end_to_end.rows import column, count, rows
from tests.end_to_end.stage import Stage

TABLES = ("person", "account", "run", "profile", "agreement", "guess", "help_request", "outbox")


async def test_stop_in_the_middle_and_start_goes_on_there(ann: Person, code: str, kept: Store) -> None:
    await reach(ann, code, "region")
    await ann.say("/stop")
    await ann.hears("stopped_joining")
    await ann.say("London")
    await ann.hears("still_away")
    await ann.open()
    await ann.hears("welcome_back", "region")
    assert await column(kept, "person", "status") == ["joining"]
    await ann.press("region.london")
    await ann.hears("interests")


async def test_stop_after_joining_and_start_again(ann: Person, code: str, kept: Store) -> None:
    await join(ann, code)
    await ann.say("stop")
    await ann.hears("stopped", first_name="Ann")
    assert await column(kept, "person", "status") == ["left"]
    await ann.open()
    await ann.hears("welcome_back", first_name="Ann")
    assert await column(kept, "person", "status") == ["active"]


async def test_me_shows_and_changes(ann: Person, code: str, kept: Store) -> None:
    await join(ann, code)
    await ann.say("/me")
    await ann.hears("me", profile=profile("Ann"))
    await ann.press("me.change")
    await ann.hears("change")
    await ann.press("field.region")
    await ann.hears("region")
    await ann.press("region.wales")
    await ann.hears("me", profile={**profile("Ann"), "region": "wales"})
    await ann.press("me.change")
    await ann.hears("change")
    await ann.press("field.date_of_birth")
    await ann.hears("birth_fixed", "me", profile={**profile("Ann"), "region": "wales"})
    await ann.press("me.close")
    await ann.hears("me_closed")
    assert '"wales"' in (await rows(kept, "SELECT fields FROM profile"))[0][0]


async def test_whoever_is_too_young_leaves_nothing_behind(
    ann: Person, code: str, stage: Stage, kept: Store
) -> None:
    await reach(ann, code, "date_of_birth")
    await ann.say(f"14 March {BORN_YEAR + 4}")
    asked = await ann.heard()
    assert str(BORN_YEAR + 4) in asked.text
    await ann.press("yes_no.yes")
    await ann.hears("too_young")
    # Whoever asks next is answered after the goodbye was recorded as sent, and so deleted.
    sam = await stage.person("Sam")
    await sam.say("hello")
    await sam.hears("stranger")

    address = f"telegram::{ann.id}"
    left = [await count(kept, table) for table in TABLES if table not in ("account", "outbox")]
    assert left == [0] * len(left)
    assert await count(kept, "account", f"address = '{address}'") == 0
    assert await count(kept, "outbox", f"address = '{address}'") == 0
    assert await count(kept, "inbox", f"address = '{address}' OR text <> ''") == await count(
        kept, "inbox", "text = 'hello'"
    )
    assert await rows(kept, "SELECT used FROM invitation") == [(0,)]


async def test_no_to_privacy_keeps_nothing_and_the_code_works_again(
    ann: Person, code: str, kept: Store
) -> None:
    await ann.open(code)
    await ann.hears("welcome", "privacy")
    await ann.press("yes_no.no")
    await ann.hears("privacy_no")
    assert await count(kept, "person") == 0
    await ann.open(code)
    await ann.hears("welcome", "privacy")


async def test_blocked_and_unblocked(ann: Person, code: str, kept: Store) -> None:
    await reach(ann, code, "region")
    await ann.does("block")
    await ann.does("unblock")
    await ann.say("London")
    await ann.hears("interests")
    assert await column(kept, "account", "state") == ["reachable"]
    outcomes = await column(kept, "inbox", "outcome")
    assert ("blocked" in outcomes, "unblocked" in outcomes) == (True, True)


async def test_whoever_blocks_before_the_answer_comes_is_marked_and_may_come_back(
    ann: Person, code: str, stage: Stage, kept: Store
) -> None:
    await reach(ann, code, "region")
    await stage.control("faults", method="sendMessage", code=403, times=1)
    await ann.say("London")
    sam = await stage.person("Sam")
    await sam.say("hello")
    await sam.hears("stranger")
    while await count(kept, "account", f"state = 'blocked' AND address = 'telegram::{ann.id}'") == 0:
        await sam.say("hello again")
        await sam.hears("stranger")
    await ann.open()
    await ann.hears("interests")
    assert await column(kept, "account", "state") == ["reachable", "reachable"]


async def test_a_deleted_account_is_marked_gone_and_disturbs_nobody(
    ann: Person, code: str, stage: Stage, kept: Store
) -> None:
    await reach(ann, code, "region")
    await ann.say("London")
    await ann.does("deactivate")
    sam = await stage.person("Sam")
    await join(sam, code)
    states = await rows(kept, f"SELECT state FROM account WHERE address = 'telegram::{ann.id}'")  # noqa: S608
    assert states in ([("gone",)], [("blocked",)])
