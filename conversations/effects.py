"""Changes to the programme that a flow describes; they are carried out in the turn's own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.concern import Concern
from conversations.facts import Place, Role
from conversations.reply import Json


@dataclass(frozen=True, slots=True)
class Effect:
    """A described change; every other effect is one of these."""


@dataclass(frozen=True, slots=True)
class Redeem(Effect):
    """Take a place on an invitation: the account's person now exists and is joining."""

    invitation: int
    organisation: int
    programme: int
    role: Role


@dataclass(frozen=True, slots=True)
class WrongGuess(Effect):
    """Count a wrong code against the account."""


@dataclass(frozen=True, slots=True)
class Register(Effect):
    """Finish joining: keep ``profile`` by field name, and what was ``agreed`` to, as version by document.

    ``waits`` is True where a person of the team decides before they take part.
    """

    profile: Mapping[str, Json]
    agreed: Mapping[str, str]
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Amend(Effect):
    """Change one field of the profile."""

    field: str
    value: Json


@dataclass(frozen=True, slots=True)
class Forget(Effect):
    """Keep nothing of this person: they are outside the programme's ages."""

    reason: str


@dataclass(frozen=True, slots=True)
class Leave(Effect):
    """The person leaves the programme and is written to no more."""


@dataclass(frozen=True, slots=True)
class Return(Effect):
    """A person who had left is back; ``applied`` where they had told everything and wait for a decision."""

    applied: bool = False


@dataclass(frozen=True, slots=True)
class RaiseConcern(Effect):
    """Record a concern for the safeguarding lead, with the words that raised it.

    ``source`` is "words" for a word of crisis, else the flow that somebody raised it with; without a
    ``concern`` it is looked for in the words.
    """

    concern: Concern | None
    words: str
    source: str = "words"


@dataclass(frozen=True, slots=True)
class MoreWords(Effect):
    """What somebody wrote right after a word of crisis: it is kept with the concern."""

    words: str


@dataclass(frozen=True, slots=True)
class Urgent(Effect):
    """Somebody is in danger now: this goes for the concern that the person raised just before."""


@dataclass(frozen=True, slots=True)
class ReadConcern(Effect):
    """Somebody saw a concern's words; where nobody had it yet, they have it now."""

    concern: int


@dataclass(frozen=True, slots=True)
class NoteConcern(Effect):
    """Add to a concern what was done about it; ``closes`` where nothing is left to do."""

    concern: int
    note: str
    closes: bool = False


@dataclass(frozen=True, slots=True)
class AskForPerson(Effect):
    """Somebody is stuck and wants a person: the step key they are at, and their name if it is known."""

    question: str
    first_name: str = ""


@dataclass(frozen=True, slots=True)
class Unreachable(Effect):
    """The person blocked the bot."""


@dataclass(frozen=True, slots=True)
class Reachable(Effect):
    """The person unblocked the bot, or wrote to it again."""


@dataclass(frozen=True, slots=True)
class TakeDuty(Effect):
    """Take a place on the organisation's list of who is told of a concern; NONE lays it down."""

    place: Place


@dataclass(frozen=True, slots=True)
class Invite(Effect):
    """Make an invitation for ``uses`` people; its code, link and picture are sent to whoever asked."""

    role: Role
    uses: int


@dataclass(frozen=True, slots=True)
class Refer(Effect):
    """Send the person their own code to invite colleagues with; it is made once and counted."""


@dataclass(frozen=True, slots=True)
class MakeLink(Effect):
    """Send the person a one-time code that joins another account of theirs."""


@dataclass(frozen=True, slots=True)
class TakeLink(Effect):
    """Join this account to the person whose one-time code it gave."""

    code: str


@dataclass(frozen=True, slots=True)
class Decide(Effect):
    """Approve or turn down an applicant; ``reason`` is kept for the team."""

    person: int
    approved: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reset(Effect):
    """End every talk that a person is in, so that they can begin anew."""

    person: int


@dataclass(frozen=True, slots=True)
class SettleHelp(Effect):
    """Somebody has helped a person who asked for a person."""

    person: int


@dataclass(frozen=True, slots=True)
class ShowHome(Effect):
    """Publish the account's home page anew."""
