"""Somebody has their own calendar show when they meet, by a link that it reads."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.effects import MakeFeed, RevokeFeed
from conversations.facts import Role, Seek
from conversations.flow import Flow
from conversations.reply import Json
from conversations.talk import Talk

WISH = "calendar"


def calendar(talk: Talk) -> None:
    """Say what the link is, and send it; whoever has one may also get another one, or none any more."""
    if not talk.look.feeds_on:
        talk.say("calendar_not_on")
        return
    match _wish(talk):
        case "get":
            talk.do("get", MakeFeed())
        case "new":
            talk.do("renew", MakeFeed(fresh=True))
            talk.say("calendar_new")
        case "off":
            talk.do("revoke", RevokeFeed())
            talk.say("calendar_off")
        case _:
            talk.say("calendar_closed")


def _wish(talk: Talk) -> str:
    """Ask what they would like of what can be, as somebody may have done it elsewhere in between."""
    if talk.look.has_feed:
        return talk.choose(WISH, ["get", "new", "off", "close"], prompt="calendar_again")
    return talk.choose(WISH, ["get", "close"])


def seeks_feed(given: str, answers: Mapping[str, Json]) -> Seek:
    """Look up whether they have a link."""
    return Seek(feed=True)


CALENDAR = Flow(
    "calendar",
    calendar,
    command="calendar",
    roles=frozenset({Role.YOUNG_PERSON, Role.MENTOR}),
    first=WISH,
    seeks=seeks_feed,
)
