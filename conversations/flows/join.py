"""A young person joins: privacy, the age gate, what a mentor should know, the rules, a summary."""

from __future__ import annotations

from datetime import date

from conversations.checks import age_on, yes_no
from conversations.effects import Forget, Register
from conversations.flow import Flow
from conversations.flows.fields import FIELDS, Form, field_choices
from conversations.talk import Talk

DATE_OF_BIRTH = "date_of_birth"

PRIVACY_NOTICE = "privacy notice"
PRIVACY_VERSION = "2026-11"
"""The version of prompts/*/privacy.j2: raised whenever what is promised in it changes."""

RULES = "programme rules"


def join(talk: Talk) -> None:
    """Ask a young person everything that a match needs, and register them; or keep nothing of them."""
    talk.say("welcome", organisation=talk.look.organisation)
    if not talk.ask("privacy", yes_no, coordinator=talk.look.coordinator):
        return _goodbye(talk, "privacy_no")
    form = Form(talk, FIELDS)
    for name in FIELDS:
        if not _answered(talk, form, name):
            return None
    programme = talk.look.programme
    if not talk.ask("rules", yes_no, months=programme.months, minutes=programme.meeting_minutes):
        return _goodbye(talk, "rules_no")
    if not _looked_over(talk, form):
        return None
    agreed = {PRIVACY_NOTICE: PRIVACY_VERSION, RULES: programme.rules_version}
    talk.do("register", Register(profile=dict(form.answers), agreed=agreed))
    talk.say("all_set", first_name=form.answers["first_name"], coordinator=talk.look.coordinator)
    return None


def _looked_over(talk: Talk, form: Form) -> bool:
    """Show the summary until it is fine; return False where a change ended the talk."""
    look = 1
    while talk.choose(f"summary:{look}", ["fine", "change"], profile=dict(form.answers)) == "change":
        if not _answered(talk, form, talk.choose(f"change:{look}", field_choices(*FIELDS))):
            return False
        look += 1
    return True


def _answered(talk: Talk, form: Form, name: str) -> bool:
    """Ask one field's question; return False where the age that it gives ended the talk."""
    value = form.ask(name)
    return name != DATE_OF_BIRTH or _right_age(talk, form, value)


def _right_age(talk: Talk, form: Form, born: date) -> bool:
    """Return whether the age is within the programme's; a date outside may be a slip, so it is confirmed."""
    programme = talk.look.programme
    while not programme.minimum_age <= (age := age_on(born, talk.look.today)) <= programme.maximum_age:
        key = f"age_right:{form.times(DATE_OF_BIRTH)}"
        if talk.ask(key, yes_no, age=age, date=born.isoformat()):
            _goodbye(talk, "too_young" if age < programme.minimum_age else "too_old")
            return False
        born = form.ask(DATE_OF_BIRTH)
    return True


def _goodbye(talk: Talk, reason: str) -> None:
    """Keep nothing of this person and say a kind goodbye; the prompt has the reason's name."""
    programme = talk.look.programme
    talk.do("forget", Forget(reason))
    talk.say(
        reason,
        coordinator=talk.look.coordinator,
        minimum_age=programme.minimum_age,
        maximum_age=programme.maximum_age,
    )


JOIN = Flow("join", join, kept=True)
