"""People and their accounts: loaded for a batch of turns at once, changed one by one."""

from storage.people.accounts import (
    AccountRow,
    accounts_of,
    add_guess,
    attach,
    hold,
    make_accounts,
    prune_guesses,
    prune_strangers,
    set_state,
)
from storage.people.changes import (
    add_role,
    agree,
    amend_profile,
    decide,
    make_person,
    remove_role,
    set_external_id,
    set_name,
    set_profile,
    set_status,
)
from storage.people.listing import ExportRow, Listed, coordinators, export, invited, listing
from storage.people.loading import Loaded, load
from storage.people.reach import Belongs, Reach, belongs, reach
from storage.people.teams import TeamMember, team, team_elsewhere
from storage.people.wishes import WishesRow, pause, set_nudges_off, set_reminders, wishes

__all__ = [
    "AccountRow",
    "Belongs",
    "ExportRow",
    "Listed",
    "Loaded",
    "Reach",
    "TeamMember",
    "WishesRow",
    "accounts_of",
    "add_guess",
    "add_role",
    "agree",
    "amend_profile",
    "attach",
    "belongs",
    "coordinators",
    "decide",
    "export",
    "hold",
    "invited",
    "listing",
    "load",
    "make_accounts",
    "make_person",
    "pause",
    "prune_guesses",
    "prune_strangers",
    "reach",
    "remove_role",
    "set_external_id",
    "set_name",
    "set_nudges_off",
    "set_profile",
    "set_reminders",
    "set_state",
    "set_status",
    "team",
    "team_elsewhere",
    "wishes",
]
