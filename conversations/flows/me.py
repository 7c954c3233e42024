"""Somebody looks at what is known about them, and changes it one thing at a time."""

from __future__ import annotations

from conversations.effects import Amend
from conversations.flow import Flow
from conversations.flows.fields import OTHER, Form, field_choices, fields_of
from conversations.flows.mentor import REFEREE, REFEREE_2, SAFEGUARDING
from conversations.reply import Choice
from conversations.talk import Talk

FIXED = "date_of_birth"
"""The field that only a coordinator changes, because the age limits hang on it."""

DECIDED = frozenset({*REFEREE, *REFEREE_2, *SAFEGUARDING})
"""Fields that stay as they were when somebody applied: a person decides, or has decided, by them."""

NOTHING = "nothing"


def me(talk: Talk) -> None:
    """Show the profile until nothing more is to be changed."""
    form = Form(talk, fields_of(talk.look.roles), talk.look.profile)
    looked = 1
    while (
        wish := talk.choose(f"me:{looked}", ["change", "leave", "close"], profile=dict(form.answers))
    ) != "close":
        if wish == "leave":
            talk.say("leaving", coordinator=talk.look.coordinator)
            return
        _change(talk, form, looked)
        looked += 1
    talk.say("me_closed")


def _change(talk: Talk, form: Form, looked: int) -> None:
    """Change one field, unless it is fixed or the person thinks again."""
    fields = fields_of(talk.look.roles)
    names = [name for name in fields if name not in DECIDED]
    name = talk.choose(f"change:{looked}", [*field_choices(*names), Choice(NOTHING, label="change.nothing")])
    if name == FIXED:
        talk.say("birth_fixed", f"birth_fixed:{looked}", coordinator=talk.look.coordinator)
    elif name != NOTHING:
        form.ask(name)
        talk.do(f"amend:{looked}", Amend(name, form.answers[name]))
        if fields[name].offers_other:
            other = f"{name}_{OTHER}"
            talk.do(f"amend_other:{looked}", Amend(other, form.answers.get(other)))


ME = Flow("me", me)
