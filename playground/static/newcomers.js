/** The last card of the row: add a person, or add the bot to a group. */

import { post } from "./api.js";
import { openDialog } from "./dialog.js";
import { h, icon, show } from "./dom.js";

function groupForm(people, close) {
  const title = h("input", { type: "text", required: true, maxlength: 60, autocomplete: "off", value: "Study group" });
  const ticks = people.map((person) => {
    const box = h("input", { type: "checkbox", value: person.id, checked: true });
    return h("label", { class: "tick" }, box, h("span", {}, person.first_name));
  });
  const form = h(
    "form",
    { class: "dialog-body" },
    h("label", { class: "field" }, h("span", {}, "Name of the group"), title),
    h("fieldset", {}, h("legend", {}, "With"), ticks),
    h(
      "div",
      { class: "row-end" },
      h("button", { type: "submit", class: "button button-main" }, "Add the bot to this group"),
    ),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = [...form.querySelectorAll("input:checked")].map((box) => Number(box.value));
    if (await post("/api/groups", { title: title.value.trim(), people: chosen })) close();
  });
  return form;
}

export class Newcomers {
  constructor(page) {
    this.page = page;
    this.input = h("input", {
      type: "text",
      required: true,
      maxlength: 64,
      placeholder: "First name",
      "aria-label": "First name",
      autocomplete: "off",
      "data-testid": "add-person-name",
    });
    this.form = h(
      "form",
      { class: "add-form" },
      this.input,
      h("button", { type: "submit", class: "button button-main", "data-testid": "add-person" }, "Add a person"),
    );
    this.groupButton = h(
      "button",
      { type: "button", class: "button button-quiet", "data-testid": "add-group", onclick: () => this.askGroup() },
      icon("users"),
      "Add the bot to a group",
    );
    this.form.addEventListener("submit", (event) => this.add(event));
    this.element = h(
      "section",
      { class: "newcomers", "aria-label": "Add somebody" },
      h("span", { class: "newcomers-sign", "aria-hidden": "true" }, icon("plus")),
      h("h2", {}, "One more phone"),
      h("p", {}, "Each person has a phone of their own."),
      this.form,
      this.groupButton,
    );
  }

  async add(event) {
    event.preventDefault();
    const firstName = this.input.value.trim();
    if (!firstName) return;
    const person = await post("/api/people", { first_name: firstName });
    if (!person) return;
    this.input.value = "";
    this.page.reveal(person.id);
  }

  askGroup() {
    let dialog = null;
    const form = groupForm(this.page.state.people, () => dialog.close());
    dialog = openDialog("Add the bot to a group", form, { testid: "group-form" });
  }

  update(state) {
    show(this.groupButton, state.people.length > 0);
  }
}
