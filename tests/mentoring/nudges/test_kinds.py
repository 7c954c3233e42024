"""What holds of every kind of nudge in the registry."""

from __future__ import annotations

import pytest

from conversations.flows.nudges import SWITCHED_BY
from conversations.nudging import NudgeGroup
from mentoring.nudges.kinds import KINDS
from mentoring.nudges.nudge import Event, Nudge


def test_every_kind_has_a_purpose_of_its_own() -> None:
    assert all(purpose == kind.purpose for purpose, kind in KINDS.items())
    assert {"meeting_reminder", "meeting_card", "check_in", "catch_up", "goal", "arrange"} <= set(KINDS)


def test_everything_that_happens_brings_a_nudge() -> None:
    planned = {event for kind in KINDS.values() for event in kind.plans}

    assert planned == set(Event)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.purpose)
def test_what_can_be_switched_off_is_offered_to_somebody(kind: Nudge) -> None:
    offered = {group for groups in SWITCHED_BY.values() for group in groups}

    assert kind.group in (offered if kind.optional else {*offered, NudgeGroup.GOING})


def test_nobody_can_switch_off_whether_they_are_safe() -> None:
    assert not [kind.purpose for kind in KINDS.values() if kind.group is NudgeGroup.GOING and kind.optional]
    assert NudgeGroup.GOING not in {group for groups in SWITCHED_BY.values() for group in groups}
