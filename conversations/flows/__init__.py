"""Every flow, by name."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.flow import Flow
from conversations.flows.calendar import CALENDAR
from conversations.flows.catch_up import CATCH_UP
from conversations.flows.check_in import CHECK_IN
from conversations.flows.concern import CONCERN
from conversations.flows.free import FREE
from conversations.flows.goals import GOALS
from conversations.flows.impact import IMPACT
from conversations.flows.invite import INVITE
from conversations.flows.join import JOIN
from conversations.flows.link import LINK
from conversations.flows.log import LOG
from conversations.flows.match import MATCH
from conversations.flows.me import ME
from conversations.flows.meet import MEET
from conversations.flows.mentor import MENTOR
from conversations.flows.nudges import NUDGES
from conversations.flows.pair import ADULT, PAIR
from conversations.flows.places import PLACES
from conversations.flows.refer import REFER
from conversations.flows.report import REPORT
from conversations.flows.safeguarding import SAFEGUARDING
from conversations.flows.see import SEE
from conversations.flows.survey import SURVEY
from conversations.flows.team import TEAM

FLOWS: Mapping[str, Flow] = {
    flow.name: flow
    for flow in (
        JOIN,
        MENTOR,
        TEAM,
        ME,
        REPORT,
        LINK,
        MEET,
        CALENDAR,
        NUDGES,
        FREE,
        GOALS,
        SURVEY,
        IMPACT,
        LOG,
        CHECK_IN,
        CATCH_UP,
        REFER,
        INVITE,
        SEE,
        CONCERN,
        SAFEGUARDING,
        MATCH,
        PAIR,
        ADULT,
        PLACES,
    )
}
