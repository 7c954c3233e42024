"""A pair's goals: what they want to reach, in small steps, ticked by a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conversations.cards import fitted, worded
from conversations.facts import Facts, Role, Seek
from conversations.flow import Flow
from conversations.flows.goal_acts import act_on, add_goal, dated, reach, reopen, ticked
from conversations.flows.goal_board import DONE, LATER, NEW, REACHED_IT, Act, Board, Wish, parts_of, wish_in
from conversations.goals import MOST_GOALS, OPEN, REACHED, ended_goals, goal_line
from conversations.pairs import Goal, Pair
from conversations.reply import Choice, Json
from conversations.talk import Talk

GOAL, REOPEN = "goal", "reopen"
EARLIER, CLOSE = "earlier", "close"

MOST_ROUNDS = 50
"""Choices in one talk: a replay of all of them stays below the steps of a turn."""

MOST_EARLIER = 15
"""Ended goals that are shown, the newest."""


def goals(talk: Talk) -> None:
    """Show a pair's goals, and do what is chosen until nothing is."""
    wish = wish_in(talk.given)
    pair = _pair(talk, wish)
    if pair is None:
        return
    board = Board(talk, pair)
    at: int | None = _granted(board, wish)
    while at is not None and board.times < MOST_ROUNDS:
        board.times += 1
        goal = board.find(at) if at else None
        at = act_on(board, goal) if goal else _listed(board)
    talk.say("goals_close", other=pair.other)


def _pair(talk: Talk, wish: Wish) -> Pair | None:
    """Return the match whose goals are meant; where there is none, say what there is to say."""
    pairs = talk.look.pairs
    owner = next((pair for pair in pairs if any(goal.id == wish.goal for goal in pair.goals)), None)
    if owner is not None and owner.active:
        return owner
    if wish.goal:
        talk.say("goals_gone", "", over=owner is not None)
    active = [pair for pair in pairs if pair.active]
    if len(active) > 1:
        choices = [Choice(f"pair:{pair.id}", words=fitted(pair.other)) for pair in active]
        _, which = parts_of(talk.choose("goals_whom", choices))
        return next(pair for pair in active if pair.id == which)
    if not active and not _told_earlier(talk, "earlier"):
        talk.say("goals_no_match", is_mentor=Role.MENTOR in talk.look.roles)
    return active[0] if active else None


def _granted(board: Board, wish: Wish) -> int:
    """Do what the command asks for, and return the goal to go on with; 0 is the list of them."""
    goal = board.find(wish.goal)
    if wish.act == NEW:
        return add_goal(board)
    if goal is None:
        return 0
    # As it was before this talk changed it: an old button does nothing to a goal that has ended since.
    stood = board.talk.keep("stood", goal.status)
    if stood != OPEN and not (wish.act == REACHED_IT and stood == REACHED):
        return goal.id
    if wish.act == REACHED_IT:
        return reach(board, goal)
    if wish.act == DONE and board.step(goal, wish.step):
        return ticked(board, goal, wish.step)
    if wish.act == LATER and (not wish.step or board.step(goal, wish.step)):
        return dated(board, goal, wish.step)
    return goal.id


def _listed(board: Board) -> int | None:
    """Show all goals that are worked on; return the goal that is chosen, 0 to go on, or None to end."""
    lines: list[Json] = [goal_line(goal) for goal in board.open]
    act = board.talk.ask(board.key("goals"), Act(_choices(board)), other=board.pair.other, goals=lines)
    what, number = parts_of(act)
    if what == CLOSE:
        return None
    if what == NEW:
        return add_goal(board)
    if what == EARLIER:
        _told_earlier(board.talk, board.key("goals_earlier"))
        return 0
    goal = board.find(number)
    if what == REOPEN and goal is not None:
        return reopen(board, goal)
    return goal.id if goal else 0


def _choices(board: Board) -> list[Choice]:
    """Return what can be done: the goals, those that this talk has ended, a new one."""
    labels, room = board.talk.look.labels, len(board.open) < MOST_GOALS
    again = worded(labels, "goals", "reopen")
    slips = [goal for goal in board.goals if goal.id in board.ended] if room else []
    return [
        *(Choice(f"{GOAL}:{goal.id}", words=fitted(goal.title)) for goal in board.open),
        *(Choice(f"{REOPEN}:{goal.id}", words=fitted(goal.title, again)) for goal in slips),
        *([Choice(NEW, label="goals.new")] if room else []),
        *([Choice(EARLIER, label="goals.earlier")] if _earlier(board.talk.look) else []),
        Choice(CLOSE, label="goals.close"),
    ]


def _earlier(look: Facts) -> list[tuple[Pair, Goal]]:
    """Return the goals of now that have ended, and all of matches that are over, the newest first."""
    found: list[tuple[Pair, Goal]] = []
    for pair in reversed(look.pairs):
        past: Sequence[Goal] = ended_goals(pair.goals) if pair.active else [*reversed(pair.goals)]
        found += [(pair, goal) for goal in past]
    return found


def _told_earlier(talk: Talk, key: str) -> bool:
    """Show what a person worked on before, and with whom; return False where there is nothing."""
    found = _earlier(talk.look)
    lines: list[Json] = [{**goal_line(goal), "other": pair.other} for pair, goal in found[:MOST_EARLIER]]
    if lines:
        talk.say("goals_earlier", key, goals=lines, more=max(len(found) - MOST_EARLIER, 0))
    return bool(lines)


def seeks_goals(given: str, answers: Mapping[str, Json]) -> Seek:
    """Look up the person's matches with their goals, in every turn."""
    return Seek(pairs=True, goals=True)


GOALS = Flow(
    "goals",
    goals,
    command="goals",
    roles=frozenset({Role.YOUNG_PERSON, Role.MENTOR}),
    seeks=seeks_goals,
)
