"""Every flow, by name."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.flow import Flow
from conversations.flows.concern import CONCERN
from conversations.flows.invite import INVITE
from conversations.flows.join import JOIN
from conversations.flows.link import LINK
from conversations.flows.me import ME
from conversations.flows.mentor import MENTOR
from conversations.flows.refer import REFER
from conversations.flows.report import REPORT
from conversations.flows.safeguarding import SAFEGUARDING
from conversations.flows.see import SEE
from conversations.flows.team import TEAM

FLOWS: Mapping[str, Flow] = {
    flow.name: flow
    for flow in (JOIN, MENTOR, TEAM, ME, REPORT, LINK, REFER, INVITE, SEE, CONCERN, SAFEGUARDING)
}
