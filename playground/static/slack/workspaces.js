/** The dialog of workspaces: add one, install the app there or take it away, or remove the workspace. */

import { post, remove } from "../api.js";
import { confirmThat, openDialog } from "../dialog.js";
import { h } from "../dom.js";

function standing({ installed, revoked }) {
  if (!installed) return "not installed";
  return revoked ? "installed, its token is revoked" : "installed";
}

function askRemove(workspace) {
  confirmThat({
    title: `Remove the workspace ${workspace.name}?`,
    text: "It goes with all its people and messages. The app is told nothing.",
    action: "Remove the workspace",
    then: () => remove(`/api/slack/workspaces/${workspace.team}`),
  });
}

function row(workspace, appName) {
  const path = (verb) => `/api/slack/workspaces/${workspace.team}/${verb}`;
  const button = (label, onclick, tone = "") =>
    h("button", { type: "button", class: `button button-small ${tone}`, onclick }, label);
  const works = workspace.installed && !workspace.revoked;
  const buttons = [
    works ? null : button("Install", () => post(path("install"))),
    workspace.installed ? button("Uninstall", () => post(path("uninstall"))) : null,
    works ? button("Revoke token", () => post(path("revoke"))) : null,
    button("Remove …", () => askRemove(workspace), "button-danger"),
  ];
  const people = `${workspace.people.length} ${workspace.people.length === 1 ? "person" : "people"}`;
  const detail = h("small", {}, `${appName} is ${standing(workspace)} · ${people}`);
  const words = h("span", {}, h("b", {}, workspace.name), detail);
  const look = { class: "workspace-row", "data-testid": `workspace-${workspace.team}` };
  return h("li", look, words, h("span", { class: "row-end" }, buttons));
}

function addForm() {
  const name = h("input", { type: "text", required: true, maxlength: 64, autocomplete: "off" });
  const install = h("input", { type: "checkbox", checked: true });
  const form = h(
    "form",
    { class: "workspace-form" },
    h("label", { class: "field" }, h("span", {}, "Name of a new workspace"), name),
    h("label", { class: "tick" }, install, h("span", {}, "with the app installed")),
    h("button", { type: "submit", class: "button button-main" }, "Add the workspace"),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const made = await post("/api/slack/workspaces", { name: name.value.trim(), install: install.checked });
    if (made) name.value = "";
  });
  return form;
}

class WorkspacesDialog {
  constructor() {
    this.list = h("ul", { class: "workspace-list" });
    this.content = h("div", { class: "dialog-body" }, this.list, addForm());
  }

  update(slack) {
    const mark = JSON.stringify([slack.workspaces, slack.app.name]);
    if (mark === this.mark) return;
    this.mark = mark;
    this.list.replaceChildren(...slack.workspaces.map((workspace) => row(workspace, slack.app.name)));
  }
}

const panel = new WorkspacesDialog();

export const updateWorkspaces = (slack) => panel.update(slack);

export function openWorkspaces() {
  openDialog("Slack workspaces", panel.content, { testid: "workspaces", wide: true });
}
