from __future__ import annotations

from playground.updates import FIRST_UPDATE_ID, HISTORY, Updates


def ids(updates: Updates, limit: int = 100) -> list[int]:
    return [update["update_id"] for update in updates.take(limit)]


def test_ids_rise_by_one_and_stay_until_confirmed() -> None:
    updates = Updates()
    first = FIRST_UPDATE_ID
    assert [updates.add("message", {}) for _ in range(3)] == [first, first + 1, first + 2]
    assert ids(updates) == ids(updates) == [first, first + 1, first + 2]
    updates.confirm(first + 2)
    assert ids(updates) == [first + 2]


def test_a_negative_offset_keeps_the_newest() -> None:
    updates = Updates()
    for _ in range(5):
        updates.add("message", {})
    updates.confirm(-2)
    assert ids(updates) == [FIRST_UPDATE_ID + 3, FIRST_UPDATE_ID + 4]


def test_kinds_that_are_not_wanted_get_no_number() -> None:
    updates = Updates()
    assert updates.add("chat_member", {}) is None
    updates.allowed = frozenset({"chat_member"})
    assert updates.add("message", {}) is None
    assert updates.add("chat_member", {}) == FIRST_UPDATE_ID


def test_a_repeat_comes_once_under_its_old_id_and_first() -> None:
    updates = Updates()
    first = updates.add("message", {})
    assert first is not None
    updates.confirm(first + 1)
    updates.add("message", {})
    repeated = updates.remembered(first)
    assert repeated is not None
    updates.deliver_again(repeated)
    assert ids(updates) == [first, first + 1]
    assert ids(updates) == [first + 1]


def test_the_limit_holds_with_repeats() -> None:
    updates = Updates()
    for _ in range(3):
        updates.add("message", {})
        updates.deliver_again({"update_id": 5})
    assert ids(updates, 4) == [5, 5, 5, FIRST_UPDATE_ID]


def test_a_taken_update_is_dropped_by_itself_not_by_its_look() -> None:
    updates = Updates()
    updates.deliver_again({"update_id": 5})
    updates.deliver_again({"update_id": 5})
    updates.drop(updates.again[1])
    assert len(updates) == 1
    updates.drop({"update_id": 5})
    assert len(updates) == 1


def test_the_memory_of_updates_has_an_end() -> None:
    updates = Updates()
    for _ in range(HISTORY + 1):
        updates.add("message", {})
    assert updates.remembered(FIRST_UPDATE_ID) is None
    assert updates.remembered(FIRST_UPDATE_ID + 1) is not None
