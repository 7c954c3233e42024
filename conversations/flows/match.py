"""A coordinator matches a young person with a mentor: the program says who fits and why, a person decides."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.cards import ago, fitted, worded
from conversations.check import skippable
from conversations.checks.adults import adult as adult_check
from conversations.effects import MakeMatch
from conversations.facts import Facts, Role, Seek
from conversations.flow import Flow
from conversations.flows.choosing import Numbered, wanted
from conversations.matching import Candidate, Fit, Matching, MatchWanted, Waiting
from conversations.reply import Choice, Json
from conversations.talk import Talk

YOUNG, MENTOR = "match_young", "match_mentor"

MAKE, LEAVE = "make", "leave"

WORDED: Mapping[str, str] = {"help_with": "can_help_with"}
"""Labels in which a coordinator reads a field's options, where they are not the field's own."""

WISHES = ("mentor_wish", "hopes")
"""What a young person told that no rule weighs: it is shown to whoever decides."""


def match(talk: Talk) -> None:
    """Ask for a young person, a mentor and the adult who comes along, and make the match once it is sure."""
    seen = talk.look.matching
    if not seen.count:
        talk.say("match_nobody")
        return
    young = _young_person(talk, seen)
    mentor = _mentor(talk, seen, young) if young else None
    if young is None or mentor is None:
        return
    adult = _adult(talk, young)
    told: dict[str, Json] = {"adult": adult, "needs_adult": young.needs_adult}
    key = f"{young.id}:{mentor.id}"
    names: dict[str, Json] = {"first_name": young.first_name, "mentor": mentor.first_name}
    if talk.choose(f"match_sure:{key}", [MAKE, LEAVE], "match_sure", **names, **told) == LEAVE:
        talk.say("match_left", "", **names)
        return
    # What came of it is said by the change itself: somebody else may have been quicker.
    talk.do(f"make:{key}", MakeMatch(mentor.id, young.id, adult))


def _young_person(talk: Talk, seen: Matching) -> Waiting | None:
    """Return who is to be matched, or None where they do not wait any more."""
    offered = seen.found if len(seen.found) > 1 else seen.waiting
    choices = [Choice(str(one.id), words=_waits(one, talk.look)) for one in offered]
    check = Numbered([one.id for one in seen.found], choices, "match_none")
    number = talk.ask(YOUNG, check, count=seen.count, shown=len(seen.waiting))
    young = next((one for one in seen.found if one.id == number), None)
    if young is None:
        talk.say("match_gone", number=number)
    return young


def _waits(one: Waiting, look: Facts) -> str:
    since = ago(one.since, look.now)
    long = f"{since['count']} {worded(look.labels, 'ago', str(since['unit']))}" if since["count"] else ""
    return fitted(one.first_name or worded(look.labels, "card", "no_name"), long)


def _mentor(talk: Talk, seen: Matching, young: Waiting) -> Candidate | None:
    """Return the mentor, or None where none has room, or the one who was chosen has none any more.

    The step key names the young person: a mentor who fits one is never taken for another's.
    """
    if not seen.mentors:
        talk.say("match_no_mentor", first_name=young.first_name)
        return None
    offered = seen.found_mentors if len(seen.found_mentors) > 1 else seen.mentors
    choices = [Choice(str(one.id), words=fitted(one.first_name, one.job)) for one in offered]
    check = Numbered([one.id for one in seen.found_mentors], choices, "match_no_such_mentor")
    number = talk.ask(f"{MENTOR}:{young.id}", check, MENTOR, **_offer(young, offered))
    mentor = next((one for one in seen.found_mentors if one.id == number), None)
    if mentor is None:
        talk.say("match_mentor_gone", person=young.id)
    return mentor


def _offer(young: Waiting, mentors: tuple[Candidate, ...]) -> dict[str, Json]:
    wishes: dict[str, Json] = {name: young.profile[name] for name in WISHES if young.profile.get(name)}
    if "mentor_wish" in wishes and young.profile.get("mentor_wish_other"):
        wishes["mentor_wish_other"] = young.profile["mentor_wish_other"]
    return {
        "first_name": young.first_name,
        "person": young.id,
        "wishes": wishes,
        "mentors": [_shown(mentor) for mentor in mentors],
    }


def _shown(mentor: Candidate) -> Json:
    return {
        "person": mentor.id,
        "first_name": mentor.first_name,
        "job": mentor.job,
        "room": mentor.room,
        "fits": [_reason(fit) for fit in mentor.fits],
        "gaps": list(mentor.gaps),
    }


def _reason(fit: Fit) -> Json:
    return {"kind": fit.kind, "group": WORDED.get(fit.kind, fit.kind), "options": list(fit.values)}


def _adult(talk: Talk, young: Waiting) -> str:
    """Return who comes along, empty where nobody has to, or where it is not known yet."""
    if not young.needs_adult:
        return ""
    named = talk.ask(f"match_adult:{young.id}", skippable(adult_check), first_name=young.first_name)
    return named or ""


def seeks_match(given: str, answers: Mapping[str, Json]) -> Seek:
    """Look up who waits, and for the one who is asked for who could be their mentor."""
    young = wanted(answers.get(YOUNG, given))
    mentor = next((value for key, value in answers.items() if key.startswith(f"{MENTOR}:")), "")
    return Seek(matching=MatchWanted(young, wanted(mentor)))


MATCH = Flow(
    "match", match, command="match", roles=frozenset({Role.COORDINATOR}), first=YOUNG, seeks=seeks_match
)
