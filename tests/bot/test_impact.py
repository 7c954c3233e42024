"""A coordinator asks for the impact and gets numbers with a picture, which is drawn beside all other work."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from bot.delivery import charts
from conversations.facts import Role
from handlers.rendered import PNG
from storage import organisations
from storage.store import Store
from tests.bot.house import SCHOOL, WORDS, House
from tests.storage.surveyed import lived

PAT = "1001"


@pytest.fixture
async def house(store: Store) -> House:
    """Give a house whose coordinator is Pat; its school has lived for a while."""
    made = House(store)
    made.words = WORDS
    await made.say(PAT, f"/start {await made.invite(role=Role.COORDINATOR)}", "Pat", "[none]")
    async with store.write() as conn:
        home = await organisations.find(conn, SCHOOL)
        assert home is not None
        await lived(conn, home.id, home.programme_id, 5)
    return made


async def test_numbers_come_with_a_picture(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    drew: list[str] = []
    draw = charts.drawn

    def seen(*given: Any) -> bytes:
        drew.append(threading.current_thread().name)
        return draw(*given)

    monkeypatch.setattr(charts, "drawn", seen)

    assert await house.say(PAT, "/impact") == ["impact"]
    await house.deliver_all()
    sent = house.sender.sent[-1]
    assert sent.file is not None
    assert (sent.file.name, sent.file.media_type) == ("impact.png", PNG)
    assert sent.file.data.startswith(b"\x89PNG")
    assert "Knowledge: 0%, then 100%, of 5 people." in sent.file.described
    assert "Knowledge: 0% → 100%, mean 2.0 → 4.0, 5 people" in sent.text
    assert "Confidence: too few answers to show" in sent.text
    assert "<b>10</b> sessions held" in sent.text
    assert drew != [threading.main_thread().name]
    assert len(drew) == 1
