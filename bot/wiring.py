"""Everything is put together here, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from secrets import token_hex

import prompts
from bot.clock import Clock
from bot.delivery.gate import Quiet
from bot.delivery.lane import Lane, Sender, Way
from bot.delivery.pace import Pace
from bot.delivery.presenting import Presenter
from bot.housekeeping import Housekeeping
from bot.inbox import Inbox
from bot.rendering import Renderer, Words
from bot.settings import Settings
from bot.turns import Turns
from bot.wake import Wake
from conversations.engine import Engine
from conversations.flows import FLOWS
from conversations.heard import Platform
from handlers.rendered import Markup
from mentoring.concerns.finder import find_concern
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
    turns_bell: Wake
    lane_bell: Wake
    owner: str


def wire(settings: Settings, clock: Clock) -> Bot:
    """Return the parts, wired; nothing runs yet."""
    store = Store.open(settings.database_url)
    words = Words.load(WORDS_FOLDER)
    turns_bell, lane_bell = Wake(), Wake()
    # Its patterns are read here, so that a wrong one is found before anybody writes.
    find_concern("")
    engine = Engine(FLOWS, words.phrases, find_concern)
    turns = Turns(store, clock, engine, words, turns_bell, lane_bell.up)
    inbox = Inbox(store, clock, turns_bell)
    return Bot(store, clock, words, inbox, turns, turns_bell, lane_bell, token_hex(4))


def lane(bot: Bot, settings: Settings, platform: Platform, markup: Markup, sender: Sender) -> Lane:
    """Return the lane of one platform's token."""
    presenter = Presenter(bot.words, Renderer(bot.words), markup)
    quiet = Quiet(settings.quiet_from, settings.quiet_until)
    way = Way(platform.value, presenter, sender, bot.owner, quiet)
    return Lane(way, bot.store, bot.clock, Pace(settings.telegram_rate), bot.lane_bell)


def housekeeping(bot: Bot, settings: Settings) -> Housekeeping:
    """Return the interval jobs."""
    keep = timedelta(days=settings.keep_days)
    return Housekeeping(bot.store, bot.clock, (Platform.TELEGRAM.value,), bot.owner, keep)
