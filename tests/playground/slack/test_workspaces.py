from __future__ import annotations

from playground.slack.workspaces import Conversation, Message, Numbers, Person, Workspace


def test_ids_are_never_given_twice() -> None:
    numbers = Numbers()
    assert [numbers.next("U"), numbers.next("U"), numbers.next("D")] == ["U0001", "U0002", "D0001"]


def test_a_message_is_found_while_everybody_sees_it() -> None:
    place = Conversation("D1", "T1", "im")
    place.messages = [
        Message("1.1", place, None, "Hello"),
        Message("1.2", place, None, "Gone", deleted=True),
        Message("1.3", place, None, "Hidden", only_for="U1"),
    ]
    assert place.message("1.1") is place.messages[0]
    assert [place.message(ts) for ts in ("1.2", "1.3", "9.9")] == [None, None, None]


def test_the_bot_sees_direct_messages_and_the_channels_it_is_in() -> None:
    workspace = Workspace("T1", "North Side", "UB", "B1", "xoxb")
    ann = Person("U1", "T1", "Ann")
    direct = Conversation("D1", "T1", "im", person=ann)
    workspace.conversations["D1"] = direct
    inside = Conversation("C1", "T1", "channel", members={"UB", "U1"})
    outside = Conversation("C2", "T1", "channel", members={"U1"})
    assert [workspace.visible(place) for place in (direct, inside, outside)] == [True, True, False]
    assert workspace.direct(ann) is direct
    assert workspace.direct(Person("U2", "T1", "Sam")) is None
    assert workspace.url == "https://north-side.slack.example/"
