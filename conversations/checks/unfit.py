"""Says why nothing that is free fits what somebody wished for, and what comes nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from conversations.check import Rejected
from conversations.checks.hours import Hours
from conversations.checks.wishes import Window, Wish
from conversations.clock import in_utc, on_wall, spoken
from conversations.facts import Facts
from conversations.week import MINUTES_A_DAY


def refused(wish: Wish, offers: Sequence[datetime], facts: Facts, minutes: int, zone: str) -> Rejected:
    """Return the refusal of a wish that none of ``offers`` fits, for what it says first.

    ``minutes`` is how long the meeting is, ``zone`` the clock of the programme's hours.
    """
    window, rules = wish.suit[0], facts.framework.hours
    hours = (window.hours or Hours()).within(wish.bounds or Hours())
    last = window.days.last
    if last is not None and _at(last, hours.ends, facts.zone) <= facts.now:
        return Rejected("date_in_past")
    day = _first_day(window, facts.today)
    if day > facts.today + timedelta(rules.ahead):
        return Rejected("date_beyond_plan", {"days": rules.ahead})
    bounds = _on_clock(day, rules.earliest, facts, zone), _on_clock(day, rules.latest, facts, zone)
    if _is_outside(hours, minutes, *(_minutes(bound, day) for bound in bounds)):
        earliest, latest = (f"{bound:%H:%M}" for bound in bounds)
        return Rejected("time_out_of_hours", {"earliest": earliest, "latest": latest})
    if not offers:
        return Rejected("time_none_left")
    nearest = spoken(_nearest(wish, offers, facts), facts.zone, facts.labels)
    if last is not None and _at(last, hours.ends, facts.zone) < facts.now + timedelta(hours=rules.notice):
        return Rejected("time_too_soon", {"hours": rules.notice, "nearest": nearest})
    return Rejected("time_none_fits", {"nearest": nearest})


def _first_day(window: Window, today: date) -> date:
    """Return the first day of the window that is not over."""
    day = max(window.days.first or today, today)
    week = (day + timedelta(more) for more in range(7))
    return next((one for one in week if one.weekday() in window.days.weekdays), day)


def _at(day: date, minutes: int, zone: str) -> datetime:
    return in_utc(datetime.combine(day, time.min) + timedelta(minutes=minutes), zone)


def _on_clock(day: date, at: time, facts: Facts, zone: str) -> datetime:
    """Return what the person's own clock shows when the clock in ``zone`` shows ``at``."""
    return on_wall(in_utc(datetime.combine(day, at), zone), facts.zone)


def _minutes(wall: datetime, day: date) -> int:
    return round((wall - datetime.combine(day, time.min)).total_seconds() / 60)


def _is_outside(hours: Hours, minutes: int, earliest: int, latest: int) -> bool:
    """Tell whether no meeting of so many minutes in ``hours`` is between two times of a day."""
    last_start = hours.ends if hours.starts else max(hours.ends - minutes, hours.begins)
    return last_start < earliest or hours.begins + minutes > latest


def _nearest(wish: Wish, offers: Sequence[datetime], facts: Facts) -> datetime:
    """Return the offer that comes nearest to any of what was wished for."""
    return min(offers, key=lambda one: min(_distance(one, window, wish, facts) for window in wish.suit))


def _distance(offer: datetime, window: Window, wish: Wish, facts: Facts) -> int:
    """Return how far an offer is from a window, in minutes; another weekday counts as one day."""
    local = on_wall(offer, facts.zone)
    begins = local.hour * 60 + local.minute
    hours = (window.hours or Hours()).within(wish.bounds or Hours())
    days = window.days.beside(local.date()) or int(local.weekday() not in window.days.weekdays)
    return days * MINUTES_A_DAY + max(hours.begins - begins, begins - hours.ends, 0)
