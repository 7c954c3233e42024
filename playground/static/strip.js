/** The strip of everybody's names: brings a phone or a Slack into view, and tells which have something new. */

import { h, icon, show } from "./dom.js";

export class Strip {
  constructor() {
    this.chips = new Map(); // id -> {button, dot, element, mark}
    this.element = h("nav", { class: "strip", "aria-label": "Go to" });
    this.watching = new IntersectionObserver((entries) => this.look(entries), { threshold: 0.6 });
  }

  look(entries) {
    for (const { target, isIntersecting } of entries) {
      const chip = [...this.chips.values()].find((one) => one.element === target);
      if (!chip) continue;
      chip.button.setAttribute("aria-current", String(isIntersecting));
      if (isIntersecting) show(chip.dot, false);
    }
  }

  add(id, { name, element, symbol }) {
    const dot = h("span", { class: "strip-dot", hidden: true }, h("span", { class: "sr-only" }, " (new)"));
    const go = () => element.scrollIntoView({ block: "nearest", inline: "center" });
    const look = { type: "button", class: "strip-chip", "aria-current": "false", onclick: go };
    const button = h("button", look, icon(symbol), h("span", {}, name), dot);
    this.chips.set(id, { button, dot, element });
    this.watching.observe(element);
  }

  drop(id) {
    this.watching.unobserve(this.chips.get(id).element);
    this.chips.get(id).button.remove();
    this.chips.delete(id);
  }

  /**
   * `windows`: [[id, {name, element, symbol, newest}]] in the order of the stage; `newest` changes with what is new.
   */
  update(windows) {
    const kept = new Map(windows.map(([id, { element }]) => [id, element]));
    for (const [id, chip] of this.chips) if (kept.get(id) !== chip.element) this.drop(id);
    windows.forEach(([id, shown], index) => {
      if (!this.chips.has(id)) this.add(id, shown);
      const chip = this.chips.get(id);
      this.note(chip, shown.newest);
      const here = this.element.children[index] ?? null;
      if (here !== chip.button) this.element.insertBefore(chip.button, here);
    });
    show(this.element, windows.length > 0);
  }

  note(chip, newest) {
    const isSeen = chip.button.getAttribute("aria-current") === "true";
    if ("newest" in chip && chip.newest !== newest && !isSeen) show(chip.dot, true);
    chip.newest = newest;
  }
}
