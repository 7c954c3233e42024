/** Home and Messages: two tabs, moved between by pointer and arrow keys, with a dot where something is new. */

import { h, show } from "../dom.js";

const TABS = [
  ["home", "Home"],
  ["messages", "Messages"],
];

export class Tabs {
  /** `onTab(tab)` is called when the person goes to a tab, also to the one that is shown. */
  constructor({ id, label, onTab }) {
    this.id = id;
    this.onTab = onTab;
    this.chosen = "messages";
    this.marks = {};
    this.buttons = new Map(TABS.map(([tab, text]) => [tab, this.button(tab, text)]));
    this.element = h("div", { class: "tabs", role: "tablist", "aria-label": label }, [...this.buttons.values()]);
    this.element.addEventListener("keydown", (event) => this.onKey(event));
  }

  button(tab, text) {
    const dot = h("span", { class: "tab-dot", hidden: true }, h("span", { class: "sr-only" }, " (new)"));
    const controls = `${this.id}-${tab}`;
    const onclick = () => this.go(tab);
    const look = { type: "button", role: "tab", class: "tab", "aria-controls": controls, "data-key": `tab/${tab}` };
    return h("button", { ...look, id: `${controls}-tab`, onclick }, text, dot);
  }

  /** The panels of both tabs with what they hold: {home, messages}. */
  panels(contents) {
    this.shown = new Map(
      TABS.map(([tab]) => {
        const id = `${this.id}-${tab}`;
        const panel = { class: `panel panel-${tab}`, role: "tabpanel", id, "aria-labelledby": `${id}-tab` };
        return [tab, h("div", panel, contents[tab])];
      }),
    );
    this.draw();
    return [...this.shown.values()];
  }

  draw() {
    for (const [tab, button] of this.buttons) {
      const chosen = tab === this.chosen;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      show(this.shown.get(tab), chosen);
      if (chosen) show(button.lastChild, false);
    }
  }

  go(tab) {
    this.chosen = tab;
    this.draw();
    this.onTab(tab);
  }

  focus() {
    this.buttons.get(this.chosen).focus();
  }

  /** `marks` change with what a tab shows; a change behind the other tab puts a dot there. */
  notice(marks) {
    for (const [tab, mark] of Object.entries(marks)) {
      const isNews = tab in this.marks && this.marks[tab] !== mark && tab !== this.chosen;
      if (isNews) show(this.buttons.get(tab).lastChild, true);
      this.marks[tab] = mark;
    }
  }

  onKey(event) {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    this.go(this.chosen === "home" ? "messages" : "home");
    this.focus();
  }
}
