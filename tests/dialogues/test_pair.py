"""A coordinator looks at a match: how it goes and why, who comes along, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from conversations.effects import CloseMatch, NameAdult
from conversations.facts import Facts
from conversations.flows.pairing import REASONS
from conversations.health import Matches, Told
from conversations.programme import Side
from tests.dialogues.desk import LATE, MATCHES, SHEET, SLOW, WELL
from tests.dialogues.dialogue import Conversation
from tests.dialogues.people import coordinator
from tests.dialogues.words import spoken

EVERY = coordinator(matches=MATCHES)
ENDED = replace(SHEET, closed=date(2026, 11, 3), waits="")


def seen(*said: str, facts: Facts = EVERY) -> Conversation:
    """Return the talk in which this was said."""
    talk = Conversation(facts=facts)
    for text in said:
        talk.say(text)
    return talk


@pytest.mark.parametrize("said", ["/pair 17", "/pair #17", "/pair ann"])
def test_a_number_or_a_name_shows_the_sheet(said: str) -> None:
    facts = coordinator(matches=replace(MATCHES, listed=(LATE, SLOW)))
    talk = Conversation(facts=facts)

    assert talk.say(said) == ["pair_sheet", "pair_next"]
    assert talk.buttons == ["adult", "end", "close"]


def test_the_sheet_says_how_it_goes_and_why_and_what_to_do() -> None:
    told = spoken(seen("/pair 17"))[0]

    for words in (
        "<b>Max and Ann</b> · pair 17",
        "<b>Red</b> · since 1 September 2026, for 12 months",
        "• 52 days without a session",
        "• a time is agreed, and nobody is named to come along",
        "<b>Next:</b> Ring both, and agree on a day with them.",
        "<b>Sessions:</b> 2 held, 1 missed · 1.8 hours",
        "<b>Next session:</b> agreed, and waits for an adult to be named",
        "<b>Goals:</b> 1 reached, 1 open",
        "<b>The mentor rated it:</b> 4 out of 5",
        "<b>The young person rated it:</b> 2 out of 5",
        "<b>Comes along:</b> nobody is named yet",
    ):
        assert words in told


def test_what_they_wrote_for_the_team_is_a_tap_away() -> None:
    told = (
        Told(Side.YOUNG_PERSON, date(2026, 11, 3), "It was <b>hard</b> to talk"),
        Told(Side.MENTOR, date(2026, 10, 1), "We wrote a CV"),
    )
    talk = seen("/pair 17", facts=coordinator(matches=replace(MATCHES, sheet=replace(SHEET, told=told))))

    assert talk.buttons == ["adult", "wrote", "end", "close"]
    assert talk.say("[wrote]") == ["pair_wrote", "pair_wrote", "pair_next"]
    words = spoken(talk)[-3:]
    assert words[0] == "3 November 2026, the young person:\nIt was &lt;b&gt;hard&lt;/b&gt; to talk"
    assert words[1] == "1 October 2026, the mentor:\nWe wrote a CV"
    assert talk.say("[close]") == ["pair_closed"]


def test_an_ended_match_says_why_it_ended() -> None:
    ended = replace(ENDED, closed_for="fit: They were very different.")
    told = spoken(seen("/pair 17", facts=coordinator(matches=replace(MATCHES, sheet=ended))))[0]

    assert "<b>Why it ended:</b> They do not fit: They were very different." in told


def test_the_next_meeting_is_on_the_coordinator_s_clock() -> None:
    sheet = replace(SHEET, waits="", next=datetime(2027, 7, 1, 16, 0, tzinfo=UTC), adult="Mr Evans")
    told = spoken(seen("/pair 17", facts=coordinator(matches=replace(MATCHES, sheet=sheet))))[0]

    assert "1 July" in told
    assert "17:00" in told
    assert "<b>Comes along:</b> Mr Evans" in told


def test_without_a_number_those_that_need_somebody_come_first() -> None:
    talk = Conversation(facts=EVERY)

    assert talk.say("/pair") == ["pair_which"]
    assert talk.buttons == ["17", "18", "19"]
    words = [choice.words for choice in talk.said[-1][-1].choices]
    assert words == ["Max and Ann · Red", "Zoe and Ben · Amber", "Max and Anna · Green"]
    assert talk.say("[17]") == ["pair_sheet", "pair_next"]
    assert spoken(talk)


def test_a_name_that_several_have_is_asked_again() -> None:
    talk = Conversation(facts=EVERY)

    assert talk.say("/pair max") == ["which_of_them", "pair_which"]
    assert talk.buttons == ["17", "19"]
    assert talk.say("17") == ["pair_sheet", "pair_next"]


@pytest.mark.parametrize("given", ["zebedee", "999", "x" * 300])
def test_none_found_is_said_and_asked_again(given: str) -> None:
    talk = Conversation(facts=EVERY)

    assert talk.say(f"/pair {given}") == ["pair_none", "pair_which"]
    assert talk.buttons == ["17", "18", "19"]
    assert spoken(talk)


@pytest.mark.parametrize("said", ["/pair", "/pair 17", "/adult", "/adult ann"])
def test_where_nobody_is_matched_it_says_so(said: str) -> None:
    talk = Conversation(facts=coordinator())

    assert talk.say(said) == ["pair_nobody"]
    assert talk.run is None
    assert spoken(talk)


def test_the_adult_is_named() -> None:
    talk = seen("/pair 17")

    assert talk.say("[adult]") == ["adult_name"]
    assert talk.say("Mrs Okoro, head of year") == ["adult_named"]
    assert talk.effects == [NameAdult(17, "Mrs Okoro, head of year")]
    assert talk.run is None
    assert spoken(talk)


def test_news_leads_straight_to_the_name() -> None:
    talk = Conversation(facts=EVERY)

    assert talk.press("/adult 17", None) == ["adult_name"]
    assert talk.say("") == ["not_text", "adult_name"]
    assert talk.say("me") == ["not_an_adult", "adult_name"]
    assert talk.say("Mr Evans") == ["adult_named"]
    assert talk.effects == [NameAdult(17, "Mr Evans")]


def test_without_a_number_the_adult_s_pair_is_asked_for() -> None:
    talk = Conversation(facts=EVERY)

    assert talk.say("/adult") == ["adult_whose"]
    assert talk.say("[17]") == ["adult_name"]
    assert spoken(talk)


def test_one_that_is_named_already_is_shown() -> None:
    sheet = replace(SHEET, adult="Mr Evans")
    talk = seen("/adult 17", facts=coordinator(matches=replace(MATCHES, sheet=sheet)))

    assert "Right now it is Mr Evans." in spoken(talk)[-1]


@pytest.mark.parametrize("reason", REASONS)
def test_a_match_ends_for_a_reason(reason: str) -> None:
    talk = seen("/pair 17", "[end]")

    assert talk.said[-1][-1].parts[-1].prompt == "pair_reason"
    assert talk.say(f"[{reason}]") == ["pair_reason_more"]
    assert talk.say("skip") == ["pair_sure"]
    assert ("thank-you" in spoken(talk)[-1]) == (reason in ("year_done", "reached"))
    talk.say("[end]")
    assert talk.effects == [CloseMatch(17, reason)]
    assert talk.run is None


def test_more_about_it_is_kept_for_the_team() -> None:
    talk = seen("/pair 17", "[end]", "[no_time]", "She starts a new job", "[end]")

    assert talk.effects == [CloseMatch(17, "no_time", "She starts a new job")]


def test_before_it_ends_it_is_said_what_happens() -> None:
    told = spoken(seen("/pair 17", "[end]", "[fit]", "skip"))[-1]

    assert "kindly and without the reason" in told
    assert "The session that is arranged is cancelled." in told
    quiet = coordinator(matches=replace(MATCHES, sheet=replace(SHEET, waits="")))
    assert "is cancelled" not in spoken(seen("/pair 17", "[end]", "[fit]", "skip", facts=quiet))[-1]


def test_thinking_again_leads_back_and_changes_nothing() -> None:
    talk = seen("/pair 17", "[end]", "[fit]", "skip")

    assert talk.say("[back]") == ["pair_next"]
    assert talk.say("[close]") == ["pair_closed"]
    assert (talk.effects, talk.run) == ([], None)


def test_the_reason_is_one_form_where_there_are_forms() -> None:
    talk = seen("/pair 17", "[end]")

    assert talk.run is not None
    assert talk.run.pending is not None
    assert [field.part.prompt for field in talk.run.pending.form] == ["pair_reason", "pair_reason_more"]
    assert talk.run.pending.title == "form.end_match"


def test_one_that_has_ended_is_only_looked_at() -> None:
    facts = coordinator(matches=replace(MATCHES, sheet=ENDED))
    talk = seen("/pair 17", facts=facts)

    assert talk.buttons == ["close"]
    told = spoken(talk)[0]
    assert "From 1 September 2026 to 3 November 2026" in told
    assert "Red" not in told
    assert "nobody is named" not in told
    assert Conversation(facts=facts).say("/adult 17") == ["pair_over"]


def test_one_that_is_gone_meanwhile_is_told() -> None:
    talk = seen("/pair 17")
    talk.facts = coordinator(matches=Matches(listed=(SLOW, WELL), count=2))

    assert talk.say("[adult]")[0] == "pair_gone"
    assert talk.effects == []
    assert spoken(talk)


def test_somebody_who_was_erased_has_no_name() -> None:
    sheet = replace(SHEET, health=replace(LATE, young_person=""))
    matches = replace(MATCHES, listed=(sheet.health,), sheet=sheet)
    talk = seen("/pair 17", "[end]", "[left]", "skip", facts=coordinator(matches=matches))

    assert "Max and somebody who left" in spoken(talk)[0]
    assert "the young person" in spoken(talk)[-1]
