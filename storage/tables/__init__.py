"""Every table of the store, in one collection."""

from storage.tables.base import metadata
from storage.tables.care import concern, concern_event, help_request
from storage.tables.messages import inbox, outbox
from storage.tables.people import account, agreement, guess, person, person_role, profile
from storage.tables.programmes import invitation, organisation, programme
from storage.tables.runs import due, run

__all__ = [
    "account",
    "agreement",
    "concern",
    "concern_event",
    "due",
    "guess",
    "help_request",
    "inbox",
    "invitation",
    "metadata",
    "organisation",
    "outbox",
    "person",
    "person_role",
    "profile",
    "programme",
    "run",
]
