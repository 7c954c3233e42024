"""The world changes while somebody arranges a meeting: nothing old is done, and it says how things are."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.effects import (
    AcceptProposal,
    CancelMeeting,
    Effect,
    EndRhythm,
    ProposeMeeting,
    WithdrawProposal,
)
from conversations.facts import Facts
from conversations.heard import Kind, TurnToken
from conversations.meetings import arranged
from conversations.pairs import MeetingCard
from conversations.reply import Act
from tests.dialogues.dialogue import NOON, Conversation
from tests.dialogues.meetings import (
    AGREED,
    ANN,
    ASKED,
    ASKING,
    CONFIRMED,
    FIRST_PAGE,
    HIS_TIMES,
    LIBRARY,
    OFFERS,
    ROOM,
    SATURDAY,
    THURSDAY,
    at,
    changed,
    of_ann,
    of_sam,
    press,
    talk_of,
    values,
)
from tests.dialogues.words import spoken

MIA = replace(ANN, id=18, other="Mia")
TO_SUMMARY = ("/meet", *press(THURSDAY), "[6]")


@pytest.mark.parametrize(
    ("began", "said", "newest", "meeting", "asked"),
    [
        (None, TO_SUMMARY, "[send]", ASKED, "meet_answer"),
        (None, ("/meet",), press(THURSDAY)[0], ASKED, "meet_answer"),
        (None, ("/meet", press(THURSDAY)[0]), "[done]", CONFIRMED, "meet_next"),
        (None, ("/meet",), "thursday after 4", ASKING, "meet_own"),
        (ASKED, ("/meet",), f"[{HIS_TIMES.starts[0].isoformat()}]", CONFIRMED, "meet_next"),
        (ASKED, ("/meet", "[other]", *press(THURSDAY)), "[send]", AGREED, "meet_agreed"),
        (ASKED, ("/meet",), "2", replace(ASKED, proposal=replace(HIS_TIMES, id=90)), "meet_answer"),
        (ASKED, ("/meet", "[cannot]"), "[ill]", None, "meet_when"),
        (ASKING, ("/meet",), "[withdraw]", CONFIRMED, "meet_next"),
        (CONFIRMED, ("/meet", "[cannot]", "[ill]"), "[off]", replace(CONFIRMED, sequence=4), "meet_next"),
        (CONFIRMED, ("/meet",), "[move]", replace(CONFIRMED, proposal=HIS_TIMES), "meet_answer"),
        (CONFIRMED, ("/meet", "[move]"), press(SATURDAY)[0], None, "meet_when"),
        (AGREED, ("/meet", "[cannot]", "[ill]"), "[off]", CONFIRMED, "meet_next"),
    ],
)
def test_an_answer_to_how_things_were_does_nothing(
    began: MeetingCard | None, said: tuple[str, ...], newest: str, meeting: MeetingCard | None, asked: str
) -> None:
    talk = talk_of(*said, facts=of_ann(began))
    changed(talk, meeting)

    assert talk.say(newest) == ["meet_changed", asked]
    assert talk.effects == []
    assert [reply.parts for reply in talk.said[-1] if reply.act is Act.SETTLE] in ([()], [])
    assert talk.say("/help")[-1] == asked
    assert spoken(talk)


def test_after_a_change_the_talk_goes_on_from_how_things_are() -> None:
    talk = talk_of(*TO_SUMMARY)
    changed(talk, ASKED)
    talk.say("[send]")

    talk.say(f"[{HIS_TIMES.starts[0].isoformat()}]")
    assert talk.effects == [AcceptProposal(88, HIS_TIMES.starts[0])]


def test_it_may_change_twice() -> None:
    talk = talk_of(*TO_SUMMARY)
    changed(talk, ASKED)
    talk.say("[send]")
    changed(talk, CONFIRMED)

    assert talk.say("[other]") == ["meet_changed", "meet_next"]
    talk.say("[cannot]")
    talk.say("[ill]")
    talk.say("[off]")
    assert talk.effects == [CancelMeeting(41, 3, "ill")]


def test_help_in_between_shows_how_things_are() -> None:
    talk = talk_of("/meet", facts=of_ann(ASKED))
    changed(talk, CONFIRMED)

    assert talk.say("/help") == ["help", "meet_changed", "meet_next"]
    assert talk.say("[fine]") == ["meet_fine"]


def test_the_day_goes_by_while_they_think() -> None:
    talk = talk_of("/meet", facts=of_ann(ASKED))
    talk.facts = replace(talk.facts, now=at(1, 17))

    assert talk.say(f"[{HIS_TIMES.starts[0].isoformat()}]") == ["time_taken", "meet_answer"]
    assert talk.buttons == [HIS_TIMES.starts[1].isoformat(), "other", "cannot"]
    talk.facts = replace(talk.facts, now=at(4, 9))
    assert talk.say(f"[{HIS_TIMES.starts[1].isoformat()}]") == ["meet_changed", "meet_lapsed", "meet_when"]
    assert talk.effects == []


def test_a_picked_time_that_is_taken_meanwhile_is_not_sent() -> None:
    talk = talk_of("/meet", press(THURSDAY)[0], press(SATURDAY)[0])
    changed(talk, offers=tuple(time for time in OFFERS if time != THURSDAY))

    assert talk.say("[done]") == ["time_taken", "meet_when"]
    assert THURSDAY.isoformat() not in talk.buttons
    assert [choice.value for choice in talk.said[-1][-1].choices if choice.marked] == [SATURDAY.isoformat()]
    assert talk.say("[done]") == ["meet_place"]
    talk.say("[5]")
    talk.say("[send]")
    assert talk.effects == [ProposeMeeting(17, (SATURDAY,), 60, place=5)]


@pytest.mark.parametrize("wish", ["[send]", "[monthly]"])
def test_a_time_that_is_taken_just_before_it_is_sent(wish: str) -> None:
    talk = talk_of(*TO_SUMMARY)
    changed(talk, offers=tuple(time for time in OFFERS if time != THURSDAY))

    assert talk.say(wish) == ["time_taken", "meet_summary"]
    assert talk.buttons == ["place", "times", "leave"]
    assert talk.effects == []
    assert "not free any more" in spoken(talk)[-1]
    assert talk.say("[times]") == ["meet_when"]
    talk.say(press(SATURDAY)[0])
    assert talk.say("[done]") == ["meet_summary"]
    talk.say("[send]")
    assert talk.effects == [ProposeMeeting(17, (SATURDAY,), 60, place=6)]


def test_free_times_that_all_vanish_are_not_picked_from() -> None:
    talk = talk_of("/meet", press(THURSDAY)[0])
    changed(talk, offers=())

    assert talk.say(press(SATURDAY)[0]) == ["time_taken", "meet_no_times"]
    assert talk.buttons == ["ask", "leave"]
    changed(talk, offers=OFFERS)
    # The question that was pressed shows the times in its place.
    assert talk.say("[leave]") == []
    assert talk.said[-1][-1].act is Act.SETTLE
    assert talk.buttons[:6] == values(FIRST_PAGE)


def test_times_that_fitted_words_and_vanish_make_room_for_all() -> None:
    talk = talk_of("/meet", "any thursday after 4")
    changed(talk, offers=(SATURDAY,))

    assert talk.say(press(THURSDAY)[0]) == []
    assert talk.buttons == [SATURDAY.isoformat(), "done"]
    assert not talk.said[-1][-1].choices[0].marked
    assert talk.say("[done]") == ["meet_pick_one", "meet_when"]


def test_later_times_that_vanish_make_room_for_the_rest() -> None:
    talk = talk_of("/meet", press(THURSDAY)[0], "[more]")
    changed(talk, offers=(SATURDAY,))

    assert talk.say("[done]") == ["time_taken", "meet_when"]
    assert talk.buttons == [SATURDAY.isoformat(), "done"]
    assert talk.say(press(SATURDAY)[0]) == []
    assert talk.say("[done]") == ["meet_place"]


def test_a_place_that_is_taken_off_the_list_meanwhile_is_asked_anew_or_left_open() -> None:
    talk = talk_of(*TO_SUMMARY[:-1])
    changed(talk, places=(LIBRARY, replace(ROOM, id=7, name="Other room")))

    assert talk.say("[6]") == ["not_a_choice", "meet_place"]
    assert talk.buttons == ["5", "7"]
    talk.say("[7]")
    changed(talk, places=(LIBRARY, ROOM))
    assert talk.say("[send]") == []
    assert talk.effects == [ProposeMeeting(17, (THURSDAY,), 60, place=0)]


@pytest.mark.parametrize("meeting", [None, ASKED, ASKING, CONFIRMED, AGREED])
def test_a_match_that_is_closed_meanwhile_ends_the_talk(meeting: MeetingCard | None) -> None:
    talk = talk_of("/meet", facts=of_ann(meeting))
    talk.facts = replace(talk.facts, pairs=())

    assert talk.say("1") == ["meet_over"]
    assert (talk.run, talk.effects) == (None, [])
    assert "You and Sam are not matched any more" in spoken(talk)[-1]


def test_a_match_that_is_over_and_still_known_ends_the_talk_too() -> None:
    talk = talk_of("/meet")
    [pair] = talk.facts.pairs
    talk.facts = replace(talk.facts, pairs=(replace(pair, active=False, offers=()),))

    assert talk.say("1") == ["meet_over"]
    assert talk.run is None


def test_one_of_several_is_closed_while_a_mentor_chooses() -> None:
    talk = talk_of("/meet", facts=of_sam(ANN, MIA))
    talk.facts = replace(talk.facts, pairs=(replace(ANN, active=False), MIA))

    assert talk.say("[17]") == ["not_a_choice", "meet_whom"]
    assert talk.say("[18]") == ["meet_when"]
    talk.facts = replace(talk.facts, pairs=(ANN,))
    assert talk.say(press(THURSDAY)[0]) == ["meet_over"]
    assert "You and Mia are not matched any more" in spoken(talk)[-1]
    assert talk.run is None


def test_all_of_several_are_closed_while_a_mentor_chooses() -> None:
    talk = talk_of("/meet", facts=of_sam(ANN, MIA))
    talk.facts = replace(talk.facts, pairs=())

    assert talk.say("[17]") == ["meet_nobody"]
    assert talk.run is None


def test_what_changes_for_another_young_person_is_no_matter() -> None:
    talk = talk_of("/meet 17", facts=of_sam(ANN, MIA))
    talk.facts = replace(talk.facts, pairs=(ANN, replace(MIA, meeting=ASKED)))

    talk.say(press(THURSDAY)[0])
    assert talk.say("[done]") == ["meet_place"]


@pytest.mark.parametrize("began", [None, ASKED, ASKING, CONFIRMED, AGREED])
def test_a_button_of_an_older_question_changes_nothing(began: MeetingCard | None) -> None:
    talk = talk_of("/meet", facts=of_ann(began))
    assert talk.run is not None
    assert talk.run.pending is not None
    token = TurnToken(talk.run.id, talk.run.pending.turn)
    older = talk.buttons[0]
    talk.say("/meet")

    assert talk.press(older, token)[0] == "stale_button"
    assert talk.effects == []


def test_pressing_send_twice_sends_once() -> None:
    talk = talk_of(*TO_SUMMARY)
    assert talk.run is not None
    assert talk.run.pending is not None
    token = TurnToken(talk.run.id, talk.run.pending.turn)
    talk.say("[send]")
    changed(talk, ASKING)

    assert talk.press("send", token) == ["stale_button"]
    assert len(talk.effects) == 1


@pytest.mark.parametrize("began", [None, ASKED, CONFIRMED])
def test_words_of_crisis_are_heard_first_and_the_question_waits(began: MeetingCard | None) -> None:
    talk = talk_of("/meet", facts=of_ann(began))

    said = talk.say("i want to kill myself")
    assert said[0] == "crisis"
    assert not [effect for effect in talk.effects if isinstance(effect, MEETING_EFFECTS)]
    assert talk.run is not None
    talk.say("ok thanks")
    assert talk.run.pending is not None
    assert not talk.run.pending.calm
    assert spoken(talk)


def test_words_of_crisis_are_no_reason_to_be_passed_on() -> None:
    talk = talk_of("/meet", "[cannot]", "[else]", facts=of_ann(CONFIRMED))

    assert talk.say("i want to kill myself")[0] == "crisis"
    assert not [effect for effect in talk.effects if isinstance(effect, CancelMeeting)]


MEETING_EFFECTS = (ProposeMeeting, AcceptProposal, WithdrawProposal, CancelMeeting, EndRhythm)
WORLDS = (
    None,
    ASKED,
    replace(ASKED, proposal=replace(HIS_TIMES, id=91, starts=(SATURDAY,))),
    ASKING,
    replace(ASKED, proposal=None),
    AGREED,
    CONFIRMED,
    replace(CONFIRMED, sequence=4, starts=THURSDAY),
    replace(CONFIRMED, proposal=HIS_TIMES),
    replace(CONFIRMED, proposal=replace(HIS_TIMES, id=92, mine=True)),
)
TYPED = ("thursday", "after 4", "1", "yes", "no", "more", "done", "back", "skip", "31 april", "asap", "🎉")


def is_of_now(effect: Effect, facts: Facts) -> bool:
    """Tell whether an effect names what is there at this moment, and nothing older."""
    [pair] = facts.pairs
    meeting = arranged(pair, facts.now)
    proposal = meeting.proposal if meeting else None
    seen = (meeting.id, meeting.sequence) if meeting else (0, 0)
    open_ = proposal.id if proposal else 0
    match effect:
        case ProposeMeeting():
            known = (effect.meeting, effect.sequence, effect.seen) == (*seen, open_)
            return known and 1 <= len(effect.starts) <= 3 and set(effect.starts) <= set(pair.offers)
        case AcceptProposal():
            now = proposal is not None and effect.start in proposal.starts and effect.start > facts.now
            return now and effect.proposal == open_
        case WithdrawProposal():
            return effect.proposal == open_
        case CancelMeeting():
            return (effect.meeting, effect.sequence) == seen
    return isinstance(effect, EndRhythm) or type(effect).__name__ == "AskForPerson"


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_said_while_the_world_changes_only_what_is_there_is_changed(seed: int) -> None:
    dice = random.Random(seed)
    talk = Conversation(facts=of_ann(dice.choice(WORLDS), rhythm=dice.choice(["", "1TU 17:00"])))
    done = 0
    for _ in range(60):
        if dice.random() < 0.15:
            changed(talk, dice.choice(WORLDS), offers=dice.choice([OFFERS, OFFERS[::3], ()]))
        if dice.random() < 0.03:
            talk.facts = replace(talk.facts, now=talk.facts.now + timedelta(hours=dice.choice([1, 30])))
        if talk.run is None:
            talk.say(
                dice.choice(["/meet", "/meet 17", "/meet 17 move", "/meet 17 take 88 1", "/meet 17 cancel"])
            )
        elif dice.random() < 0.25 or not talk.buttons:
            talk.say(dice.choice(TYPED))
        else:
            talk.say(f"[{dice.choice(talk.buttons)}]")
        for effect in talk.effects[done:]:
            assert is_of_now(effect, talk.facts)
        done = len(talk.effects)
        assert "question_gone" not in [part.prompt for reply in talk.said[-1] for part in reply.parts]
    assert done > 0
    assert spoken(talk)


def test_a_sticker_and_an_edit_leave_the_question() -> None:
    talk = talk_of("/meet", press(THURSDAY)[0])

    assert talk.hear(Kind.MEDIA, text="") == ["not_words", "meet_when"]
    assert talk.said[-1][-1].choices[0].marked
    assert talk.say("[done]") == ["meet_place"]
    assert talk.facts.now == NOON
