"""The consent page of OAuth: somebody chooses a workspace and lets the app in, or does not."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from playground.slack.world import SlackWorld

CONSENT_PATH = "/slack/oauth/v2/authorize"
FOUND = 302  # an answer that sends the browser on, by GET
_ASKED = frozenset({"client_id", "scope", "user_scope", "redirect_uri", "state", "team"})
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}}
button{{font:inherit;padding:.4rem 1.2rem}}</style><main><h1>{title}</h1>{body}</main></html>"""
_FORM = """<p>{app} asks for:</p><ul>{scopes}</ul><form method="post">
<p><label>Workspace <select name="team">{teams}</select></label></p>
<p><button name="answer" value="allow">Allow</button>
<button name="answer" value="cancel">Cancel</button></p></form>"""


def shower(world: SlackWorld) -> Callable[[Request], Any]:
    """The page itself, by GET."""

    async def show(request: Request) -> Response:
        asked = dict(request.query_params)
        problem = _problem(world, asked)
        if problem:
            return _page("Something is wrong with this link", f"<p>{escape(problem)}</p>", 400)
        scopes = "".join(f"<li>{escape(scope)}</li>" for scope in _scopes(asked))
        form = _FORM.format(app=escape(world.app.name), scopes=scopes, teams=_teams(world, asked))
        return _page(f"Install {escape(world.app.name)}", form)

    return show


def taker(world: SlackWorld) -> Callable[[Request], Any]:
    """What was pressed, by POST; the browser is sent back to the app."""

    async def take(request: Request) -> Response:
        asked = dict(request.query_params)
        chosen = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        problem = _stranger(request) or _problem(world, asked)
        if not problem and chosen.get("team") not in world.workspaces:
            problem = "There is no such workspace."
        if problem:
            return _page("Something is wrong with this request", f"<p>{escape(problem)}</p>", 400)
        answer = {"error": "access_denied"}
        if chosen.get("answer") == "allow":
            answer = {"code": _granted(world, chosen["team"], asked)}
        if "state" in asked:
            answer["state"] = asked["state"]
        return RedirectResponse(_back(asked["redirect_uri"], answer), FOUND)

    return take


def _granted(world: SlackWorld, team: str, asked: dict[str, str]) -> str:
    workspace = world.workspaces[team]
    members = (person for person in workspace.people.values() if not person.deactivated)
    who = next(members, None) or world.add_person(workspace, "Admin")
    grant = world.grants.make(team, who.id, frozenset(_scopes(asked)), asked["redirect_uri"])
    return grant.code


def _problem(world: SlackWorld, asked: dict[str, str]) -> str:
    """What is wrong with a link to this page, or nothing."""
    unknown = sorted(asked.keys() - _ASKED)
    if unknown:
        return f"The parameter {unknown[0]} is not known."
    if asked.get("client_id") != world.app.client_id:
        return "The client_id is not that of the app."
    if not _scopes(asked):
        return "No scope is asked for."
    if asked.get("user_scope"):
        return "Scopes of people are not played."
    if urlsplit(asked.get("redirect_uri", "")).scheme not in {"http", "https"}:
        return "The redirect_uri is missing or is no web address."
    return ""


def _stranger(request: Request) -> str:
    """A web page from elsewhere, open in the same browser, must not press for somebody."""
    origin = request.headers.get("origin")
    if origin not in {None, "null"} and urlsplit(str(origin)).netloc != request.headers.get("host"):
        return "This page is not for pages from elsewhere."
    return ""


def _scopes(asked: dict[str, str]) -> list[str]:
    return [scope for scope in asked.get("scope", "").replace(" ", ",").split(",") if scope]


def _teams(world: SlackWorld, asked: dict[str, str]) -> str:
    rows = []
    for team, workspace in world.workspaces.items():
        chosen = " selected" if team == asked.get("team") else ""
        rows.append(f'<option value="{escape(team)}"{chosen}>{escape(workspace.name)}</option>')
    return "".join(rows)


def _back(redirect_uri: str, answer: dict[str, str]) -> str:
    return f"{redirect_uri}{'&' if urlsplit(redirect_uri).query else '?'}{urlencode(answer)}"


def _page(title: str, body: str, status: int = 200) -> Response:
    return HTMLResponse(_PAGE.format(title=title, body=body), status)
