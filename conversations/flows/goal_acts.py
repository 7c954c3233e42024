"""What can be done with one goal: tick a step, add one, set a day, reach it, let it go."""

from __future__ import annotations

from datetime import date, timedelta

from conversations.cards import fitted, worded
from conversations.check import Check, skippable
from conversations.checks.deadlines import deadline
from conversations.checks.passed_on import passed_on
from conversations.checks.titles import title as titled
from conversations.clock import on_wall
from conversations.effects import (
    AddGoal,
    AddStep,
    DateGoal,
    DateStep,
    DropGoal,
    GoalReached,
    ReopenGoal,
    StepDone,
)
from conversations.flows.goal_board import Act, Board, parts_of
from conversations.goals import (
    DROPPED,
    LONGEST_TITLE,
    MOST_GOALS,
    MOST_STEPS,
    OPEN,
    REACHED,
    goal_line,
    same,
    step_lines,
)
from conversations.pairs import Goal, Step
from conversations.reply import Choice, Json

IDEAS = {
    "cv": ("cv_list", "cv_examples", "cv_draft"),
    "interview": ("interview_place", "interview_questions", "interview_practise"),
    "college": ("college_list", "college_visit", "college_needs"),
    "experience": ("experience_list", "experience_message", "experience_contact"),
    "jobs": ("jobs_enjoy", "jobs_talk", "jobs_needs"),
    "confidence": ("confidence_pick", "confidence_try", "confidence_talk"),
    "people": ("people_list", "people_message", "people_chat"),
}
"""Goals that many pairs set, each with small steps to begin with; their words are labels."""

ENOUGH, BACK = "enough", "back"
STEP, UNDO, WHOLE = "step", "undo", "whole"
ADD, REACH, DAY, DROP, REOPEN = "add", "reach", "day", "drop", "reopen"

WEEK, FORTNIGHT, MONTH, QUARTER = (timedelta(days=days) for days in (7, 14, 30, 91))


def act_on(board: Board, goal: Goal) -> int:
    """Show a goal and do what is chosen; return the goal to go on with, or 0 for the list of them."""
    prompt = "goal" if goal.status == OPEN else "goal_ended"
    shown: dict[str, Json] = {**goal_line(goal), "lines": step_lines(goal.steps)}
    act = board.talk.ask(board.key("goal"), Act(_choices(board, goal)), prompt, goal=shown)
    what, number = parts_of(act)
    match what:
        case "step" | "undo":
            return ticked(board, goal, number, done=what == STEP)
        case "add":
            return add_steps(board, goal.title, goal.id, room=number)
        case "reach":
            return reach(board, goal)
        case "day":
            return _choose_day(board, goal)
        case "drop":
            return _drop(board, goal)
        case "reopen":
            return reopen(board, goal)
    return 0


def _choices(board: Board, goal: Goal) -> list[Choice]:
    """Return what applies: what is most likely next comes first."""
    if goal.status != OPEN:
        has_room = len(board.open) < MOST_GOALS
        return [_named(act) for act in ((REOPEN, BACK) if has_room else (BACK,))]
    known = [step for step in goal.steps if step.id]
    undo = worded(board.talk.look.labels, "goal", UNDO)
    slips = [step for step in known if step.done and step.id in board.undoable]
    open_ = [step for step in known if not step.done]
    room = MOST_STEPS - len(goal.steps)
    add = [Choice(f"{ADD}:{room}", label=f"goal.{ADD}")] if room > 0 else []
    got_there, every_step_done = [_named(REACH)], bool(goal.steps) and not open_
    return [
        *(got_there if every_step_done else ()),
        *(Choice(f"{STEP}:{step.id}", words=fitted(step.title)) for step in open_),
        *(Choice(f"{UNDO}:{step.id}", words=fitted(step.title, undo)) for step in slips),
        *add,
        *(() if every_step_done else got_there),
        *(_named(act) for act in (DAY, DROP, BACK)),
    ]


def _named(act: str) -> Choice:
    return Choice(act, label=f"goal.{act}")


def ticked(board: Board, goal: Goal, step_id: int, *, done: bool = True) -> int:
    """Mark a step as done, or as not done after all."""
    step = board.step(goal, step_id)
    if step is None:
        return goal.id
    board.talk.do(board.key("tick"), StepDone(step_id, done))
    line = goal_line(board.tick(goal, step_id, done=done))
    board.talk.say("step_done" if done else "step_undone", board.key("ticked"), step=step.title, goal=line)
    return goal.id


def add_goal(board: Board) -> int:
    """Ask for a goal and the day, set it, and go on with its first steps."""
    talk = board.talk
    ideas = [Choice(idea, label=f"goal_title.{idea}") for idea in IDEAS]
    check = _title(board, ideas, [Choice(BACK, label="goal.back")], [goal.title for goal in board.open])
    title = talk.ask(board.key("goal_title"), check)
    if title == BACK:
        return 0
    by = talk.ask(board.key("goal_by"), _deadline(board, "goal_by", MONTH, QUARTER), title=title)
    talk.do(board.key("add_goal"), AddGoal(board.pair.id, title, by))
    talk.say("goal_set", board.key("goal_set"), title=title, other=board.pair.other)
    return add_steps(board, title)


def add_steps(board: Board, title: str, goal_id: int = 0, *, room: int = MOST_STEPS) -> int:
    """Ask for up to ``room`` steps; the goal that was just set is found by its title."""
    talk = board.talk
    for count in range(1, room + 1):
        step = _step_title(board, title, board.find(goal_id, title), count)
        goal = board.find(goal_id, title)
        if goal is None or step == ENOUGH:
            return goal.id if goal else 0
        key = f"{board.key('step_by')}:{count}"
        by = talk.ask(key, _deadline(board, "step_by", WEEK, FORTNIGHT), step=step)
        talk.do(f"{board.key('add_step')}:{count}", AddStep(goal.id, step, by))
        board.add_step(goal, Step(0, step, by))
        talk.say("step_added", f"{board.key('step_added')}:{count}", step=step)
    talk.say("steps_full", board.key("steps_full"), most=MOST_STEPS)
    return 0


def _step_title(board: Board, title: str, goal: Goal | None, count: int) -> str:
    """Ask for the next small step, with ideas where the goal is one that many set."""
    steps = [step.title for step in goal.steps] if goal else []
    labels = board.talk.look.labels
    idea = next((name for name in IDEAS if same(worded(labels, "goal_title", name), title)), "")
    ideas = [Choice(name, label=f"step_title.{name}") for name in IDEAS.get(idea, ())]
    check = _title(board, ideas, [Choice(ENOUGH, label="step_title.enough")], steps)
    key = f"{board.key('step_title')}:{count}"
    return board.talk.ask(key, check, title=title, fresh=not steps)


def _title(board: Board, ideas: list[Choice], others: list[Choice], taken: list[str]) -> Check[str]:
    """Return the check for a title; an idea that is there already is not offered."""
    labels = board.talk.look.labels
    fresh = [i for i in ideas if not any(same(labels.get(i.label, i.value), known) for known in taken)]
    return passed_on(titled(LONGEST_TITLE, ideas=fresh, others=others, taken=taken))


def _deadline(board: Board, question: str, *spans: timedelta) -> Check[date | None]:
    """Return the check for a day, or none: with buttons for the next meeting and for some spans."""
    look = board.talk.look
    names = {WEEK: "week", FORTNIGHT: "fortnight", MONTH: "month", QUARTER: "quarter"}
    offers = [(Choice(names[s], label=f"{question}.{names[s]}"), look.today + s) for s in spans]
    meeting = board.pair.meeting
    if meeting is not None and meeting.starts is not None and meeting.starts > look.now and WEEK in spans:
        day = on_wall(meeting.starts, look.zone).date()
        offers.insert(0, (Choice("meeting", label=f"{question}.meeting"), day))
    return skippable(deadline(*offers))


def _choose_day(board: Board, goal: Goal) -> int:
    """Ask what is to have another day: the goal, or one of the steps that are left."""
    steps = [step for step in goal.steps if step.id and not step.done]
    choices = [
        Choice(WHOLE, label="goal_day.whole"),
        *(Choice(f"{STEP}:{step.id}", words=fitted(step.title)) for step in steps),
        Choice(BACK, label="goal_day.back"),
    ]
    what, number = parts_of(board.talk.ask(board.key("goal_day"), Act(choices), title=goal.title))
    return goal.id if what == BACK else dated(board, goal, number)


def dated(board: Board, goal: Goal, step_id: int) -> int:
    """Ask for the day of a step, or of the goal itself where the step is 0, and set it."""
    talk, step = board.talk, board.step(goal, step_id)
    if step_id and step is None:
        return goal.id
    if step is not None:
        by = talk.ask(board.key("step_by"), _deadline(board, "step_by", WEEK, FORTNIGHT), step=step.title)
        talk.do(board.key("date"), DateStep(step_id, by))
    else:
        by = talk.ask(board.key("goal_by"), _deadline(board, "goal_by", MONTH, QUARTER), title=goal.title)
        talk.do(board.key("date"), DateGoal(goal.id, by))
    board.date(goal, step_id, by)
    talk.say("day_set", board.key("day_set"), title=step.title if step else goal.title, by=_iso(by))
    return goal.id


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def reach(board: Board, goal: Goal) -> int:
    """Celebrate a goal that is reached, plainly."""
    again = goal.status != OPEN
    board.talk.do(board.key("reach"), GoalReached(goal.id))
    board.settle(goal, REACHED)
    board.talk.say(
        "goal_reached", board.key("reached"), title=goal.title, other=board.pair.other, again=again
    )
    return 0


def _drop(board: Board, goal: Goal) -> int:
    board.talk.do(board.key("drop"), DropGoal(goal.id))
    board.settle(goal, DROPPED)
    board.talk.say("goal_dropped", board.key("dropped"), title=goal.title)
    return 0


def reopen(board: Board, goal: Goal) -> int:
    """Work on a goal again that was reached or let go."""
    board.talk.do(board.key("reopen"), ReopenGoal(goal.id))
    board.settle(goal, OPEN)
    board.talk.say("goal_reopened", board.key("reopened"), title=goal.title)
    return goal.id
