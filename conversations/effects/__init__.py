"""Changes to the programme that a flow describes; they are carried out in the turn's own transaction."""

from conversations.effects.base import Effect
from conversations.effects.care import (
    AskForPerson,
    MoreWords,
    NoteConcern,
    RaiseConcern,
    ReadConcern,
    SettleHelp,
    Urgent,
)
from conversations.effects.joining import (
    Amend,
    Forget,
    Leave,
    MakeLink,
    Reachable,
    Redeem,
    Refer,
    Register,
    Return,
    TakeLink,
    Unreachable,
    WrongGuess,
)
from conversations.effects.meetings import (
    AcceptProposal,
    CancelMeeting,
    EndRhythm,
    ProposeMeeting,
    WithdrawProposal,
)
from conversations.effects.team import Decide, Invite, Reset, ShowHome, TakeDuty

__all__ = [
    "AcceptProposal",
    "Amend",
    "AskForPerson",
    "CancelMeeting",
    "Decide",
    "Effect",
    "EndRhythm",
    "Forget",
    "Invite",
    "Leave",
    "MakeLink",
    "MoreWords",
    "NoteConcern",
    "ProposeMeeting",
    "RaiseConcern",
    "Reachable",
    "ReadConcern",
    "Redeem",
    "Refer",
    "Register",
    "Reset",
    "Return",
    "SettleHelp",
    "ShowHome",
    "TakeDuty",
    "TakeLink",
    "Unreachable",
    "Urgent",
    "WithdrawProposal",
    "WrongGuess",
]
