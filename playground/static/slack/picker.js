/** A select and a multi-select: a button that opens a list of options, by pointer and by keyboard. */

import { h, icon } from "../dom.js";
import { float, lower, raise } from "../floating.js";
import { plainOf } from "./words.js";

const TYPED_TOGETHER_MS = 700; // letters that follow each other faster look for one word

export class Picker {
  constructor({ body, block, surface, labels, several, name }) {
    Object.assign(this, { body, block, surface, several, name });
    const held = surface.valueOf(block, body);
    this.chosen = [held].flat().filter(Boolean);
    this.words = h("span", { class: "pick-words" });
    const describedby = labels?.describedby ?? null;
    const look = { type: "button", class: `pick ${several ? "pick-several" : ""}`, "aria-describedby": describedby };
    this.button = h("button", { ...look, "aria-haspopup": "listbox" }, this.words, icon("down"));
    this.list = h("div", { class: "pick-list", role: "listbox", "aria-label": name, hidden: true });
    if (several) this.list.setAttribute("aria-multiselectable", "true");
    float(this.list);
    surface.keyed(this.button, block, body);
    this.button.addEventListener("click", () => (this.list.hidden ? this.open() : this.close(true)));
    this.button.addEventListener("keydown", (event) => this.openByKey(event));
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    this.outside = (event) => !this.element.contains(event.target) && this.close(false);
    this.element = h("span", { class: "pick-place" }, this.button, this.list);
    this.typed = "";
    this.show();
  }

  get options() {
    return this.body.options ?? this.body.option_groups.flatMap((group) => group.options);
  }

  show() {
    const texts = this.chosen.map((value) => plainOf(this.options.find((option) => option.value === value)?.text));
    const placeholder = plainOf(this.body.placeholder) || (this.several ? "Select options" : "Select an option");
    const parts = this.several ? texts.map((text) => h("span", { class: "pick-chip" }, text)) : texts;
    this.words.replaceChildren(...(parts.length ? parts : [placeholder]));
    this.words.classList.toggle("pick-empty", parts.length === 0);
    this.button.setAttribute("aria-label", `${this.name}: ${texts.join(", ") || placeholder}`);
    this.button.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  row(option) {
    const detail = option.description ? h("small", {}, plainOf(option.description)) : null;
    const row = h(
      "div",
      { class: "pick-option", role: "option", tabindex: -1, "data-value": option.value },
      h("span", { class: "pick-tick" }, icon("check")),
      h("span", {}, plainOf(option.text), detail),
    );
    row.addEventListener("click", () => this.choose(option.value));
    return row;
  }

  rows() {
    const clearable = !this.several && this.block.optional && this.chosen.length;
    const none = clearable ? [this.row({ text: { text: "No choice" }, value: "" })] : [];
    if (this.body.options) return [...none, ...this.body.options.map((option) => this.row(option))];
    const grouped = this.body.option_groups.map((group) => {
      const label = plainOf(group.label);
      const title = h("div", { class: "pick-title", "aria-hidden": "true" }, label);
      return h("div", { role: "group", "aria-label": label }, title, group.options.map((option) => this.row(option)));
    });
    return [...none, ...grouped];
  }

  get all() {
    return [...this.list.querySelectorAll('[role="option"]')];
  }

  markChosen() {
    const full = this.several && this.chosen.length >= (this.body.max_selected_items ?? Infinity);
    for (const row of this.all) {
      const chosen = this.chosen.includes(row.dataset.value);
      row.setAttribute("aria-selected", String(chosen));
      row.setAttribute("aria-disabled", String(full && !chosen));
    }
  }

  open() {
    this.before = this.chosen.join("\n");
    this.list.replaceChildren(...this.rows());
    this.list.hidden = false;
    this.markChosen();
    this.show();
    raise(this.list, this.button);
    document.addEventListener("pointerdown", this.outside, true);
    const first = this.all.find((row) => row.getAttribute("aria-selected") === "true") ?? this.all[0];
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "nearest" });
  }

  close(returnFocus) {
    if (this.list.hidden) return;
    lower(this.list);
    this.list.hidden = true;
    document.removeEventListener("pointerdown", this.outside, true);
    this.show();
    if (returnFocus) this.button.focus();
    if (this.chosen.join("\n") !== this.before) this.surface.change(this.block, this.body, this.chosen);
  }

  choose(value) {
    if (!this.several) {
      this.chosen = [value].filter(Boolean);
      this.close(true);
      return;
    }
    const row = this.all.find((one) => one.dataset.value === value);
    if (row.getAttribute("aria-disabled") === "true") return;
    const without = this.chosen.filter((one) => one !== value);
    this.chosen = without.length < this.chosen.length ? without : [...without, value];
    this.markChosen();
    this.show();
  }

  openByKey(event) {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || !this.list.hidden) return;
    event.preventDefault();
    this.open();
  }

  onKey(event) {
    const rows = this.all;
    const here = rows.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) rows[(to + rows.length) % rows.length].focus();
    else if (event.key === "Enter" || event.key === " ") this.choose(rows[here].dataset.value);
    else if (event.key === "Escape" || event.key === "Tab") this.close(true);
    else if (event.key.length === 1) this.jump(event.key);
    event.stopPropagation(); // Escape closes the list, and not the modal that it is in
    if (event.key !== "Tab") event.preventDefault();
  }

  /** Goes to the option that begins with what is typed. */
  jump(letter) {
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => (this.typed = ""), TYPED_TOGETHER_MS);
    this.typed += letter.toLowerCase();
    this.all.find((row) => row.lastChild.textContent.toLowerCase().startsWith(this.typed))?.focus();
  }
}
