"""Every flow, by name."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.flow import Flow
from conversations.flows.join import join
from conversations.flows.me import me
from conversations.flows.team import team

FLOWS: Mapping[str, Flow] = {
    flow.name: flow for flow in (Flow("join", join, kept=True), Flow("team", team, kept=True), Flow("me", me))
}
