"""Every table of the store, in one collection."""

from storage.tables.announcements import announcement, recipient
from storage.tables.applying import decision, link_code
from storage.tables.availability import away, free_time, term
from storage.tables.base import metadata
from storage.tables.care import alert, concern, concern_event, duty, help_request
from storage.tables.following import check_in, goal, goal_step, survey
from storage.tables.matches import feed, match, meeting, place, proposal
from storage.tables.messages import inbox, outbox
from storage.tables.people import account, agreement, guess, person, person_role, profile
from storage.tables.programmes import invitation, organisation, programme
from storage.tables.runs import due, run
from storage.tables.slack import slack_bots, slack_installations, slack_oauth_states, workspace

__all__ = [
    "account",
    "agreement",
    "alert",
    "announcement",
    "away",
    "check_in",
    "concern",
    "concern_event",
    "decision",
    "due",
    "duty",
    "feed",
    "free_time",
    "goal",
    "goal_step",
    "guess",
    "help_request",
    "inbox",
    "invitation",
    "link_code",
    "match",
    "meeting",
    "metadata",
    "organisation",
    "outbox",
    "person",
    "person_role",
    "place",
    "profile",
    "programme",
    "proposal",
    "recipient",
    "run",
    "slack_bots",
    "slack_installations",
    "slack_oauth_states",
    "survey",
    "term",
    "workspace",
]
