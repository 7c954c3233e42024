"""A mentor joins: what the role asks, who can take it, the application, the code of conduct, a summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conversations.checks import yes_no
from conversations.effects import Forget, Register
from conversations.flow import Flow
from conversations.flows.fields import MENTOR_FIELDS, Form, field_choices
from conversations.flows.join import PRIVACY_NOTICE
from conversations.talk import Talk

PRIVACY_VERSION = "2026-11"
"""The version of prompts/*/mentor_privacy.j2: raised whenever what is promised in it changes."""

CODE_OF_CONDUCT = "code of conduct"
CONDUCT_VERSION = "2026-11"
"""The version of prompts/*/conduct.j2: raised whenever what is agreed to in it changes."""

EXPERIENCE = ("five_years", "two_since_degree", "neither")
"""Five years of work, or two since graduating; whoever has neither cannot be a mentor yet."""

REFEREE = ("referee_name", "referee_contact", "referee_known")
REFEREE_2 = ("referee_2_name", "referee_2_contact", "referee_2_known")
SAFEGUARDING = ("past_worry", "asked_to_stop", "checks_fine")

FORMS: Sequence[tuple[str, Sequence[str]]] = (
    ("about", ("first_name", "employer", "job", "region")),
    ("offer", ("industries", "can_help_with", "languages", "why")),
    ("meeting", ("free_times", "meeting_mode", "capacity")),
    ("referee", REFEREE),
    ("referee_2", REFEREE_2),
    ("safeguarding", SAFEGUARDING),
)
"""The questions that belong together, in the order in which they are asked."""

BEFORE: Mapping[str, str] = {"referee": "referees_why", "safeguarding": "safeguarding_why"}
"""What is said before a form, by the form's name."""

WHOLE = ("referee", "referee_2")
"""Forms that are changed as a whole: another person to ask is another name, contact and reason."""


def mentor(talk: Talk) -> None:
    """Ask a mentor for everything that the checks and a match need; a person of the team decides."""
    look, rules = talk.look, talk.look.programme
    months, minutes = rules.months, rules.meeting_minutes
    talk.say("mentor_welcome", organisation=look.organisation, months=months, minutes=minutes)
    if not talk.ask("privacy", yes_no, prompt="mentor_privacy"):
        return _goodbye(talk, "mentor_privacy_no")
    experience = _experience(talk)
    if experience is None:
        return _goodbye(talk, "not_eligible")
    form = Form(talk, MENTOR_FIELDS, {"experience": experience})
    for name, fields in FORMS:
        if name in BEFORE:
            talk.say(BEFORE[name])
        form.ask_together(name, fields)
    if not talk.ask("conduct", yes_no, version=CONDUCT_VERSION, months=months, minutes=minutes):
        return _goodbye(talk, "conduct_no")
    _looked_over(talk, form)
    agreed = {PRIVACY_NOTICE: PRIVACY_VERSION, CODE_OF_CONDUCT: CONDUCT_VERSION}
    talk.do("register", Register(profile=dict(form.answers), agreed=agreed, waits=True))
    talk.say("mentor_waiting", first_name=form.answers["first_name"], coordinator=look.coordinator)
    return None


def _experience(talk: Talk) -> str | None:
    """Return the experience that makes somebody eligible, or None; a slip of the finger is no answer."""
    tried = 1
    while (experience := talk.choose(_numbered("experience", tried), EXPERIENCE)) == "neither":
        if talk.ask(_numbered("experience_right", tried), yes_no):
            return None
        tried += 1
    return experience


def _looked_over(talk: Talk, form: Form) -> None:
    """Show the summary until it is fine."""
    whole = {fields[0]: (name, fields) for name, fields in FORMS if name in WHOLE}
    parts = {field for _, fields in whole.values() for field in fields[1:]}
    offered = field_choices(*(name for name in MENTOR_FIELDS if name not in parts))
    look = 1
    while talk.choose(f"summary:{look}", ["fine", "change"], profile=dict(form.answers)) == "change":
        name = talk.choose(f"change:{look}", offered)
        if name in whole:
            form.ask_together(*whole[name])
        else:
            form.ask(name)
        look += 1


def _numbered(key: str, number: int) -> str:
    return key if number == 1 else f"{key}:{number}"


def _goodbye(talk: Talk, reason: str) -> None:
    """Keep nothing of this person and say a kind goodbye; the prompt has the reason's name."""
    talk.do("forget", Forget(reason))
    talk.say(reason, coordinator=talk.look.coordinator)


MENTOR = Flow("mentor", mentor, kept=True)
