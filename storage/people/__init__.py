"""People and their accounts: loaded for a batch of turns at once, changed one by one."""

from storage.people.accounts import add_guess, attach, hold, make_accounts, prune_guesses, set_state
from storage.people.changes import (
    add_role,
    agree,
    amend_profile,
    make_person,
    set_name,
    set_profile,
    set_status,
)
from storage.people.listing import Listed, coordinators, invited, listing
from storage.people.loading import Loaded, load
from storage.people.reach import Reach, reach

__all__ = [
    "Listed",
    "Loaded",
    "Reach",
    "add_guess",
    "add_role",
    "agree",
    "amend_profile",
    "attach",
    "coordinators",
    "hold",
    "invited",
    "listing",
    "load",
    "make_accounts",
    "make_person",
    "prune_guesses",
    "reach",
    "set_name",
    "set_profile",
    "set_state",
    "set_status",
]
