/** The greeting: what this is, what to try, and the code to join with. */

import { notice } from "./dialog.js";
import { h, icon, setText } from "./dom.js";

const PLAIN_TEXT = "Add a person, press START on their phone, and see what the bot says.";

async function copyCode(code) {
  try {
    await navigator.clipboard.writeText(code);
    notice("The code is copied.");
  } catch {
    notice(`Copying is not allowed here. The code is ${code}.`, "bad");
  }
}

function codePart(welcome) {
  if (!welcome.code) return null;
  const onclick = () => copyCode(welcome.code);
  const copy = h("button", { type: "button", class: "button button-small", onclick }, icon("copy"), "Copy");
  return h(
    "div",
    { class: "welcome-join" },
    h("span", { class: "welcome-label" }, "The code to join with"),
    h("div", { class: "welcome-code" }, h("code", { "data-testid": "welcome-code" }, welcome.code), copy),
  );
}

function triesPart(welcome) {
  if (!welcome.tries?.length) return null;
  const list = h("ol", {}, welcome.tries.map((text) => h("li", {}, h("span", {}, text))));
  const summary = h("summary", {}, h("h2", {}, "Things to try"), icon("down"));
  return h("details", { class: "welcome-tries", open: true }, summary, list);
}

export class Welcome {
  constructor() {
    this.content = h("div", { class: "welcome-content" });
    this.title = h("h1", {});
    this.fold = h("button", { type: "button", class: "welcome-fold", onclick: () => this.turn() }, icon("down"));
    this.element = h(
      "section",
      { class: "welcome", "data-testid": "welcome" },
      h("div", { class: "welcome-head" }, this.title, this.fold),
      this.content,
    );
    const narrow = window.matchMedia("(width <= 760px)");
    narrow.addEventListener("change", () => this.setOpen(!narrow.matches));
    this.setOpen(!narrow.matches);
  }

  /** On a narrow page the greeting begins folded, so that the first phone or Slack is in sight. */
  setOpen(open) {
    this.element.classList.toggle("is-folded", !open);
    this.fold.setAttribute("aria-expanded", String(open));
    this.fold.setAttribute("aria-label", open ? "Fold the welcome" : "Unfold the welcome");
  }

  turn() {
    this.setOpen(this.element.classList.contains("is-folded"));
  }

  /** Without a greeting from the bot's side, the page says itself what it is. */
  update(state) {
    const mark = JSON.stringify([state.welcome, state.bot.name]);
    if (mark === this.mark) return;
    this.mark = mark;
    const welcome = state.welcome?.title ? state.welcome : { text: PLAIN_TEXT };
    setText(this.title, welcome.title || `Talk with ${state.bot.name}`);
    const text = h("p", { class: "welcome-text" }, welcome.text || "");
    this.content.replaceChildren(...[text, codePart(welcome), triesPart(welcome)].filter(Boolean));
  }
}
