"""People and their accounts: loaded for a batch of turns at once, changed one by one."""

from storage.people.accounts import (
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
    make_person,
    set_name,
    set_profile,
    set_status,
)
from storage.people.listing import Listed, TeamMember, coordinators, invited, listing, team
from storage.people.loading import Loaded, load
from storage.people.reach import Belongs, Reach, belongs, reach

__all__ = [
    "Belongs",
    "Listed",
    "Loaded",
    "Reach",
    "TeamMember",
    "add_guess",
    "add_role",
    "agree",
    "amend_profile",
    "attach",
    "belongs",
    "coordinators",
    "hold",
    "invited",
    "listing",
    "load",
    "make_accounts",
    "make_person",
    "prune_guesses",
    "prune_strangers",
    "reach",
    "set_name",
    "set_profile",
    "set_state",
    "set_status",
    "team",
]
