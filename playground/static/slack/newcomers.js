/** The card beside the Slack windows: one more colleague, in any of the workspaces. */

import { post } from "../api.js";
import { h, icon, show } from "../dom.js";
import { openWorkspaces } from "./workspaces.js";

export class Colleagues {
  constructor(page) {
    this.page = page;
    const look = { type: "text", required: true, maxlength: 64, autocomplete: "off", placeholder: "First name" };
    this.input = h("input", { ...look, "aria-label": "First name in Slack", "data-testid": "add-colleague-name" });
    this.team = h("select", { "aria-label": "Workspace" });
    const add = { type: "submit", class: "button button-main", "data-testid": "add-colleague" };
    this.form = h("form", { class: "add-form" }, this.input, this.team, h("button", add, "Add to Slack"));
    this.form.addEventListener("submit", (event) => this.add(event));
    const open = { type: "button", class: "button button-quiet", onclick: () => openWorkspaces() };
    this.element = h(
      "section",
      { class: "newcomers newcomers-slack", "aria-label": "Add somebody in Slack" },
      h("span", { class: "newcomers-sign", "aria-hidden": "true" }, icon("hash")),
      h("h2", {}, "One more in Slack"),
      h("p", {}, "A mentor or a coordinator."),
      this.form,
      h("button", open, icon("building"), "Workspaces …"),
    );
  }

  async add(event) {
    event.preventDefault();
    const name = this.input.value.trim();
    if (!name) return;
    const person = await post("/api/slack/people", { name, team: this.team.value });
    if (!person) return;
    this.input.value = "";
    this.page.reveal(person.user);
  }

  update(workspaces) {
    const mark = JSON.stringify(workspaces.map((one) => [one.team, one.name]));
    if (mark === this.mark) return;
    this.mark = mark;
    const chosen = this.team.value;
    this.team.replaceChildren(...workspaces.map((one) => h("option", { value: one.team }, one.name)));
    if (workspaces.some((one) => one.team === chosen)) this.team.value = chosen;
    show(this.team, workspaces.length > 1);
  }
}
