from __future__ import annotations

from playground.clock import Clock
from playground.slack import response_urls
from playground.slack.response_urls import Place, ResponseUrls
from tests.playground.support import START


def test_commands_and_messages_have_paths_of_their_own() -> None:
    urls = ResponseUrls(Clock(lambda: START))
    assert urls.make("T1", "D1", "U1").startswith("/slack/commands/T1/")
    path = urls.make("T1", "D1", "U1", "1.1")
    assert path.startswith("/slack/actions/T1/")
    place = urls.use(path.rpartition("/")[2])
    assert isinstance(place, Place)
    assert (place.conversation, place.ts) == ("D1", "1.1")


def test_only_the_newest_are_remembered() -> None:
    urls = ResponseUrls(Clock(lambda: START))
    first = urls.make("T1", "D1", "U1")
    for _ in range(response_urls.KEPT):
        urls.make("T1", "D1", "U1")
    assert urls.use(first.rpartition("/")[2]) == "no_service"
    urls.empty()
