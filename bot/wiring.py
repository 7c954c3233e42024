"""Everything is put together here, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from secrets import token_hex

import prompts
from bot.alerts import Alerts
from bot.announcer import Announcer
from bot.bells import TURNS, Bells
from bot.clock import Clock
from bot.delivery.lanes import Lanes
from bot.homes import Homes
from bot.housekeeping import Housekeeping
from bot.inbox import Inbox
from bot.links import Links
from bot.rendering import Words
from bot.settings import Settings
from bot.ticks import Ticks
from bot.turns import Turns
from conversations.engine import Engine
from conversations.flows import FLOWS
from conversations.nudging import Quiet
from mentoring.concerns.finder import find_concern
from mentoring.programmes import frameworks
from storage.store import Store

WORDS_FOLDER = Path(prompts.__file__).parent


@dataclass(frozen=True, slots=True)
class Bot:
    """The parts of one process that know no platform."""

    store: Store
    clock: Clock
    words: Words
    inbox: Inbox
    turns: Turns
    alerts: Alerts
    homes: Homes
    ticks: Ticks
    announcer: Announcer
    lanes: Lanes
    links: Links
    bells: Bells
    owner: str


def wire(settings: Settings, clock: Clock) -> Bot:
    """Return the parts, wired; nothing runs yet."""
    store = Store.open(settings.database_url)
    words = Words.load(WORDS_FOLDER)
    bells, links, owner = Bells(), Links(), token_hex(4)
    links.served_at(settings.reached_at())
    # Programmes are read here, so that a wrong one is found before anybody writes.
    frameworks()
    engine = Engine(FLOWS, words.phrases, find_concern)
    turns_bell, quiet = bells.of(TURNS), Quiet(settings.quiet_from, settings.quiet_until)
    lanes = Lanes(store, clock, words, links, bells, owner, quiet)
    return Bot(
        store,
        clock,
        words,
        Inbox(store, clock, turns_bell),
        Turns(store, clock, engine, words, turns_bell, bells.ring, links, quiet),
        Alerts(store, clock, timedelta(minutes=settings.concern_minutes), bells.ring),
        Homes(store, clock, words, bells.ring),
        Ticks(store, clock, quiet, bells.ring),
        Announcer(store, clock, quiet, bells.ring, lambda: lanes.names),
        lanes,
        links,
        bells,
        owner,
    )


def housekeeping(bot: Bot, settings: Settings) -> Housekeeping:
    """Return the interval jobs."""
    keep = timedelta(days=settings.keep_days)
    return Housekeeping(bot.store, bot.clock, lambda: bot.lanes.names, bot.owner, keep)
