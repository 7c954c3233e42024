"""A coordinator keeps the list of places where pairs may meet: real ones, and rooms online."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.cards import fitted, worded
from conversations.check import Check, Rejected
from conversations.checks.choices import OneOf
from conversations.checks.rooms import room_link
from conversations.checks.texts import Text
from conversations.checks.words import folded
from conversations.effects import AddPlace, RemovePlace
from conversations.facts import Facts, Role, Seek
from conversations.flow import Flow
from conversations.pairs import PlaceCard
from conversations.reply import Choice, Json
from conversations.talk import Talk

WISH = "places_next"
PLACE, ROOM, REMOVE, CLOSE = "place", "room", "remove", "close"
BACK = "back"

LONGEST_PLACE = 60
"""Characters of a place's name: it stands in a sentence with the day and the time."""

MOST_PLACES = 20
"""Places of an organisation: more do not fit beneath one message."""


class NewPlace(Text):
    """The name of a place that is not on the list yet."""

    def __init__(self) -> None:
        super().__init__(LONGEST_PLACE, lines=False)

    def parse(self, text: str, facts: Facts) -> str:
        """Return the name; reject one that is there already ("place_there"), else as any line."""
        name = super().parse(text, facts)
        if folded(name) in {folded(place.name) for place in facts.places}:
            raise Rejected("place_there", {"name": name})
        return name


class Wish(OneOf):
    """What is to be done; what was chosen stays, though it may not apply any more."""

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored wish."""
        if stored not in (PLACE, ROOM, REMOVE, CLOSE):
            raise Rejected("not_a_choice")
        return str(stored)


class OnList(OneOf):
    """A place of the list, by its number; one that was chosen stays, though it may be gone by now."""

    def load(self, stored: Json, facts: Facts) -> str:
        """Return a stored number."""
        if not isinstance(stored, str) or not stored.isdigit():
            raise Rejected("not_a_choice")
        return stored


_NAME: Check[str] = NewPlace()


def places(talk: Talk) -> None:
    """Show the list, and add to it or take from it."""
    listed = talk.look.places
    acts = [PLACE, ROOM] if len(listed) < MOST_PLACES else []
    acts += [REMOVE, CLOSE] if listed else [CLOSE]
    wish = Wish([Choice(act, label=f"{WISH}.{act}") for act in acts])
    shown: list[Json] = [{"name": place.name, "online": place.online} for place in listed]
    match talk.ask(WISH, wish, places=shown, full=len(listed) >= MOST_PLACES):
        case "place":
            name = talk.ask("place_name", _NAME)
            talk.do("add", AddPlace(name))
            talk.say("place_added", name=name, template="")
        case "room":
            _add_room(talk)
        case "remove":
            _remove(talk, listed)
        case _:
            talk.say("places_closed")


def _add_room(talk: Talk) -> None:
    name = talk.ask("place_room_name", _NAME)
    template = talk.ask("place_link", room_link)
    talk.do("add", AddPlace(name, template))
    talk.say("place_added", name=name, template=template)


def _remove(talk: Talk, listed: tuple[PlaceCard, ...]) -> None:
    """Ask which, and whether it is to be done; what is arranged there stays."""
    if not listed:
        talk.say("place_gone")
        return
    which = talk.ask("place_which", OnList([_button(place, talk.look) for place in listed]))
    place = next((one for one in listed if str(one.id) == which), None)
    if place is None:
        talk.say("place_gone")
    elif talk.choose(f"place_sure:{which}", [REMOVE, BACK], name=place.name) == BACK:
        talk.say("places_closed")
    else:
        talk.do(f"remove:{which}", RemovePlace(place.id))
        talk.say("place_removed", name=place.name)


def _button(place: PlaceCard, look: Facts) -> Choice:
    online = worded(look.labels, "places", "online") if place.online else ""
    return Choice(str(place.id), words=fitted(place.name, online))


def seeks_places(given: str, answers: Mapping[str, Json]) -> Seek:
    """Look up the list, in every turn."""
    return Seek(places=True)


PLACES = Flow(
    "places", places, command="places", roles=frozenset({Role.COORDINATOR}), first=WISH, seeks=seeks_places
)
