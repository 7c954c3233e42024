"""Every table of the store, in one collection."""

from storage.tables.applying import decision, link_code
from storage.tables.base import metadata
from storage.tables.care import alert, concern, concern_event, duty, help_request
from storage.tables.messages import inbox, outbox
from storage.tables.people import account, agreement, guess, person, person_role, profile
from storage.tables.programmes import invitation, organisation, programme
from storage.tables.runs import due, run
from storage.tables.slack import slack_bots, slack_installations, slack_oauth_states, workspace

__all__ = [
    "account",
    "agreement",
    "alert",
    "concern",
    "concern_event",
    "decision",
    "due",
    "duty",
    "guess",
    "help_request",
    "inbox",
    "invitation",
    "link_code",
    "metadata",
    "organisation",
    "outbox",
    "person",
    "person_role",
    "profile",
    "programme",
    "run",
    "slack_bots",
    "slack_installations",
    "slack_oauth_states",
    "workspace",
]
