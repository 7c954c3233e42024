"""Every kind of nudge, by purpose: a new one is an entry here."""

from __future__ import annotations

from collections.abc import Mapping

from mentoring.nudges.kinds.after_meeting import CHECK_IN_AFTER, LOG_MEETING
from mentoring.nudges.kinds.arranging import ARRANGE
from mentoring.nudges.kinds.birthdays import BIRTHDAYS
from mentoring.nudges.kinds.catch_up import CATCH_UP
from mentoring.nudges.kinds.goals import GOALS
from mentoring.nudges.kinds.impact import SURVEY
from mentoring.nudges.kinds.meeting_card import MEETING_CARD
from mentoring.nudges.kinds.proposals import ANSWER_WAITS
from mentoring.nudges.kinds.reminders import REMINDERS
from mentoring.nudges.kinds.team import MATCH_ENDS, WEEKLY_SUMMARY
from mentoring.nudges.nudge import Nudge

_ALL: tuple[Nudge, ...] = (
    REMINDERS,
    MEETING_CARD,
    ANSWER_WAITS,
    ARRANGE,
    BIRTHDAYS,
    LOG_MEETING,
    CHECK_IN_AFTER,
    CATCH_UP,
    GOALS,
    SURVEY,
    MATCH_ENDS,
    WEEKLY_SUMMARY,
)

KINDS: Mapping[str, Nudge] = {nudge.purpose: nudge for nudge in _ALL}
