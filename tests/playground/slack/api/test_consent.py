from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from playground.slack.world import DEFAULT_APP
from tests.playground.slack.api.support import SlackBench

BACK = "http://127.0.0.1:9/slack/oauth"
ASKED = {
    "client_id": DEFAULT_APP.client_id,
    "scope": "chat:write,commands",
    "redirect_uri": BACK,
    "state": "a b&c",
}
PAGE = "/slack/oauth/v2/authorize"


async def press(
    slack: SlackBench, answer: str, team: str = "T0001", **headers: str
) -> tuple[int, dict[str, list[str]]]:
    """Status, and what the browser would bring back to the app."""
    async with slack.session.post(
        slack.address + PAGE,
        params=ASKED,
        data={"team": team, "answer": answer},
        allow_redirects=False,
        headers=headers,
    ) as response:
        place = response.headers.get("location", "")
        assert not place or place.startswith(BACK)
        return response.status, parse_qs(urlsplit(place).query)


async def test_the_page_says_what_is_asked_for(slack: SlackBench) -> None:
    slack.world.add_workspace("<Southside>")
    async with slack.session.get(slack.address + PAGE, params={**ASKED, "team": "T0002"}) as response:
        page = await response.text()
    assert response.status == 200
    for part in ("Install Alongside", "chat:write", "Allow", "Cancel", "&lt;Southside&gt;"):
        assert part in page
    assert '<option value="T0002" selected>' in page


async def test_allow_brings_a_code_and_the_state(slack: SlackBench) -> None:
    ann = slack.person()
    status, brought = await press(slack, "allow")
    assert (status, brought["state"]) == (302, ["a b&c"])
    grant = slack.world.grants.redeem(brought["code"][0], BACK)
    assert (grant.team, grant.user, grant.scopes) == ("T0001", ann.id, frozenset({"chat:write", "commands"}))


async def test_a_workspace_without_people_gets_somebody_who_allows(slack: SlackBench) -> None:
    workspace = slack.world.add_workspace("Southside")
    _, brought = await press(slack, "allow", workspace.id)
    assert slack.world.grants.redeem(brought["code"][0], BACK).user in workspace.people


async def test_cancel_brings_no_code(slack: SlackBench) -> None:
    assert await press(slack, "cancel") == (302, {"error": ["access_denied"], "state": ["a b&c"]})


async def test_what_is_pressed_elsewhere_or_nowhere_is_refused(slack: SlackBench) -> None:
    assert await press(slack, "allow", "T9") == (400, {})
    assert await press(slack, "allow", origin="https://evil.example") == (400, {})
    assert (await press(slack, "allow", origin=slack.address))[0] == 302


WRONG = {
    "another app": ({"client_id": "1.2"}, "client_id"),
    "no scope": ({"scope": ""}, "No scope"),
    "scopes of people": ({"user_scope": "chat:write"}, "not played"),
    "no way back": ({"redirect_uri": "javascript:alert(1)"}, "redirect_uri"),
    "an unknown parameter": ({"sate": "x"}, "sate"),
}


@pytest.mark.parametrize(("wrong", "said"), WRONG.values(), ids=WRONG)
async def test_a_link_that_is_wrong(slack: SlackBench, wrong: dict[str, str], said: str) -> None:
    async with slack.session.get(slack.address + PAGE, params=ASKED | wrong) as response:
        assert response.status == 400
        assert said in await response.text()
