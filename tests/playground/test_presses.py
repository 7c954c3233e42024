from __future__ import annotations

import pytest

from playground import presses
from playground.chats import Content
from playground.presses import Presses
from playground.world import World


def test_the_oldest_presses_are_forgotten(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presses, "KEPT", 2)
    ann = world.chats.add_person("Ann", None, None)
    message = world.post(ann, None, Content(text="So?"))
    memory = Presses()
    ids = [memory.add(ann, message, 0.0).id for _ in range(3)]
    assert [memory.answerable(press_id, 0.0) is not None for press_id in ids] == [False, True, True]
