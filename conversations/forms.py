"""Several answers at once: a form is opened over a press, and handed in as one thing heard."""

from __future__ import annotations

from conversations.flow import replay
from conversations.heard import Heard, TurnToken
from conversations.reply import SKIP, Act, Part, Reply
from conversations.run import Pending, Run
from conversations.scene import Scene, ended
from conversations.turn import Turn, asked, let_go, settled


def form_opened(scene: Scene, pending: Pending, press: Heard) -> Turn:
    """Open the form that begins with the question that waits; the question stays."""
    if not pending.form:
        return scene.again(Part("stale_button"), first=(let_go(press),), note="no form")
    opened = Reply(
        Act.FORM,
        form=pending.form,
        title=pending.title,
        token=press.token,
        message=press.message,
        press=press.press,
    )
    return Turn(scene.run, (opened,), note="form opened")


def handed_in(scene: Scene, form: Heard) -> Turn:
    """Take the answers of a form; what cannot be taken is asked again by itself."""
    run, token = scene.open, form.token
    question = scene.pending
    if run is None or question is None or token is None or token.run != run.id:
        return scene.again(Part("form_stale"), note="stale form")
    flow = scene.flows.get(run.flow)
    if flow is None:
        return Turn(run, ended(run), note="flow removed")
    if token == TurnToken(run.id, question.turn) and question.form:
        _answer_early(run, question, form)
    elif token.turn >= question.turn or not _keep_open(run, form):
        return scene.again(Part("form_stale"), note="stale form")
    question.calm = False
    run.turn += 1
    played = replay(flow, run, scene.facts)
    shown = (settled(form, question.part, ()),) if form.message else ()
    return Turn(run, (*shown, *asked(run, *played.parts)), tuple(played.effects), note="form")


def _answer_early(run: Run, question: Pending, form: Heard) -> None:
    """Keep each answer until its question is reached; a field that was left empty is skipped."""
    for field in question.form:
        text = form.fields.get(field.key, "")
        run.early[field.key] = text if text.strip() or not field.optional else SKIP


def _keep_open(run: Run, form: Heard) -> bool:
    """Keep what a form says that was opened for an earlier question, where nothing else was answered yet."""
    still = {key: text for key, text in form.fields.items() if key not in run.answers and text.strip()}
    run.early.update(still)
    return bool(still)
