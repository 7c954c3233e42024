"""Checks: what people type, turned into a value or refused with the prompt that says why."""

from conversations.checks.ages import age
from conversations.checks.answers import yes_no
from conversations.checks.choices import one_of, several_of
from conversations.checks.contacts import contact
from conversations.checks.counts import whole_number
from conversations.checks.dates import age_on, date_of_birth
from conversations.checks.moments import Moment, date_and_time
from conversations.checks.names import first_name
from conversations.checks.regions import region
from conversations.checks.texts import free_text, short_text
from conversations.checks.times import time_of_day

__all__ = [
    "Moment",
    "age",
    "age_on",
    "contact",
    "date_and_time",
    "date_of_birth",
    "first_name",
    "free_text",
    "one_of",
    "region",
    "several_of",
    "short_text",
    "time_of_day",
    "whole_number",
    "yes_no",
]
