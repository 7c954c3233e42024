"""A young person says how a meeting was: four taps at most, and a person where it was not good."""

from __future__ import annotations

from conversations.check import skippable
from conversations.checks import free_text, yes_no
from conversations.effects import AnswerCheckIn, AskForPerson
from conversations.facts import Role
from conversations.flow import Flow
from conversations.flows.asking import feared, given_in, meant, seeking
from conversations.following import HOW, NEXT, RATED, RATING, SAFE, TALKED, WHY, WORDS, How, Safe
from conversations.pairs import CheckIn, CheckInKind
from conversations.reply import Json
from conversations.talk import Talk

NOT_SAFE = "not_safe"

WHY_NOT_GOOD = ("hard_to_talk", "no_time", "not_my_topic", NOT_SAFE, "other")
"""What may have been not so good; the gravest is no shame to press among the rest."""

WHY_NO_MEETING = ("could_not", "they_could_not", "moved", "other")


def check_in(talk: Talk) -> None:
    """Take how it was, at once, and then what more they like to say."""
    asked = meant(talk, CheckInKind.MEETING)
    if asked is None:
        return
    how = How(_how(talk, asked))
    answers: dict[str, Json] = {HOW: how.value}
    if how in RATED:
        answers[RATING] = RATED[how]
    talk.do("how", AnswerCheckIn(asked.id, dict(answers)))
    if how is How.NO_MEETING:
        _no_meeting(talk, asked, answers)
    elif how is How.NOT_GOOD:
        _not_good(talk, asked, answers)
    else:
        _good(talk, asked, answers)


def _how(talk: Talk, asked: CheckIn) -> str:
    """Return how it was, which the button of the question may have said already."""
    said = talk.keep("said", given_in(talk.given, [*How])[1])
    if said:
        return str(said)
    return talk.choose("check_in_how", [*How], "", other=asked.other, **_when(talk, asked))


def _when(talk: Talk, asked: CheckIn) -> dict[str, Json]:
    starts = asked.meeting.starts if asked.meeting else None
    return {"at": starts.isoformat() if starts else "", "zone": talk.look.zone}


def _good(talk: Talk, asked: CheckIn, answers: dict[str, Json]) -> None:
    answers[TALKED] = talk.choose("check_in_talked", ["yes", "partly", "no"], other=asked.other)
    answers[WORDS] = talk.ask("check_in_words", skippable(free_text()), coordinator=talk.look.coordinator)
    answers[NEXT] = talk.ask("check_in_next", yes_no, other=asked.other)
    talk.do("answers", AnswerCheckIn(asked.id, answers))
    talk.say("check_in_end", other=asked.other, arranged=answers[NEXT])


def _not_good(talk: Talk, asked: CheckIn, answers: dict[str, Json]) -> None:
    """Ask gently what it was; whoever did not feel safe is helped before anything else."""
    answers[WHY] = why = talk.choose("check_in_why", WHY_NOT_GOOD, other=asked.other)
    if why == NOT_SAFE:
        answers[SAFE] = Safe.NO.value
        talk.do("why", AnswerCheckIn(asked.id, answers))
        feared(talk, Safe.NO, "check_in_unsafe", "told_meeting")
        return
    answers[WORDS] = talk.ask("check_in_words", skippable(free_text()), coordinator=talk.look.coordinator)
    talk.do("answers", AnswerCheckIn(asked.id, answers))
    _person(talk, asked)


def _no_meeting(talk: Talk, asked: CheckIn, answers: dict[str, Json]) -> None:
    answers[WHY] = talk.choose("check_in_no_meeting", WHY_NO_MEETING, other=asked.other)
    talk.do("answers", AnswerCheckIn(asked.id, answers))
    _person(talk, asked)


def _person(talk: Talk, asked: CheckIn) -> None:
    """Offer a person, and say how another time is arranged."""
    wants = talk.ask("check_in_person", yes_no, coordinator=talk.look.coordinator)
    if wants:
        talk.do("person", AskForPerson("check_in", talk.look.first_name))
    talk.say("check_in_sorry", wants=wants, coordinator=talk.look.coordinator, other=asked.other)


CHECK_IN = Flow(
    "checkin",
    check_in,
    command="checkin",
    roles=frozenset({Role.YOUNG_PERSON}),
    seeks=seeking(CheckInKind.MEETING),
)
